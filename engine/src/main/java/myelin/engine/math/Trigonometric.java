package myelin.engine.math;

/// Sine, cosine, and tangent of angles (rad).
///
/// With k the integer nearest to |x| 2 / pi, the rest r = |x| - k pi / 2 is computed with pi / 2 as
/// the sum of two numbers of 33 bits, whose products with k are exact, and a third (Cody and Waite
/// 1980); it has a high and a low part. Polynomials of degree 15 and 14 in r give sine and cosine
/// of the rest, errors 2^-57 and 2^-60 of the result. The last two bits of k choose one of them and
/// a sign.
public final class Trigonometric {

  /// Up to this absolute value (rad) products with k are exact; beyond it, `StrictMath` computes.
  private static final double BOUND = 0x1p20;

  private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
  private static final double HALF_PI_1 = 0x1.921fb544p+0;
  private static final double HALF_PI_2 = 0x1.0b4611a6p-34;
  private static final double HALF_PI_3 = 0x1.3198a2e037073p-69;

  /// Rounds to an integer when added; its lowest bits are those of the integer.
  private static final double SHIFT = 0x1.8p52;

  private static final long SIGN = Long.MIN_VALUE;

  private Trigonometric() {}

  /// Sine: error below 0.9 ulp, at most 1 ulp from `StrictMath.sin`, which computes it beyond
  /// `2^20` rad. Odd to the bit.
  public static double sin(double x) {
    if (!(Math.abs(x) <= BOUND)) return StrictMath.sin(x);
    double shifted = shifted(x);
    double r = rest(x, shifted);
    double low = restLow(x, shifted, r);
    long sign = Double.doubleToRawLongBits(x) & SIGN;
    return chosen(sine(r, low), cosine(r, low), Double.doubleToRawLongBits(shifted), sign);
  }

  /// `y[i] = sin x[i]`, to the bit as for one number; x and y may be one array.
  public static void sin(double[] x, double[] y, int n) {
    if (!Work.within(x, n, BOUND)) {
      for (int i = 0; i < n; i++) y[i] = sin(x[i]);
      return;
    }
    Work work = Work.ofThread();
    double[] shifted = work.a;
    double[] sine = work.b;
    double[] cosine = work.c;
    both(x, work, n);
    for (int i = 0; i < n; i++) {
      long k = Double.doubleToRawLongBits(shifted[i]);
      y[i] = chosen(sine[i], cosine[i], k, Double.doubleToRawLongBits(x[i]) & SIGN);
    }
  }

  /// Cosine: error below 0.9 ulp, at most 1 ulp from `StrictMath.cos`, which computes it beyond
  /// `2^20` rad. Even to the bit.
  public static double cos(double x) {
    if (!(Math.abs(x) <= BOUND)) return StrictMath.cos(x);
    double shifted = shifted(x);
    double r = rest(x, shifted);
    double low = restLow(x, shifted, r);
    return chosen(sine(r, low), cosine(r, low), Double.doubleToRawLongBits(shifted) + 1, 0);
  }

  /// `y[i] = cos x[i]`, to the bit as for one number; x and y may be one array.
  public static void cos(double[] x, double[] y, int n) {
    if (!Work.within(x, n, BOUND)) {
      for (int i = 0; i < n; i++) y[i] = cos(x[i]);
      return;
    }
    Work work = Work.ofThread();
    double[] shifted = work.a;
    double[] sine = work.b;
    double[] cosine = work.c;
    both(x, work, n);
    for (int i = 0; i < n; i++) {
      y[i] = chosen(sine[i], cosine[i], Double.doubleToRawLongBits(shifted[i]) + 1, 0);
    }
  }

  /// Tangent: error below 2 ulp. Beyond `2^20` rad it is that of `StrictMath.tan`. Odd to the bit.
  public static double tan(double x) {
    if (!(Math.abs(x) <= BOUND)) return StrictMath.tan(x);
    double shifted = shifted(x);
    double r = rest(x, shifted);
    double low = restLow(x, shifted, r);
    double sine = sine(r, low);
    double cosine = cosine(r, low);
    long k = Double.doubleToRawLongBits(shifted);
    long sign = Double.doubleToRawLongBits(x) & SIGN;
    return chosen(sine, cosine, k, sign) / chosen(sine, cosine, k + 1, 0);
  }

