package myelin.engine;

/// The factors `exp(-n h / tau)` by which a trace with time constant `tau` decays in `n` steps,
/// from two tables instead of an exponential each: `n = 256 a + b`, a factor for `a` and one for
/// `b`. Tables and [#factor] agree to the bit.
public final class Decay {

  private static final int BITS = 8;
  private static final int FINE = 1 << BITS;

  /// Beyond this many time constants a factor is zero, or nearly.
  private static final double NOTHING_AFTER = 700;

  private final double tau;
  private final double h;

  private final double[] fine = new double[FINE];
  private final double[] coarse;

  /// The factors for a time constant `tau` and steps of `h`, both in ms.
  public Decay(double tau, double h) {
    this.tau = tau;
    this.h = h;
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

  /// The factor after `steps` steps, which are not negative.
  public double after(long steps) {
    long a = steps >> BITS;
    double far = a < coarse.length ? coarse[(int) a] : coarse(a, tau, h);
    return far * fine[(int) steps & (FINE - 1)];
  }
}
