package myelin.cli.bench;

import static myelin.Names.ms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import myelin.Result;
import myelin.Simulator;
import myelin.connect.Footprint;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.node.NodeCollection;
import org.jspecify.annotations.Nullable;

/// A network whose building and simulation are timed.
public abstract class Bench {

  private static final int SMALLEST = 10;

  /// The resolution (ms).
  static final double STEP_MS = 0.1;

  /// How the network is simulated.
  ///
  /// @param simtime time to simulate, in ms
  public record Settings(int threads, double simtime, long seed) {
    /// Settings that are possible.
    ///
    /// @throws BadInput if they are not
    public Settings {
      require(
          simtime > 0 && Double.isFinite(simtime),
          "--simtime = %s: it must be a time > 0, in ms".formatted(simtime));
      require(threads >= 1, "--threads = %d: it must be at least 1".formatted(threads));
    }
  }

  /// A connected network.
  ///
  /// @param neurons all neurons
  /// @param synapses the names of the synapse models that count as its synapses
  /// @param recorders spike recorders by name of the population that they hear
  record Network(
      NodeCollection neurons, List<String> synapses, Map<String, NodeCollection> recorders) {

    /// A network of excitatory and inhibitory neurons.
    static Network of(
        NodeCollection neurons, List<String> synapses, NodeCollection ex, NodeCollection in) {
      Map<String, NodeCollection> recorders = new LinkedHashMap<>();
      recorders.put("ex", ex);
      recorders.put("in", in);
      return new Network(neurons, synapses, recorders);
    }

    NodeCollection recorder(String population) {
      return Objects.requireNonNull(recorders.get(population), population);
    }
  }

  private final String name;
  private final Settings settings;
  private boolean announced;
  private boolean first = true;

  Bench(String name, Settings settings) {
    this.name = name;
    this.settings = settings;
  }

  /// Refuses what the user gave, with a message, unless `fine`.
  static void require(boolean fine, String message) {
    if (!fine) throw new BadInput(BadInput.Kind.VALUE, message);
  }

  /// Returns `order`, a fifth of the number of neurons, and refuses one that is too small or too
  /// large.
  static int requireOrder(int order) {
    require(
        order >= SMALLEST && order <= Integer.MAX_VALUE / 8,
        "--order = %d: it must be at least %d, so that neurons have inputs"
            .formatted(order, SMALLEST));
    return order;
  }

  /// Creates and connects the network; this is timed.
  abstract Network connect(Simulator sim);

  /// Further figures of this network by name, once it has been simulated.
  Map<String, @Nullable Double> more(Simulator sim, Network network, Result result) {
    return Map.of();
  }

  /// Builds and simulates the network once; returns what was measured, by name. Of several ranks,
  /// numbers and rates are those of the whole network, times, memory and what [#more] adds those of
  /// this one.
  public Map<String, @Nullable Object> measure() {
    try (Simulator sim =
        Simulator.builder()
            .resolution(ms(STEP_MS))
            .seed(settings.seed())
            .threads(settings.threads())
            .build()) {
      return measure(sim);
    }
  }

  /// Whether this process, if it measures as one of several, tells what was measured.
  public boolean isFirst() {
    return first;
  }

  /// Prints, the first time, how large the network will be, so that a user who sees that it is too
  /// large can still stop.
  private void announce(Network network, Footprint footprint) {
    if (announced || footprint.synapses() == 0 || !first) return;
    announced = true;
    System.err.printf(
        Locale.ROOT, "%s: %,d neurons, %s%n", name, network.neurons().size(), footprint);
  }

  private Map<String, @Nullable Object> measure(Simulator sim) {
    first = sim.ranks().rank() == 0;
    long begin = System.nanoTime();
    Network network = connect(sim);
    Footprint footprint = sim.footprint();
    announce(network, footprint);
    sim.build();
    double build = since(begin);

    Ranks.Traffic before = sim.ranks().traffic();
    begin = System.nanoTime();
    Result result = sim.simulate(settings.simtime());
    double simulate = since(begin);
    Ranks.Traffic traffic = sim.ranks().traffic().less(before);

    Map<String, Long> synapses = sim.synapses();
    long own = network.synapses().stream().mapToLong(s -> synapses.getOrDefault(s, 0L)).sum();
    Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    figures.put("network", name);
    figures.put("threads", settings.threads());
    figures.put("neurons", network.neurons().size());
    figures.put("synapses", sim.ranks().sum(own));
    figures.put("bytes_per_synapse", round(footprint.bytesPerSynapse()));
    figures.put("build_s", round(build));
    figures.put("simulate_s", round(simulate));
    figures.put("simulated_s", settings.simtime() / 1000);
    figures.put("rtf", round(1000 * simulate / settings.simtime()));
    network
        .recorders()
        .forEach((p, r) -> figures.put("rate_" + p, round(sum(sim.ranks(), result.rate(r)))));
    if (!sim.ranks().isAlone()) figures.putAll(figures(sim.ranks().size(), traffic));
    Object memory = peakMemory(); // before figures that take memory of their own
    more(sim, network, result).forEach((key, x) -> figures.put(key, x == null ? null : round(x)));
    figures.put("peak_rss_mb", memory);
    return figures;
  }

  /// The sum of what the ranks give, in their order.
  private static double sum(Ranks ranks, double own) {
    double sum = 0;
    long[] all = ranks.gather(new long[] {Double.doubleToRawLongBits(own)}, 1).words();
    for (int r = 0; r < ranks.size(); r++) sum += Double.longBitsToDouble(all[r]);
    return sum;
  }

  /// How often this rank exchanged something with others, how long it took (us), and how many bytes
  /// it sent each time.
  private static Map<String, Object> figures(int ranks, Ranks.Traffic traffic) {
    double n = traffic.exchanges();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("ranks", ranks);
    figures.put("exchanges", traffic.exchanges());
    figures.put("exchange_us", round(traffic.seconds() / n * 1e6));
    figures.put("exchange_bytes", round(traffic.bytes() / n));
    return figures;
  }

  /// The most memory that the process has held so far (MB); `null` where the system is not Linux.
  private static @Nullable Long peakMemory() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
      for (String line : lines) {
        if (line.startsWith("VmHWM:")) {
          return Math.round(Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6);
        }
      }
    } catch (IOException e) {
      return null;
    }
    return null;
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) * 1e-9;
  }

  /// A figure with as many digits as say something.
  static double round(double x) {
    return Math.rint(x * 1e4) / 1e4;
  }
}
