package myelin.conformance.network;

import static myelin.Names.all_to_all;
import static myelin.Names.fixed_indegree;
import static myelin.Names.ms;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Simulator;
import myelin.conformance.harness.RankThreads;
import myelin.conformance.harness.Whole;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.Ranks;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections that carry signals are where their targets are, and can be read, set and taken out
/// together with others, on several ranks as on one.
class CoupledRanksTest {

  private static final Synapse GAP = Synapse.model("gap_junction").with("weight", 2);
  private static final Synapse LATER = Synapse.model("rate_connection_delayed");

  private static String cells(UnaryOperator<Builder> settings) {
    try (Simulator sim = settings.apply(Simulator.builder().seed(5)).build()) {
      NodeCollection cells =
          sim.create(NodeModel.named("hh_psc_alpha_gap").with("I_e", uniform(300, 700)), 9);
      sim.connect(cells, cells, all_to_all().withoutAutapses(), GAP);
      sim.connect(cells, cells.last(1), all_to_all(), static_synapse.with("weight", 20));
      sim.simulate(5);
      Connections both = sim.connections(cells, cells.last(3));
      assertThat(Arrays.stream(both.target())).allMatch(sim.ranks()::has);
      both.set("weight", uniform(1, 5));
      sim.connections(cells.first(2), cells).set("weight", 3.0);
      sim.simulate(5);
      sim.connections(cells.last(1), cells.last(1)).disconnect();
      sim.connections(cells.first(1), cells.last(1)).disconnect();
      sim.connections(cells.first(4), cells.first(4)).disconnect();
      sim.simulate(5);
      return seen(sim, cells, "V_m");
    }
  }

  private static String rates(UnaryOperator<Builder> settings) {
    try (Simulator sim = settings.apply(Simulator.builder().seed(5)).build()) {
      NodeModel model = NodeModel.named("lin_rate_ipn").with("mu", uniform(0, 3));
      NodeCollection units = sim.create(model, 11);
      sim.connect(units, units, fixed_indegree(3), LATER.with("delay", ms(2)));
      sim.connect(units, units.first(1), all_to_all(), LATER.with("delay", ms(1.5)));
      sim.simulate(7.3);
      sim.connections(units, units.last(2)).set("delay", ms(0.9));
      sim.connections(units.first(5), units.last(6)).set("weight", uniform(-1, 1));
      sim.simulate(7.3);
      sim.connections(units, units.first(1)).disconnect();
      sim.simulate(7.3);
      return sim.min_delay() + seen(sim, units, "rate");
    }
  }

  /// All connections and states.
  private static String seen(Simulator sim, NodeCollection nodes, String state) {
    Connections all = sim.connections();
    int[] source = all.source();
    int[] target = all.target();
    double[] weight = all.weight();
    double[] delay = all.delay();
    return Whole.list(
            sim, all, e -> "%d %d %s %s".formatted(source[e], target[e], weight[e], delay[e]))
        + Arrays.toString(Whole.get(sim, nodes, state));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void connectionsOfBothKindsChangeAsOnOneRank(int n) {
    String alone = cells(b -> b.ranks(Ranks.ALONE).threads(2));
    assertThat(alone).contains("2 9 3.0", "9 1 2.0");
    assertThat(RankThreads.run(n, r -> cells(b -> b.ranks(r).threads(1)))).containsOnly(alone);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void delayedConnectionsChangeAsOnOneRank(int n) {
    String alone = rates(b -> b.ranks(Ranks.ALONE).threads(2));
    assertThat(alone).startsWith("0.9");
    assertThat(RankThreads.run(n, r -> rates(b -> b.ranks(r).threads(1)))).containsOnly(alone);
  }
}
