package myelin.engine.plastic;

/// The factors `exp(-n h / tau)` by which a trace with time constant `tau` decays in `n` steps.
///
/// [#after] takes them from two tables: `n = 256 a + b`, a factor for `a` and one for `b`. Where
/// many pairs of times share one of the two, a factor for each time is cheaper still, [#rise] for
/// the earlier and [#fall] for the later, both relative to a reference near by. Which of the two
/// ways is taken depends on the times alone, and each gives the same bits with and without tables.
public final class Decay {

  private static final int BITS = 8;
  private static final int FINE = 1 << BITS;

  /// Beyond this many time constants a factor is zero, or nearly.
  private static final double NOTHING_AFTER = 700;

  /// Time constants from one reference to the next, and how far before a reference times may be, so
  /// that no factor overflows.
  private static final double PERIOD = 200;

  private static final double REACH = 300;

  /// The number of time constants over which a trace can be computed back from what is left of it.
  static final double BACK = 150;

  private static final double LEAST = StrictMath.exp(-BACK);

  /// Where steps are a smaller part of the time constant than this, the factors of successive steps
  /// may be equal.
  private static final double TOO_FINE = 1e-12;

  private final double tau;
  private final double h;
  private final double halfStep;

  private final double[] fine = new double[FINE];
  private final double[] coarse;

  /// The factors for a time constant `tau` and steps of `h`, both in ms.
  public Decay(double tau, double h) {
    this.tau = tau;
    this.h = h;
    halfStep = StrictMath.exp(-0.5 * h / tau);
    for (int b = 0; b < FINE; b++) fine[b] = fine(b, tau, h);
    double reach = Math.min(1 << 20, NOTHING_AFTER * tau / h / FINE);
    coarse = new double[(int) reach + 1];
    for (int a = 0; a < coarse.length; a++) coarse[a] = coarse(a, tau, h);
  }

  private static double fine(int b, double tau, double h) {
    return StrictMath.exp(-b * h / tau);
  }

  private static double coarse(long a, double tau, double h) {
    return StrictMath.exp(-(double) a * FINE * h / tau);
  }

  /// The factor after `steps` steps of `h`, without tables.
  static double factor(long steps, double tau, double h) {
    return coarse(steps >> BITS, tau, h) * fine((int) steps & (FINE - 1), tau, h);
  }

  double tau() {
    return tau;
  }

  /// Whether each step's factor is smaller than the one before, by far more than is lost in
  /// rounding.
  boolean tellsStepsApart() {
    return h > TOO_FINE * tau;
  }

  /// The factor after half a step.
  double halfStep() {
    return halfStep;
  }

  /// The factor after `steps` steps, which are not negative.
  public double after(long steps) {
    long a = steps >> BITS;
    double far = a < coarse.length ? coarse[(int) a] : coarse(a, tau, h);
    return far * fine[(int) steps & (FINE - 1)];
  }

  /// The factor over `steps` steps, which is above one where they are negative; zero for more than
  /// [#BACK] time constants back, over which nothing that has decayed can be computed back.
  double over(long steps) {
    return steps < 0 ? back(after(-steps)) : after(steps);
  }

  /// The factor back over a time in which a trace decays by a factor `forth`.
  static double back(double forth) {
    return forth < LEAST ? 0 : 1 / forth;
  }

  /// The step from which times around step `t` are counted.
  long reference(long t) {
    return reference(t, tau, h);
  }

  static long reference(long t, double tau, double h) {
    long period = (long) Math.max(1, PERIOD * tau / h);
    return Math.floorDiv(t, period) * period;
  }

  /// Whether a step is not too long before a reference for [#rise] and [#fall].
  boolean near(long step, long reference) {
    return near(step, reference, tau, h);
  }

  static boolean near(long step, long reference, double tau, double h) {
    return (reference - step) * h <= REACH * tau;
  }

  /// The factor for the earlier of two times.
  double rise(long step, long reference) {
    return rise(step, reference, tau, h);
  }

  static double rise(long step, long reference, double tau, double h) {
    return StrictMath.exp((step - reference) * h / tau);
  }

  /// The factor for the later of two times.
  double fall(long step, long reference) {
    return fall(step, reference, tau, h);
  }

  static double fall(long step, long reference, double tau, double h) {
    return StrictMath.exp((reference - step) * h / tau);
  }

  /// What is left at step `until` of a trace that was `K` at step `s`, as computed at step `t`.
  double left(double K, long s, long until, long t) {
    long reference = reference(t);
    if (!near(until, reference)) return K * after(until - s);
    return K * rise(s, reference) * fall(until, reference);
  }
}
