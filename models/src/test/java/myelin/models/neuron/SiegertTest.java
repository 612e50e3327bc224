package myelin.models.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiegertTest {

  private static final Percentage CLOSE = Percentage.withPercentage(1e-10);

  /// The rates that `siegert.py`, next to the table, computed with 120 digits.
  @Test
  void ratesAgreeWithArithmeticOfManyDigits() throws IOException {
    List<String> lines = table();
    assertThat(lines).hasSizeGreaterThan(500);
    for (String line : lines) {
      double[] v = Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      double rate = Siegert.rate(v[0], v[1], v[2], v[3], v[4], v[5], v[6]);
      // the smallest doubles do not have enough digits
      double allowed = Math.max(v[7] * 1e-12, 2 * Double.MIN_VALUE);
      assertThat(rate).as(line).isCloseTo(v[7], within(allowed));
    }
  }

  private static List<String> table() throws IOException {
    try (InputStream in = SiegertTest.class.getResourceAsStream("siegert.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).toList();
    }
  }

  /// NEST's integral is accurate to 1.5e-8.
  @Test
  void theRateOfNestComes() {
    assertThat(Siegert.rate(15, 1.5, 10, 0, 2, 15, 0)).isCloseTo(27.1095934379, within(4e-7));
  }

  @Test
  void noNoiseGivesTheNoiselessNeuron() {
    assertThat(Siegert.rate(20, 0, 10, 0.5, 2, 15, 0))
        .isCloseTo(1000 / (2 + 10 * Math.log(4)), CLOSE);
    assertThat(Siegert.rate(15, 0, 10, 0.5, 2, 15, 0)).isZero();
    assertThat(Siegert.rate(14, 0, 10, 0.5, 2, 15, 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {15.01, 16, 20, 100, 1e4})
  void theRateAboveThresholdGoesToThatWithoutNoise(double mu) {
    double still = Siegert.rate(mu, 0, 10, 0, 2, 15, 0);
    for (double ratio : new double[] {1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-20, 1e-150}) {
      double sigma = ratio * (mu - 15);
      double rate = Siegert.rate(mu, sigma * sigma, 10, 0, 2, 15, 0);
      // the mean time to threshold is shorter by at most tau_m (sigma / (mu - theta))^2 / 4
      double allowed = still * (ratio * ratio * 10 / 4 * still / 1000 * 1.1 + 1e-14);
      assertThat(rate).isCloseTo(still, within(allowed));
    }
  }

  @Test
  void justBelowThresholdTheRateGoesToZeroWithTheNoise() {
    double last = Double.POSITIVE_INFINITY;
    for (double sigma = 10; sigma > 1e-3; sigma /= 1.5) {
      double rate = Siegert.rate(14.9, sigma * sigma, 10, 0, 2, 15, 0);
      assertThat(rate).isLessThanOrEqualTo(last);
      last = rate;
    }
    assertThat(last).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1e-6, 0, 0",
    "1e-3, 0.5, 0",
    "0.1, 0, 14.999",
    "1, 0, 0",
    "1, 2, 14",
    "25, 0.5, 10",
    "1e3, 0, 14.9",
    "1e6, 0.5, 0"
  })
  void theRateGrowsWithTheMean(double sigmaSquare, double tau_syn, double V_reset) {
    double sigma = Math.sqrt(sigmaSquare);
    double last = 0;
    for (double y = -30; y < 30; y += 1.0 / 128) {
      double rate = Siegert.rate(15 + y * sigma, sigmaSquare, 10, tau_syn, 2, 15, V_reset);
      if (rate < Double.MIN_NORMAL) assertThat(rate).isGreaterThanOrEqualTo(last);
      else assertThat(rate).isGreaterThan(last);
      last = rate;
    }
    assertThat(last).isBetween(1.0, 500.0);
  }

  @Test
  void resetAtThresholdFiresWheneverItCan() {
    assertThat(Siegert.rate(10, 4, 10, 0, 2, 15, 15)).isEqualTo(500);
    assertThat(Siegert.rate(20, 0, 10, 0, 2, 15, 15)).isEqualTo(500);
  }

  @Test
  void whatIsNoNumberGivesNone() {
    assertThat(Siegert.rate(Double.NaN, 4, 10, 0, 2, 15, 0)).isNaN();
    assertThat(Siegert.rate(10, -4, 10, 0, 2, 15, 0)).isNaN();
    assertThat(Siegert.rate(10, Double.NaN, 10, 0, 2, 15, 0)).isNaN();
  }

  /// Compares with values of `mpmath`.
  @ParameterizedTest
  @CsvSource({
    "0, 1.0",
    "1e-10, 0.9999999998871620833",
    "0.1, 0.89645697996912663666",
    "0.5, 0.61569034419292587487",
    "1, 0.42758357615580700441",
    "2, 0.25539567631050574387",
    "3.5, 0.1552936556088942974",
    "4, 0.13699945762506138989",
    "7, 0.07980005432915293349",
    "20, 0.028174348741051319319",
    "100, 0.0056416137829894329036",
    "1e5, 5.6418958351954680777e-6",
    "1e12, 5.6418958354775628695e-13"
  })
  void erfcxIsThatOfMpmath(double u, double expected) {
    assertThat(Siegert.erfcx(u)).isCloseTo(expected, within(expected * 1.5e-15));
  }

  /// Compares with values of `mpmath`.
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "1e-8, 9.9999999999999995426e-9",
    "0.1, 0.099335992397852866591",
    "0.25, 0.23983916356289821236",
    "0.5, 0.42443638350202229593",
    "0.9241388730, 0.54104422463518169847",
    "1.75, 0.35943642067174292048",
    "3, 0.17827103061055828734",
    "6, 0.084542688974543852239",
    "12, 0.041812876453988260318",
    "26.5, 0.018881387234209429979",
    "39, 0.012824731484928930895"
  })
  void dawsonsFunctionIsThatOfMpmath(double s, double expected) {
    assertThat(Siegert.dawson(s)).isCloseTo(expected, within(1e-15));
  }

  /// The slope of `erfcx` is `2 u erfcx(u) - 2 / sqrt(pi)`, that of Dawson's function `1 - 2 s
  /// D(s)`.
  @Test
  void bothSatisfyTheirDifferentialEquations() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 1000; trial++) {
      double x = 0.01 + 20 * random.nextDouble();
      double h = 1e-3;
      double slope = slope(Siegert::erfcx, x, h);
      assertThat(slope).isCloseTo(2 * x * Siegert.erfcx(x) - 2 / Math.sqrt(Math.PI), within(1e-10));
      assertThat(slope(Siegert::dawson, x, h))
          .isCloseTo(1 - 2 * x * Siegert.dawson(x), within(1e-10));
    }
  }

  private static double slope(DoubleUnaryOperator f, double x, double h) {
    double near = f.applyAsDouble(x + h) - f.applyAsDouble(x - h);
    double far = f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h);
    return (8 * near - far) / (12 * h);
  }
}
