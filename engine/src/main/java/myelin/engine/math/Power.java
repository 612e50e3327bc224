package myelin.engine.math;

/// Powers.
///
/// `x^y = e^(y log x)`, where log x has some 65 bits ([Pair]), so that the error of the exponent
/// stays below `2^-55` as long as the result is a normal number.
public final class Power {

  /// Up to this absolute value of y its product with `2^27 + 1` and log x is finite.
  private static final double MOST = 0x1p900;

  private Power() {}

  /// `x^y`: error below 0.9 ulp, at most 1 ulp from `StrictMath.pow`. `StrictMath.pow` computes the
  /// result where x is negative, zero, subnormal, infinite, where y is beyond `±2^900`, and where
  /// the result is beyond `e^±708`: special cases are those of `Math.pow`.
  public static double pow(double x, double y) {
    if (!Logarithm.isNormal(x) || !(Math.abs(y) <= MOST)) return StrictMath.pow(x, y);
    double m = Logarithm.mantissa(x);
    double integer = Logarithm.integer(x);
    double mantissa = Pair.log(m);
    double log = Logarithm.sum(integer, mantissa);
    double logLow = Logarithm.sumLow(integer, mantissa, Pair.logLow(m), log);
    double product = y * log;
    double rest = Pair.error(y, log, product) + y * logLow;
    if (!(Math.abs(product) <= Exponential.BOUND)) return StrictMath.pow(x, y);
    double shifted = Exponential.shifted(product);
    return Exponential.power(shifted) * Exponential.unscaled(product, rest, shifted);
  }

  /// `z[i] = x[i]^y[i]`, to the bit as for one pair; arrays may be the same.
  public static void pow(double[] x, double[] y, double[] z, int n) {
    Work work = Work.ofThread();
    double[] log = work.c;
    double[] logLow = work.d;
    double[] integer = work.b;
    double[] product = work.e;
    double[] m = work.a;
    boolean usual = Logarithm.split(x, m, integer, n) && Work.within(y, n, MOST);
    if (usual) {
      Pair.logs(m, log, logLow, work, n);
      for (int i = 0; i < n; i++) {
        double mantissa = log[i];
        double sum = Logarithm.sum(integer[i], mantissa);
        log[i] = sum;
        logLow[i] = Logarithm.sumLow(integer[i], mantissa, logLow[i], sum);
      }
      for (int i = 0; i < n; i++) product[i] = y[i] * log[i];
      usual = Work.within(product, n, Exponential.BOUND);
    }
    if (!usual) {
      for (int i = 0; i < n; i++) z[i] = pow(x[i], y[i]);
      return;
    }
    double[] rest = work.c;
    double[] shifted = work.a;
    double[] power = work.b;
    for (int i = 0; i < n; i++) {
      rest[i] = Pair.error(y[i], log[i], product[i]) + y[i] * logLow[i];
    }
    Exponential.powers(product, shifted, power, n);
    for (int i = 0; i < n; i++) {
      z[i] = power[i] * Exponential.unscaled(product[i], rest[i], shifted[i]);
    }
  }
}
