package myelin.engine.math;

/// `e^x` and `e^x - 1`.
///
/// With k the integer nearest to x / ln 2 and r = x - k ln 2, `e^x = 2^k e^r` (Cody and Waite
/// 1980). ln 2 is the sum of a number of 41 bits, whose product with k is exact, and the rest, so r
/// is known as a difference hi - lo, and is not rounded. `e^r = 1 + r + r^2 q(r)` with a polynomial
/// q of degree 10 on |r| <= ln 2 / 2, error 2^-61. Adding 1.5 2^52 rounds to an integer and leaves
/// k in the lowest bits, from where a shift puts it into the exponent.
public final class Exponential {

  /// Up to this absolute value of x, results and `2^k` are normal numbers.
  static final double BOUND = 708;

  static final double LN2_HI = 0x1.62e42fefa3p-1;
  static final double LN2_LO = 0x1.3de6af278ece6p-42;

  private static final double LOG2_E = 0x1.71547652b82fep+0;

  /// Rounds to an integer when added; the lowest 11 bits are then the exponent of `2^k`.
  private static final double SHIFT = 0x1.8p52 + 1023;

  private static final int EXPONENT = 52;

  private Exponential() {}

  /// `e^x`, all x: error below 0.9 ulp, at most 1 ulp from `StrictMath.exp`. Beyond ±708 it is that
  /// of `StrictMath`, with infinity, 0 and subnormal numbers.
  public static double exp(double x) {
    if (!(Math.abs(x) <= BOUND)) return StrictMath.exp(x);
    double shifted = shifted(x);
    return power(shifted) * unscaled(x, 0, shifted);
  }

  /// `y[i] = e^x[i]`, to the bit as for one number; x and y may be one array.
  public static void exp(double[] x, double[] y, int n) {
    if (!Work.within(x, n, BOUND)) {
      for (int i = 0; i < n; i++) y[i] = exp(x[i]);
      return;
    }
    Work work = Work.ofThread();
    double[] shifted = work.a;
    double[] power = work.b;
    powers(x, shifted, power, n);
    for (int i = 0; i < n; i++) y[i] = power[i] * unscaled(x[i], 0, shifted[i]);
  }

  /// `e^x - 1`, all x, also where `e^x` is nearly 1: error below 1 ulp. Beyond ±708 it is infinity
  /// or -1; the sign of 0 is kept.
  public static double expm1(double x) {
    if (!(Math.abs(x) <= BOUND)) return StrictMath.expm1(x);
    double shifted = shifted(x);
    return lessOne(x, shifted, power(shifted));
  }

  /// `y[i] = e^x[i] - 1`, to the bit as for one number; x and y may be one array.
  public static void expm1(double[] x, double[] y, int n) {
    if (!Work.within(x, n, BOUND)) {
      for (int i = 0; i < n; i++) y[i] = expm1(x[i]);
      return;
    }
    Work work = Work.ofThread();
    double[] shifted = work.a;
    double[] power = work.b;
    powers(x, shifted, power, n);
    double[] rest = work.c;
    for (int i = 0; i < n; i++) rest[i] = rest(x[i], shifted[i], power[i]);
    for (int i = 0; i < n; i++) y[i] = main(x[i], shifted[i], power[i]) - rest[i];
  }

  /// x / ln 2 with [#SHIFT] added: its bits hold the nearest integer k.
  static double shifted(double x) {
    return x * LOG2_E + SHIFT;
  }

  /// `2^k`.
  static double power(double shifted) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(shifted) << EXPONENT);
  }

  /// k and `2^k` for arguments within [#BOUND].
  static void powers(double[] x, double[] shifted, double[] power, int n) {
    for (int i = 0; i < n; i++) shifted[i] = shifted(x[i]);
    for (int i = 0; i < n; i++) power[i] = power(shifted[i]);
  }

  /// `e^(x + rest) / 2^k`, for a rest so small that it does not change k.
  static double unscaled(double x, double rest, double shifted) {
    double k = shifted - SHIFT;
    double hi = x - k * LN2_HI;
    double lo = k * LN2_LO - rest;
    double r = hi - lo;
    return 1 + (hi - (lo - r * r * q(r)));
  }

  /// `2^k (1 + r + r^2 q) - 1`. Zeros are subtracted, not added, so that -0 stays.
  static double lessOne(double x, double shifted, double power) {
    return main(x, shifted, power) - rest(x, shifted, power);
  }

  /// What [#lessOne] lost when its last sum was rounded.
  static double lessOneLow(double x, double shifted, double power, double value) {
    return (main(x, shifted, power) - value) - rest(x, shifted, power);
  }

  /// Puts `e^x - 1` in the place of x, and what the last sum lost into `low`.
  static void lessOnes(double[] x, double[] shifted, double[] power, double[] low, int n) {
    for (int i = 0; i < n; i++) low[i] = rest(x[i], shifted[i], power[i]);
    for (int i = 0; i < n; i++) x[i] = main(x[i], shifted[i], power[i]);
    for (int i = 0; i < n; i++) {
      double value = x[i] - low[i];
      low[i] = (x[i] - value) - low[i];
      x[i] = value;
    }
  }

  /// `2^k hi - (1 - 2^k)`, the larger part of `e^x - 1`.
  private static double main(double x, double shifted, double power) {
    return power * (x - (shifted - SHIFT) * LN2_HI) - (1 - power);
  }

  /// The negative rest of `e^x - 1`: `2^k (lo - r^2 q)` less the rounding error of the larger part.
  private static double rest(double x, double shifted, double power) {
    double k = shifted - SHIFT;
    double hi = x - k * LN2_HI;
    double lo = k * LN2_LO;
    double r = hi - lo;
    double less = 1 - power;
    double scaled = power * hi;
    double error = scaled - ((scaled - less) + less);
    return power * (lo - r * r * q(r)) - error;
  }

  /// `(e^r - 1 - r) / r^2`.
  private static double q(double r) {
    double z = r * r;
    double even =
        0x1p-1
            + z
                * (0x1.5555555555556p-5
                    + z
                        * (0x1.6c16c16c162d4p-10
                            + z
                                * (0x1.a01a01a6d889cp-16
                                    + z * (0x1.27e4db646b17ep-22 + z * 0x1.1f730349868cep-29))));
    double odd =
        0x1.5555555555557p-3
            + z
                * (0x1.11111111100dcp-7
                    + z
                        * (0x1.a01a01abe7fe1p-13
                            + z * (0x1.71de0231960ebp-19 + z * 0x1.af4de97ca4194p-26)));
    return even + r * odd;
  }
}
