package myelin.models.integrated;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Derivation;

/// [Rkf45] for all lanes of a block at once.
///
/// Errors are seldom so large that a neuron needs more than one step of the integrator within a
/// step of the simulation. So this one step is tried for all lanes together, in loops over arrays
/// without a branch, which the JIT turns into vector code. Only lanes in which its error is too
/// large, or which have a shorter step from before, are integrated one by one instead. The result
/// of a lane does not depend on the others.
///
/// ```
///   y[component][lane]  --slopes-->  k1 .. k6[component][lane]  -->  next[component][lane], error[lane]
///                                                       error > 1.1 allowed: Rkf45, lane by lane
/// ```
///
/// Variables that only decay, `dy/dt = -y/tau`, are not integrated: the formulas multiply them by
/// numbers that depend on `h/tau` alone ([Decay]). The results for other variables have the same
/// bits as those of [Rkf45].
final class LaneRkf45 {

  /// What [#advance] returns if no lane has failed.
  static final int NONE = -1;

  /// The number of slopes of a step.
  static final int STAGES = 6;

  private static final int LANES = Block.LANES;

  /// `dy/dt` as a function of the state, in several versions that do the same arithmetic.
  interface Equations {
    /// Writes the slopes of the integrated variables of all lanes to `dy`, by component, then lane.
    ///
    /// @param stage number of the slope in the step, from 0
    /// @param y the integrated variables at the point for which slopes are computed
    void slopes(int stage, double[][] y, double[][] dy);

    /// Writes the slopes of all variables of one lane at its state `y` to `dy`.
    void slopes(int lane, double[] y, double[] dy);

    /// Computes all slopes and takes the step in one loop, if there is such a loop.
    ///
    /// @param y all variables
    /// @param next on return the integrated variables after the step of `h`
    /// @param allowed the largest allowed error
    /// @param failing on return the lanes whose error is larger
    /// @return number of these lanes, or [#NONE] if there is no such loop and nothing was done
    default int attempt(double h, double[][] y, double[][] next, double allowed, int[] failing) {
      return NONE;
    }
  }

  /// What is left of a variable that only decays, as columns of factors for a step of `h`.
  ///
  /// @param at at the points of the slopes
  /// @param end at the end of the step
  /// @param error the error at the end
  record Decay(double[][] at, double[] end, double[] error) {

    /// The factors for the time constant `tau`.
    static Decay of(Derivation d, ToDoubleFunction<Derivation> tau) {
      double[][] column = new double[STAGES + 2][];
      for (int s = 0; s < column.length; s++) {
        int place = s;
        column[s] = d.column(p -> Fehlberg.decay(-p.h() / tau.applyAsDouble(p))[place]);
      }
      return new Decay(Arrays.copyOf(column, STAGES), column[STAGES], column[STAGES + 1]);
    }
  }

  private final Equations equations;
  private final int size;
  private final double absolute;
  private final double[][] k1;
  private final double[][] k2;
  private final double[][] k3;
  private final double[][] k4;
  private final double[][] k5;
  private final double[][] k6;
  private final double[][] next;
  private final double[] error = new double[LANES];
  private final int[] failing = new int[LANES];

  /// The step to try next; infinite at first. One that is longer than the simulation's is cut to
  /// that, so it does not matter how much longer it is.
  private final double[] step = new double[LANES];

  /// How many of these steps are shorter than the simulation's.
  private int shortened;

  private final Rkf45 plain;
  private final double[] one;
  private int lane;
  private Decay[] decays = {};

  /// An integrator of `size` equations per lane, with an error of at most `absolute` > 0 in each.
  LaneRkf45(Equations equations, int size, double absolute) {
    this(equations, size, 0, absolute);
  }

  /// An integrator of `size` equations per lane, followed by `decaying` variables that only decay.
  LaneRkf45(Equations equations, int size, int decaying, double absolute) {
    this.equations = equations;
    this.size = size;
    this.absolute = absolute;
    k1 = new double[size][LANES];
    k2 = new double[size][LANES];
    k3 = new double[size][LANES];
    k4 = new double[size][LANES];
    k5 = new double[size][LANES];
    k6 = new double[size][LANES];
    next = new double[size + decaying][LANES];
    one = new double[size + decaying];
    plain = new Rkf45((_, y, dy) -> equations.slopes(lane, y, dy), one.length, absolute, 0);
    Arrays.fill(step, Double.POSITIVE_INFINITY);
  }

  /// The steps to try next, by lane.
  double[] steps() {
    return step;
  }

  /// Takes note that the steps have been restored, in a simulation with steps of `h`.
  void restored(double h) {
    shortened = 0;
    for (double s : step) if (s < h) shortened++;
  }

  /// Sets how the variables decay that are not integrated.
  void decay(Decay... decays) {
    this.decays = decays;
  }

  /// Advances the first `lanes` lanes of `y` by `h`; arrays in `y` are exchanged for others.
  ///
  /// @return a lane that takes more than [Rkf45#MOST_STEPS] steps or whose state is no longer
  ///   finite, or [#NONE]
  int advance(double h, double[][] y, int lanes) {
    for (int d = 0; d < decays.length; d++) {
      multiply(y[size + d], decays[d].end, next[size + d]);
    }
    double allowed = Rkf45.LARGE * absolute;
    int n = equations.attempt(h, y, next, allowed, failing);
    if (n == NONE) n = attempt(h, y, allowed);
    if (shortened > 0) n = addShortened(h, n);
    for (int k = 0; k < n; k++) {
      if (failing[k] < lanes && !integrate(failing[k], h, y)) return failing[k];
    }
    for (int c = 0; c < next.length; c++) {
      double[] old = y[c];
      y[c] = next[c];
      next[c] = old;
    }
    return NONE;
  }

