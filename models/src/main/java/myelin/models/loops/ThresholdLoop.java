package myelin.models.loops;

import java.util.Arrays;
import java.util.function.Consumer;
import myelin.engine.neuron.Block;

/// Finds out whether any of a few hundred neurons has reached its threshold.
public interface ThresholdLoop {

  /// Whether the potentials of the neurons `[from, to)` are all below one threshold; NaN counts as
  /// below.
  boolean areAllBelow(double[] V, double threshold, int from, int to);

  /// The same for neurons that each have their own threshold.
  boolean areAllBelow(double[] V, double[] V_th, int from, int to);

  /// Makes a run over neurons of no network, which gets the loops compiled.
  static Consumer<ThresholdLoop> warmUp() {
    double[] V = new double[Block.LANES];
    double[] V_th = new double[Block.LANES];
    Arrays.fill(V_th, 1);
    return loop -> {
      for (int k = 0; k < VectorLoop.STEPS; k++) {
        boolean below = loop.areAllBelow(V, V_th[k], 0, V.length);
        below &= loop.areAllBelow(V, V_th, 0, V.length);
        V[k] = below ? 0 : V[k] + 1;
      }
    };
  }
}
