package myelin.conformance;

import java.util.List;
import myelin.Simulator;
import myelin.conformance.statistics.StatisticsSuite;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `myelin conformance`: compares Myelin with NEST 3.10.
///
/// Exit status: 0 if all agree, 1 if something differs, 2 for wrong options.
@Command(
    name = "myelin conformance",
    mixinStandardHelpOptions = true,
    description =
        "Compares Myelin with what NEST 3.10 computed: model by model, or how networks fire.")
public final class Main implements Runnable {

  @Option(names = "--statistics", description = "Compares how networks fire, over several seeds.")
  private boolean statistics;

  @Option(names = "--seeds", paramLabel = "N", description = "Number of seeds, 1 to 10 (default).")
  private int seeds = StatisticsSuite.MOST_SEEDS;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Replays one of N scenarios; all if it is not given.")
  private int every = 1;

  @Option(names = "--threads", paramLabel = "N", description = "Threads to simulate these with.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Parameters(paramLabel = "NETWORK", description = "Networks to compare; all if none is named.")
  private List<String> networks = List.of();

  private boolean agrees = true;

  private Main() {}

  /// Runs the command and ends the process with its exit status.
  public static void main(String[] arguments) {
    System.exit(status(arguments));
  }

  /// Runs the command; returns its exit status.
  static int status(String... arguments) {
    Main main = new Main();
    int status = new CommandLine(main).execute(arguments);
    return status == 0 && !main.agrees ? 1 : status;
  }

  @Override
  public void run() {
    if (!statistics) {
      agrees =
          Conformance.report(Simulator.builder().ranks(), Math.max(1, every), System.out::println);
      return;
    }
    List<String> chosen = networks.isEmpty() ? StatisticsSuite.networks() : networks;
    agrees = StatisticsSuite.report(chosen, seeds, threads, System.out::println);
  }
}
