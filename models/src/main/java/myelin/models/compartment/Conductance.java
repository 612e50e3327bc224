package myelin.models.compartment;

import myelin.engine.math.Exponential;
import myelin.engine.neuron.Coefficient;

/// A conductance that spikes open on a compartment, as the difference of two exponentials with a
/// peak of 1 uS for a weight of 1; one element a neuron. That of NMDA is blocked by magnesium.
final class Conductance {

  private static final double BLOCK = 0.3;
  private static final double BLOCK_SLOPE = 0.1;

  /// What falls by the rise time, negative, and what falls by the decay time (uS).
  private final double[] g_r;

  private final double[] g_d;
  private final double[] unblocked;
  private final Coefficient P_r;
  private final Coefficient P_d;
  private final Coefficient norm;
  private final boolean isBlocked;

  /// @param scratch an array for all conductances of a block
  Conductance(
      double[][] state,
      Coefficient[] decay,
      Coefficient norm,
      boolean isBlocked,
      double[] scratch) {
    g_r = state[0];
    g_d = state[1];
    P_r = decay[0];
    P_d = decay[1];
    this.norm = norm;
    this.isBlocked = isBlocked;
    unblocked = scratch;
  }

  /// One over the peak of the difference of two exponentials.
  static double norm(double tau_r, double tau_d) {
    double peak = tau_r * tau_d / (tau_d - tau_r) * StrictMath.log(tau_d / tau_r);
    return 1 / (StrictMath.exp(-peak / tau_d) - StrictMath.exp(-peak / tau_r));
  }

  /// Moves on by a step in which `spikes` arrive, and adds the current at potential `v`: of its
  /// slope half goes to `own`, the rest to `known`.
  ///
  /// @param e reversal potentials (mV)
  /// @param share by which the current is multiplied
  void step(
      double[] spikes,
      double[] v,
      double[] e,
      double[] share,
      double[] own,
      double[] known,
      int n) {
    decay(P_r.each(), P_d.each(), norm.each(), spikes, n);
    if (!isBlocked) {
      for (int i = 0; i < n; i++) {
        double g = share[i] * (g_r[i] + g_d[i]);
        own[i] += g / 2;
        known[i] += g * (e[i] - v[i] / 2);
      }
      return;
    }
    for (int i = 0; i < n; i++) unblocked[i] = -BLOCK_SLOPE * v[i];
    Exponential.exp(unblocked, unblocked, n);
    for (int i = 0; i < n; i++) {
      double open = 1 / (1 + BLOCK * unblocked[i]);
      double g = share[i] * (g_r[i] + g_d[i]);
      double current = g * open * (e[i] - v[i]);
      double slope = current * BLOCK_SLOPE * (1 - open) - g * open;
      own[i] -= slope / 2;
      known[i] += current - slope / 2 * v[i];
    }
  }

  private void decay(double[] P_r, double[] P_d, double[] norm, double[] spikes, int n) {
    for (int i = 0; i < n; i++) {
      double jump = norm[i] * spikes[i];
      g_r[i] = P_r[i] * g_r[i] - jump;
      g_d[i] = P_d[i] * g_d[i] + jump;
    }
  }
}
