package myelin.conformance.synapse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.PlasticPairs;
import myelin.conformance.harness.PlasticTrial;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random trains through synapses of all rules agree with [PlasticOracle], one synapse in a network
/// or many, alike or all different.
class PlasticOracleTest {

  private static final double TOLERANCE = 1e-10;
  private static final int[] DELAYS = {1, 2, 7, 10, 32};

  /// Parameters of each rule, in turn; sizes are such that weights come to their limits.
  private static final String[][] RULES = {
    {
      "stdp_synapse",
      "weight 50",
      "weight 5 lambda 0.1 mu_plus 0 mu_minus 0 Wmax 10",
      "weight 50 lambda 0.2 mu_plus 0 mu_minus 1 alpha 1.1",
      "weight 30 lambda 0.05 mu_plus 0.4 mu_minus 0.4 Wmax 70 alpha 1.05",
      "weight -30 lambda 0.3 mu_plus 0 mu_minus 0 Wmax -70 tau_plus 5",
      "weight 0 lambda 0.02 Kplus 2.5 tau_minus 35 tau_plus 15",
      "weight 99 lambda 0.4 mu_plus 0 mu_minus 0 alpha 0.3 tau_minus 7.5 Kplus 0.3",
      "weight -1 Wmax -1 lambda 0.3 mu_plus 0.4 mu_minus 1 tau_minus 3",
      "weight 50 lambda 0.3 tau_plus 0.05 tau_minus 0.02",
      "weight 50 lambda 0.3 tau_plus 0.4 tau_minus 0.3",
      "weight 50 lambda 0.05 tau_plus 7000 tau_minus 9000",
    },
    {
      "stdp_synapse_hom",
      "weight 50",
      "weight 5 lambda 0.1 mu_plus 0 mu_minus 0 Wmax 10 Kplus 1",
      "weight 30 lambda 0.05 mu_plus 0.4 mu_minus 0.4 Wmax 70 tau_minus 50",
    },
    {
      "stdp_pl_synapse_hom",
      "weight 30",
      "weight 30 mu 1 lambda 0.02 alpha 1.3",
      "weight 30 mu 0 lambda 0.3 alpha 0.1 tau_plus 4",
      "weight 0 mu 0.4 tau_minus 12",
      "weight 3 mu 0.4 lambda 0.7 alpha 2 Kplus 3",
    },
    {
      "stdp_triplet_synapse",
      "weight 50",
      "weight 1 Wmax 2 Aplus 0.1 Aplus_triplet 0.2 Aminus 0.3 Aminus_triplet 0.1",
      "weight -1 Wmax -2 Aplus 0.3 Aplus_triplet 0.1 Aminus 0.2 Aminus_triplet 0.05 Kplus 2",
      "weight 20 Kplus_triplet 4 Kplus 1.5 Aplus 0.1 tau_minus 34 tau_minus_triplet 80",
      "weight 20 tau_plus 8 tau_plus_triplet 50 Aminus_triplet 0.1 tau_minus_triplet 40",
      "weight 20 tau_plus 0.1 tau_plus_triplet 0.3 Aplus 0.2 tau_minus 0.05",
    },
    {
      "vogels_sprekeler_synapse",
      "weight 0.5",
      "weight -0.5 Wmax -1 eta 0.1",
      "weight 0.1 eta 0.3 alpha 2.3",
      "weight 0 eta 0.2 alpha 0.01 tau 5 tau_minus 5",
      "weight -3 Wmax -3.5 eta 0.2 alpha 0.5 Kplus 1.5 tau_minus 40",
    },
  };

  @Test
  void synapsesThatAllDifferFollowTheEquations() {
    List<PlasticTrial> trials = trials(1, true);
    double[][] one = PlasticPairs.weights(1, 0.1, trials);
    requireOracle(trials, 0.1, one);
    assertThat(PlasticPairs.weights(2, 0.1, trials)).isDeepEqualTo(one);
    assertThat(PlasticPairs.weights(3, 0.1, trials)).isDeepEqualTo(one);
  }

  @Test
  void synapsesWithSourcesOfTheirOwnFollowTheEquations() {
    List<PlasticTrial> trials = trials(2, false);
    double[][] one = PlasticPairs.weights(1, 0.1, trials);
    requireOracle(trials, 0.1, one);
    assertThat(PlasticPairs.weights(3, 0.1, trials)).isDeepEqualTo(one);
  }

