package myelin.engine.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Functions of one argument: errors, special values, symmetry, and the same bits in both forms.
class FunctionsTest {

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    -Double.MIN_NORMAL,
    0x0.fffffffffffffp-1022,
    1,
    -1,
    Math.nextDown(1.0),
    Math.nextUp(-1.0),
    Math.nextDown(-1.0),
    0x1p-54,
    -0x1p-54,
    0x1p-30,
    0x1p52,
    -0x1p53,
    0x1p1000,
    20,
    40,
    -40,
    354,
    -354,
    Math.nextUp(354.0),
    708,
    -708,
    Math.nextUp(708.0),
    Math.nextDown(-708.0),
    709.782712893384,
    709.7827128933841,
    710.4758600739439,
    710.475860073944,
    -745.1332191019411,
    -745.1332191019412,
    -740,
    0x1p20,
    Math.nextUp(0x1p20),
    1e22,
    Math.PI / 2,
    Math.PI,
    3 * Math.PI / 4,
    1e6 * Math.PI,
    26.5,
    -26.5
  };

  @ParameterizedTest
  @EnumSource
  void errorsAreSmallBesideManyDigits(Function f) {
    SplittableRandom random = new SplittableRandom(1);
    double most = 0;
    for (int i = 0; i < 1500; i++) {
      double x = f.draw(random);
      most = Math.max(most, Digits.ulps(f.one.applyAsDouble(x), f.digits.apply(new BigDecimal(x))));
    }
    assertThat(most).isLessThan(f.error);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ERF", "ERFC"})
  void resultsAreThoseOfStrictMathButForTheLastBit(Function f) {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 200_000; i++) {
      double x = i % 4 == 0 ? Double.longBitsToDouble(random.nextLong()) : f.draw(random);
      double own = f.one.applyAsDouble(x);
      assertThat(steps(own, f.strict.applyAsDouble(x))).as("%s", x).isLessThanOrEqualTo(f.beside);
    }
    for (double x : SPECIAL) {
      double own = f.one.applyAsDouble(x);
      double strict = f.strict.applyAsDouble(x);
      assertThat(steps(own, strict)).as("%s", x).isLessThanOrEqualTo(f.beside);
      if (strict == 0 || !Double.isFinite(strict)) {
        assertThat(steps(own, strict)).as("%s", x).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void arraysHaveTheSameBits(Function f) {
    SplittableRandom random = new SplittableRandom(3);
    for (int n = 0; n <= Work.LANES; n++) {
      double[] x = random.doubles(Work.LANES).map(u -> f.draw(random)).toArray();
      same(f, x, n);
    }
  }

  @ParameterizedTest
  @EnumSource
  void arraysWithSpecialValuesHaveTheSameBits(Function f) {
    SplittableRandom random = new SplittableRandom(4);
    same(f, SPECIAL, SPECIAL.length);
    for (double special : SPECIAL) {
      double[] x = random.doubles(37).map(u -> f.draw(random)).toArray();
      x[random.nextInt(x.length)] = special;
      same(f, x, x.length);
    }
  }

  /// Called so often that loops are compiled, and not only interpreted as in the tests above.
  @ParameterizedTest
  @EnumSource
  void compiledLoopsHaveTheSameBits(Function f) {
    SplittableRandom random = new SplittableRandom(5);
    double[] x = random.doubles(Work.LANES).map(u -> f.draw(random)).toArray();
    double[] expected = Arrays.stream(x).map(f.one).toArray();
    double[] y = new double[x.length];
    for (int i = 0; i < 20_000; i++) f.lanes.apply(x, y, x.length);
    assertThat(y).containsExactly(expected);
    same(f, x, x.length);
  }

  @ParameterizedTest
  @EnumSource
  void oddAndEvenFunctionsAreSoToTheBit(Function f) {
    if (!f.isOdd() && !f.isEven()) return;
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 20_000; i++) {
      double x = i < SPECIAL.length ? SPECIAL[i] : f.draw(random);
      double mirrored = (f.isOdd() ? -1 : 1) * f.one.applyAsDouble(-x);
      assertThat(steps(mirrored, f.one.applyAsDouble(x))).as("%s", x).isZero();
    }
  }

  @Test
  void decimalLogarithmsOfPowersOfTenAreIntegers() {
    for (int k = -307; k <= 308; k++) {
      assertThat(Logarithm.log10(Double.parseDouble("1e" + k))).isEqualTo(k);
    }
  }

  @Test
  void errorFunctionsHaveTheirLimits() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(ErrorFunction.erf(infinity)).isEqualTo(1);
    assertThat(ErrorFunction.erf(-infinity)).isEqualTo(-1);
    assertThat(ErrorFunction.erf(6)).isEqualTo(1);
    assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
    assertThat(ErrorFunction.erf(-0.0)).isEqualTo(-0.0);
    assertThat(ErrorFunction.erfc(infinity)).isEqualTo(0);
    assertThat(ErrorFunction.erfc(-infinity)).isEqualTo(2);
    assertThat(ErrorFunction.erfc(-7)).isEqualTo(2);
    assertThat(ErrorFunction.erfc(Double.NaN)).isNaN();
    assertThat(ErrorFunction.erfc(0)).isEqualTo(1);
  }

  /// Down to subnormal numbers: e^(-x^2) / (x sqrt(pi)) (1 - 1/(2x^2) + ...), which has 16 digits
  /// there.
  @Test
  void theComplementIsRightFarOut() {
    for (double x = 20; x < 27.2; x += 0.01) {
      BigDecimal exact = new BigDecimal(x);
      BigDecimal square = exact.multiply(exact);
      double term = 1;
      double series = 1;
      for (int k = 1; k < 12; k++) {
        term *= -(2 * k - 1) / (2 * x * x);
        series += term;
      }
      BigDecimal value =
          Digits.exp(square.negate()).multiply(new BigDecimal(series / (x * Math.sqrt(Math.PI))));
      assertThat(Digits.ulps(ErrorFunction.erfc(x), value)).as("%s", x).isLessThan(6);
    }
    assertThat(ErrorFunction.erfc(27.3)).isEqualTo(0);
  }

  private static void same(Function f, double[] x, int n) {
    double[] expected = x.clone();
    for (int i = 0; i < n; i++) expected[i] = f.one.applyAsDouble(x[i]);
    double[] arguments = x.clone();
    double[] y = x.clone();
    f.lanes.apply(arguments, y, n);
    assertThat(arguments).as("arguments").containsExactly(x);
    assertThat(y).as("to another array, n = %d", n).containsExactly(expected);
    f.lanes.apply(arguments, arguments, n);
    assertThat(arguments).as("in place, n = %d", n).containsExactly(expected);
  }

  /// How many doubles lie between two; 0 and -0 are far from each other.
  static long steps(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b))
      return Double.isNaN(a) && Double.isNaN(b) ? 0 : 1L << 62;
    long p = Double.doubleToRawLongBits(a);
    long q = Double.doubleToRawLongBits(b);
    return (p ^ q) < 0 ? 1L << 62 : Math.abs(p - q);
  }
}
