package myelin.conformance.rule;

import static myelin.Names.all_to_all;
import static myelin.Names.conditional;
import static myelin.Names.delay;
import static myelin.Names.distance;
import static myelin.Names.fixed_indegree;
import static myelin.Names.fixed_outdegree;
import static myelin.Names.gaussian;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.less;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.number;
import static myelin.Names.numbers;
import static myelin.Names.one_to_one;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.pairwise_poisson;
import static myelin.Names.pos;
import static myelin.Names.pow;
import static myelin.Names.quotient;
import static myelin.Names.source_pos;
import static myelin.Names.static_synapse;
import static myelin.Names.um;
import static myelin.Names.uniform;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import myelin.Simulator;
import myelin.connect.ConnectionRule;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.space.Mask;
import myelin.space.Positions;
import myelin.value.Dimension.Length;
import myelin.value.Dimension.Scalar;
import myelin.value.Quantity;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What depends on places is right in every way to connect, or refused before anything has changed.
class SpatialChecksTest {

  private static final Quantity<Scalar> FAR = distance().per(um(1));
  private static final double INF = Double.POSITIVE_INFINITY;

  /// Four nodes in a row, 1 um apart.
  private static Positions row() {
    return Positions.grid(4, 1).extent(new double[] {4, 1});
  }

  private static Simulator network() {
    return Simulator.builder().seed(1).threads(1).build();
  }

  private static void requireRefused(ThrowingCallable call, String words) {
    assertThatExceptionOfType(BadInput.class).isThrownBy(call).withMessageContaining(words);
  }

