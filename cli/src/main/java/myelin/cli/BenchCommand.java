package myelin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import myelin.cli.bench.Bench;
import myelin.cli.bench.BretteBench;
import myelin.cli.bench.BrunelBench;
import myelin.cli.bench.CubaBench;
import myelin.cli.bench.MicrocircuitBench;
import myelin.cli.bench.Population;
import myelin.cli.bench.PopulationBench;
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
          + " pA, peak memory of the process so far in MB.",
      "Started by mpirun, the first process prints; of the exchanges, one a slice, it adds how many,"
          + " their mean time (exchange_us, with waiting for others) and bytes (exchange_bytes)."
    },
    footer = {
      "%nNetworks:",
      "  brunel_alpha  Brunel's random balanced network of iaf_psc_alpha, 5 * order neurons",
      "  cuba_stdp     the same with iaf_psc_exp and plastic synapses, CUBA-STDP",
      "  coba          self-sustained iaf_cond_exp network (Brette et al. 2007, benchmark 1)",
      "  cuba          the same with iaf_psc_exp (Brette et al. 2007, benchmark 2)",
      "  microcircuit  a square millimetre of cortex: 77169 iaf_psc_exp, 299 million synapses,",
      "                each with its own weight and delay",
      "%nbench family NAME measures models instead of a network: 10000 neurons that are not",
      "connected, each with spikes of its own from Poisson processes. NAME is a model, such as",
      "gif_psc_exp, or a family of models:",
      "  current, conductance, adex, hodgkin_huxley, izhikevich, mat, gif, glif, point_process,",
      "  hill_tononi, precise, compartment, clopath, astrocyte, eprop, binary, rate, repeating",
      "step_ns is the time of a step of 0.1 ms of one neuron, in ns.",
    })
final class BenchCommand implements Runnable {

  /// (ms)
  private static final double SECOND = 1000;

  private static final List<String> NETWORKS =
      List.of("brunel_alpha", "cuba_stdp", "coba", "cuba", "microcircuit", "family");

  @Parameters(index = "0", paramLabel = "NAME", description = "The network; see below.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FAMILY",
      description = "After family: a family of models, or a model; see below.")
  private @Nullable String family;

  @Option(names = "--threads", paramLabel = "N", description = "Threads to simulate with.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--simtime",
      paramLabel = "MS",
      description = "Time to simulate, in ms; 1000, for family 100.")
  private @Nullable Double simtime;

  @Option(names = "--neurons", paramLabel = "N", description = "family: number of neurons; 10000.")
  private int neurons = 10_000;

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
    Arguments.require(
        family == null || name.equals("family"),
        "'%s' after the network %s: only bench family takes another name".formatted(family, name));
    JsonMapper json = JsonMapper.builder().build();
    for (Bench bench : benches()) {
      for (int i = 0; i < repeat; i++) {
        System.gc(); // the network before this one is garbage now
        Map<String, @Nullable Object> figures = bench.measure();
        if (!bench.isFirst()) continue;
        System.out.println(json.writeValueAsString(figures));
        System.out.flush();
      }
    }
  }

  private List<? extends Bench> benches() {
    return switch (name) {
      case "brunel_alpha" -> List.of(new BrunelBench(order(2500), settings(SECOND)));
      case "cuba_stdp" -> List.of(new CubaBench(order(2250), settings(SECOND)));
      case "coba" -> List.of(BretteBench.coba(order(BretteBench.ORDER), settings(SECOND)));
      case "cuba" -> List.of(BretteBench.cuba(order(BretteBench.ORDER), settings(SECOND)));
      case "microcircuit" -> List.of(new MicrocircuitBench(scale, drive, settings(SECOND)));
      case "family" ->
          populations().stream()
              .map(p -> new PopulationBench(p, neurons, settings(SECOND / 10)))
              .toList();
      default -> throw unknown("benchmark", name, NETWORKS);
    };
  }

  private Bench.Settings settings(double usualTime) {
    return new Bench.Settings(threads, simtime != null ? simtime : usualTime, seed);
  }

  /// The populations of a family, or the one of a model.
  private List<Population> populations() {
    Map<String, List<Population>> families = Population.families();
    String wanted = Objects.requireNonNullElse(family, "");
    Arguments.require(
        !wanted.isEmpty(),
        "bench family needs the name of a family or of a model; families are "
            + String.join(", ", families.keySet()));
    List<Population> found = families.get(wanted);
    if (found != null) return found;
    List<Population> all = families.values().stream().flatMap(List::stream).toList();
    List<Population> one = all.stream().filter(p -> p.model().equals(wanted)).toList();
    if (!one.isEmpty()) return one;
    List<String> names = new ArrayList<>(families.keySet());
    all.forEach(p -> names.add(p.model()));
    throw unknown("family or model to measure", wanted, names);
  }

  private int order(int usual) {
    return order != null ? order : usual;
  }

  private static BadInput unknown(String what, String name, List<String> names) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "there is no %s '%s'%s".formatted(what, name, Nearest.hint(name, names)));
  }
}
