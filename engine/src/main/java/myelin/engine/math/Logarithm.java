package myelin.engine.math;

/// Natural and decimal logarithms.
///
/// x = `2^k m` with m from sqrt(1/2) to sqrt(2); f = m - 1, s = f / (2 + f), z = s^2. Then log m =
/// 2 atanh s = f - s (f - z P(z)), since 2 s = f - s f (Muller 2016, chapter 5), with a polynomial
/// P of degree 7, error 2^-60 of the result. k ln 2 + f is added with its rounding error.
public final class Logarithm {

  /// The bits of the least and the largest normal number, of sqrt(1/2), and of 1.
  private static final long LEAST = 0x0010_0000_0000_0000L;

  private static final long LARGEST = 0x7fef_ffff_ffff_ffffL;
  private static final long ROOT = 0x3fe6_a09e_667f_3bcdL;
  private static final long ONE = 0x3ff0_0000_0000_0000L;

  private static final int EXPONENT = 52;

  /// An integer below `2^52` becomes a double when it is put into the lowest bits of this number.
  private static final double INTEGER = 0x1p52 + 2048;

  private static final long INTEGER_BITS = 0x4330_0000_0000_0800L;

  private static final double INVERSE_LN10_HI = 0x1.bcb7b1526e50ep-2;
  private static final double INVERSE_LN10_LO = 0x1.95355baaafad3p-57;

  private Logarithm() {}

  /// Natural logarithm: error below 0.9 ulp, at most 1 ulp from `StrictMath.log`, which computes
  /// that of subnormal numbers, 0 (-infinity), infinity, and negative numbers (NaN).
  public static double log(double x) {
    if (!isNormal(x)) return StrictMath.log(x);
    double m = mantissa(x);
    return log(m, integer(x), curved(m, quotient(m)), 0);
  }

  /// `y[i] = log x[i]`, to the bit as for one number; x and y may be one array.
  public static void log(double[] x, double[] y, int n) {
    Work work = Work.ofThread();
    double[] m = work.a;
    double[] integer = work.b;
    if (!split(x, m, integer, n)) {
      for (int i = 0; i < n; i++) y[i] = log(x[i]);
      return;
    }
    double[] curved = work.c;
    for (int i = 0; i < n; i++) curved[i] = quotient(m[i]);
    for (int i = 0; i < n; i++) curved[i] = curved(m[i], curved[i]);
    for (int i = 0; i < n; i++) y[i] = log(m[i], integer[i], curved[i], 0);
  }

  /// log(1 + x), also where x is near 0: error below 1 ulp. 1 + x is rounded to u, and the error of
  /// that divided by u is added. From -1 down and for infinity the result is that of
  /// `StrictMath.log1p`; the sign of 0 is kept.
  public static double log1p(double x) {
    if (isOutsideOfLog1p(Double.doubleToRawLongBits(x)) < 0) return StrictMath.log1p(x);
    double u = 1 + x;
    double m = mantissa(u);
    return log(m, integer(u), curved(m, quotient(m)), error(x, u) / u);
  }

  /// `y[i] = log(1 + x[i])`, to the bit as for one number; x and y may be one array.
  public static void log1p(double[] x, double[] y, int n) {
    long outside = 0;
    for (int i = 0; i < n; i++) outside |= isOutsideOfLog1p(Double.doubleToRawLongBits(x[i]));
    if (outside < 0) {
      for (int i = 0; i < n; i++) y[i] = log1p(x[i]);
      return;
    }
    Work work = Work.ofThread();
    double[] u = work.c;
    double[] m = work.a;
    double[] integer = work.b;
    double[] rest = work.d;
    for (int i = 0; i < n; i++) u[i] = 1 + x[i];
    for (int i = 0; i < n; i++) rest[i] = error(x[i], u[i]) / u[i];
    split(u, m, integer, n);
    double[] curved = work.c;
    for (int i = 0; i < n; i++) curved[i] = quotient(m[i]);
    for (int i = 0; i < n; i++) curved[i] = curved(m[i], curved[i]);
    for (int i = 0; i < n; i++) y[i] = log(m[i], integer[i], curved[i], rest[i]);
  }

  /// Decimal logarithm: error below 0.6 ulp; that of a power of ten is an integer. It is the
  /// quotient of logarithms with twice the digits. Subnormal numbers, 0, infinity, and negative
  /// numbers are those of `StrictMath.log10`.
  public static double log10(double x) {
    if (!isNormal(x)) return StrictMath.log10(x);
    double m = mantissa(x);
    double integer = integer(x);
    return decimal(integer, Pair.log(m), Pair.logLow(m));
  }

