package myelin.engine;

/// The factors `exp(-n h / tau)` by which a trace with time constant `tau` decays in `n` steps,
/// from two tables instead of an exponential each: `n = 256 a + b`, a factor for `a` and one for
/// `b`. Exact to two roundings.
public final class Decay {

  private static final int BITS = 8;
  private static final int FINE = 1 << BITS;

  /// Beyond this many time constants a factor is zero.
  private static final double NOTHING_AFTER = 700;

  private final double[] fine = new double[FINE];
  private final double[] coarse;

  /// The factors for a time constant `tau` and steps of `h`, both in ms.
  public Decay(double tau, double h) {
    for (int b = 0; b < FINE; b++) fine[b] = StrictMath.exp(-b * h / tau);
    double reach = Math.min(1 << 20, NOTHING_AFTER * tau / h / FINE);
    coarse = new double[(int) reach + 1];
    for (int a = 0; a < coarse.length; a++) {
      coarse[a] = StrictMath.exp(-(double) a * FINE * h / tau);
    }
  }

  /// The factor after `steps` steps, which are not negative.
  public double after(long steps) {
    long a = steps >> BITS;
    return (a < coarse.length ? coarse[(int) a] : 0) * fine[(int) steps & (FINE - 1)];
  }

  /// The same number as from the tables of [#Decay(double, double)], to the last bit, without them.
  static double after(long steps, double tau, double h) {
    long a = steps >> BITS;
    int b = (int) steps & (FINE - 1);
    double reach = Math.min(1 << 20, NOTHING_AFTER * tau / h / FINE);
    double coarse = a < (int) reach + 1 ? StrictMath.exp(-(double) a * FINE * h / tau) : 0;
    return coarse * StrictMath.exp(-b * h / tau);
  }
}
