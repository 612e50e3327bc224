package myelin.engine.math;

/// The error function and its complement.
///
/// Near 0, erf x = x (2 / sqrt(pi) + z T(z)) with z = x^2 and a polynomial T of degree 10. For
/// larger a = |x|, erfc a = `e^(-a^2)` G / (1 + 2 a), where G, between 1 and 1.13, is a polynomial
/// of degree 22 in t = (a - 3.5) / (a + 3.5), error 2^-55: M. M. Shepherd and J. G. Laframboise
/// (1981), Chebyshev approximation of (1 + 2x) exp(x^2) erfc x in 0 <= x < infinity,
/// [doi:10.1090/S0025-5718-1981-0595058-X](https://doi.org/10.1090/S0025-5718-1981-0595058-X). The
/// square in the exponent has twice the digits. Both are computed, and bits choose one.
public final class ErrorFunction {

  /// Up to this absolute value `e^(-x^2)` is a normal number.
  private static final double BOUND = 26.5;

  /// From here on erfc is 0.
  private static final double ZERO = 28;

  /// The polynomial near 0 is used below these numbers: erf is 3/4 at the first, 1/2 at the second.
  private static final double ERF_LIMIT = 0.8125;

  private static final double ERFC_LIMIT = 0.46875;

  private static final double MIDDLE = 3.5;

  /// Keeps `2^k` above the subnormal numbers.
  private static final double LIFT = 512;

  private ErrorFunction() {}

  /// Error function: error below 1.5 ulp. Odd to the bit.
  public static double erf(double x) {
    if (!(Math.abs(x) <= BOUND)) return Double.isNaN(x) ? x : Math.signum(x);
    double a = Math.abs(x);
    return Work.sign(below(a, ERF_LIMIT, near(a), 1 - tail(a)), x);
  }

  /// `y[i] = erf x[i]`, to the bit as for one number; x and y may be one array.
  public static void erf(double[] x, double[] y, int n) {
    if (!Work.within(x, n, BOUND)) {
      for (int i = 0; i < n; i++) y[i] = erf(x[i]);
      return;
    }
    Work work = Work.ofThread();
    double[] tail = work.c;
    double[] near = work.d;
    tails(x, tail, work, n);
    for (int i = 0; i < n; i++) near[i] = near(Math.abs(x[i]));
    for (int i = 0; i < n; i++) tail[i] = 1 - tail[i];
    for (int i = 0; i < n; i++) tail[i] = below(x[i], ERF_LIMIT, near[i], tail[i]);
    Work.sign(tail, x, y, n);
  }

  /// 1 - erf x, with all digits where that is near 0: error below 3.5 ulp; of subnormal results,
  /// beyond x = 26.5, 1 step more.
  public static double erfc(double x) {
    if (!(Math.abs(x) <= BOUND)) return beyond(x);
    double a = Math.abs(x);
    double tail = negative(x, 2 - tail(a), tail(a));
    return below(a, ERFC_LIMIT, 1 - Work.sign(near(a), x), tail);
  }

  /// `y[i] = erfc x[i]`, to the bit as for one number; x and y may be one array.
  public static void erfc(double[] x, double[] y, int n) {
    if (!Work.within(x, n, BOUND)) {
      for (int i = 0; i < n; i++) y[i] = erfc(x[i]);
      return;
    }
    Work work = Work.ofThread();
    double[] tail = work.c;
    double[] near = work.d;
    double[] other = work.a;
    tails(x, tail, work, n);
    for (int i = 0; i < n; i++) near[i] = near(Math.abs(x[i]));
    Work.sign(near, x, near, n);
    for (int i = 0; i < n; i++) near[i] = 1 - near[i];
    for (int i = 0; i < n; i++) other[i] = 2 - tail[i];
    for (int i = 0; i < n; i++) tail[i] = negative(x[i], other[i], tail[i]);
    for (int i = 0; i < n; i++) y[i] = below(x[i], ERFC_LIMIT, near[i], tail[i]);
  }

  /// erfc |x| of numbers that are not near 0; it uses the arrays a, b, d of the thread.
  private static void tails(double[] x, double[] tail, Work work, int n) {
    double[] shifted = work.a;
    double[] power = work.b;
    double[] low = work.d;
    for (int i = 0; i < n; i++) tail[i] = -(x[i] * x[i]);
    Exponential.powers(tail, shifted, power, n);
    for (int i = 0; i < n; i++) low[i] = squareLow(x[i]);
    for (int i = 0; i < n; i++) {
      power[i] = power[i] * Exponential.unscaled(tail[i], low[i], shifted[i]);
    }
    for (int i = 0; i < n; i++) tail[i] = part(Math.abs(x[i]));
    for (int i = 0; i < n; i++) tail[i] = g(tail[i]);
    for (int i = 0; i < n; i++) tail[i] = divided(power[i] * tail[i], Math.abs(x[i]));
  }