  /// `y[i] = tan x[i]`, to the bit as for one number; x and y may be one array.
  public static void tan(double[] x, double[] y, int n) {
    if (!Work.within(x, n, BOUND)) {
      for (int i = 0; i < n; i++) y[i] = tan(x[i]);
      return;
    }
    Work work = Work.ofThread();
    double[] shifted = work.a;
    double[] sine = work.b;
    double[] cosine = work.c;
    double[] divisor = work.d;
    both(x, work, n);
    for (int i = 0; i < n; i++) {
      divisor[i] = chosen(sine[i], cosine[i], Double.doubleToRawLongBits(shifted[i]) + 1, 0);
    }
    for (int i = 0; i < n; i++) {
      long k = Double.doubleToRawLongBits(shifted[i]);
      sine[i] = chosen(sine[i], cosine[i], k, Double.doubleToRawLongBits(x[i]) & SIGN);
    }
    for (int i = 0; i < n; i++) y[i] = sine[i] / divisor[i];
  }

  /// k, sine and cosine of the rest, to the arrays a, b, c of the thread.
  private static void both(double[] x, Work work, int n) {
    double[] shifted = work.a;
    double[] r = work.b;
    double[] cosine = work.c;
    double[] low = work.d;
    for (int i = 0; i < n; i++) shifted[i] = shifted(x[i]);
    for (int i = 0; i < n; i++) r[i] = rest(x[i], shifted[i]);
    for (int i = 0; i < n; i++) low[i] = restLow(x[i], shifted[i], r[i]);
    for (int i = 0; i < n; i++) cosine[i] = cosine(r[i], low[i]);
    for (int i = 0; i < n; i++) r[i] = sine(r[i], low[i]);
  }

  /// |x| 2 / pi with [#SHIFT] added: its lowest bits are those of the nearest integer k.
  private static double shifted(double x) {
    return Math.abs(x) * TWO_OVER_PI + SHIFT;
  }

  /// The high part of |x| - k pi / 2.
  private static double rest(double x, double shifted) {
    double k = shifted - SHIFT;
    double a = Math.abs(x) - k * HALF_PI_1;
    double b = k * HALF_PI_2;
    double difference = a - b;
    return difference + (lost(a, b, difference) - k * HALF_PI_3);
  }

  /// The low part.
  private static double restLow(double x, double shifted, double high) {
    double k = shifted - SHIFT;
    double a = Math.abs(x) - k * HALF_PI_1;
    double b = k * HALF_PI_2;
    double difference = a - b;
    return (difference - high) + (lost(a, b, difference) - k * HALF_PI_3);
  }

  /// Exactly what a - b lost when it was rounded.
  private static double lost(double a, double b, double difference) {
    double back = a - difference;
    return (a - (difference + back)) + (back - b);
  }

  private static double sine(double r, double low) {
    double z = r * r;
    double z2 = z * z;
    double even =
        -0x1.5555555555555p-3
            + z2
                * (-0x1.a01a01a019936p-13
                    + z2 * (-0x1.ae64541266378p-26 - z2 * 0x1.ab17a79237a19p-41));
    double odd = 0x1.1111111111110p-7 + z2 * (0x1.71de3a54605eep-19 + z2 * 0x1.61217ec01749dp-33);
    return r + (r * (z * (even + z * odd)) + (low - 0.5 * z * low));
  }

  private static double cosine(double r, double low) {
    double z = r * r;
    double z2 = z * z;
    double even = 0x1.5555555555555p-5 + z2 * (0x1.a01a019f4e867p-16 + z2 * 0x1.1eeb68b109173p-29);
    double odd =
        -0x1.6c16c16c16966p-10 + z2 * (-0x1.27e4fa17a41b4p-22 - z2 * 0x1.907d7aebd5e3dp-37);
    double half = 0.5 * z;
    double high = 1 - half;
    return high + (((1 - high) - half) + (z2 * (even + z * odd) - r * low));
  }

  /// The sine or, if k is odd, the cosine; negative for the third and fourth quarter.
  private static double chosen(double sine, double cosine, long k, long sign) {
    long other = -(k & 1);
    long bits =
        (Double.doubleToRawLongBits(sine) & ~other) | (Double.doubleToRawLongBits(cosine) & other);
    return Double.longBitsToDouble(bits ^ ((k & 2) << 62) ^ sign);
  }
}
