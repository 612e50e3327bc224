package myelin.cli;

import myelin.engine.base.BadInput;
import picocli.CommandLine.Command;

/// The help on `test`, which the launcher runs with Maven.
@Command(
    name = "test",
    description = "Runs all checks and tests of Myelin, with Maven and pytest.",
    customSynopsis = "myelin test [MAVEN OPTION...]")
final class TestCommand implements Runnable {

  private TestCommand() {}

  @Override
  public void run() {
    throw new BadInput(BadInput.Kind.FILE, "test: only the launcher, the script myelin, does that");
  }
}
