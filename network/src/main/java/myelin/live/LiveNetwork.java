package myelin.live;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import myelin.connect.Connector;
import myelin.engine.base.Ids;
import myelin.engine.kernel.Kernel;

/// What a page asks a network for between two pieces of a run.
///
/// @param begins whether several nodes from an id on were created by one call
/// @param save saves the network to a file
public record LiveNetwork(
    Kernel kernel, Connector connector, IntPredicate begins, Consumer<Path> save) {

  /// Weights are looked up for the synapses of as many nodes as have about this many.
  private static final int WEIGHTS = 5000;

  /// Names of the models of synapses.
  List<String> synapses() {
    return List.copyOf(connector.synapses().keySet());
  }

  /// Weights of some thousand synapses of a model.
  double[] weights(String model) {
    int n = kernel.size();
    long each = Math.max(1, connector.synapses().getOrDefault(model, 0L) / n);
    int sources = Math.clamp(WEIGHTS / each, 1, n);
    int[] some = IntStream.range(0, sources).map(k -> 1 + (int) ((long) k * n / sources)).toArray();
    double[] weights = connector.connections(Ids.list(some), Ids.range(1, n), model).weight();
    return weights.length <= 2 * WEIGHTS ? weights : Arrays.copyOf(weights, 2 * WEIGHTS);
  }

  /// Saves the network to a file, which it gives.
  Path saved() {
    double ms = kernel.grid().ms(kernel.now());
    Path file = Path.of("myelin-%s.checkpoint".formatted(ms)).toAbsolutePath();
    save.accept(file);
    return file;
  }
}
