package myelin.conformance.device;

import static myelin.Names.ms;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.Simulator;
import myelin.node.NodeCollection;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The numbers of spikes that a Poisson generator sends are Poisson numbers, and the same ones
/// however the simulation is divided. Seeds are fixed; bounds are 4.5 standard deviations.
class PoissonDriveTest {

  private static final double BOUND = 4.5;

  @ParameterizedTest
  @CsvSource({"1e-4, 2000", "0.1, 1000", "1.78, 1000", "30, 500", "1000, 500"})
  void numbersHavePoissonsDistribution(double mean, int steps) {
    PoissonCounts probe = new PoissonCounts();
    probe.steps = steps;
    int[] numbers = PoissonCounts.flat(probe.of(mean));
    double n = numbers.length;
    double sum = 0;
    double squares = 0;
    for (int number : numbers) {
      sum += number;
      squares += (number - mean) * (number - mean);
    }
    assertThat(sum / n).isCloseTo(mean, within(BOUND * Math.sqrt(mean / n)));
    double ofSquares = mean + 2 * mean * mean;
    assertThat(squares / n).isCloseTo(mean, within(BOUND * Math.sqrt(ofSquares / n)));
    assertThat(goodness(numbers, mean)).as("p of chi-square").isGreaterThan(1e-5);
  }

  /// Probability of a worse fit, with classes of at least 10 expected numbers.
  private static double goodness(int[] numbers, double mean) {
    int most = Math.max(Arrays.stream(numbers).max().orElseThrow(), (int) mean) + 1;
    long[] seen = new long[most + 1];
    for (int number : numbers) seen[number]++;
    List<Double> expected = new ArrayList<>();
    List<Long> observed = new ArrayList<>();
    double e = 0;
    double used = 0;
    long o = 0;
    for (int k = 0; k <= most; k++) {
      e += numbers.length * probability(k, mean);
      o += seen[k];
      if (e < 10 || numbers.length - used - e < 10) continue;
      expected.add(e);
      observed.add(o);
      used += e;
      e = 0;
      o = 0;
    }
    expected.add(numbers.length - used);
    observed.add(o);
    return ChiSquareTest.withDefaults()
        .test(
            expected.stream().mapToDouble(d -> d).toArray(),
            observed.stream().mapToLong(l -> l).toArray())
        .getPValue();
  }

  private static double probability(int k, double mean) {
    double log = k * Math.log(mean) - mean;
    for (int i = 2; i <= k; i++) log -= Math.log(i);
    return Math.exp(log);
  }

  @Test
  void everyTargetAndEveryStepHasTheSameMean() {
    double mean = 1.78;
    int[][] counts = new PoissonCounts().of(mean);
    double[] perStep = new double[counts[0].length];
    double squares = 0;
    for (int[] target : counts) {
      double z = (Arrays.stream(target).sum() - target.length * mean);
      squares += z * z / (target.length * mean);
      for (int k = 0; k < target.length; k++) perStep[k] += target[k];
    }
    assertThat(squares).isCloseTo(counts.length, within(BOUND * Math.sqrt(2.0 * counts.length)));
    squares = 0;
    for (double s : perStep) squares += Math.pow(s - counts.length * mean, 2);
    squares /= counts.length * mean;
    assertThat(squares).isCloseTo(perStep.length, within(BOUND * Math.sqrt(2.0 * perStep.length)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void numbersDoNotDependOnThreads(int threads) {
    PoissonCounts probe = new PoissonCounts();
    probe.targets = 700;
    probe.steps = 60;
    int[][] one = probe.of(1.78);
    probe.threads = threads;
    assertThat(Arrays.deepEquals(probe.of(1.78), one)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 33, 500})
  void numbersDoNotDependOnSlices(int slice) {
    PoissonCounts probe = new PoissonCounts();
    probe.steps = 300;
    int[][] longest = probe.of(1.78);
    probe.slice = slice;
    assertThat(Arrays.deepEquals(probe.of(1.78), longest)).isTrue();
  }

  @Test
  void numbersDoNotDependOnHowOftenTheSimulationStops() {
    PoissonCounts probe = new PoissonCounts();
    probe.steps = 300;
    int[][] atOnce = probe.of(1.78);
    probe.pieces = new double[] {0.1, 0.1, 0.3, 1, 0.2, 7.7, 0, 5};
    assertThat(Arrays.deepEquals(probe.of(1.78), atOnce)).isTrue();
  }

  @Test
  void anotherSeedGivesOtherNumbers() {
    PoissonCounts probe = new PoissonCounts();
    int[] a = PoissonCounts.flat(probe.of(1.78));
    probe.seed++;
    int[] b = PoissonCounts.flat(probe.of(1.78));
    assertThat(PoissonCounts.correlation(a, b, 0, 1.78))
        .isCloseTo(0, within(BOUND * Math.sqrt(a.length)));
    probe.seed += 1L << 32;
    int[] c = PoissonCounts.flat(probe.of(1.78));
    assertThat(PoissonCounts.correlation(b, c, 0, 1.78))
        .isCloseTo(0, within(BOUND * Math.sqrt(a.length)));
  }

  @Test
  void parrotsPassOnEverySpike() {
    try (Simulator sim = new PoissonCounts().network()) {
      NodeCollection source = sim.create(PoissonCounts.generator(2.5));
      NodeCollection parrots = sim.create(parrot_neuron, 100);
      NodeCollection adders = sim.create(PoissonCounts.ADDER, 100);
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(source, parrots, static_synapse.with("delay", 0.1));
      sim.connect(parrots, adders, myelin.Names.one_to_one(), static_synapse.with("delay", 0.1));
      sim.connect(parrots, recorder);
      sim.simulate(ms(100.1));
      int[] heard = new int[100];
      for (int sender : sim.spikes(recorder).between(0, 100).senders()) {
        heard[sender - parrots.id(0)]++;
      }
      double[] received = adders.get("V_m");
      for (int i = 0; i < 100; i++) assertThat((double) heard[i]).isEqualTo(received[i]);
      double n = 100 * 998;
      assertThat(Arrays.stream(heard).sum() / n).isCloseTo(2.5, within(BOUND * Math.sqrt(2.5 / n)));
    }
  }
}
