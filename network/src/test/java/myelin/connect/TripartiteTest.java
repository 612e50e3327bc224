package myelin.connect;

import static myelin.Names.aeif_cond_alpha_astro;
import static myelin.Names.all_to_all;
import static myelin.Names.astrocyte_lr_1994;
import static myelin.Names.fixed_indegree;
import static myelin.Names.fixed_outdegree;
import static myelin.Names.gap_junction;
import static myelin.Names.one_to_one;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.pairwise_poisson;
import static myelin.Names.sic_connection;
import static myelin.Names.static_synapse;
import static myelin.Names.third_factor_bernoulli_with_pool;
import static myelin.Names.tsodyks_synapse;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;

/// Connections by way of third factors; test_myelin_tripartite.py compares with NEST's numbers.
class TripartiteTest {

  private static final TripartiteSynapses SYNAPSES =
      TripartiteSynapses.of(tsodyks_synapse, static_synapse, sic_connection);

  /// A network with sources, targets and astrocytes.
  private record Net(
      Simulator sim, NodeCollection sources, NodeCollection targets, NodeCollection astrocytes)
      implements AutoCloseable {

    static Net of(int threads) {
      var sim = Simulator.builder().threads(threads).seed(5).build();
      return new Net(
          sim,
          sim.create(aeif_cond_alpha_astro, 40),
          sim.create(aeif_cond_alpha_astro, 30),
          sim.create(astrocyte_lr_1994, 15));
    }

    void connect(ConnectionRule rule, ThirdFactorRule third) {
      sim.connect(sources, targets, astrocytes, rule, third, SYNAPSES);
    }

    void connectBy(TripartiteSynapses synapses) {
      ThirdFactorRule third = third_factor_bernoulli_with_pool(1);
      sim.connect(sources, targets, astrocytes, all_to_all(), third, synapses);
    }

    /// All connections as text, sorted.
    List<String> look() {
      Connections c = sim.connections();
      List<String> all = new ArrayList<>();
      for (int e = 0; e < c.size(); e++) {
        all.add(
            "%s %d %d %s".formatted(c.synapses()[e], c.source()[e], c.target()[e], c.weight()[e]));
      }
      all.sort(null);
      return all;
    }

    @Override
    public void close() {
      sim.close();
    }
  }

  @Test
  void threadsMakeNoDifference() {
    for (ConnectionRule rule :
        List.of(
            fixed_indegree(7),
            fixed_outdegree(5).withoutMultapses(),
            pairwise_bernoulli(0.3),
            pairwise_bernoulli(uniform(0, 1)),
            pairwise_poisson(0.4).seed(3))) {
      List<List<String>> looks = new ArrayList<>();
      for (int threads = 1; threads <= 3; threads++) {
        try (Net net = Net.of(threads)) {
          net.connect(rule, third_factor_bernoulli_with_pool(0.4).pool_size(4));
          looks.add(net.look());
        }
      }
      assertThat(looks.get(1)).as(rule.toString()).isEqualTo(looks.get(0));
      assertThat(looks.get(2)).as(rule.toString()).isEqualTo(looks.get(0));
    }
  }

  /// The third factor of a pair is between its source and its target.
  @Test
  void sourcesAndTargetsOfThirdFactorsAreThoseOfPairs() {
    try (Net net = Net.of(2)) {
      net.connect(all_to_all(), third_factor_bernoulli_with_pool(1).pool_size(2));
      Connections in = net.sim.connections(net.sources, net.astrocytes);
      Connections out = net.sim.connections(net.astrocytes, net.targets);
      assertThat(degrees(in.target())).isEqualTo(degrees(out.source()));
      assertThat(in.size()).isEqualTo(40 * 30);
      assertThat(Arrays.stream(out.target()).distinct().count()).isEqualTo(30);
    }
  }

  private static Map<Integer, Integer> degrees(int[] ids) {
    Map<Integer, Integer> n = new TreeMap<>();
    for (int id : ids) n.merge(id, 1, Integer::sum);
    return n;
  }

  @Test
  void whatCannotBeIsRefusedAsAWhole() {
    try (Net net = Net.of(1)) {
      ThirdFactorRule third = third_factor_bernoulli_with_pool(1);
      requireRefused(() -> third_factor_bernoulli_with_pool(1.1), "p = 1.1 must be between");
      requireRefused(() -> third.pool_size(0), "must be at least 1");
      requireRefused(() -> net.connect(all_to_all(), third.pool_size(16)), "between 1 and 15");
      requireRefused(() -> net.connect(all_to_all(), third.pool_size(3).blocks()), "blocks");
      net.connect(all_to_all(), third.pool_size(1).blocks());
      long before = net.sim.connections().size();
      requireRefused(() -> net.connect(one_to_one().symmetric(), third), "no third factors");
      TripartiteSynapses arrays =
          TripartiteSynapses.of(
              static_synapse, static_synapse.with("weight", new double[1200]), sic_connection);
      requireRefused(() -> net.connectBy(arrays), "takes no arrays");
      requireRefused(
          () ->
              net.connectBy(TripartiteSynapses.of(static_synapse, static_synapse, static_synapse)),
          "astrocyte_lr_1994");
      requireRefused(
          () -> net.connectBy(TripartiteSynapses.of(static_synapse, gap_junction, sic_connection)),
          "gap_junction");
      assertThat(net.sim.connections().size()).isEqualTo((int) before);
    }
  }

  private static void requireRefused(Runnable call, String word) {
    assertThatThrownBy(call::run).isInstanceOf(BadInput.class).hasMessageContaining(word);
  }
}
