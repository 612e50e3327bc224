package myelin.conformance.device;

import static myelin.Names.gamma_shape;
import static myelin.Names.gamma_sup_generator;
import static myelin.Names.n_proc;
import static myelin.Names.rate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.Names;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trains whose spikes depend on those before, against the theory of their intervals and counts. A
/// Poisson train of the same rate would fail each of these tests. Bounds are 4.5 standard
/// deviations, with fixed seeds.
class RenewalTrainsTest {

  private static final double BOUND = 4.5;
  private static final double H = 0.1;

  private static int[][] counts(NodeModel generator, int targets, int steps) {
    PoissonCounts counts = new PoissonCounts();
    counts.targets = targets;
    counts.steps = steps;
    return counts.of(generator);
  }

  /// All intervals between spikes of the same target (steps).
  private static double[] intervals(int[][] counts) {
    List<Double> all = new ArrayList<>();
    for (int[] target : counts) {
      int last = -1;
      for (int k = 0; k < target.length; k++) {
        for (int n = 0; n < target[k]; n++) {
          if (last >= 0) all.add((double) (k - last));
          last = k;
        }
      }
    }
    return all.stream().mapToDouble(x -> x).toArray();
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  private static double variance(double[] x) {
    double mean = mean(x);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  /// Within 4.5 standard deviations of the variance of `n` numbers, for a kurtosis of at most 9.
  private static double slack(double variance, int n) {
    return BOUND * variance * Math.sqrt(8.0 / n);
  }

  /// Mean and variance of the intervals: sums of `shape` geometric numbers.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void intervalsOfAGammaProcessHaveItsShape(int shape) {
    double perSecond = 40;
    double p = shape * perSecond * H * 1e-3;
    double[] x =
        intervals(
            counts(
                gamma_sup_generator.with(rate, Names.Hz(perSecond)).with(gamma_shape, shape),
                100,
                30_000));
    double expected = shape / p;
    double spread = shape * (1 - p) / (p * p);
    assertThat(mean(x))
        .isCloseTo(expected, within(BOUND * Math.sqrt(spread / x.length) + 0.02 * expected));
    assertThat(variance(x)).isCloseTo(spread, within(slack(spread, x.length) + 0.05 * spread));
  }

  /// Over a long time the variance of the number of spikes of each process is its mean divided by
  /// the shape.
  @Test
  void numbersOfASuperpositionAreAsRegularAsThoseOfEachProcess() {
    int shape = 5;
    double p = shape * 50 * H * 1e-3;
    int[][] counts =
        counts(
            gamma_sup_generator.with(rate, Names.Hz(50)).with(gamma_shape, shape).with(n_proc, 10),
            2000,
            5000);
    double[] sums = Arrays.stream(counts).mapToDouble(c -> Arrays.stream(c).sum()).toArray();
    double expected = 10 * 50 * 0.5;
    assertThat(mean(sums)).isCloseTo(expected, within(BOUND * Math.sqrt(expected / 2000)));
    double limit = expected * (1 - p) / shape;
    double more = 10 * (1 - 1.0 / (shape * shape)) / 6; // for a finite time (Cox 1962)
    assertThat(variance(sums))
        .isCloseTo(limit + more, within(BOUND * limit * Math.sqrt(2 / 2000.)));
  }
}
