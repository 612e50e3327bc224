package myelin.models.loops;

import java.util.Arrays;
import java.util.function.Consumer;
import myelin.engine.neuron.Block;

/// The loop of `iaf_psc_alpha`: several steps of a few neurons at a time, with their state in
/// registers.
public interface AlphaLoop {

  /// What neurons with a threshold have in common: arrays with one number per neuron.
  ///
  /// @param V potential
  /// @param held the potential at which they are held while they are silent
  /// @param left for how many steps they are silent, 0 or less for those that are not
  /// @param V_th threshold
  /// @param V_reset potential after a spike
  /// @param silence for how many steps they are silent after a spike
  /// @param alike whether thresholds, resets and coefficients are the same for all neurons: then
  ///   the same few elements of each array are read, and the state fits into the cache
  record Leaky(
      double[] V,
      double[] held,
      double[] left,
      double[] V_th,
      double[] V_reset,
      double[] silence,
      boolean alike) {}

  /// An alpha-shaped current: its state and coefficients.
  record Alpha(double[] x, double[] dx, double[] P11, double[] P31, double[] P32) {}

  /// Advances `iaf_psc_alpha`.
  ///
  /// @param spikes_ex excitatory spikes by step
  /// @param spikes_in inhibitory spikes by step
  /// @param fired on return `lane << 16 | step` of each spike
  /// @return number of spikes
  int advance(
      int steps,
      double[][] spikes_ex,
      double[][] spikes_in,
      Leaky neurons,
      double[] P33,
      double[] drift,
      Alpha ex,
      Alpha in,
      int[] fired);

  /// Makes a run over neurons of no network, which gets the loop compiled. Some fire, so that this
  /// is compiled, too.
  static Consumer<AlphaLoop> warmUp() {
    double[] V = lanes(0);
    double[] ones = lanes(1);
    Leaky neurons = new Leaky(V, lanes(0), lanes(0), ones, lanes(0), lanes(3), true);
    Alpha alpha = new Alpha(lanes(0), lanes(0), ones, lanes(0), lanes(0));
    double[][] spikes = new double[VectorLoop.STEPS][];
    Arrays.setAll(spikes, k -> lanes(0));
    int[] fired = new int[VectorLoop.STEPS * Block.LANES];
    return loop -> {
      for (int i = 0; i < V.length; i += 37) V[i] = 2;
      loop.advance(VectorLoop.STEPS, spikes, spikes, neurons, ones, ones, alpha, alpha, fired);
    };
  }

  private static double[] lanes(double value) {
    double[] x = new double[Block.LANES];
    Arrays.fill(x, value);
    return x;
  }
}
