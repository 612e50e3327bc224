package myelin.cli;

import java.util.List;
import myelin.engine.base.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// Commands that the launcher runs with other programs. Here are the lines on them in the list of
/// commands; what has no help of its own has it here.
final class LauncherCommands {

  private LauncherCommands() {}

  /// A command that only the launcher can run.
  abstract static class Launched implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Unmatched private List<String> words = List.of();

    @Override
    public final void run() {
      throw new BadInput(
          BadInput.Kind.FILE,
          "%s %s: only the launcher, the script myelin, does that"
              .formatted(spec.name(), String.join(" ", words)));
    }
  }

  /// NEST Server's protocol, by Python.
  @Command(
      name = "server",
      description = "Speaks the protocol of NEST Server, for NEST Desktop and nest-client.",
      footer = "%n'myelin server --help' lists the options.",
      customSynopsis = "myelin [--heap SIZE] server [OPTION...]")
  static final class Server extends Launched {}

  /// All tests, by Maven and pytest.
  @Command(
      name = "test",
      description = "Runs all checks and tests of Myelin, with Maven and pytest.",
      footer = {
        "%nWith NAME, those alone that are named after a model, a class or a word, or speak of it;",
        "for a model also those that try each model."
      },
      customSynopsis = "myelin test [NAME | MAVEN OPTION...]")
  static final class Test extends Launched {}

  /// The comparison with what NEST computed, by a module that is no part of the distribution.
  @Command(
      name = "conformance",
      description = "Compares Myelin with what NEST 3.10 computed.",
      footer = "%n'myelin conformance --help' lists the options.",
      customSynopsis = "myelin [--heap SIZE] conformance [OPTION...]")
  static final class Conformance extends Launched {}

  /// Random scenarios on NEST and on Myelin, by Python.
  @Command(
      name = "fuzz",
      description = "Plays random scenarios on NEST and on Myelin, and tells what differs.",
      footer = "%n'myelin fuzz --help' lists the options.",
      customSynopsis = "myelin fuzz --nest PYTHON [OPTION...]")
  static final class Fuzz extends Launched {}

  /// Benchmarks of single pieces, by a module that is no part of the distribution.
  @Command(
      name = "jmh",
      description = "Measures single pieces of Myelin, by JMH.",
      footer = "%n'myelin jmh --help' lists the options.",
      customSynopsis = "myelin [--heap SIZE] jmh [REGEX] [OPTION...]")
  static final class Jmh extends Launched {}
}
