package myelin.engine.math;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// The functions of one argument with what tests need of each: Java's, exact digits, the range
/// where these are cheap, and the largest errors that are allowed (ulp).
@SuppressWarnings("ImmutableEnumChecker") // functions have no state
enum Function {
  EXP(Exponential::exp, Exponential::exp, StrictMath::exp, Digits::exp, -40, 40, 1, 0.9),
  EXPM1(Exponential::expm1, Exponential::expm1, StrictMath::expm1, Digits::expm1, -40, 40, 1, 1),
  LOG(Logarithm::log, Logarithm::log, StrictMath::log, Digits::log, 0, 9, 1, 0.9),
  LOG1P(Logarithm::log1p, Logarithm::log1p, StrictMath::log1p, Digits::log1p, -1, 8, 1, 1),
  LOG10(Logarithm::log10, Logarithm::log10, StrictMath::log10, Digits::log10, 0, 200, 2, 0.51),
  SIN(Trigonometric::sin, Trigonometric::sin, StrictMath::sin, Digits::sin, -40, 40, 1, 0.9),
  COS(Trigonometric::cos, Trigonometric::cos, StrictMath::cos, Digits::cos, -40, 40, 1, 0.9),
  TAN(Trigonometric::tan, Trigonometric::tan, StrictMath::tan, Digits::tan, -40, 40, 2, 2),
  SINH(Hyperbolic::sinh, Hyperbolic::sinh, StrictMath::sinh, Digits::sinh, -30, 30, 3, 1.5),
  COSH(Hyperbolic::cosh, Hyperbolic::cosh, StrictMath::cosh, Digits::cosh, -30, 30, 2, 1.5),
  TANH(Hyperbolic::tanh, Hyperbolic::tanh, StrictMath::tanh, Digits::tanh, -25, 25, 3, 1.5),
  ERF(ErrorFunction::erf, ErrorFunction::erf, x -> Double.NaN, Digits::erf, -7, 7, 0, 1.5),
  ERFC(ErrorFunction::erfc, ErrorFunction::erfc, x -> Double.NaN, Digits::erfc, -7, 7, 0, 3.5);

  /// The form for arrays.
  interface Lanes {
    void apply(double[] x, double[] y, int n);
  }

  final DoubleUnaryOperator one;
  final Lanes lanes;

  /// Java's, or not a number where Java has none.
  final DoubleUnaryOperator strict;

  /// More digits than a double has.
  final UnaryOperator<BigDecimal> digits;

  final double low;
  final double high;
  final long beside;
  final double error;

  Function(
      DoubleUnaryOperator one,
      Lanes lanes,
      DoubleUnaryOperator strict,
      UnaryOperator<BigDecimal> digits,
      double low,
      double high,
      long beside,
      double error) {
    this.one = one;
    this.lanes = lanes;
    this.strict = strict;
    this.digits = digits;
    this.low = low;
    this.high = high;
    this.beside = beside;
    this.error = error;
  }

  boolean isOdd() {
    return this == SIN || this == TAN || this == SINH || this == TANH || this == ERF;
  }

  boolean isEven() {
    return this == COS || this == COSH;
  }

  /// An argument of the range: every second one anywhere, the others at all distances from 0.
  double draw(SplittableRandom random) {
    double x = random.nextDouble(low, high);
    return random.nextBoolean() ? x : x * Math.scalb(1.0, -random.nextInt(60));
  }
}
