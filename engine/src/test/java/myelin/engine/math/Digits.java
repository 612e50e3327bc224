package myelin.engine.math;

import java.math.BigDecimal;
import java.math.MathContext;

/// Elementary functions to some 60 digits by their power series: slow and obvious.
final class Digits {

  private static final MathContext MC = new MathContext(100);
  private static final BigDecimal TINY = new BigDecimal("1e-90");
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.TWO;
  private static final BigDecimal TEN = BigDecimal.TEN;

  /// 4 (4 atan 1/5 - atan 1/239) (Machin 1706).
  private static final BigDecimal PI =
      new BigDecimal(4)
          .multiply(
              new BigDecimal(4).multiply(inverseTangent(5)).subtract(inverseTangent(239)), MC);

  private Digits() {}

  static BigDecimal exp(BigDecimal x) {
    BigDecimal part = x.divide(new BigDecimal(1024), MC);
    BigDecimal sum = ONE;
    BigDecimal term = ONE;
    for (int k = 1; term.abs().compareTo(TINY) > 0; k++) {
      term = term.multiply(part, MC).divide(new BigDecimal(k), MC);
      sum = sum.add(term, MC);
    }
    for (int k = 0; k < 10; k++) sum = sum.multiply(sum, MC);
    return sum;
  }

  static BigDecimal expm1(BigDecimal x) {
    return exp(x).subtract(ONE);
  }

  /// Newton's method for the inverse of the exponential function.
  static BigDecimal log(BigDecimal x) {
    BigDecimal y = new BigDecimal(StrictMath.log(x.doubleValue()));
    for (int k = 0; k < 3; k++) {
      y = y.add(x.divide(exp(y), MC).subtract(ONE), MC);
    }
    return y;
  }

  static BigDecimal log1p(BigDecimal x) {
    return log(ONE.add(x));
  }

  static BigDecimal log10(BigDecimal x) {
    return log(x).divide(log(TEN), MC);
  }

  static BigDecimal pow(BigDecimal x, BigDecimal y) {
    return exp(y.multiply(log(x), MC));
  }

  static BigDecimal sinh(BigDecimal x) {
    BigDecimal e = exp(x);
    return e.subtract(ONE.divide(e, MC)).divide(TWO, MC);
  }

  static BigDecimal cosh(BigDecimal x) {
    BigDecimal e = exp(x);
    return e.add(ONE.divide(e, MC)).divide(TWO, MC);
  }

  static BigDecimal tanh(BigDecimal x) {
    return sinh(x).divide(cosh(x), MC);
  }

  static BigDecimal sin(BigDecimal x) {
    BigDecimal r = x.remainder(PI.multiply(TWO), MC);
    BigDecimal square = r.multiply(r, MC).negate();
    BigDecimal term = r;
    BigDecimal sum = r;
    for (int k = 2; term.abs().compareTo(TINY) > 0; k += 2) {
      term = term.multiply(square, MC).divide(new BigDecimal(k * (k + 1)), MC);
      sum = sum.add(term, MC);
    }
    return sum;
  }

  static BigDecimal cos(BigDecimal x) {
    return sin(PI.divide(TWO, MC).subtract(x));
  }

  static BigDecimal tan(BigDecimal x) {
    return sin(x).divide(cos(x), MC);
  }

  /// 2 / sqrt(pi) times the sum of (-1)^k x^(2k+1) / (k! (2k+1)).
  static BigDecimal erf(BigDecimal x) {
    BigDecimal square = x.multiply(x, MC).negate();
    BigDecimal power = x;
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int k = 1; term.abs().compareTo(TINY) > 0; k++) {
      power = power.multiply(square, MC).divide(new BigDecimal(k), MC);
      term = power.divide(new BigDecimal(2 * k + 1), MC);
      sum = sum.add(term, MC);
    }
    return sum.multiply(TWO).divide(PI.sqrt(MC), MC);
  }

  static BigDecimal erfc(BigDecimal x) {
    return ONE.subtract(erf(x));
  }

  /// The distance of a double from a value, in units of the distance of two doubles there.
  static double ulps(double own, BigDecimal value) {
    BigDecimal difference = new BigDecimal(own).subtract(value).abs();
    return difference.doubleValue() / Math.ulp(value.doubleValue());
  }

  private static BigDecimal inverseTangent(int inverse) {
    BigDecimal square = new BigDecimal(-inverse * inverse);
    BigDecimal power = ONE.divide(new BigDecimal(inverse), MC);
    BigDecimal sum = power;
    for (int k = 3; power.abs().compareTo(TINY) > 0; k += 2) {
      power = power.divide(square, MC);
      sum = sum.add(power.divide(new BigDecimal(k), MC), MC);
    }
    return sum;
  }
}
