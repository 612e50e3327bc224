package myelin.models.neuron;

/// Integrates ordinary differential equations by the embedded Runge-Kutta formulas of Fehlberg, of
/// orders 4 and 5 (E. Fehlberg, NASA TR R-315, 1969, table III; Hairer, Norsett and Wanner, Solving
/// Ordinary Differential Equations I, 1993, II.4), in steps that keep the error of each component
/// within `absolute + relative |y|`.
///
/// The solution goes on from the formula of order 5; its difference from the one of order 4 is the
/// error. With `r` the largest ratio of error to bound, a step is
///
/// - repeated, shorter by the factor `0.9 r^(-1/5)` but at least 1/5, if `r > 1.1`;
/// - followed by one longer by the factor `0.9 r^(-1/6)` but at least 1 and at most 5, if `r <
///   0.5`.
///
/// That is how the documentation of the GNU Scientific Library describes the control of its steps,
/// which NEST uses, so that both take the same steps. An error that is not a number is too large
/// here, so that a step is shortened if it leaves the numbers; if that does not help, the state is
/// not a number at the end.
///
/// The step outlasts a call: who integrates piece by piece hands it on, by [#step] and [#resume].
/// Nothing is allocated after construction.
final class Rkf45 {

  private static final double SAFETY = 0.9;
  private static final double LARGE = 1.1;
  private static final double SMALL = 0.5;
  private static final double LARGEST_CHANGE = 5;

  /// A step is not shortened below this part of the whole: where even that is too long, as with
  /// conductances beyond all sense, an end that is wrong is better than none.
  private static final double SHORTEST = 1e-5;

  /// `dy/dt` as a function of time and state.
  interface Equations {
    /// Writes the slopes at time `t` and state `y` to `dy`.
    void slopes(double t, double[] y, double[] dy);
  }

  private final Equations equations;
  private final int size;
  private final double absolute;
  private final double relative;
  private final double[] k1;
  private final double[] k2;
  private final double[] k3;
  private final double[] k4;
  private final double[] k5;
  private final double[] k6;
  private final double[] next;
  private double step;

  /// An integrator of `size` equations.
  Rkf45(Equations equations, int size, double absolute, double relative) {
    this.equations = equations;
    this.size = size;
    this.absolute = absolute;
    this.relative = relative;
    k1 = new double[size];
    k2 = new double[size];
    k3 = new double[size];
    k4 = new double[size];
    k5 = new double[size];
    k6 = new double[size];
    next = new double[size];
  }

  /// The step to be tried next.
  double step() {
    return step;
  }

  /// Goes on with a step found before.
  void resume(double step) {
    this.step = step;
  }

  /// Makes one step from time `t` towards `end` and returns the time reached.
  double advance(double t, double end, double[] y) {
    equations.slopes(t, y, k1);
    double shortest = Math.ulp(end);
    double h = Math.min(Math.max(step, shortest), end - t);
    boolean last = h == end - t;
    double error = attempt(t, h, y);
    while (error > LARGE) {
      double shorter = h * Math.max(1 / LARGEST_CHANGE, SAFETY / StrictMath.pow(error, 1.0 / 5));
      if (shorter < SHORTEST * end) break;
      h = shorter;
      last = false;
      error = attempt(t, h, y);
    }
    boolean lost = error == Double.POSITIVE_INFINITY;
    step = lost ? end - t : h;
    if (error < SMALL) {
      double factor = SAFETY / StrictMath.pow(error, 1.0 / 6);
      step *= Math.max(1, Math.min(LARGEST_CHANGE, factor));
    }
    System.arraycopy(next, 0, y, 0, size);
    return last || lost ? end : t + h;
  }

  /// Puts the state after a step of `h` into `next` and returns the ratio of its error to what is
  /// allowed, infinite if it is not a number.
  private double attempt(double t, double h, double[] y) {
    for (int i = 0; i < size; i++) next[i] = y[i] + h * (1.0 / 4 * k1[i]);
    equations.slopes(t + 1.0 / 4 * h, next, k2);
    for (int i = 0; i < size; i++) {
      next[i] = y[i] + h * (3.0 / 32 * k1[i] + 9.0 / 32 * k2[i]);
    }
    equations.slopes(t + 3.0 / 8 * h, next, k3);
    for (int i = 0; i < size; i++) {
      double mean = 1932.0 / 2197 * k1[i] - 7200.0 / 2197 * k2[i] + 7296.0 / 2197 * k3[i];
      next[i] = y[i] + h * mean;
    }
    equations.slopes(t + 12.0 / 13 * h, next, k4);
    for (int i = 0; i < size; i++) {
      double mean = 439.0 / 216 * k1[i] - 8 * k2[i] + 3680.0 / 513 * k3[i] - 845.0 / 4104 * k4[i];
      next[i] = y[i] + h * mean;
    }
    equations.slopes(t + h, next, k5);
    for (int i = 0; i < size; i++) {
      double mean =
          -8.0 / 27 * k1[i]
              + 2 * k2[i]
              - 3544.0 / 2565 * k3[i]
              + 1859.0 / 4104 * k4[i]
              - 11.0 / 40 * k5[i];
      next[i] = y[i] + h * mean;
    }
    equations.slopes(t + 1.0 / 2 * h, next, k6);
    return finish(h, y);
  }

  private double finish(double h, double[] y) {
    double worst = 0;
    for (int i = 0; i < size; i++) {
      double mean =
          16.0 / 135 * k1[i]
              + 6656.0 / 12825 * k3[i]
              + 28561.0 / 56430 * k4[i]
              - 9.0 / 50 * k5[i]
              + 2.0 / 55 * k6[i];
      double difference =
          1.0 / 360 * k1[i]
              - 128.0 / 4275 * k3[i]
              - 2197.0 / 75240 * k4[i]
              + 1.0 / 50 * k5[i]
              + 2.0 / 55 * k6[i];
      next[i] = y[i] + h * mean;
      double error = Math.abs(h * difference);
      double allowed = absolute + relative * Math.abs(next[i]);
      if (error != 0) worst = Math.max(worst, error / allowed);
    }
    return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
  }
}