  /// `y[i] = log10 x[i]`, to the bit as for one number; x and y may be one array.
  public static void log10(double[] x, double[] y, int n) {
    Work work = Work.ofThread();
    double[] m = work.a;
    double[] integer = work.b;
    double[] log = work.c;
    double[] logLow = work.d;
    if (!split(x, m, integer, n)) {
      for (int i = 0; i < n; i++) y[i] = log10(x[i]);
      return;
    }
    Pair.logs(m, log, logLow, work, n);
    for (int i = 0; i < n; i++) y[i] = decimal(integer[i], log[i], logLow[i]);
  }

  /// k and m; returns whether all numbers are normal and positive.
  static boolean split(double[] x, double[] m, double[] integer, int n) {
    long outside = 0;
    for (int i = 0; i < n; i++) {
      long bits = Double.doubleToRawLongBits(x[i]);
      long k = (bits - ROOT) >> EXPONENT;
      outside |= (bits - LEAST) | (LARGEST - bits);
      m[i] = Double.longBitsToDouble(bits - (k << EXPONENT));
      integer[i] = Double.longBitsToDouble(INTEGER_BITS + k);
    }
    return outside >= 0;
  }

  /// Whether it is a positive normal number.
  static boolean isNormal(double x) {
    return x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE;
  }

  /// m of a positive normal number.
  static double mantissa(double x) {
    long bits = Double.doubleToRawLongBits(x);
    return Double.longBitsToDouble(bits - ((bits - ROOT) >> EXPONENT << EXPONENT));
  }

  /// k of a positive normal number, with [#INTEGER] added.
  static double integer(double x) {
    long k = (Double.doubleToRawLongBits(x) - ROOT) >> EXPONENT;
    return Double.longBitsToDouble(INTEGER_BITS + k);
  }

  /// The high part of k ln 2 + log.
  static double sum(double integer, double log) {
    return (integer - INTEGER) * Exponential.LN2_HI + log;
  }

  /// What the high part lacks.
  static double sumLow(double integer, double log, double logLow, double sum) {
    double k = integer - INTEGER;
    double c = k * Exponential.LN2_HI;
    return (log - (sum - c)) + (logLow + k * Exponential.LN2_LO);
  }

  /// s.
  private static double quotient(double m) {
    double f = m - 1;
    return f / (2 + f);
  }

  /// s (f - z P(z)), by which log m is less than f.
  private static double curved(double m, double s) {
    double z = s * s;
    return s * ((m - 1) - z * p(z));
  }

  private static double log(double m, double integer, double curved, double rest) {
    double k = integer - INTEGER;
    double f = m - 1;
    double c = k * Exponential.LN2_HI;
    double sum = c + f;
    double error = f - (sum - c);
    return sum + (error - (curved - (k * Exponential.LN2_LO + rest)));
  }

  /// `(2 atanh s - 2 s) / s^3` as a function of z = s^2.
  private static double p(double z) {
    double z2 = z * z;
    double even =
        0x1.5555555555555p-1
            + z2 * (0x1.2492492476a1ap-2 + z2 * (0x1.745cf8e4b9978p-3 + z2 * 0x1.0fbde0e917cf5p-3));
    double odd =
        0x1.9999999999a39p-2
            + z2 * (0x1.c71c7201a5625p-3 + z2 * (0x1.3b1c3c1cf09e9p-3 + z2 * 0x1.0c0aff7d4e4d7p-3));
    return even + z * odd;
  }

  private static double decimal(double integer, double log, double logLow) {
    double sum = sum(integer, log);
    double low = sumLow(integer, log, logLow, sum);
    double product = sum * INVERSE_LN10_HI;
    double error = Pair.error(sum, INVERSE_LN10_HI, product);
    return product + (error + (sum * INVERSE_LN10_LO + low * INVERSE_LN10_HI));
  }

  /// Exactly what 1 + x lost when it was rounded to u.
  private static double error(double x, double u) {
    double back = u - 1;
    return (1 - (u - back)) + (x - back);
  }

  /// Negative for x <= -1, -0, infinity, and NaN.
  private static long isOutsideOfLog1p(long bits) {
    long negative = bits >> 63;
    long absolute = bits & Long.MAX_VALUE;
    long most = LARGEST ^ (negative & (LARGEST ^ (ONE - 1)));
    return (most - absolute) | ((absolute - 1) & negative);
  }
}
