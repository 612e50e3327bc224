package myelin;

import static myelin.Names.fixed_indegree;
import static myelin.Names.fixed_outdegree;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.pairwise_poisson;
import static myelin.Names.parrot_neuron;
import static myelin.Names.poisson_generator;
import static myelin.Names.static_synapse;
import static myelin.Names.symmetric_pairwise_bernoulli;
import static myelin.Names.uniform;
import static myelin.Names.uniform_int;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import myelin.connect.ConnectionRule;
import myelin.connect.Connections;
import myelin.connect.DeviceConnections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules whose numbers are drawn, Poisson numbers of synapses, and pairs in both directions.
class DrawnRulesTest {

  private static final int N = 200;

  private static Connections connect(ConnectionRule rule, int threads) {
    Simulator sim = Simulator.builder().threads(threads).seed(5).build();
    NodeCollection nodes = sim.create(iaf_psc_alpha, N);
    sim.connect(nodes, nodes, rule, static_synapse);
    return sim.connections();
  }

  @Test
  void aPairHasAPoissonNumberOfSynapses() {
    int[] n = new int[N * N];
    Connections all = connect(pairwise_poisson(0.4), 2);
    for (int e = 0; e < all.size(); e++) n[(all.source()[e] - 1) * N + all.target()[e] - 1]++;
    double mean = Arrays.stream(n).average().orElseThrow();
    double square = Arrays.stream(n).mapToDouble(k -> (double) k * k).average().orElseThrow();
    double standardError = Math.sqrt(0.4) / N;
    assertThat(mean).isCloseTo(0.4, within(4 * standardError));
    assertThat(square - mean * mean).isCloseTo(0.4, within(0.03));
    assertThat(Arrays.stream(n).filter(k -> k == 0).count() / (double) n.length)
        .isCloseTo(Math.exp(-0.4), within(0.01));
  }

  @Test
  void symmetricPairsAreConnectedBothWays() {
    Connections all = connect(symmetric_pairwise_bernoulli(0.1).withoutAutapses(), 2);
    int[][] n = new int[N + 1][N + 1];
    int[] source = all.source();
    int[] target = all.target();
    for (int e = 0; e < all.size(); e++) n[source[e]][target[e]]++;
    for (int i = 1; i <= N; i++) {
      assertThat(n[i][i]).isZero();
      for (int j = 1; j < i; j++) assertThat(n[i][j]).isEqualTo(n[j][i]);
    }
    double expected = 2 * 0.1 * N * (N - 1);
    assertThat((double) all.size()).isCloseTo(expected, within(6 * Math.sqrt(expected)));
  }

  @Test
  void degreesAreDrawnForEachNode() {
    assertDegrees(connect(fixed_indegree(uniform_int(5)), 2).target());
    assertDegrees(connect(fixed_outdegree(uniform_int(5)), 2).source());
  }

  private static void assertDegrees(int[] ids) {
    int[] degree = new int[N + 1];
    for (int id : ids) degree[id]++;
    int[] often = new int[5];
    for (int i = 1; i <= N; i++) often[degree[i]]++;
    for (int k : often) assertThat((double) k).isCloseTo(N / 5.0, within(25.0));
  }

  @Test
  void probabilitiesAreDrawnForEachPair() {
    double n = connect(pairwise_bernoulli(uniform(0, 0.2)), 2).size();
    assertThat(n).isCloseTo(0.1 * N * N, within(4 * Math.sqrt(0.09 * N * N)));
    n = connect(pairwise_poisson(uniform(0, 2)), 2).size();
    assertThat(n).isCloseTo(N * N, within(5.0 * N * Math.sqrt(4.0 / 3)));
  }

