package myelin.models.neuron;

import java.util.Arrays;
import myelin.engine.Block;

/// [Rkf45] for all lanes of a block at once, to the same bits.
///
/// Errors are seldom so large that a neuron needs more than one step of the integrator in one of
/// the simulation. So that one is tried for all lanes together, in loops over arrays without a
/// branch, which the JIT turns into vectors; only lanes in which its error is too large, or which
/// come with a shorter step from before, are integrated one by one instead. What a lane gets does
/// not depend on the others.
///
/// ```
///   y[component][lane]  --slopes-->  k1 .. k6[component][lane]  -->  next[component][lane], ratio[lane]
///                                                                    ratio > 1.1: Rkf45, lane by lane
/// ```
final class LaneRkf45 {

  /// What [#advance] returns if all is well.
  static final int NONE = -1;

  private static final int LANES = Block.LANES;

  /// `dy/dt` as a function of the state; in two ways, which do the same arithmetic.
  interface Equations {
    /// Writes the slopes of all lanes at state `y` to `dy`, both by component, then lane.
    void slopes(double[][] y, double[][] dy);

    /// Writes the slopes of one lane at its state `y` to `dy`.
    void slopes(int lane, double[] y, double[] dy);
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

  /// The largest error of a lane's variables.
  private final double[] error = new double[LANES];

  /// Its ratio to what is allowed.
  private final double[] ratio = new double[LANES];

  /// The step to be tried next. One that is longer than the simulation's is cut to that, so that
  /// how much longer it is makes no difference; at first it is infinite.
  private final double[] step = new double[LANES];

  private final Rkf45 plain;
  private final double[] one;
  private int lane;

  /// An integrator of `size` equations a lane, with an error of at most `absolute` > 0 in each.
  LaneRkf45(Equations equations, int size, double absolute) {
    this.equations = equations;
    this.size = size;
    this.absolute = absolute;
    k1 = new double[size][LANES];
    k2 = new double[size][LANES];
    k3 = new double[size][LANES];
    k4 = new double[size][LANES];
    k5 = new double[size][LANES];
    k6 = new double[size][LANES];
    next = new double[size][LANES];
    one = new double[size];
    plain = new Rkf45((_, y, dy) -> equations.slopes(lane, y, dy), size, absolute, 0);
    Arrays.fill(step, Double.POSITIVE_INFINITY);
  }

  /// Advances the first `lanes` lanes of `y` by `h`.
  ///
  /// @return a lane that takes more than [Rkf45#MOST_STEPS] steps, or [#NONE]
  int advance(double h, double[][] y, int lanes) {
    attempt(h, y);
    for (int i = 0; i < lanes; i++) {
      if (ratio[i] <= Rkf45.LARGE && step[i] >= h) continue;
      if (!integrate(i, h, y)) return i;
    }
    for (int c = 0; c < size; c++) System.arraycopy(next[c], 0, y[c], 0, LANES);
    return NONE;
  }

  /// Integrates one lane in as many steps as it takes; false if these are too many.
  private boolean integrate(int i, double h, double[][] y) {
    lane = i;
    for (int c = 0; c < size; c++) one[c] = y[c][i];
    plain.resume(step[i]);
    int steps = 0;
    for (double s = 0; s < h; s = plain.advance(s, h, one))
      if (++steps > Rkf45.MOST_STEPS) return false;
    step[i] = plain.step();
    for (int c = 0; c < size; c++) next[c][i] = one[c];
    return true;
  }

  /// Puts the state after one step of `h` into `next`, and its error and that in relation to what
  /// is allowed into `error` and `ratio`.
  private void attempt(double h, double[][] y) {
    equations.slopes(y, k1);
    for (int c = 0; c < size; c++) to2(h, y[c], k1[c], next[c]);
    equations.slopes(next, k2);
    for (int c = 0; c < size; c++) to3(h, y[c], k1[c], k2[c], next[c]);
    equations.slopes(next, k3);
    for (int c = 0; c < size; c++) to4(h, y[c], k1[c], k2[c], k3[c], next[c]);
    equations.slopes(next, k4);
    for (int c = 0; c < size; c++) to5(h, y[c], k1[c], k2[c], k3[c], k4[c], next[c]);
    equations.slopes(next, k5);
    for (int c = 0; c < size; c++) to6(h, y[c], k1[c], k2[c], k3[c], k4[c], k5[c], next[c]);
    equations.slopes(next, k6);
    for (int c = 0; c < size; c++) toEnd(h, y[c], k1[c], k3[c], k4[c], k5[c], k6[c], next[c]);
    Arrays.fill(error, 0);
    for (int c = 0; c < size; c++) compare(h, k1[c], k3[c], k4[c], k5[c], k6[c]);
    for (int i = 0; i < LANES; i++) ratio[i] = error[i] / absolute;
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
}
