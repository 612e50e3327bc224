package myelin.engine.growth;

import myelin.engine.math.Exponential;

/// How elements grow from one step to a later one while the calcium trace only decays.
///
/// As in NEST, a straight line is integrated exactly, other curves by Euler's method in steps of
/// the resolution, with a trace that begins at its exact value and decays by Euler's method, too.
/// So where it begins anew, at the neuron's spikes, at updates and at the end of simulate, is part
/// of the result.
///
/// Euler's method adds up the curve at each step: thousands of exponentials between two spikes,
/// though the trace hardly changes from step to step. Where it changes that little, the sum is
/// computed as an integral, by Gauss and Legendre's rule, and the rest by Euler and Maclaurin's
/// formula, which is the same to within rounding ([#inSteps] is the slow version).
final class Course {

  private static final double[] NODE = {
    0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975362
  };
  private static final double[] SHARE = {
    0.362683783378362, 0.31370664587788727, 0.22238103445337448, 0.10122853629037626
  };

  /// With fewer steps, adding them up is faster.
  private static final int FEW = 24;

  /// The largest change from step to step, relative to the width of the curve, at which the third
  /// derivative may be neglected.
  private static final double SLOW = 1e-4;

  /// The largest change between two ends of a piece that is integrated at once.
  private static final double PIECE = 0.25;

  private Course() {}

  /// How many elements there are at a later step.
  ///
  /// @param z how many there are now
  /// @param steps steps until then
  /// @param h length of a step (ms)
  /// @param ca the calcium trace now
  /// @param tau_Ca time constant of the trace (ms)
  static double grow(ElementKind kind, double z, double steps, double h, double ca, double tau_Ca) {
    double growth;
    if (kind.curve() == GrowthCurve.LINEAR) {
      double ms = steps * h;
      growth = tau_Ca * ca * StrictMath.expm1(-ms / tau_Ca) / kind.eps() + ms;
    } else {
      int n = (int) Math.ceil(steps - 0.5);
      double change = h / tau_Ca * (1 + ca / kind.curve().width(kind));
      boolean isSlow = n > FEW && change < SLOW;
      growth =
          h * (isSlow ? atOnce(kind, n, change, h, ca, tau_Ca) : inSteps(kind, n, h, ca, tau_Ca));
    }
    return Math.max(0, z + kind.growth_rate() * growth);
  }

  /// The sum of the curve's values at the ends of the next `n` steps.
  static double inSteps(ElementKind kind, int n, double h, double ca, double tau_Ca) {
    double decay = 1 - h / tau_Ca;
    double sum = 0;
    double now = ca;
    for (int k = 0; k < n; k++) {
      now *= decay;
      sum += kind.curve().at(kind, now);
    }
    return sum;
  }

  private static double atOnce(
      ElementKind kind, int n, double change, double h, double ca, double tau_Ca) {
    double rate = StrictMath.log1p(-h / tau_Ca);
    GrowthCurve curve = kind.curve();
    int pieces = 1 + (int) (n * change / PIECE);
    double half = 0.5 * n / pieces;
    double sum = 0;
    for (int p = 0; p < pieces; p++) {
      double middle = 0.5 + (2 * p + 1) * half;
      double inner = 0;
      for (int k = 0; k < NODE.length; k++) {
        double off = half * NODE[k];
        double left = curve.at(kind, ca * Exponential.exp(rate * (middle - off)));
        double right = curve.at(kind, ca * Exponential.exp(rate * (middle + off)));
        inner += SHARE[k] * (left + right);
      }
      sum += half * inner;
    }
    double first = ca * Exponential.exp(rate * 0.5);
    double last = ca * Exponential.exp(rate * (n + 0.5));
    double slopes = curve.slope(kind, last) * last - curve.slope(kind, first) * first;
    return sum - rate * slopes / 24;
  }
}
