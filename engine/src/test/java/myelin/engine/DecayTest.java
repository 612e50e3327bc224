package myelin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecayTest {

  /// To a few roundings of factors, and of exponents, here and in the expected value.
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
}
