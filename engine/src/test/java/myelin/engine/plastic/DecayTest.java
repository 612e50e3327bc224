package myelin.engine.plastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecayTest {

  /// Equal to within a few roundings of factors, and of exponents, here and in the expected value.
  @ParameterizedTest
  @CsvSource({"20, 0.1", "110, 0.1", "0.3, 0.1", "16.8, 0.01", "1e4, 0.1", "5, 1", "0.01, 0.1"})
  void factorsAreExponentials(double tau, double h) {
    Decay decay = new Decay(tau, h);
    for (long n = 0; n * h < 690 * tau; n += 1 + n / 37) {
      double x = n * h / tau;
      double expected = Math.exp(-x);
      double ulps = (decay.after(n) - expected) / Math.ulp(expected);
      assertThat(ulps).as("after %d steps", n).isCloseTo(0, within(4 + 6 * x));
    }
  }

  @Test
  void afterNoStepIsOne() {
    assertThat(new Decay(20, 0.1).after(0)).isEqualTo(1);
  }

  @Test
  void afterVeryLongNothingIsLeft() {
    Decay decay = new Decay(2, 0.1);
    for (long n : new long[] {20_000, 1L << 31, 1L << 40, Long.MAX_VALUE >> 1}) {
      assertThat(decay.after(n)).as("after %d steps", n).isBetween(0.0, 1e-300);
    }
  }

  @Test
  void slowTracesLastForVeryLongRuns() {
    double tau = 1e9;
    Decay decay = new Decay(tau, 0.1);
    for (long n = 1; n < 1L << 36; n *= 3) {
      double expected = Math.exp(-n * 0.1 / tau);
      assertThat(decay.after(n)).as("after %d steps", n).isCloseTo(expected, within(1e-13));
    }
  }

  @Test
  void tablesAgreeWithFactorsToTheBit() {
    Decay decay = new Decay(7.3, 0.1);
    for (long n = 0; n < 200_000; n += 1 + n / 50) {
      assertThat(decay.after(n)).isEqualTo(Decay.factor(n, 7.3, 0.1));
    }
  }

  @Test
  void factorsNeverGrow() {
    Decay decay = new Decay(7.3, 0.1);
    for (long n = 0; n < 60_000; n++) {
      assertThat(decay.after(n + 1)).isLessThanOrEqualTo(decay.after(n));
    }
  }

  /// References are the multiples of a period of 200 time constants, rounded down to steps.
  @ParameterizedTest
  @CsvSource({
    "20, 0.1, 0, 0",
    "20, 0.1, 39999, 0",
    "20, 0.1, 40000, 40000",
    "20, 0.1, 100000, 80000",
    "20, 0.1, -1, -40000",
    "10, 1, 4321, 4000",
    "0.001, 1, 17, 17"
  })
  void timesAreReckonedFromTheLastReference(double tau, double h, long t, long reference) {
    assertThat(new Decay(tau, h).reference(t)).isEqualTo(reference);
  }

  /// Up to 300 time constants before a reference, here 600 steps; later times are always near.
  @ParameterizedTest
  @CsvSource({"400, true", "401, true", "399, false", "1000, true", "2000, true", "-5000, false"})
  void timesAreNearUpToThreeHundredTimeConstantsBefore(long step, boolean near) {
    assertThat(new Decay(2, 1).near(step, 1000)).isEqualTo(near);
  }

  @ParameterizedTest
  @CsvSource({"1e11, true", "1e13, false", "20, true"})
  void stepsAreToldApartUnlessTheyAreAlmostNothing(double tau, boolean apart) {
    assertThat(new Decay(tau, 0.1).tellsStepsApart()).isEqualTo(apart);
  }

  @Test
  void factorsOfTheEarlierAndTheLaterTimeMakeTheDecayBetweenThem() {
    Decay decay = new Decay(5, 0.1);
    assertThat(decay.rise(1050, 1000)).isCloseTo(Math.E, within(1e-15));
    assertThat(decay.fall(1050, 1000)).isCloseTo(1 / Math.E, within(1e-15));
    assertThat(decay.rise(950, 1000)).isCloseTo(1 / Math.E, within(1e-15));
    assertThat(decay.halfStep()).isCloseTo(Math.exp(-0.01), within(1e-15));
  }

  /// A trace of 3 at times around a reference (at step 10000), and far before the next.
  @ParameterizedTest
  @CsvSource({
    "9990, 10040, 10050",
    "10001, 10001, 10001",
    "10000, 10300, 19999",
    "100, 400, 20100",
    "9000, 9500, 10000"
  })
  void whatIsLeftOfATraceIsExponential(long s, long until, long t) {
    double left = new Decay(5, 0.1).left(3, s, until, t);
    double expected = 3 * Math.exp(-(until - s) * 0.02);
    assertThat(left).isCloseTo(expected, within(1e-13 * expected));
  }
}
