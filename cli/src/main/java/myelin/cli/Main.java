package myelin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `myelin`.
///
/// Exit status: 0 for success; 2 for errors that the user can correct in the command, such as wrong
/// options; 1 for other failures.
@Command(
    name = "myelin",
    description = "Simulates networks of spiking neurons.",
    customSynopsis = "myelin [--heap SIZE] COMMAND [ARGUMENT...]",
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands (each has --help):%n",
    footerHeading = "%n",
    footer = {
      "Before the command, --heap SIZE (900m, 12g) sets the memory for networks, and",
      "--checkpoint FILE with --checkpoint-every MS or --checkpoint-on-stop saves them on the way.",
      "--live [PORT] shows simulations on a page of this machine while they run, to pause and stop.",
      "After it, --stacktrace shows where an error arose.",
      "",
      "First steps:",
      "  myelin example brunel_alpha_numpy    a network of 12500 neurons, with files and a plot",
      "  myelin models iaf_psc_alpha          equations and parameters of a model",
      "  myelin run my_network.java           a program of your own",
      "  myelin pynest my_script.py           a PyNEST script"
    },
    subcommands = {
      ExamplesCommand.class,
      ExampleCommand.class,
      RunCommand.class,
      JshellCommand.class,
      ResumeCommand.class,
      PynestCommand.class,
      LauncherCommands.Server.class,
      ModelsCommand.class,
      CheckCommand.class,
      BenchCommand.class,
      LauncherCommands.Test.class,
      LauncherCommands.Conformance.class,
      LauncherCommands.Fuzz.class,
      LauncherCommands.Jmh.class
    })
public final class Main implements Runnable {

  /// The system property that names commands, separated by commas, that this installation cannot
  /// run.
  static final String WITHOUT = "myelin.without";

  @Spec private CommandSpec spec = CommandSpec.create();

  Main() {}

  /// Runs a command and ends the JVM with its exit status.
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /// Runs a command; returns its exit status.
  public static int run(String... args) {
    boolean trace = Failure.traceAsked(args);
    String[] words = Failure.withoutTrace(args);
    if (words.length > 0 && words[0].equals("help")) {
      words = words.length > 1 ? new String[] {words[1], "--help"} : new String[0];
    }
    CommandLine command = new CommandLine(new Main());
    for (String name : System.getProperty(WITHOUT, "").split(",", -1)) {
      if (!name.isEmpty()) command.getCommandSpec().removeSubcommand(name);
    }
    Parsing.prepare(command);
    command.setExecutionExceptionHandler((e, c, parsed) -> Failure.of(e).tell(trace));
    int status = command.execute(words);
    System.out.flush();
    return status;
  }

  /// Shows the help, as no command was given.
  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
