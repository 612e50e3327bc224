package myelin;

import static myelin.Names.V_m;
import static myelin.Names.all_to_all;
import static myelin.Names.delay;
import static myelin.Names.fixed_indegree;
import static myelin.Names.fixed_outdegree;
import static myelin.Names.fixed_total_number;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.one_to_one;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import myelin.connect.ConnectionRule;
import myelin.connect.Edge;
import myelin.connect.Synapse;
import myelin.engine.base.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// A rule with a seed of its own draws the same whatever the network is like.
class OwnSeedTest {

  private static final int S = 20;
  private static final int T = 20;

  /// Rules that draw pairs.
  static final List<ConnectionRule> DRAWING =
      List.of(
          fixed_indegree(5),
          fixed_indegree(5).withoutAutapses().withoutMultapses(),
          fixed_outdegree(5),
          fixed_total_number(100),
          fixed_total_number(100).withoutMultapses(),
          pairwise_bernoulli(0.3));

  static final List<ConnectionRule> ALL =
      List.of(
          all_to_all(),
          one_to_one(),
          fixed_indegree(5),
          fixed_outdegree(5),
          fixed_total_number(100),
          pairwise_bernoulli(0.3));

  private static final Synapse DRAWN =
      static_synapse
          .with(weight, normal(mV(2), mV(0.5)))
          .with(delay, uniform(ms(1), ms(9)))
          .named("drawn");

  @ParameterizedTest
  @FieldSource("DRAWING")
  void pairsDependOnTheRulesOwnSeedAlone(ConnectionRule rule) {
    Ids nodes = Ids.range(1, 50);
    Set<List<Edge>> drawn = new HashSet<>();
    for (long own : new long[] {0, 1, 2, -1, 1L << 32}) {
      List<Edge> edges = Edge.of(rule.seed(own), nodes, nodes, 77, 0);
      assertThat(Edge.of(rule.seed(own), nodes, nodes, 77, 5)).isEqualTo(edges);
      assertThat(Edge.of(rule.seed(own), nodes, nodes, 78, 0)).isEqualTo(edges);
      drawn.add(edges);
    }
    assertThat(drawn).hasSize(5);
    // a seed of its own draws other numbers, even if it equals the network's seed
    for (int call = 0; call < 3; call++) drawn.add(Edge.of(rule, nodes, nodes, 1, call));
    assertThat(drawn).hasSize(8);
  }

  @ParameterizedTest
  @FieldSource("DRAWING")
  void pairsArePlacesWhateverTheIds(ConnectionRule rule) {
    Ids few = Ids.range(1, 30);
    Ids many = Ids.list(Ids.range(1, 60).slice(30, 60).array());
    List<Edge> moved =
        Edge.of(rule.seed(3), few, few, 1, 0).stream()
            .map(e -> new Edge(e.source() + 30, e.target() + 30, e.ordinal()))
            .toList();
    assertThat(Edge.of(rule.seed(3), many, many, 1, 0)).isEqualTo(moved);
  }

  /// The potentials of targets after a volley of all sources, half of it still under way and whole:
  /// they show pairs, weights and delays.
  private static List<double[]> volley(ConnectionRule rule, long seed, int before, int threads) {
    var sim = Simulator.builder().seed(seed).threads(threads).build();
    for (int call = 0; call < before; call++) {
      var others = sim.create(Jumps.ADDER, 3 + call);
      sim.connect(others, others, fixed_indegree(2), DRAWN);
    }
    var sources = sim.create(Jumps.SPIKE, S);
    var targets = sim.create(Jumps.ADDER, T);
    sim.connect(sources, targets, rule, DRAWN);
    sim.simulate(ms(6));
    double[] half = targets.get(V_m);
    sim.simulate(ms(5));
    return List.of(half, targets.get(V_m));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aNetworkHasTheSameSynapsesWhateverCameBefore(ConnectionRule rule) {
    var expected = volley(rule.seed(4), 1, 0, 1);
    assertThat(expected.get(0)).isNotEqualTo(expected.get(1));
    for (int threads = 1; threads <= 3; threads++) {
      assertThat(volley(rule.seed(4), 1, 2, threads)).containsExactlyElementsOf(expected);
      assertThat(volley(rule.seed(4), 9, 1, threads)).containsExactlyElementsOf(expected);
    }
    assertThat(volley(rule.seed(5), 1, 0, 1).get(1)).isNotEqualTo(expected.get(1));
    assertThat(volley(rule, 4, 0, 1).get(1)).isNotEqualTo(expected.get(1));
  }

  @ParameterizedTest
  @FieldSource("DRAWING")
  void allPairsAreEquallyLikelyOverSeeds(ConnectionRule rule) {
    Ids sources = Ids.range(1, 12);
    Ids targets = Ids.range(20, 11);
    long[] counts = new long[12 * 11];
    for (long own = 0; own < 600; own++) {
      for (Edge e : Edge.of(rule.seed(own), sources, targets, 1, 0)) {
        counts[(e.source() - 1) * 11 + e.target() - 20]++;
      }
    }
    Chance.requireEqualShares(counts);
  }

  @Test
  void aRuleIsAValueThatKeepsItsSeed() {
    ConnectionRule rule = fixed_indegree(5);
    ConnectionRule seeded = rule.seed(3).withoutAutapses().withoutMultapses();
    assertThat(rule).hasToString("fixed_indegree(5)");
    assertThat(seeded)
        .hasToString("fixed_indegree(5).withoutAutapses().withoutMultapses().seed(3)");
  }

  /// Twice as many inputs as there are sources, so each target has multapses.
  @Test
  void anIndegreeFromAUnionIsThatOfBothTogether() {
    int K = 20;
    double[][] sums = new double[3][];
    for (int from = 0; from < 3; from++) {
      var sim = Simulator.builder().threads(2).build();
      var parrots = sim.create(Names.parrot_neuron, 6);
      var neurons = sim.create(Names.iaf_psc_delta, 4);
      var targets = sim.create(Jumps.ADDER, T);
      var union = parrots.and(neurons);
      Synapse one = static_synapse.with(weight, mV(1));
      sim.connect(union, targets, fixed_indegree(K).seed(1), one);
      assertThat(sim.synapses(one)).isEqualTo((long) K * T);
      var firing = from == 0 ? union : from == 1 ? parrots : neurons;
      sim.connect(sim.create(Jumps.SPIKE), firing, static_synapse.with(weight, mV(100)));
      sim.simulate(ms(10));
      sums[from] = targets.get(V_m);
    }
    for (int j = 0; j < T; j++) {
      assertThat(sums[0][j]).isEqualTo(K);
      assertThat(sums[1][j] + sums[2][j]).isEqualTo(K);
    }
    assertThat(sums[1]).isNotEqualTo(sums[2]);
  }
}
