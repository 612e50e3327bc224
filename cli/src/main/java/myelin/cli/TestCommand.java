package myelin.cli;

import myelin.engine.base.BadInput;
import picocli.CommandLine.Command;

/// The help on `test`, which the launcher runs with Maven.
@Command(
    name = "test",
    description = "Runs all checks and tests of Myelin, with Maven and pytest.",
    footer = {
      "%nWith NAME, those alone that are named after a model, a class or a word, or speak of it; for a",
      "model also those that try each model."
    },
    customSynopsis = "myelin test [NAME | MAVEN OPTION...]")
final class TestCommand implements Runnable {

  private TestCommand() {}

  @Override
  public void run() {
    throw new BadInput(BadInput.Kind.FILE, "test: only the launcher, the script myelin, does that");
  }
}
