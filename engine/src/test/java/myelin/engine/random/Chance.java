package myelin.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/// Statistical verdicts. A sound generator fails one in a million times; seeds are fixed, so a test
/// that has passed goes on to pass.
final class Chance {

  private static final double UNLIKELY = 1e-6;

  private Chance() {}

  /// Refuses counts that are not equally likely outcomes.
  static void requireEqualShares(long[] counts) {
    double[] expected = new double[counts.length];
    Arrays.fill(expected, Arrays.stream(counts).sum() / (double) counts.length);
    assertThat(ChiSquareTest.withDefaults().test(expected, counts).getPValue())
        .isGreaterThan(UNLIKELY);
  }

  /// Refuses a sample that is not from the distribution `cdf`.
  static void requireFrom(DoubleUnaryOperator cdf, double[] sample) {
    assertThat(KolmogorovSmirnovTest.withDefaults().test(sample, cdf).getPValue())
        .isGreaterThan(UNLIKELY);
  }
}