  /// A table of synapses that are alike keeps less; what comes out is the same to the bit.
  @Test
  void aSynapseDoesNotFeelItsNeighbours() {
    List<PlasticTrial> trials = trials(3, true);
    double[][] together = PlasticPairs.weights(1, 0.1, trials);
    for (int i = 0; i < trials.size(); i += 3) {
      double[] alone = PlasticPairs.weights(1, 0.1, List.of(trials.get(i)))[0];
      assertThat(alone).as(trials.get(i).toString()).containsExactly(together[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.25, 1})
  void theResolutionOnlyScalesTime(double h) {
    List<PlasticTrial> trials = trials(4, true).subList(0, 60);
    double[][] weights = PlasticPairs.weights(2, h, trials);
    requireOracle(trials, h, weights);
  }

  /// One call gives arrays, another numbers, for synapses of one table.
  @Test
  void callsWithArraysAndWithNumbersGoTogether() {
    Random random = new Random(6);
    int[] pre = train(random, 0);
    int[] post = answer(random, pre, 10, train(random, 1));
    for (int threads = 1; threads <= 3; threads++) {
      try (PlasticPairs pairs = new PlasticPairs(threads, 0.1)) {
        PlasticTrial any = PlasticTrial.of("stdp_synapse", "", 10, pre, post);
        NodeCollection source = pairs.parrot(pre, null);
        NodeCollection targets = pairs.parrot(post, any);
        for (int i = 1; i < 6; i++) targets = targets.and(pairs.parrot(post, any));
        Synapse stdp = Synapse.model("stdp_synapse").receptor(1).recordedBy(pairs.recorder);
        Synapse arrays = stdp.with("tau_plus", new double[] {10, 30});
        Synapse mixed = arrays.with("weight", new double[] {40, 60}).with("lambda", 0.02);
        Synapse numbers = stdp.with("weight", new double[] {50, 70}).with("tau_plus", 15);
        pairs.sim.connect(source, targets.first(2), mixed);
        pairs.sim.connect(source, targets.last(2), numbers.with("mu_plus", 0.4));
        pairs.sim.connect(source, targets.slice(2, 4), stdp.with("weight", 30));
        pairs.sim.simulate(pairs.time(any.end() + 1));
        String[] changes = {
          "weight 40 tau_plus 10 lambda 0.02",
          "weight 60 tau_plus 30 lambda 0.02",
          "weight 30",
          "weight 30",
          "weight 50 tau_plus 15 mu_plus 0.4",
          "weight 70 tau_plus 15 mu_plus 0.4",
        };
        for (int i = 0; i < changes.length; i++) {
          PlasticTrial t = PlasticTrial.of("stdp_synapse", changes[i], 10, pre, post);
          double[] weights =
              PlasticPairs.between(pairs.sim.events(pairs.recorder), source.id(0), targets.id(i));
          Close.require(t.toString(), weights, PlasticOracle.weights(t, 0.1), TOLERANCE);
        }
      }
    }
  }

  @Test
  void weightsComeToTheirLimits() {
    boolean none = false;
    boolean most = false;
    for (PlasticTrial t : trials(1, true)) {
      for (double w : PlasticOracle.weights(t, 0.1)) {
        none |= w == 0;
        most |= t.parameters().containsKey("Wmax") && w == t.get("Wmax");
      }
    }
    assertThat(none && most).isTrue();
  }

  private static void requireOracle(List<PlasticTrial> trials, double h, double[][] weights) {
    for (int i = 0; i < trials.size(); i++) {
      double[] expected = PlasticOracle.weights(trials.get(i), h);
      double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
      Close.require(trials.get(i).toString(), weights[i], expected, TOLERANCE * Math.max(1, size));
    }
  }

  /// Each set of parameters with each kind of trains and different delays.
  private static List<PlasticTrial> trials(int seed, boolean shared) {
    Random random = new Random(seed);
    int[][] sources = new int[4][];
    for (int kind = 0; kind < sources.length; kind++) sources[kind] = train(random, kind);
    List<PlasticTrial> trials = new ArrayList<>();
    for (String[] rule : RULES) {
      for (int p = 1; p < rule.length; p++) {
        for (int kind = 0; kind < sources.length; kind++) {
          int[] pre = shared ? sources[kind] : train(random, kind);
          int d = DELAYS[random.nextInt(DELAYS.length)];
          int[] post = answer(random, pre, d, train(random, random.nextInt(sources.length)));
          trials.add(PlasticTrial.of(rule[0], rule[p], d, pre, post));
        }
      }
    }
    return trials;
  }

  /// Sparse, dense, in bursts, or with several spikes in a step.
  private static int[] train(Random random, int kind) {
    int[] steps = new int[60];
    int now = 40;
    for (int i = 0; i < steps.length; i++) {
      now +=
          switch (kind) {
            case 0 -> 1 + random.nextInt(400);
            case 1 -> 1 + random.nextInt(6);
            case 2 -> i % 8 == 0 ? 700 : 1 + random.nextInt(12);
            default -> random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(120);
          };
      steps[i] = now;
    }
    return steps;
  }

  /// A target's spikes: its own, some together with the source's, some that meet them at the
  /// synapse, some a step beside that.
  private static int[] answer(Random random, int[] pre, int d, int[] own) {
    List<Integer> steps = new ArrayList<>();
    for (int s : own) steps.add(s);
    for (int t : pre) {
      switch (random.nextInt(8)) {
        case 0 -> steps.add(t);
        case 1, 2 -> steps.add(t - d);
        case 3 -> steps.add(t - d + 1);
        case 4 -> steps.add(t - d - 1);
        default -> {}
      }
    }
    return steps.stream().mapToInt(s -> s).sorted().toArray();
  }
}
