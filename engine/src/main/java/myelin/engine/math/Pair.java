package myelin.engine.math;

/// Numbers of twice the digits: the sum of two doubles, high and low (Dekker 1971), and the
/// logarithm of a number near 1 to some 65 bits.
///
/// With s = f / (2 + f) and z = s^2, log(1 + f) = s (2 + z (2/3 + z Q(z))). The polynomial Q has
/// degree 7 and is needed to 53 bits only; everything around it is a pair.
final class Pair {

  /// `2^27 + 1`: cuts a double into two halves of 26 bits.
  private static final double CUT = 134_217_729;

  private static final double TWO_THIRDS_HI = 0x1.5555555555555p-1;
  private static final double TWO_THIRDS_LO = 0x1.5555555555555p-55;

  private Pair() {}

  /// Exactly what the product of x and y lost when it was rounded. No product with `2^27 + 1` may
  /// overflow.
  static double error(double x, double y, double product) {
    double cutX = x * CUT;
    double highX = cutX - (cutX - x);
    double lowX = x - highX;
    double cutY = y * CUT;
    double highY = cutY - (cutY - y);
    double lowY = y - highY;
    return ((highX * highY - product) + highX * lowY + lowX * highY) + lowX * lowY;
  }

  /// The high part of log m.
  static double log(double m) {
    double s = quotient(m);
    return s * factor(s, tail(s));
  }

  /// The low part of log m.
  static double logLow(double m) {
    double s = quotient(m);
    double low = quotientLow(m, s, quotientError(m, s));
    double tail = tail(s);
    double factorLow = factorLow(s, tail, squareLow(s, low, squareError(s)), productError(s, tail));
    return logLow(s, low, factor(s, tail), factorLow, logError(s, tail));
  }

  /// Logarithms of numbers from sqrt(1/2) to sqrt(2). Each rounding error has a loop of its own,
  /// since the JIT does not turn a loop with two of them into vectors. It uses the arrays e, f, g
  /// of the thread.
  static void logs(double[] m, double[] log, double[] logLow, Work work, int n) {
    double[] error = work.e;
    double[] low = work.f;
    double[] tail = work.g;
    for (int i = 0; i < n; i++) log[i] = quotient(m[i]);
    for (int i = 0; i < n; i++) error[i] = quotientError(m[i], log[i]);
    for (int i = 0; i < n; i++) logLow[i] = quotientLow(m[i], log[i], error[i]);
    for (int i = 0; i < n; i++) error[i] = squareError(log[i]);
    for (int i = 0; i < n; i++) low[i] = squareLow(log[i], logLow[i], error[i]);
    for (int i = 0; i < n; i++) tail[i] = tail(log[i]);
    for (int i = 0; i < n; i++) error[i] = productError(log[i], tail[i]);
    for (int i = 0; i < n; i++) low[i] = factorLow(log[i], tail[i], low[i], error[i]);
    for (int i = 0; i < n; i++) error[i] = logError(log[i], tail[i]);
    for (int i = 0; i < n; i++) tail[i] = factor(log[i], tail[i]);
    for (int i = 0; i < n; i++) {
      logLow[i] = logLow(log[i], logLow[i], tail[i], low[i], error[i]);
    }
    for (int i = 0; i < n; i++) log[i] = log[i] * tail[i];
  }

  /// The high part of s = (m - 1) / (m + 1).
  private static double quotient(double m) {
    return (m - 1) / (m + 1);
  }

  private static double quotientError(double m, double s) {
    double d = m + 1;
    return error(s, d, s * d);
  }

  /// The low part of s: what is left to divide.
  private static double quotientLow(double m, double s, double error) {
    double f = m - 1;
    double d = m + 1;
    return (((f - s * d) - error) - s * (f - (d - 2))) / d;
  }

  private static double squareError(double s) {
    return error(s, s, s * s);
  }

  /// The low part of z.
  private static double squareLow(double s, double low, double error) {
    return error + 2 * s * low;
  }

  /// z Q(z).
  private static double tail(double s) {
    double z = s * s;
    return z * q(z);
  }

  private static double productError(double s, double tail) {
    double z = s * s;
    double p = TWO_THIRDS_HI + tail;
    return error(z, p, z * p);
  }

  /// The high part of 2 + z (2/3 + z Q(z)), which is log m / s.
  private static double factor(double s, double tail) {
    return 2 + s * s * (TWO_THIRDS_HI + tail);
  }

  /// Its low part.
  private static double factorLow(double s, double tail, double zLow, double error) {
    double z = s * s;
    double p = TWO_THIRDS_HI + tail;
    double low = (tail - (p - TWO_THIRDS_HI)) + (TWO_THIRDS_LO + 0.4 * zLow);
    double w = z * p;
    double v = 2 + w;
    return (w - (v - 2)) + (error + (z * low + zLow * p));
  }

  private static double logError(double s, double tail) {
    double v = factor(s, tail);
    return error(s, v, s * v);
  }

  private static double logLow(double s, double low, double v, double vLow, double error) {
    return error + (s * vLow + low * v);
  }

  /// `(2 atanh s - 2 s - 2/3 s^3) / s^5` as a function of z = s^2.
  private static double q(double z) {
    double z2 = z * z;
    double even =
        0x1.999999999999ap-2
            + z2 * (0x1.c71c71c6ea5acp-3 + z2 * (0x1.3b1395b82528ep-3 + z2 * 0x1.df7ba1df849a2p-4));
    double odd =
        0x1.2492492492522p-2
            + z2 * (0x1.745d177ad43b0p-3 + z2 * (0x1.1118cd6789817p-3 + z2 * 0x1.e03a7baa4425ep-4));
    return even + z * odd;
  }
}
