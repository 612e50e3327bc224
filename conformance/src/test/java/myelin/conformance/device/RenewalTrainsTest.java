package myelin.conformance.device;

import static myelin.Names.dead_time;
import static myelin.Names.frequency;
import static myelin.Names.gamma_shape;
import static myelin.Names.gamma_sup_generator;
import static myelin.Names.n_proc;
import static myelin.Names.ppd_sup_generator;
import static myelin.Names.rate;
import static myelin.Names.relative_amplitude;
import static myelin.Names.sinusoidal_gamma_generator;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.Names;
import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /// The expected number of spikes is the same in each step, also in the first.
  @Test
  void superpositionsAreStationaryFromTheBeginning() {
    for (NodeModel model :
        List.of(
            gamma_sup_generator.with(rate, Names.Hz(50)).with(gamma_shape, 8).with(n_proc, 3),
            ppd_sup_generator
                .with(rate, Names.Hz(50))
                .with(dead_time, Names.ms(15))
                .with(n_proc, 3))) {
      int[][] counts = counts(model, 4000, 200);
      for (int from = 0; from < 200; from += 20) {
        double sum = 0;
        for (int[] target : counts) for (int k = from; k < from + 20; k++) sum += target[k];
        double expected = 3 * 50 * 2e-3 * 4000;
        assertThat(sum)
            .as("%s %d", model, from)
            .isCloseTo(expected, within(BOUND * Math.sqrt(expected)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"50, 0", "50, 5", "50, 18", "200, 3"})
  void intervalsOfAProcessWithDeadTimeAreItAndAGeometricTime(double perSecond, double dead) {
    double[] x =
        intervals(
            counts(
                ppd_sup_generator.with(rate, Names.Hz(perSecond)).with(dead_time, Names.ms(dead)),
                100,
                20_000));
    double p = H / (1000 / perSecond - dead);
    double spread = (1 - p) / (p * p);
    assertThat(Arrays.stream(x).min().orElseThrow()).isEqualTo(Math.rint(dead / H) + 1);
    assertThat(mean(x))
        .isCloseTo(
            1000 / perSecond / H,
            within(BOUND * Math.sqrt(spread / x.length) + 1000 / perSecond / H * 0.02));
    assertThat(variance(x)).isCloseTo(spread, within(slack(spread, x.length) + 0.05 * spread));
  }

  /// Within the dead time no two spikes are of the same process, so the covariance of the numbers
  /// in two steps is that of independent ones less the square of a process's probability.
  @Test
  void theAutocorrelationOfASuperpositionHasATroughAsLongAsTheDeadTime() {
    int processes = 50;
    int[][] counts =
        counts(
            ppd_sup_generator
                .with(rate, Names.Hz(150))
                .with(dead_time, Names.ms(4))
                .with(n_proc, processes),
            400,
            5000);
    double each = 150 * H * 1e-3;
    double mean = processes * each;
    double trough = -processes * each * each;
    double slack = BOUND * mean / Math.sqrt(400.0 * 5000);
    for (int lag : new int[] {1, 2, 10, 39, 40}) {
      assertThat(covariance(counts, lag, mean)).as("%d", lag).isCloseTo(trough, within(slack));
    }
    for (int lag : new int[] {41, 45}) {
      assertThat(covariance(counts, lag, mean)).as("%d", lag).isGreaterThan(0.0);
    }
    assertThat(trough).isLessThan(-2 * slack);
  }

  private static double covariance(int[][] counts, int lag, double mean) {
    double sum = 0;
    long pairs = 0;
    for (int[] c : counts) {
      for (int k = lag; k < c.length; k++, pairs++) sum += (c[k] - mean) * (c[k - lag] - mean);
    }
    return sum / pairs;
  }

  /// Without dead time the modulation is that of the rate.
  @Test
  void theRateOfASuperpositionIsModulated() {
    int steps = 400;
    int[][] counts =
        counts(
            ppd_sup_generator
                .with(rate, Names.Hz(100))
                .with(n_proc, 100)
                .with(frequency, Names.Hz(100))
                .with(relative_amplitude, 0.8),
            500,
            steps);
    for (int k = 0; k < steps; k++) {
      double angle = 2 * Math.PI * 0.1 * (k + 1) * H; // at the beginning of step k + 1
      double expected = 500 * 100 * 100 * H * 1e-3 * (1 + 0.8 * Math.sin(angle));
      double sum = 0;
      for (int[] target : counts) sum += target[k];
      assertThat(sum).as("step %d", k).isCloseTo(expected, within(BOUND * Math.sqrt(expected) + 1));
    }
  }

  /// Intervals in rescaled time have the variance 1 / order, whatever the oscillation.
  @ParameterizedTest
  @CsvSource({"1, 0, 0", "2.5, 0, 0", "9, 0, 0", "4, 60, 20", "4, 80, 250"})
  void intervalsOfAnOscillatingGammaProcessAreOfItsOrderInRescaledTime(
      double order, double amplitude, double hertz) {
    double perSecond = 80;
    int[][] counts =
        counts(
            sinusoidal_gamma_generator
                .with(rate, Names.Hz(perSecond))
                .with("amplitude", amplitude)
                .with("frequency", hertz)
                .with("phase", 70)
                .with("order", order),
            200,
            10_000);
    double omega = 2 * Math.PI * hertz * 1e-3;
    double phase = Math.toRadians(70);
    List<Double> all = new ArrayList<>();
    for (int[] target : counts) {
      double last = -1;
      for (int k = 0; k < target.length; k++) {
        double t = (k + 1.5) * H; // in the middle of the step
        double rescaled = perSecond * t;
        if (omega > 0) {
          rescaled += amplitude / omega * (Math.cos(phase) - Math.cos(omega * t + phase));
        }
        for (int n = 0; n < target[k]; n++) {
          if (last >= 0) all.add((rescaled - last) * 1e-3);
          last = rescaled;
        }
      }
    }
    double[] x = all.stream().mapToDouble(v -> v).toArray();
    assertThat(mean(x)).isCloseTo(1, within(BOUND / Math.sqrt(order * x.length) + 0.02));
    assertThat(variance(x)).isCloseTo(1 / order, within(slack(1 / order, x.length) + 0.05 / order));
  }

  /// If `Lambda` has grown by 5 without a spike of a gamma process of order `a`, the mean time left
  /// is that of the distribution's tail.
  @ParameterizedTest
  @CsvSource({"1, 1", "10, 10", "2, 10"})
  void timeGoesOnWhileNothingIsSent(int before, int order) {
    int targets = 3000;
    PoissonCounts counts = new PoissonCounts();
    counts.targets = targets;
    counts.steps = 3500;
    double[] latency = new double[targets];
    try (Simulator sim = counts.network()) {
      NodeCollection source =
          sim.create(
              sinusoidal_gamma_generator
                  .with(rate, Names.Hz(50))
                  .with("order", before)
                  .with("start", 100));
      NodeCollection neurons = sim.create(PoissonCounts.ADDER, targets);
      sim.connect(source, neurons, static_synapse.with("delay", H));
      sim.simulate(50);
      source.set("order", order);
      int[][] found = counts.run(sim, neurons);
      for (int i = 0; i < targets; i++) {
        int k = 500;
        while (found[i][k] == 0) k++;
        latency[i] = (k - 500 + 0.5) * H;
      }
    }
    double x = 5.0 * order;
    double sum = 0;
    double term = 1;
    for (int k = 0; k < order; k++) {
      sum += term;
      term *= x / (k + 1);
    }
    double tail = order - x + x * (term * order / x) / sum; // of a gamma distribution, from x on
    double expected = tail / order * 20;
    assertThat(mean(latency))
        .isCloseTo(expected, within(0.05 + BOUND * expected / Math.sqrt(targets)));
  }
}
