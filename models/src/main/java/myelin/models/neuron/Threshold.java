package myelin.models.neuron;

import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.neuron.NeuronModel;
import myelin.models.loops.ThresholdLoop;
import myelin.models.loops.VectorLoop;

/// Finds the neurons of a block that have reached their threshold.
///
/// In most steps there are none. To see that without a [ThresholdLoop], all distances from the
/// threshold are converted to integers and combined bit by bit: the result is negative if all
/// distances are below 0. The JIT turns such a loop into vector code, but not one that ends at the
/// first neuron found. Integers are too coarse for all distances, so neurons just below their
/// threshold count as well; only then are neurons compared one by one.
public final class Threshold {

  /// The loop on vectors, for models whose neurons are tested in each step.
  public static final VectorLoop<ThresholdLoop> VECTORS =
      new VectorLoop<>(ThresholdLoop.class, 1, ThresholdLoop::warmUp);

  /// The condition on a threshold.
  public static final Condition ALLOWED =
      new Condition("a number, or inf for never", theta -> theta > Double.NEGATIVE_INFINITY);

  /// Neurons that are less than one part in this many of 1 mV below their threshold are compared.
  private static final double PARTS = 1e6;

  private Threshold() {}

  /// Refuses neurons that would never stop firing.
  ///
  /// @throws BadInput if `V_reset` is not below `V_th`
  public static void requireAboveReset(NeuronModel.Values p) {
    if (p.get("V_reset") >= p.get("V_th")) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "V_reset = %s mV must be below V_th = %s mV".formatted(p.get("V_reset"), p.get("V_th")));
    }
  }

  /// The first neuron from `from` on, below `n`, whose potential is not below its threshold, or
  /// `n`.
  ///
  /// @param V potentials (mV), NaN for neurons that never reach it
  /// @param V_th thresholds (mV), may be infinite
  public static int next(double[] V, double[] V_th, int from, int n) {
    if (areAllBelow(V, V_th, from, n)) return n;
    for (int i = from; i < n; i++) if (V[i] >= V_th[i]) return i;
    return n;
  }

  /// The same for neurons that share one threshold.
  public static int next(double[] V, double threshold, int from, int n) {
    if (areAllBelow(V, threshold, from, n)) return n;
    for (int i = from; i < n; i++) if (V[i] >= threshold) return i;
    return n;
  }

  private static boolean areAllBelow(double[] V, double[] V_th, int from, int n) {
    ThresholdLoop loop = VECTORS.loop();
    if (loop != null) return loop.areAllBelow(V, V_th, from, n);
    int joined = -1;
    for (int i = from; i < n; i++) joined &= (int) (PARTS * (V[i] - V_th[i]));
    return joined < 0;
  }

  private static boolean areAllBelow(double[] V, double threshold, int from, int n) {
    ThresholdLoop loop = VECTORS.loop();
    if (loop != null) return loop.areAllBelow(V, threshold, from, n);
    int joined = -1;
    for (int i = from; i < n; i++) joined &= (int) (PARTS * (V[i] - threshold));
    return joined < 0;
  }
}