  private static void requireRefused(ConnectionRule rule, String words) {
    try (Simulator sim = network()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, row());
      requireRefused(() -> sim.connect(nodes, nodes, rule), words);
      assertThat(sim.connections().size()).isZero();
      assertThat(sim.footprint().synapses()).isZero();
    }
  }

  private static Synapse byDistance() {
    return static_synapse.with(weight, FAR.plus(number(1)));
  }

  @Test
  void weightsByDistanceAreThoseOfEachPairWhateverTheRule() {
    try (Simulator sim = network()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, row());
      sim.connect(nodes, nodes, all_to_all(), byDistance());
      sim.connect(new int[] {1, 4, 1}, new int[] {3, 1, 3}, byDistance());
      sim.connect(new int[] {2, 4}, 1, byDistance());
      Connections made = sim.connections();
      assertThat(made.size()).isEqualTo(21);
      int[] sources = made.source();
      int[] targets = made.target();
      double[] weights = made.weight();
      for (int e = 0; e < weights.length; e++) {
        assertThat(weights[e]).isEqualTo(1 + Math.abs(sources[e] - targets[e]));
      }
    }
  }

  @Test
  void listsOfNodesWithoutPlacesAreRefused() {
    try (Simulator sim = network()) {
      sim.create(iaf_psc_alpha, 2);
      sim.create(iaf_psc_alpha, row());
      requireRefused(
          () -> sim.connect(new int[] {3, 1}, new int[] {4, 5}, byDistance()), "node 1, a source");
      requireRefused(() -> sim.connect(new int[] {3}, 2, byDistance()), "node 2, a target");
      assertThat(sim.connections().size()).isZero();
    }
  }

  @Test
  void elementsOfWhatDependsOnPlacesAreRefused() {
    requireRefused(() -> FAR.at(0), "depends on places");
    requireRefused(
        () -> pos(0).times(numbers(1, 2, 3)).at(new double[][] {{0, 1}, {0, 1}}), "2 nodes");
  }

  @Test
  void redrawsHaveTrueBounds() {
    Quantity<Length> outside = distance().redraw(um(10), um(20));
    assertThat(outside.bounds().sure()).isFalse();
    Quantity<Length> never = um(1).times(number(1)).plus(distance().times(0)).redraw(um(2), um(3));
    assertThat(never.bounds().least()).isLessThanOrEqualTo(never.bounds().most());
    requireRefused(pairwise_bernoulli(never.per(um(1))), "1000 draws in a row fell outside");
    requireRefused(pairwise_bernoulli(gaussian(never, um(0), um(5))), "1000 draws in a row");
    requireRefused(fixed_indegree(1).kernel(outside.per(um(1))), "1000 draws in a row");
    try (Simulator sim = network()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, row());
      Quantity<Scalar> p = FAR.plus(normal(0, 0.1)).redraw(number(-1), number(9));
      sim.connect(nodes, nodes, pairwise_bernoulli(p).withoutAutapses());
      assertThat(sim.connections().size()).isBetween(6, 12);
    }
  }

  @Test
  void distancesInTwoAndInThreeDimensionsStayApart() {
    try (Simulator sim = network()) {
      sim.create(iaf_psc_alpha, row());
      sim.create(iaf_psc_alpha, Positions.grid(1, 1, 3).extent(new double[] {1, 1, 3}));
      double[] found = sim.distances(new int[] {5, 1, 1, 5}, new int[] {7, 3, 5, 1});
      assertThat(found).containsExactly(2, 2, Double.NaN, Double.NaN);
    }
  }

  static List<ConnectionRule> failing() {
    Quantity<Scalar> notForNear = quotient(number(1), FAR.minus(number(3)));
    Quantity<Scalar> root = pow(number(2).minus(FAR), 0.5);
    return List.of(
        pairwise_bernoulli(root),
        pairwise_poisson(root),
        fixed_indegree(1).kernel(root),
        fixed_outdegree(1).kernel(root),
        fixed_indegree(1).kernel(notForNear),
        fixed_outdegree(2).withoutMultapses().kernel(notForNear));
  }

  @ParameterizedTest
  @MethodSource("failing")
  void kernelsThatAreNoNumbersAreRefusedBeforeAnythingHasChanged(ConnectionRule rule) {
    requireRefused(rule, "from node");
  }

  /// `0 / 0` for a node and itself, 1 for all others.
  private static List<ConnectionRule> noNumbersAtHome() {
    Quantity<Scalar> unit = quotient(FAR, FAR);
    return List.of(
        pairwise_bernoulli(unit),
        pairwise_poisson(unit.times(50)),
        fixed_indegree(3).kernel(unit),
        fixed_outdegree(3).kernel(unit));
  }

  @ParameterizedTest
  @MethodSource("noNumbersAtHome")
  void aNodeAndItselfPlayNoPartWithoutAutapses(ConnectionRule rule) {
    try (Simulator sim = network()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, row());
      sim.connect(nodes, nodes, rule.withoutAutapses());
      Connections made = sim.connections();
      assertThat(made.size()).isGreaterThanOrEqualTo(12);
      int[] sources = made.source();
      int[] targets = made.target();
      for (int e = 0; e < sources.length; e++) assertThat(sources[e]).isNotEqualTo(targets[e]);
    }
    requireRefused(rule, "is NaN from node 1 to node 1");
    try (Simulator sim = network()) {
      double[][] places = {{0, 1, 2, 1}, {0, 0, 0, 0}};
      NodeCollection nodes = sim.create(iaf_psc_alpha, Positions.free(places));
      requireRefused(() -> sim.connect(nodes, nodes, rule.withoutAutapses()), "is NaN from node");
      assertThat(sim.connections().size()).isZero();
    }
  }

  @Test
  void whatIsDrawnIsCheckedBeforeAnythingHasChanged() {
    requireRefused(pairwise_poisson(FAR.times(1e6)), "too large");
    Quantity<Scalar> seldom = uniform(-1000, 0.001);
    requireRefused(fixed_indegree(1).kernel(seldom.times(FAR)), "Not enough sources");
  }

  @Test
  void meansOfWhichNothingIsKnownBeforehandAreTaken() {
    try (Simulator sim = network()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, row());
      sim.connect(nodes, nodes, pairwise_poisson(quotient(number(200), FAR)).withoutAutapses());
      // 12 pairs: 6 at 1 um, 4 at 2 um, 2 at 3 um
      assertThat(sim.connections().size()).isBetween(1533, 1934);
    }
  }

  @Test
  void theLargestWeightsOfAKernelShareAllPartners() {
    try (Simulator sim = network()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, row());
      Quantity<Scalar> huge = conditional(less(distance(), um(2.5)), number(1e308), number(0));
      sim.connect(nodes, nodes, fixed_indegree(400).kernel(huge));
      int[] sources = sim.connections().source();
      int[] targets = sim.connections().target();
      long[][] n = new long[5][5];
      for (int e = 0; e < sources.length; e++) n[sources[e]][targets[e]]++;
      assertThat(n[4][1]).isZero();
      for (int s = 1; s <= 3; s++) assertThat(n[s][1]).isBetween(85L, 185L);
    }
  }

  @Test
  void kernelsAreNoArrays() {
    requireRefused(() -> fixed_indegree(1).kernel(numbers(1, 2, 3, 4)), "give one value");
  }

  @Test
  void placesAreFinite() {
    Positions grid = row();
    for (double bad : new double[] {INF, -INF, Double.NaN}) {
      requireRefused(() -> grid.extent(new double[] {bad, 1}), "must be finite");
      requireRefused(() -> grid.center(new double[] {0, bad}), "must be finite");
      requireRefused(() -> grid.nearest(0, bad), "must be finite");
      requireRefused(() -> grid.inside(Mask.circular(um(1)), bad, 0), "must be finite");
    }
    requireRefused(() -> Positions.free(new double[][] {{-1e308, 1e308}, {0, 0}}), "too far apart");
    Quantity<Length> side = uniform(um(0), um(1));
    requireRefused(() -> Positions.random(-1, 1, side, side), "at least one place");
    requireRefused(
        () -> Positions.random(3, 1, side, um(1).times(numbers(1, 2))), "there must be as many");
    requireRefused(() -> grid.displacements(new double[][] {{0, 1}, {0}}), "as many coordinates");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void masksAreFinite(double bad) {
    double[] zero = {0, 0};
    double[] one = {1, 1};
    double[] wrong = {bad, bad};
    List<ThrowingCallable> calls =
        List.of(
            () -> Mask.box(zero, wrong),
            () -> Mask.box(wrong, one),
            () -> Mask.box(zero, one, bad, 0),
            () -> Mask.circular(um(bad)),
            () -> Mask.spherical(um(bad)),
            () -> Mask.doughnut(um(1), um(bad)),
            () -> Mask.elliptical(um(bad), um(1), 0),
            () -> Mask.elliptical(um(2), um(1), bad),
            () -> Mask.ellipsoidal(um(2), um(1), um(bad), 0, 0),
            () -> Mask.ellipsoidal(um(2), um(1), um(1), 0, bad),
            () -> Mask.circular(um(1)).anchor(bad, 0));
    for (ThrowingCallable call : calls) requireRefused(call, "must be finite");
  }

  @Test
  void masksDoNotGoAroundThousandsOfTimes() {
    try (Simulator sim = network()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, row().wrapped());
      ConnectionRule rule = pairwise_bernoulli(1.0).mask(Mask.circular(um(1e9)));
      requireRefused(() -> sim.connect(nodes, nodes, rule.allow_oversized_mask()), "goes around");
      sim.connect(
          nodes, nodes, pairwise_bernoulli(1.0).mask(Mask.circular(um(50))).allow_oversized_mask());
      assertThat(sim.connections().size()).isEqualTo(16);
    }
  }

  @Test
  void theWayBackHasWeightAndDelayOfTheWayThere() {
    try (Simulator sim = network()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, row().center(new double[] {10, 0}));
      Synapse synapse =
          static_synapse
              .with(weight, source_pos(0).per(um(1)).times(uniform(1, 2)))
              .with(delay, ms(0.1).times(source_pos(0).per(um(0.5))));
      NodeCollection back = sim.create(iaf_psc_alpha, row().center(new double[] {20, 0}));
      sim.connect(nodes, back, one_to_one().symmetric(), synapse);
      Connections there = sim.connections(nodes, back);
      Connections here = sim.connections(back, nodes);
      assertThat(here.size()).isEqualTo(4);
      assertThat(sorted(here.weight())).containsExactly(sorted(there.weight()));
      assertThat(sorted(here.delay())).containsExactly(sorted(there.delay()));
      assertThat(sorted(there.delay())).containsExactly(1.7, 1.9, 2.1, 2.3);
    }
  }

  private static double[] sorted(double[] numbers) {
    return Arrays.stream(numbers).sorted().toArray();
  }

  @Test
  void settingsOfAMaskNeedAMask() {
    requireRefused(() -> all_to_all().allow_oversized_mask(), "all_to_all takes no mask");
    requireRefused(pairwise_bernoulli(1.0).allow_oversized_mask(), "without a mask");
    requireRefused(pairwise_bernoulli(FAR).use_on_source(), "without a mask");
  }

  @Test
  void onlyTheEdgesOfTheTargetsLimitAMask() {
    try (Simulator sim = network()) {
      NodeCollection ring = sim.create(iaf_psc_alpha, row().wrapped());
      NodeCollection line = sim.create(iaf_psc_alpha, row());
      ConnectionRule rule = pairwise_bernoulli(1.0).mask(Mask.circular(um(3)));
      sim.connect(ring, line, rule);
      assertThat(sim.connections().size()).isEqualTo(16);
      requireRefused(() -> sim.connect(line, ring, rule), "Mask size must not exceed");
    }
  }

  @Test
  void redrawsOfPlainNumbersAreRefused() {
    requireRefused(() -> mV(1).redraw(mV(0), mV(2)), "is not random");
  }
}
