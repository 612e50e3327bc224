package myelin.conformance.synapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.PlasticPairs;
import myelin.conformance.harness.PlasticScenario;
import myelin.conformance.harness.PlasticTrial;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Plastic synapses change as NEST's do, and as the equations say for single pairs.
class PlasticTracesTest {

  private static final double H = 0.1;
  private static final int[] NONE = {};

  @TestFactory
  Stream<DynamicTest> weightsFollowTheTracesOfNest() {
    return PlasticScenario.USUAL.stream()
        .flatMap(r -> PlasticScenario.all(r).stream())
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> replay(s, true)));
  }

  /// Weights beyond the limit, powers of negative numbers, steps of the other sign.
  @TestFactory
  Stream<DynamicTest> weightsOutsideTheirRangeComeBackAsInNest() {
    return PlasticScenario.all(PlasticScenario.UNUSUAL).stream()
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> replay(s, false)));
  }

  private static void replay(PlasticScenario s, boolean usual) {
    PlasticTrial trial = s.trial();
    double[] oracle = PlasticOracle.weights(trial, s.h());
    if (usual) Close.require("oracle", oracle, s.weights(), PlasticScenario.TOLERANCE);
    for (int threads = 1; threads <= 3; threads++) s.replay(threads, Close::require);
  }

  /// The weights that NEST gives for one pair and a spike of the source long after it.
  @ParameterizedTest
  @CsvSource({
    "100, 200, 5.54703404930558",
    "200, 100, 4.967538387361927",
    "110, 100, 4.99941607165148"
  })
  void onePairHasTheWeightOfNest(int pre, int post, double expected) {
    double[] weights = play("stdp_synapse", "weight 5", 10, new int[] {pre, 1000}, post);
    assertThat(weights[1]).isCloseTo(expected, within(1e-13));
  }

  @Test
  void theSourceFirstStrengthens() {
    double[] w = play("stdp_synapse", "weight 5", 10, new int[] {100, 1000}, 200);
    double up = 5 + 0.01 * (100 - 5) * Math.exp(-11.0 / 20);
    assertThat(w).containsExactly(new double[] {5, up - 0.01 * up * Math.exp(-79.0 / 20)}, close());
  }

  @Test
  void theTargetFirstWeakens() {
    double[] w = play("stdp_synapse", "weight 5", 10, new int[] {200, 1000}, 100);
    double down = 5 - 0.01 * 5 * Math.exp(-9.0 / 20);
    double later = down - 0.01 * down * Math.exp(-89.0 / 20);
    assertThat(w).containsExactly(new double[] {down, later}, close());
  }

  @Test
  void spikesThatMeetAtTheSynapseAreNoPair() {
    double[] w = play("stdp_synapse", "weight 5", 10, new int[] {110}, 100);
    assertThat(w).containsExactly(5);
  }

  @Test
  void spikesFiredTogetherMeetTheDelayLater() {
    double[] w = play("stdp_synapse", "weight 5", 10, new int[] {100, 5000}, 100);
    double up = 5 + 0.01 * (100 - 5) * Math.exp(-1.0 / 20);
    double later = up - 0.01 * up * Math.exp(-489.0 / 20);
    assertThat(w).containsExactly(new double[] {5, later}, close());
  }

  @Test
  void additiveUpdatesDoNotDependOnTheWeight() {
    String additive = "mu_plus 0 mu_minus 0 alpha 1.5 weight ";
    for (double weight : new double[] {20, 50, 80}) {
      double[] w = play("stdp_synapse", additive + weight, 10, new int[] {100, 1000}, 200);
      double change = Math.exp(-11.0 / 20) - 1.5 * Math.exp(-79.0 / 20);
      assertThat(w[1] - weight).isCloseTo(0.01 * 100 * change, close());
    }
  }

  @Test
  void thePowerLawStrengthensByAPowerOfTheWeight() {
    double[] w = play("stdp_pl_synapse_hom", "weight 32", 10, new int[] {100, 9000}, 200);
    double up = 32 + 0.1 * Math.pow(32, 0.4) * Math.exp(-11.0 / 20);
    assertThat(w[1]).isCloseTo(up - 0.1 * up * Math.exp(-879.0 / 20), close());
  }

  @Test
  void aTripletStrengthensMoreThanAPair() {
    double[] w = play("stdp_triplet_synapse", "weight 10", 10, new int[] {150, 20_000}, 100, 200);
    double o2 = Math.exp(-10.0 / 110);
    double r1 = Math.exp(-6.0 / 16.8);
    double o1 = Math.exp(-1980.0 / 20) + Math.exp(-1979.0 / 20);
    double first = 10 - 7e-3 * Math.exp(-4.0 / 20);
    double then = first + r1 * (5e-10 + 6.2e-3 * o2) - 7e-3 * o1;
    assertThat(w).containsExactly(new double[] {first, then}, close());
  }

  @Test
  void withoutSpikesOfTheTargetInhibitionWeakensByAConstant() {
    double[] w = play("vogels_sprekeler_synapse", "weight 0.5", 10, new int[] {100, 200, 300});
    double step = 0.12 * 0.001;
    assertThat(w)
        .containsExactly(new double[] {0.5 - step, 0.5 - 2 * step, 0.5 - 3 * step}, close());
  }

  @Test
  void pairsStrengthenInhibitionWhicheverIsFirst() {
    double[] after = play("vogels_sprekeler_synapse", "", 10, new int[] {100, 50_000}, 190);
    double[] before = play("vogels_sprekeler_synapse", "", 10, new int[] {200}, 90);
    assertThat(after[1]).isCloseTo(0.5 + 0.001 * (Math.exp(-0.5) - 2 * 0.12), close());
    assertThat(before[0]).isCloseTo(0.5 + 0.001 * (Math.exp(-0.5) - 0.12), close());
  }

  @Test
  void withoutPairsNothingChanges() {
    for (String model : List.of("stdp_synapse", "stdp_pl_synapse_hom", "stdp_triplet_synapse")) {
      assertThat(play(model, "weight 7.3", 10, new int[] {10, 20, 30})).containsOnly(7.3);
    }
    try (PlasticPairs pairs = new PlasticPairs(1, H)) {
      PlasticTrial t = PlasticTrial.of("stdp_synapse", "", 10, NONE, new int[] {10, 20, 30});
      pairs.connect(pairs.parrot(t.pre(), null), pairs.parrot(t.post(), t), t);
      pairs.sim.simulate(10);
      assertThat(pairs.sim.events(pairs.recorder).size()).isZero();
    }
  }

  private static double[] play(String model, String changes, int delay, int[] pre, int... post) {
    PlasticTrial trial = PlasticTrial.of(model, changes, delay, pre, post);
    return PlasticPairs.weights(1, H, List.of(trial))[0];
  }

  private static org.assertj.core.data.Offset<Double> close() {
    return within(1e-12);
  }
}
