package myelin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

  @Test
  void withoutCommandItShowsTheHelp() {
    Terminal t = Terminal.myelin();
    assertThat(t.status()).isZero();
    assertThat(t.out()).contains("Usage: myelin [--heap SIZE] COMMAND").contains("First steps:");
    assertThat(t).isEqualTo(Terminal.myelin("--help")).isEqualTo(Terminal.myelin("help"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "examples",
        "example",
        "run",
        "jshell",
        "resume",
        "pynest",
        "server",
        "models",
        "check",
        "bench",
        "test",
        "conformance",
        "fuzz",
        "jmh"
      })
  void everyCommandHasHelpAndVersion(String command) {
    Terminal help = Terminal.myelin(command, "--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).startsWith("Usage: myelin ").contains(command).contains("--version");
    assertThat(help.lines()).allMatch(line -> line.length() <= Table.WIDTH);
    assertThat(help.err()).isEmpty();
    assertThat(Terminal.myelin("help", command)).isEqualTo(help);

    Terminal version = Terminal.myelin(command, "--version");
    assertThat(version).isEqualTo(Terminal.myelin("--version"));
    assertThat(version.out()).matches("myelin \\d+\\.\\d+\\.\\d+\\S* \\(Java .*\\)\\R");
  }

  @Test
  void anUnknownCommandIsAnsweredByTheNearest() {
    assertRefused(
        "there is no command 'modles'; did you mean models? Try 'myelin --help'", "modles");
  }

  @Test
  void anOptionWithoutItsDashesIsTold() {
    assertRefused(
        "there is no command 'version'; did you mean --version? Try 'myelin --help'", "version");
  }

  @Test
  void commandsThatAnInstallationLacksAreNotListed() {
    assertThat(Terminal.myelin("--help").out()).contains("\n  fuzz ", "\n  server ");
    System.setProperty(Main.WITHOUT, "fuzz,test");
    try {
      Terminal help = Terminal.myelin("--help");
      assertThat(help.out()).doesNotContain("\n  fuzz ", "\n  test ").contains("\n  server ");
    } finally {
      System.clearProperty(Main.WITHOUT);
    }
  }

  @Test
  void linesOfFootersFit() {
    CommandLine command = Parsing.prepare(new CommandLine(new Main()));
    assertThat(command.getSubcommands().values())
        .flatExtracting(c -> List.of(c.getCommandSpec().usageMessage().footer()))
        .allSatisfy(line -> assertThat(line.replace("%n", "")).hasSizeLessThan(97));
  }

  @Test
  void partOfNamesListsTheirModels() {
    Terminal t = Terminal.myelin("models", "iaf_psc");
    assertThat(t.status()).isZero();
    assertThat(t.out())
        .contains("iaf_psc_alpha ", "iaf_psc_exp_ps_lossless ")
        .doesNotContain("iaf_cond_exp");
  }

  @Test
  void anUnknownOptionIsAnsweredByTheNearest() {
    assertRefused(
        "there is no option --jsn; did you mean --json? Try 'myelin models --help'",
        "models",
        "--jsn");
  }

  @Test
  void anUnknownModelIsAnsweredByTheNearest() {
    assertRefused("unknown model 'multimetre'; did you mean multimeter?", "models", "multimetre");
  }

  @Test
  void anUnknownExampleIsRefused() {
    assertRefused("there is no example 'none_such'; there are none", "example", "none_such");
  }

  @Test
  void anUnknownNetworkIsAnsweredByTheKnown() {
    assertRefused(
        "there is no benchmark 'x'; there are brunel_alpha, coba, cuba, cuba_stdp, family, microcircuit",
        "bench",
        "x");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertRefused("NAME is missing; try 'myelin bench --help'", "bench");
    assertRefused(
        "NAME is missing; 'myelin examples' lists the names; try 'myelin example --help'",
        "example");
    assertRefused("FILE.java is missing; try 'myelin run --help'", "run");
  }

  @Test
  void whatIsTooMuchIsNamed() {
    assertRefused(
        "unexpected argument 'b'; try 'myelin models --help'", "models", "iaf_psc_exp", "b");
  }

  @Test
  void aValueOfTheWrongTypeIsNamed() {
    assertRefused(
        "invalid value for option '--order': 'x' is not an int; try 'myelin bench --help'",
        "bench",
        "brunel_alpha",
        "--order=x");
  }

  @Test
  void onWishAnErrorShowsWhereItArose() {
    Terminal t = Terminal.myelin("models", "none_such", "--stacktrace");
    assertThat(t.status()).isEqualTo(2);
    assertThat(t.err().lines()).hasSizeGreaterThan(5).anyMatch(line -> line.contains("\tat "));
  }

  static void assertRefused(String message, String... args) {
    Terminal t = Terminal.myelin(args);
    assertThat(t.err()).isEqualToIgnoringNewLines("myelin: " + message + "\n");
    assertThat(t.err().lines()).hasSize(1);
    assertThat(t.out()).isEmpty();
    assertThat(t.status()).isEqualTo(2);
  }
}
