package myelin.engine.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowerTest {

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    0.5,
    -0.5,
    1.5,
    -2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Math.nextDown(1.0),
    Math.nextUp(1.0),
    0x1p52,
    0x1p53 + 2,
    0x1p900,
    0x1p901,
    1e-300,
    1023.5,
    -1074
  };

  @Test
  void errorsAreSmallBesideManyDigits() {
    SplittableRandom random = new SplittableRandom(1);
    double most = 0;
    for (int i = 0; i < 1500; i++) {
      double x = base(random);
      double y = exponent(random, x);
      BigDecimal value = Digits.pow(new BigDecimal(x), new BigDecimal(y));
      most = Math.max(most, Digits.ulps(Power.pow(x, y), value));
    }
    assertThat(most).isLessThan(0.9);
  }

  @Test
  void resultsAreThoseOfStrictMathButForTheLastBit() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 200_000; i++) {
      boolean any = i % 4 == 0;
      double x = any ? Double.longBitsToDouble(random.nextLong()) : base(random);
      double y = any ? Double.longBitsToDouble(random.nextLong()) : exponent(random, x);
      long steps = FunctionsTest.steps(Power.pow(x, y), StrictMath.pow(x, y));
      assertThat(steps).as("%s^%s", x, y).isLessThanOrEqualTo(1);
    }
    for (double x : SPECIAL) {
      for (double y : SPECIAL) {
        double strict = StrictMath.pow(x, y);
        double own = Power.pow(x, y);
        assertThat(FunctionsTest.steps(own, strict)).as("%s^%s", x, y).isLessThanOrEqualTo(1);
        if (strict == 0 || !Double.isFinite(strict)) {
          assertThat(FunctionsTest.steps(own, strict)).as("%s^%s", x, y).isZero();
        }
      }
    }
  }

  @Test
  void powersThatAreExactAreSo() {
    for (int x = 1; x <= 40; x++) {
      for (int k = 0; Math.pow(x, k) <= 0x1p53 && k < 60; k++) {
        double exact = new BigDecimal(x).pow(k).doubleValue();
        assertThat(Power.pow(x, k)).as("%d^%d", x, k).isEqualTo(exact);
      }
      assertThat(Power.pow(x * x, 0.5)).isEqualTo(x);
    }
  }

  @Test
  void arraysHaveTheSameBits() {
    SplittableRandom random = new SplittableRandom(3);
    for (int n = 0; n <= Work.LANES; n++) same(bases(random), exponents(random), n);
    for (double special : SPECIAL) {
      double[] x = bases(random);
      double[] y = exponents(random);
      x[random.nextInt(x.length)] = special;
      same(x, y, x.length);
      y[random.nextInt(y.length)] = special;
      same(x, y, x.length);
      same(bases(random), y, y.length);
    }
  }

  @Test
  void compiledLoopsHaveTheSameBits() {
    SplittableRandom random = new SplittableRandom(4);
    double[] x = bases(random);
    double[] y = exponents(random);
    double[] z = new double[x.length];
    for (int i = 0; i < 20_000; i++) Power.pow(x, y, z, x.length);
    same(x, y, x.length);
  }

  private static void same(double[] x, double[] y, int n) {
    double[] expected = x.clone();
    for (int i = 0; i < n; i++) expected[i] = Power.pow(x[i], y[i]);
    double[] z = x.clone();
    Power.pow(x, y, z, n);
    assertThat(z).as("to a third array").containsExactly(expected);
    z = x.clone();
    Power.pow(z, y, z, n);
    assertThat(z).as("in the place of bases").containsExactly(expected);
    z = y.clone();
    Power.pow(x, z, z, n);
    assertThat(Arrays.copyOf(z, n))
        .as("in the place of exponents")
        .containsExactly(Arrays.copyOf(expected, n));
  }

  private static double base(SplittableRandom random) {
    double x = random.nextDouble(0.5, 2);
    return random.nextBoolean() ? x : x * Math.scalb(1.0, random.nextInt(-60, 60));
  }

  /// An exponent for which the result is a normal number.
  private static double exponent(SplittableRandom random, double x) {
    double most = Math.min(1e6, 700 / Math.abs(Math.log(x)));
    return random.nextDouble(-most, most);
  }

  private static double[] bases(SplittableRandom random) {
    return random.doubles(Work.LANES).map(u -> base(random)).toArray();
  }

  private static double[] exponents(SplittableRandom random) {
    return random.doubles(Work.LANES, -20, 20).toArray();
  }
}
