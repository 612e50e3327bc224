package myelin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/// Statistical verdicts. A sound draw fails one in a million times; seeds are fixed, so a test that
/// has passed keeps passing.
public final class Chance {

  private static final double UNLIKELY = 1e-6;
  private static final double FEWEST = 10;

  private Chance() {}

  /// Refuses counts that are not equally likely outcomes.
  public static void requireEqualShares(long[] counts) {
    requireShares(counts, k -> 1.0 / counts.length);
  }

  /// Refuses counts of outcomes that do not have these probabilities. Rare neighbouring outcomes
  /// are counted together.
  public static void requireShares(long[] counts, IntToDoubleFunction probability) {
    double n = Arrays.stream(counts).sum();
    List<Double> expected = new ArrayList<>();
    List<Long> observed = new ArrayList<>();
    double openExpected = 0;
    long openObserved = 0;
    for (int k = 0; k < counts.length; k++) {
      double p = probability.applyAsDouble(k);
      if (p == 0) assertThat(counts[k]).as("an impossible outcome").isZero();
      openExpected += n * p;
      openObserved += counts[k];
      if (openExpected < FEWEST) continue;
      expected.add(openExpected);
      observed.add(openObserved);
      openExpected = 0;
      openObserved = 0;
    }
    expected.add(expected.removeLast() + openExpected);
    observed.add(observed.removeLast() + openObserved);
    assertThat(expected.stream().mapToDouble(e -> e).sum()).isBetween(0.999 * n, 1.001 * n);
    assertThat(expected).as("too few outcomes for a test").hasSizeGreaterThan(1);
    double p =
        ChiSquareTest.withDefaults()
            .test(
                expected.stream().mapToDouble(e -> e).toArray(),
                observed.stream().mapToLong(o -> o).toArray())
            .getPValue();
    assertThat(p).isGreaterThan(UNLIKELY);
  }

  /// Refuses a sample that is not from the distribution `cdf`.
  static void requireFrom(DoubleUnaryOperator cdf, double[] sample) {
    assertThat(KolmogorovSmirnovTest.withDefaults().test(sample, cdf).getPValue())
        .isGreaterThan(UNLIKELY);
  }

  /// Probability of `k` successes in `n` trials.
  public static double binomial(double n, double p, double k) {
    if (k < 0 || k > n) return 0;
    return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  }

  /// Probability of `k` marked ones among `drawn` of `all`, of which `marked` are.
  public static double hypergeometric(double all, double marked, double drawn, double k) {
    if (k < 0 || k > marked || drawn - k < 0 || drawn - k > all - marked) return 0;
    return Math.exp(
        logChoose(marked, k) + logChoose(all - marked, drawn - k) - logChoose(all, drawn));
  }

  private static double logChoose(double n, double k) {
    return LogGamma.value(n + 1) - LogGamma.value(k + 1) - LogGamma.value(n - k + 1);
  }
}
