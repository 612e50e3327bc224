package myelin.cli;

import java.util.List;
import myelin.engine.BadInput;
import myelin.engine.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// Measures how long a network takes.
@Command(
    name = "bench",
    description = {
      "Measures how long a network takes to build and to simulate.",
      "Prints a JSON object on a line for each repeat: times in seconds (build_s, simulate_s), how"
          + " many times longer than the simulated time it took (rtf), rates in spikes/s, peak memory"
          + " of the process so far in MB."
    },
    footer = {
      "%nNetworks:",
      "  brunel_alpha  Brunel's random balanced network of iaf_psc_alpha, 5 * order neurons",
    })
final class BenchCommand implements Runnable {

  private static final List<String> NETWORKS = List.of("brunel_alpha");

  @Parameters(index = "0", paramLabel = "NAME", description = "The network: brunel_alpha.")
  private String name = "";

  @Option(names = "--threads", paramLabel = "N", description = "Threads to simulate with.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--simtime", paramLabel = "MS", description = "Time to simulate, in ms.")
  private double simtime = 1000;

  @Option(names = "--repeat", paramLabel = "N", description = "How many times, anew in one JVM.")
  private int repeat = 3;

  @Option(names = "--order", paramLabel = "N", description = "A fifth of the number of neurons.")
  private int order = 2500;

  @Option(names = "--seed", paramLabel = "SEED", description = "Seed of all random numbers.")
  private long seed = 1234;

  private BenchCommand() {}

  @Override
  public void run() {
    if (!NETWORKS.contains(name)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "there is no benchmark '%s'%s".formatted(name, Nearest.hint(name, NETWORKS)));
    }
    Arguments.require(repeat >= 1, "--repeat = " + repeat + ": it must be at least 1");
    BrunelBench bench = new BrunelBench(order, threads, simtime, seed);
    JsonMapper json = JsonMapper.builder().build();
    for (int i = 0; i < repeat; i++) {
      System.gc(); // the network before this one is garbage now
      System.out.println(json.writeValueAsString(bench.measure()));
      System.out.flush();
    }
  }
}