  static List<ConnectionRule> rules() {
    return List.of(
        pairwise_poisson(0.3),
        pairwise_poisson(uniform(0, 1)),
        pairwise_bernoulli(uniform(0, 0.5)),
        symmetric_pairwise_bernoulli(0.1).withoutAutapses(),
        fixed_indegree(uniform_int(9)),
        fixed_outdegree(uniform_int(9)).withoutAutapses().withoutMultapses());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void synapsesDoNotDependOnThreads(ConnectionRule rule) {
    Connections one = connect(rule, 1);
    Connections three = connect(rule, 3);
    assertThat(three.source()).isEqualTo(one.source());
    assertThat(three.target()).isEqualTo(one.target());
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    refused(() -> connect(fixed_indegree(uniform(-3, -2)), 1), "fixed_indegree");
    refused(() -> connect(pairwise_bernoulli(uniform(2, 3)), 1), "p =");
    refused(() -> pairwise_poisson(-1), "pairwise_poisson");
    refused(() -> symmetric_pairwise_bernoulli(1.5), "p = 1.5");
    refused(() -> ConnectionRule.named("fixed_total_number", uniform(0, 3)), "one number");
  }

  /// When they are connected, not when they are built.
  @Test
  void degreesThatCannotBeAreRefusedAtOnce() {
    Simulator sim = Simulator.builder().threads(1).build();
    NodeCollection nodes = sim.create(parrot_neuron, 3);
    ConnectionRule in = fixed_indegree(uniform(5, 9)).withoutMultapses();
    ConnectionRule out = fixed_outdegree(uniform(5, 9)).withoutMultapses();
    refused(() -> sim.connect(nodes, nodes, in), "only 3 sources");
    refused(() -> sim.connect(nodes, nodes, out), "only 3 targets");
    refused(() -> sim.connect(nodes, nodes, pairwise_poisson(uniform(-2, -1))), "-1.");
    sim.connect(nodes, nodes, fixed_indegree(uniform(2, 3)).withoutMultapses());
    assertThat(sim.connections().size()).isEqualTo(6);
  }

  private static void refused(Runnable call, String word) {
    assertThatThrownBy(call::run).isInstanceOf(BadInput.class).hasMessageContaining(word);
  }

  @Test
  void eachPairTakesASynapseOfEachKind() {
    Simulator sim = Simulator.builder().threads(2).build();
    NodeCollection nodes = sim.create(iaf_psc_alpha, N);
    Synapse drawn = static_synapse.with("weight", uniform(1, 2));
    sim.connect(nodes, nodes, fixed_indegree(7), drawn.named("one"), drawn.named("two"));
    Connections one = sim.connections(nodes, nodes, static_synapse.named("one"));
    Connections two = sim.connections(nodes, nodes, static_synapse.named("two"));
    assertThat(two.source()).isEqualTo(one.source());
    assertThat(two.target()).isEqualTo(one.target());
    assertThat(two.weight()).isNotEqualTo(one.weight());
  }

  @Test
  void connectionsOfDevicesCanBeLookedAt() {
    Simulator sim = Simulator.builder().build();
    NodeCollection nodes = sim.create(iaf_psc_alpha, 3);
    NodeCollection noise = sim.create(poisson_generator);
    sim.connect(noise, nodes, static_synapse.with("weight", 2).with("delay", 0.5));
    DeviceConnections all = sim.deviceConnections(sim.nodes(), sim.nodes(), "");
    assertThat(all.source()).containsExactly(4, 4, 4);
    assertThat(all.target()).containsExactly(1, 2, 3);
    assertThat(all.weight()).containsExactly(2, 2, 2);
    assertThat(all.delay()).containsExactly(0.5, 0.5, 0.5);
    assertThat(all.synapses()).containsOnly("static_synapse");
    assertThat(sim.deviceConnections(sim.nodes(), nodes.first(1), "").size()).isEqualTo(1);
    assertThat(sim.deviceConnections(nodes, sim.nodes(), "").size()).isZero();
    assertThat(sim.deviceConnections(noise, nodes, "stdp_synapse").size()).isZero();
  }
}
