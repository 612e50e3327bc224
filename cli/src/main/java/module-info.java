/// The command `myelin`, and the options of users' programs.
module myelin.cli {
  requires transitive info.picocli;
  requires transitive myelin;
  requires myelin.nestml;
  requires static org.jspecify;
  requires tools.jackson.databind;

  exports myelin.cli;

  opens myelin.cli to
      info.picocli;
  opens myelin.cli.bench to
      tools.jackson.databind;
}
