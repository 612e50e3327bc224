package myelin;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import myelin.connect.Connections;
import myelin.live.LiveView;
import myelin.node.NodeCollection;

/// What a page asks a network for.
final class LiveNetwork implements LiveView.Network {

  /// Weights are looked up for the synapses of as many nodes as have about this many.
  private static final int WEIGHTS = 5000;

  private final Simulator simulator;

  private final IntPredicate begins;

  LiveNetwork(Simulator simulator, IntPredicate begins) {
    this.simulator = simulator;
    this.begins = begins;
  }

  @Override
  public Collection<String> synapses() {
    return simulator.synapses().keySet();
  }

  @Override
  public double[] weights(String model) {
    NodeCollection all = simulator.nodes();
    int n = all.size();
    long each = Math.max(1, simulator.synapses().getOrDefault(model, 0L) / n);
    int sources = Math.clamp(WEIGHTS / each, 1, n);
    int[] some = IntStream.range(0, sources).map(k -> (int) ((long) k * n / sources)).toArray();
    Connections found = simulator.connections(all.at(some), all);
    double[] weights = found.weight();
    int[] own =
        IntStream.range(0, found.size()).filter(e -> found.synapse(e).equals(model)).toArray();
    return Arrays.stream(own).limit(2 * WEIGHTS).mapToDouble(e -> weights[e]).toArray();
  }

  @Override
  public Path save() {
    Path file = Path.of("myelin-%s.checkpoint".formatted(simulator.time())).toAbsolutePath();
    simulator.save(file);
    return file;
  }

  @Override
  public boolean begins(int id) {
    return begins.test(id);
  }
}