  private static double tail(double a) {
    double square = -(a * a);
    double shifted = Exponential.shifted(square);
    double unscaled = Exponential.unscaled(square, squareLow(a), shifted);
    return divided(Exponential.power(shifted) * unscaled * g(part(a)), a);
  }

  private static double beyond(double x) {
    if (Double.isNaN(x)) return x;
    if (x < 0) return 2;
    if (x >= ZERO) return 0;
    double square = -(x * x);
    double shifted = Exponential.shifted(square);
    double unscaled = Exponential.unscaled(square, squareLow(x), shifted);
    double lifted = Exponential.power(shifted + LIFT) * unscaled * g(part(x));
    return divided(lifted, x) * 0x1p-512;
  }

  /// What -x^2 lost when it was rounded.
  private static double squareLow(double x) {
    return -Pair.error(x, x, x * x);
  }

  private static double part(double a) {
    return (a - MIDDLE) / (a + MIDDLE);
  }

  private static double divided(double value, double a) {
    return value / (1 + 2 * a);
  }

  /// Chooses the first value for |x| < limit, by bits.
  private static double below(double x, double limit, double first, double second) {
    long absolute = Double.doubleToRawLongBits(x) & Long.MAX_VALUE;
    return choice((absolute - Double.doubleToRawLongBits(limit)) >> 63, first, second);
  }

  /// Chooses the first value for numbers with a minus sign.
  private static double negative(double x, double first, double second) {
    return choice(Double.doubleToRawLongBits(x) >> 63, first, second);
  }

  private static double choice(long mask, double first, double second) {
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(first) & mask) | (Double.doubleToRawLongBits(second) & ~mask));
  }

  /// erf near 0.
  private static double near(double a) {
    double z = a * a;
    double z2 = z * z;
    double even =
        -0x1.812746b0379e7p-2
            + z2
                * (-0x1.b82ce312879d9p-6
                    + z2
                        * (-0x1.c02db3de79940p-11
                            + z2
                                * (-0x1.f4d17778e7f20p-17
                                    + z2 * (-0x1.5e70b1605a138p-23 - z2 * 0x1.f5b7006b5bf91p-31))));
    double odd =
        0x1.ce2f21a042bcep-4
            + z2
                * (0x1.565bcd0e0a713p-8
                    + z2
                        * (0x1.f9a320062f0e0p-14
                            + z2 * (0x1.b9d3d75c58972p-20 + z2 * 0x1.eb579251b3a91p-27)));
    return a + a * (0x1.06eba8214db69p-3 + z * (even + z * odd));
  }

  /// (1 + 2 a) `e^(a^2)` erfc a.
  private static double g(double t) {
    double t2 = t * t;
    double even =
        0x1.3e0a99a0ee914p+0
            + t2
                * (-0x1.59e2c284b11bdp-7
                    + t2
                        * (-0x1.d76830c3533b1p-4
                            + t2
                                * (-0x1.8ff5ef76cb9b7p-5
                                    + t2
                                        * (-0x1.143c4ca9c8376p-8
                                            + t2
                                                * (0x1.27e6657e47bfbp-11
                                                    + t2
                                                        * (-0x1.66e258e8bec67p-15
                                                            + t2
                                                                * (0x1.388bdd401fefbp-19
                                                                    + t2
                                                                        * (-0x1.82787cc26f412p-25
                                                                            + t2
                                                                                * (-0x1.dcbfb054bbff6p-28
                                                                                    + t2
                                                                                        * (-0x1.47423c464e12cp-33
                                                                                            + t2
                                                                                                * 0x1.ebb32a340a6f6p-33))))))))));
    double odd =
        -0x1.1ebd220ea593cp-3
            + t2
                * (0x1.8f702ec6b3404p-4
                    + t2
                        * (0x1.686106046cbfdp-4
                            + t2
                                * (0x1.38ec6671b442cp-6
                                    + t2
                                        * (-0x1.3cf36afb08c5ep-12
                                            + t2
                                                * (-0x1.fda8e7fca6d1ep-14
                                                    + t2
                                                        * (0x1.9706e4562eb2cp-16
                                                            + t2
                                                                * (-0x1.ffe0f07bd565ap-19
                                                                    + t2
                                                                        * (0x1.41bbfb5ef3a5fp-21
                                                                            + t2
                                                                                * (-0x1.8c6dfaf9b46f2p-24
                                                                                    + t2
                                                                                        * 0x1.5cc92be81eb6dp-27)))))))));
    return even + t * odd;
  }
}
