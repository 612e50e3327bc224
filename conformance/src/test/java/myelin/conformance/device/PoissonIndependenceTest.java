package myelin.conformance.device;

import static myelin.Names.poisson_generator_ps;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

/// Trains of Poisson generators are independent of each other: between steps, targets, generators,
/// connections and the recorder. Sums of products of `n` pairs of independent standardised numbers
/// have the standard deviation `sqrt(n)`; bounds are 4.5 of it, with fixed seeds.
class PoissonIndependenceTest {

  private static final double BOUND = 4.5;
  private static final double MEAN = 1.78;

  private static final Synapse FIRST = static_synapse.with("delay", 0.1);
  private static final Synapse SECOND = FIRST.with("weight", PoissonCounts.SECOND);

  private static void requireNone(String what, double sum, double pairs) {
    assertThat(sum).as(what).isCloseTo(0, within(BOUND * Math.sqrt(pairs)));
  }

  @Test
  void stepsAreIndependent() {
    int[][] counts = new PoissonCounts().of(MEAN);
    for (int lag = 1; lag <= 16; lag++) {
      double sum = 0;
      for (int[] target : counts) sum += PoissonCounts.correlation(target, target, lag, MEAN);
      requireNone("lag " + lag, sum, counts.length * (counts[0].length - lag));
    }
  }

  /// Also where several spikes fall into a step, whose times are drawn one after the other.
  @Test
  void stepsOfATrainInContinuousTimeAreIndependent() {
    double mean = 3;
    int[][] counts = new PoissonCounts().of(poisson_generator_ps.with("rate", mean * 10_000));
    for (int lag = 1; lag <= 4; lag++) {
      double sum = 0;
      for (int[] target : counts) sum += PoissonCounts.correlation(target, target, lag, mean);
      requireNone("lag " + lag, sum, counts.length * (counts[0].length - lag));
    }
  }

  @Test
  void targetsAreIndependent() {
    int[][] counts = new PoissonCounts().of(MEAN);
    for (int apart : new int[] {1, 2, 3, 4, 8, 64, 128, 199}) {
      for (int lag = 0; lag <= 4; lag++) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i + apart < counts.length; i++) {
          sum += PoissonCounts.correlation(counts[i], counts[i + apart], lag, MEAN);
          pairs += counts[i].length - lag;
        }
        requireNone("targets %d apart, lag %d".formatted(apart, lag), sum, pairs);
      }
    }
  }

  @Test
  void noPairOfNumbersIsMoreFrequentThanItsProbability() {
    int[][] counts = new PoissonCounts().of(MEAN);
    long[][] seen = new long[6][6];
    for (int[] target : counts) {
      for (int k = 0; k + 1 < target.length; k += 2) {
        seen[Math.min(5, target[k])][Math.min(5, target[k + 1])]++;
      }
    }
    assertThat(ChiSquareTest.withDefaults().test(seen).getPValue()).isGreaterThan(1e-5);
  }

  /// What two sources, or two connections, of weights 1 and 10000 send; split again.
  private static int[][][] split(int[][] sums) {
    int[][][] both = new int[2][sums.length][sums[0].length];
    for (int i = 0; i < sums.length; i++) {
      for (int k = 0; k < sums[i].length; k++) {
        both[0][i][k] = sums[i][k] % PoissonCounts.SECOND;
        both[1][i][k] = sums[i][k] / PoissonCounts.SECOND;
      }
    }
    return both;
  }

  private static void requireIndependent(String what, int[][][] both) {
    for (int apart = 0; apart < 3; apart++) {
      for (int lag = 0; lag <= 4; lag++) {
        double sum = 0;
        double pairs = 0;
        for (int i = apart; i < both[0].length; i++) {
          sum += PoissonCounts.correlation(both[0][i], both[1][i - apart], lag, MEAN);
          sum += PoissonCounts.correlation(both[1][i], both[0][i - apart], lag, MEAN);
          pairs += 2 * (both[0][i].length - lag);
        }
        if (apart == 0 && lag == 0) pairs *= 2;
        requireNone("%s, %d targets apart, lag %d".formatted(what, apart, lag), sum, pairs);
      }
    }
  }

  @Test
  void generatorsAreIndependent() {
    PoissonCounts probe = new PoissonCounts();
    try (Simulator sim = probe.network()) {
      NodeCollection sources = sim.create(PoissonCounts.generator(MEAN), 2);
      NodeCollection neurons = sim.create(PoissonCounts.ADDER, probe.targets);
      sim.connect(sources.first(1), neurons, FIRST);
      sim.connect(sources.last(1), neurons, SECOND);
      requireIndependent("two generators", split(probe.run(sim, neurons)));
    }
  }

  @Test
  void twoConnectionsToTheSameTargetAreIndependent() {
    PoissonCounts probe = new PoissonCounts();
    try (Simulator sim = probe.network()) {
      NodeCollection source = sim.create(PoissonCounts.generator(MEAN));
      NodeCollection neurons = sim.create(PoissonCounts.ADDER, probe.targets);
      sim.connect(source, neurons, FIRST);
      sim.connect(source, neurons, SECOND);
      requireIndependent("two connections", split(probe.run(sim, neurons)));
    }
  }

  @Test
  void connectionsOfAListAreIndependentToo() {
    PoissonCounts probe = new PoissonCounts();
    try (Simulator sim = probe.network()) {
      NodeCollection source = sim.create(PoissonCounts.generator(MEAN));
      NodeCollection neurons = sim.create(PoissonCounts.ADDER, probe.targets);
      int[] sources = new int[2 * probe.targets];
      int[] targets = new int[2 * probe.targets];
      double[] weights = new double[2 * probe.targets];
      for (int e = 0; e < sources.length; e++) {
        sources[e] = source.id(0);
        targets[e] = neurons.id(e / 2);
        weights[e] = e % 2 == 0 ? 1 : PoissonCounts.SECOND;
      }
      sim.connect(sources, targets, FIRST.with("weight", weights));
      requireIndependent("a list with multapses", split(probe.run(sim, neurons)));
    }
  }

  @Test
  void theRecorderHearsATrainOfItsOwn() {
    PoissonCounts probe = new PoissonCounts();
    probe.steps = 20_000;
    probe.targets = 3;
    try (Simulator sim = probe.network()) {
      NodeCollection source = sim.create(PoissonCounts.generator(MEAN));
      NodeCollection neurons = sim.create(PoissonCounts.ADDER, probe.targets);
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(source, neurons, FIRST);
      sim.connect(source, recorder, FIRST);
      int[][] counts = probe.run(sim, neurons);
      int[] own = new int[probe.steps];
      for (long step : sim.events(recorder).steps()) {
        if (step >= 2 && step - 2 < own.length) own[(int) step - 2]++;
      }
      double sum = 0;
      for (int number : own) sum += number - MEAN;
      requireNone("mean of the recorder's train", sum / Math.sqrt(MEAN), own.length);
      for (int[] target : counts) {
        double together = PoissonCounts.correlation(own, target, 0, MEAN);
        requireNone("recorder and target", together, own.length);
      }
    }
  }
}
