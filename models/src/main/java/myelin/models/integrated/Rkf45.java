package myelin.models.integrated;

/// Integrates ordinary differential equations by the embedded Runge-Kutta formulas of [Fehlberg],
/// of orders 4 and 5, in steps that keep the error of each component within `absolute + relative
/// |y|`, or within `absolute + relative h |dy/dt|` if errors are relative to the slope.
///
/// The solution continues from the result of order 5; its difference from that of order 4 is the
/// error. With `r` the largest ratio of error to bound, a step is
///
/// - repeated, shorter by the factor `0.9 r^(-1/5)` but at least 1/5, if `r > 1.1`;
/// - followed by one longer by the factor `0.9 r^(-1/6)` but at least 1 and at most 5, if `r <
///   0.5`.
///
/// That is how the documentation of the GNU Scientific Library, which NEST uses, describes its step
/// control, so both take the same steps. Here, an error that is NaN counts as too large, so that a
/// step that overflows is shortened; if that does not help, the state is NaN at the end.
///
/// The step is kept between calls: code that integrates one neuron after another saves and restores
/// it, by [#step] and [#resume]. Nothing is allocated after construction.
final class Rkf45 {

  /// The largest number of steps that a neuron may take within one step of the simulation.
  static final int MOST_STEPS = 2000;

  private static final double SAFETY = 0.9;

  /// A step with a larger ratio of error to bound is repeated.
  static final double LARGE = 1.1;

  private static final double SMALL = 0.5;
  private static final double LARGEST_CHANGE = 5;

  /// A step is not shortened below this part of the whole. Where even that is too long, as with
  /// absurdly large conductances, a wrong result is better than none. Where errors are relative to
  /// slopes, as with spikes that rise exponentially, steps may be as short as numbers allow, as in
  /// NEST.
  private static final double SHORTEST = 1e-5;

  /// `dy/dt` as a function of time and state.
  interface Equations {
    /// Writes the slopes at time `t` and state `y` to `dy`.
    void slopes(double t, double[] y, double[] dy);
  }

  private final Equations equations;
  private int size;
  private double absolute;
  private double relative;
  private final boolean toSlope;
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
    this(equations, size, absolute, relative, false);
  }

  /// An integrator of `size` equations.
  ///
  /// @param toSlope whether `relative` is relative to the slope at the end of a step, times the
  ///   step
  Rkf45(Equations equations, int size, double absolute, double relative, boolean toSlope) {
    this.equations = equations;
    this.size = size;
    this.absolute = absolute;
    this.relative = relative;
    this.toSlope = toSlope;
    k1 = new double[size];
    k2 = new double[size];
    k3 = new double[size];
    k4 = new double[size];
    k5 = new double[size];
    k6 = new double[size];
    next = new double[size];
  }

  /// Goes on with the first `n` equations only.
  void only(int n) {
    size = n;
  }

  /// Lets the first `n` neurons that have not been integrated yet begin with steps of `h`.
  static void begin(double[] step, int n, double h) {
    for (int i = 0; i < n; i++) if (step[i] == 0) step[i] = h;
  }

  /// The step to try next.
  double step() {
    return step;
  }

  /// Continues with a step that was found before.
  void resume(double step) {
    this.step = step;
  }

  /// Sets the errors that are allowed from now on.
  void allow(double newAbsolute, double newRelative) {
    absolute = newAbsolute;
    relative = newRelative;
  }

  /// Makes one step from time `t` towards `end` and returns the time reached.
  double advance(double t, double end, double[] y) {
    equations.slopes(t, y, k1);
    double shortest = toSlope ? 0 : Math.ulp(end);
    double h = Math.min(Math.max(step, shortest), end - t);
    boolean last = h == end - t;
    double error = attempt(t, h, y);
    while (error > LARGE) {
      double shorter = h * Math.max(1 / LARGEST_CHANGE, SAFETY / StrictMath.pow(error, 1.0 / 5));
      if (toSlope ? t + shorter == t : shorter < SHORTEST * end) break;
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
  /// allowed; infinite if it is NaN.
  private double attempt(double t, double h, double[] y) {
    for (int i = 0; i < size; i++) next[i] = y[i] + h * Fehlberg.to2(k1[i]);
    equations.slopes(t + Fehlberg.TIME_2 * h, next, k2);
    for (int i = 0; i < size; i++) next[i] = y[i] + h * Fehlberg.to3(k1[i], k2[i]);
    equations.slopes(t + Fehlberg.TIME_3 * h, next, k3);
    for (int i = 0; i < size; i++) next[i] = y[i] + h * Fehlberg.to4(k1[i], k2[i], k3[i]);
    equations.slopes(t + Fehlberg.TIME_4 * h, next, k4);
    for (int i = 0; i < size; i++) next[i] = y[i] + h * Fehlberg.to5(k1[i], k2[i], k3[i], k4[i]);
    equations.slopes(t + Fehlberg.TIME_5 * h, next, k5);
    for (int i = 0; i < size; i++) {
      next[i] = y[i] + h * Fehlberg.to6(k1[i], k2[i], k3[i], k4[i], k5[i]);
    }
    equations.slopes(t + Fehlberg.TIME_6 * h, next, k6);
    for (int i = 0; i < size; i++) {
      next[i] = y[i] + h * Fehlberg.toEnd(k1[i], k3[i], k4[i], k5[i], k6[i]);
    }
    // the second slope is no longer needed
    if (toSlope) equations.slopes(t + h, next, k2);
    double worst = 0;
    for (int i = 0; i < size; i++) {
      double error = Math.abs(h * Fehlberg.difference(k1[i], k3[i], k4[i], k5[i], k6[i]));
      double allowed = absolute + relative * Math.abs(toSlope ? h * k2[i] : next[i]);
      if (error != 0) worst = Math.max(worst, error / allowed);
    }
    return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
  }
}