  /// Multiplies lane by lane.
  static void multiply(double[] x, double[] factor, double[] product) {
    for (int i = 0; i < LANES; i++) product[i] = x[i] * factor[i];
  }

  /// Adds the lanes that have a shorter step from before to those that fail.
  private int addShortened(double h, int failed) {
    Arrays.fill(error, 0);
    for (int k = 0; k < failed; k++) error[failing[k]] = 1;
    int n = failed;
    for (int i = 0; i < LANES; i++) if (step[i] < h && error[i] == 0) failing[n++] = i;
    return n;
  }

  /// Integrates one lane in as many steps as needed; returns false if these are too many, or if the
  /// result is not finite.
  private boolean integrate(int i, double h, double[][] y) {
    lane = i;
    for (int c = 0; c < one.length; c++) one[c] = y[c][i];
    if (step[i] < h) shortened--;
    plain.resume(step[i]);
    int steps = 0;
    for (double s = 0; s < h; s = plain.advance(s, h, one))
      if (++steps > Rkf45.MOST_STEPS) return false;
    step[i] = plain.step();
    if (step[i] < h) shortened++;
    boolean finite = true;
    for (int c = 0; c < one.length; c++) {
      next[c][i] = one[c];
      finite &= Double.isFinite(one[c]);
    }
    return finite;
  }

  /// Puts the integrated variables after one step of `h` into `next`.
  ///
  /// @return number of lanes whose error is larger than allowed
  private int attempt(double h, double[][] y, double allowed) {
    equations.slopes(0, y, k1);
    for (int c = 0; c < size; c++) to2(h, y[c], k1[c], next[c]);
    equations.slopes(1, next, k2);
    for (int c = 0; c < size; c++) to3(h, y[c], k1[c], k2[c], next[c]);
    equations.slopes(2, next, k3);
    for (int c = 0; c < size; c++) to4(h, y[c], k1[c], k2[c], k3[c], next[c]);
    equations.slopes(3, next, k4);
    for (int c = 0; c < size; c++) to5(h, y[c], k1[c], k2[c], k3[c], k4[c], next[c]);
    equations.slopes(4, next, k5);
    for (int c = 0; c < size; c++) to6(h, y[c], k1[c], k2[c], k3[c], k4[c], k5[c], next[c]);
    equations.slopes(5, next, k6);
    for (int c = 0; c < size; c++) toEnd(h, y[c], k1[c], k3[c], k4[c], k5[c], k6[c], next[c]);
    Arrays.fill(error, 0);
    for (int c = 0; c < size; c++) compare(h, k1[c], k3[c], k4[c], k5[c], k6[c]);
    for (int d = 0; d < decays.length; d++) compare(y[size + d], decays[d].error);
    int n = 0;
    for (int i = 0; i < LANES; i++) if (!(error[i] <= allowed)) failing[n++] = i;
    return n;
  }

  private static void to2(double h, double[] y, double[] k1, double[] next) {
    for (int i = 0; i < LANES; i++) next[i] = y[i] + h * Fehlberg.to2(k1[i]);
  }

  private static void to3(double h, double[] y, double[] k1, double[] k2, double[] next) {
    for (int i = 0; i < LANES; i++) next[i] = y[i] + h * Fehlberg.to3(k1[i], k2[i]);
  }

  private static void to4(
      double h, double[] y, double[] k1, double[] k2, double[] k3, double[] next) {
    for (int i = 0; i < LANES; i++) next[i] = y[i] + h * Fehlberg.to4(k1[i], k2[i], k3[i]);
  }

  private static void to5(
      double h, double[] y, double[] k1, double[] k2, double[] k3, double[] k4, double[] next) {
    for (int i = 0; i < LANES; i++) next[i] = y[i] + h * Fehlberg.to5(k1[i], k2[i], k3[i], k4[i]);
  }

  private static void to6(
      double h,
      double[] y,
      double[] k1,
      double[] k2,
      double[] k3,
      double[] k4,
      double[] k5,
      double[] next) {
    for (int i = 0; i < LANES; i++) {
      next[i] = y[i] + h * Fehlberg.to6(k1[i], k2[i], k3[i], k4[i], k5[i]);
    }
  }

  private static void toEnd(
      double h,
      double[] y,
      double[] k1,
      double[] k3,
      double[] k4,
      double[] k5,
      double[] k6,
      double[] next) {
    for (int i = 0; i < LANES; i++) {
      next[i] = y[i] + h * Fehlberg.toEnd(k1[i], k3[i], k4[i], k5[i], k6[i]);
    }
  }

  private void compare(double h, double[] k1, double[] k3, double[] k4, double[] k5, double[] k6) {
    for (int i = 0; i < LANES; i++) {
      double difference = h * Fehlberg.difference(k1[i], k3[i], k4[i], k5[i], k6[i]);
      error[i] = Math.max(error[i], Math.abs(difference));
    }
  }

  private void compare(double[] x, double[] factor) {
    for (int i = 0; i < LANES; i++) error[i] = Math.max(error[i], Math.abs(x[i] * factor[i]));
  }
}
