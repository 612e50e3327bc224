package myelin.cli;

import java.util.List;
import myelin.cli.bench.Bench;
import myelin.cli.bench.BretteBench;
import myelin.cli.bench.BrunelBench;
import myelin.cli.bench.CubaBench;
import myelin.cli.bench.MicrocircuitBench;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// Measures how long a network takes.
@Command(
    name = "bench",
    description = {
      "Measures how long a network takes to build and to simulate.",
      "Prints a JSON object on a line for each repeat: times in seconds (build_s, simulate_s), the"
          + " real-time factor (rtf: time taken over time simulated), rates in spikes/s, weights in"
          + " pA, peak memory of the process so far in MB."
    },
    footer = {
      "%nNetworks:",
      "  brunel_alpha  Brunel's random balanced network of iaf_psc_alpha, 5 * order neurons",
      "  cuba_stdp     the same with iaf_psc_exp and plastic synapses, CUBA-STDP",
      "  coba          self-sustained iaf_cond_exp network (Brette et al. 2007, benchmark 1)",
      "  cuba          the same with iaf_psc_exp (Brette et al. 2007, benchmark 2)",
      "  microcircuit  a square millimetre of cortex: 77169 iaf_psc_exp, 299 million synapses, each"
          + " with its own weight and delay",
    })
final class BenchCommand implements Runnable {

  private static final List<String> NETWORKS =
      List.of("brunel_alpha", "cuba_stdp", "coba", "cuba", "microcircuit");

  @Parameters(index = "0", paramLabel = "NAME", description = "The network; see below.")
  private String name = "";

  @Option(names = "--threads", paramLabel = "N", description = "Threads to simulate with.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--simtime", paramLabel = "MS", description = "Time to simulate, in ms.")
  private double simtime = 1000;

  @Option(names = "--repeat", paramLabel = "N", description = "Number of runs, all in one JVM.")
  private int repeat = 3;

  @Option(
      names = "--order",
      paramLabel = "N",
      description =
          "A fifth of the number of neurons; 2500 for brunel_alpha, 2250 for cuba_stdp, 800 for coba"
              + " and cuba.")
  private @Nullable Integer order;

  @Option(
      names = "--scale",
      paramLabel = "F",
      description = "microcircuit: fraction of its neurons and of the inputs of each.")
  private double scale = 1;

  @Option(
      names = "--drive",
      paramLabel = "KIND",
      description = "microcircuit: poisson for spikes from outside, dc for their mean.")
  private String drive = "poisson";

  @Option(names = "--seed", paramLabel = "SEED", description = "Seed of all random numbers.")
  private long seed = 1234;

  private BenchCommand() {}

  @Override
  public void run() {
    Arguments.require(repeat >= 1, "--repeat = " + repeat + ": it must be at least 1");
    Bench.Settings settings = new Bench.Settings(threads, simtime, seed);
    Bench bench =
        switch (name) {
          case "brunel_alpha" -> new BrunelBench(order(2500), settings);
          case "cuba_stdp" -> new CubaBench(order(2250), settings);
          case "coba" -> BretteBench.coba(order(BretteBench.ORDER), settings);
          case "cuba" -> BretteBench.cuba(order(BretteBench.ORDER), settings);
          case "microcircuit" -> new MicrocircuitBench(scale, drive, settings);
          default -> throw unknown();
        };
    JsonMapper json = JsonMapper.builder().build();
    for (int i = 0; i < repeat; i++) {
      System.gc(); // the network before this one is garbage now
      System.out.println(json.writeValueAsString(bench.measure()));
      System.out.flush();
    }
  }

  private int order(int usual) {
    return order != null ? order : usual;
  }

  private BadInput unknown() {
    return new BadInput(
        BadInput.Kind.VALUE,
        "there is no benchmark '%s'%s".formatted(name, Nearest.hint(name, NETWORKS)));
  }
}
