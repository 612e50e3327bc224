package myelin.conformance.device;

import static myelin.Names.Hz;
import static myelin.Names.inhomogeneous_poisson_generator;
import static myelin.Names.mip_generator;
import static myelin.Names.ms;
import static myelin.Names.p_copy;
import static myelin.Names.pulsepacket_generator;
import static myelin.Names.rate;
import static myelin.Names.sinusoidal_poisson_generator;
import static myelin.Names.spike_dilutor;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trains that are drawn step by step, against the theory of their counts: rates that change,
/// copies that are correlated, packets. A Poisson train of constant rate would fail each of these
/// tests. Bounds are 4.5 standard deviations, with fixed seeds.
class CountTrainsTest {

  private static final double BOUND = 4.5;
  private static final double H = 0.1;

  private static int[][] counts(NodeModel generator, int targets, int steps) {
    PoissonCounts counts = new PoissonCounts();
    counts.targets = targets;
    counts.steps = steps;
    return counts.of(generator);
  }

  private static double[] flat(int[][] counts) {
    return Arrays.stream(counts).flatMapToInt(Arrays::stream).asDoubleStream().toArray();
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  private static double covariance(double[] x, double[] y) {
    double a = mean(x);
    double b = mean(y);
    double sum = 0;
    for (int k = 0; k < x.length; k++) sum += (x[k] - a) * (y[k] - b);
    return sum / x.length;
  }

  /// Numbers of two targets are Poisson each, and correlated by p_copy.
  @ParameterizedTest
  @CsvSource({"0.1, 0.4", "0.5, 2", "0.8, 30"})
  void copiesOfAMotherAreCorrelated(double copied, double mother) {
    int steps = 100_000;
    int[][] counts =
        counts(mip_generator.with(rate, Hz(mother / H * 1e3)).with(p_copy, copied), 3, steps);
    double each = mother * copied;
    double slack = BOUND * each * Math.sqrt((2 + 1 / each) / steps);
    for (int i = 0; i < 3; i++) {
      double[] one = flat(new int[][] {counts[i]});
      double[] other = flat(new int[][] {counts[(i + 1) % 3]});
      assertThat(mean(one)).isCloseTo(each, within(BOUND * Math.sqrt(each / steps)));
      assertThat(covariance(one, one)).isCloseTo(each, within(slack));
      assertThat(covariance(one, other)).isCloseTo(copied * each, within(slack));
      double[] next = Arrays.copyOfRange(other, 1, steps);
      assertThat(covariance(Arrays.copyOf(one, steps - 1), next)).isCloseTo(0, within(slack));
    }
  }

  @Test
  void allCopiesOfAMotherAreTheSame() {
    int[][] counts = counts(mip_generator.with(rate, Hz(5000)), 300, 500);
    for (int[] target : counts) assertThat(target).isEqualTo(counts[0]);
    assertThat(mean(flat(counts))).isCloseTo(0.5, within(BOUND * Math.sqrt(0.5 / 500)));
  }

  @Test
  void anInhomogeneousRateIsThatOfEachTime() {
    double[] times = {0.5, 1, 2, 3.3};
    double[] means = {0.3, 0, 8, 400};
    int[][] counts =
        counts(
            inhomogeneous_poisson_generator
                .with("rate_times", times)
                .with("rate_values", Arrays.stream(means).map(m -> m / H * 1e3).toArray()),
            2000,
            45);
    for (int k = 0; k < 45; k++) {
      double expected = 0;
      for (int i = 0; i < times.length; i++) {
        if (k + 2 >= Math.round(times[i] / H)) expected = means[i];
      }
      double[] n = new double[counts.length];
      for (int i = 0; i < n.length; i++) n[i] = counts[i][k];
      double slack = BOUND * Math.sqrt(expected / n.length);
      assertThat(mean(n)).as("step %d", k).isCloseTo(expected, within(slack));
      double more = BOUND * Math.sqrt((expected + 2 * expected * expected) / n.length);
      assertThat(covariance(n, n)).as("step %d", k).isCloseTo(expected, within(more));
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 250, 30", "0.1, 0.1, 900, 0", "1, 5, 400, -50", "30, 20, 100, 200"})
  void anOscillatingRateIsThatOfEachStep(double m, double a, double hertz, double degrees) {
    int targets = 2000;
    int[][] counts =
        counts(
            sinusoidal_poisson_generator
                .with(rate, Hz(m / H * 1e3))
                .with("amplitude", a / H * 1e3)
                .with("frequency", hertz)
                .with("phase", degrees),
            targets,
            60);
    for (int k = 0; k < 60; k++) {
      double angle = 2 * Math.PI * hertz * 1e-3 * (k + 2) * H + Math.toRadians(degrees);
      double expected = Math.max(0, m + a * Math.sin(angle));
      double[] n = new double[targets];
      for (int i = 0; i < targets; i++) n[i] = counts[i][k];
      assertThat(mean(n))
          .as("step %d", k)
          .isCloseTo(expected, within(BOUND * Math.sqrt(expected / targets) + 1e-9));
      double more = BOUND * Math.sqrt((expected + 2 * expected * expected) / targets);
      assertThat(covariance(n, n)).as("step %d", k).isCloseTo(expected, within(more + 1e-9));
    }
  }

  @Test
  void aCommonTrainIsTheSameForAllAndOthersAreIndependent() {
    NodeModel model = sinusoidal_poisson_generator.with(rate, Hz(8000));
    int[][] common = counts(model.with("individual_spike_trains", false), 300, 1000);
    for (int[] target : common) assertThat(target).isEqualTo(common[0]);
    int[][] own = counts(model, 2, 20_000);
    double[] one = flat(new int[][] {own[0]});
    double[] other = flat(new int[][] {own[1]});
    double slack = BOUND * 0.8 / Math.sqrt(20_000);
    assertThat(covariance(one, other)).isCloseTo(0, within(slack));
    assertThat(covariance(one, one)).isCloseTo(0.8, within(2 * slack));
  }

  /// What targets receive of many spikes at once is binomial, and independent.
  @Test
  void aDilutorSendsEachSpikeWithItsProbability() {
    int targets = 4000;
    try (Simulator sim = Simulator.builder().seed(6).threads(2).build()) {
      NodeCollection train =
          sim.create(
              spike_generator
                  .with(spike_times, ms(1, 2, 3))
                  .with("spike_multiplicities", new double[] {1, 20, 500}));
      NodeCollection dilutor = sim.create(spike_dilutor.with(p_copy, 0.3));
      NodeCollection neurons = sim.create(PoissonCounts.ADDER, targets);
      sim.connect(train, dilutor, static_synapse.with("delay", 0.2));
      sim.connect(dilutor, neurons, static_synapse.with("delay", 0.1));
      double[] before = new double[targets];
      for (int n : new int[] {1, 20, 500}) {
        sim.simulate(n == 1 ? 2 : 1);
        double[] V = neurons.get("V_m");
        double[] sent = new double[targets];
        for (int i = 0; i < targets; i++) sent[i] = V[i] - before[i];
        before = V;
        double variance = n * 0.3 * 0.7;
        assertThat(mean(sent)).isCloseTo(n * 0.3, within(BOUND * Math.sqrt(variance / targets)));
        assertThat(covariance(sent, sent))
            .isCloseTo(variance, within(BOUND * variance * Math.sqrt(3.0 / targets)));
        double[] neighbours = Arrays.copyOfRange(sent, 1, targets);
        assertThat(covariance(Arrays.copyOf(sent, targets - 1), neighbours))
            .isCloseTo(0, within(BOUND * variance / Math.sqrt(targets)));
      }
    }
  }

  /// Each packet has its number of spikes, at normally distributed times.
  @Test
  void packetsAreNormalAroundTheirMiddles() {
    int activity = 5000;
    try (Simulator sim = Simulator.builder().seed(6).threads(1).build()) {
      NodeCollection packets =
          sim.create(
              pulsepacket_generator
                  .with("pulse_times", ms(50, 150))
                  .with("activity", activity)
                  .with("sdev", ms(8)));
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(packets, recorder);
      sim.simulate(250);
      double[] t = sim.spikes(recorder).times();
      Arrays.sort(t);
      assertThat(t).hasSize(2 * activity);
      for (int p = 0; p < 2; p++) {
        double middle = 50 + 100 * p;
        double[] z = new double[activity];
        for (int i = 0; i < activity; i++) z[i] = (t[p * activity + i] - 1.5 * H - middle) / 8;
        assertThat(mean(z)).isCloseTo(0, within(BOUND / Math.sqrt(activity)));
        assertThat(covariance(z, z)).isCloseTo(1, within(BOUND * Math.sqrt(2.0 / activity)));
        double fourth = Arrays.stream(z).map(x -> x * x * x * x).average().orElseThrow();
        assertThat(fourth).isCloseTo(3, within(BOUND * Math.sqrt(96.0 / activity)));
      }
    }
  }
}
