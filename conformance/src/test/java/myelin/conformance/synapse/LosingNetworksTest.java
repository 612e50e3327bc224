package myelin.conformance.synapse;

import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.ms;
import static myelin.Names.static_synapse;
import static myelin.value.Distributions.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.growth.GrowingSynapse;
import myelin.growth.StructuralPlasticity;
import myelin.growth.SynapticElement;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;

/// Which synapses go does not depend on the number of threads, where they are kept as sets of
/// targets, as all have one weight, nor where they are kept as lists, as each has its own.
class LosingNetworksTest {

  private static final Synapse SYNAPSE = static_synapse.named("grown").elements("A", "D");

  /// Source and target of each synapse that is left.
  ///
  /// @param few whether only some neurons lose elements of one kind
  private static List<String> left(boolean lists, boolean few, int threads) {
    try (Simulator sim = Simulator.builder().seed(5).threads(threads).build()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, 300);
      StructuralPlasticity growth = sim.structuralPlasticity();
      SynapticElement losing = SynapticElement.linear().growth_rate(-0.1).z(40.5);
      SynapticElement lasting = SynapticElement.linear().growth_rate(0).z(90);
      growth.put(nodes, Map.of("A", few ? lasting : losing, "D", few ? lasting : losing));
      if (few) growth.put(nodes.first(100), Map.of("A", losing, "D", lasting));
      growth.synapses(Map.of("s", new GrowingSynapse(SYNAPSE, true, true)));
      growth.updateInterval(ms(10));
      Synapse made = lists ? SYNAPSE.with("weight", uniform(1, 2)) : SYNAPSE;
      sim.connect(nodes, nodes, fixed_indegree(40), made);
      growth.enable();
      sim.simulate(150);
      var connections = sim.connections();
      List<String> all = new ArrayList<>();
      for (int e = 0; e < connections.size(); e++) {
        all.add(connections.source()[e] + " to " + connections.target()[e]);
      }
      all.sort(null);
      return all;
    }
  }

  @Test
  void theSameSynapsesGoForAnyNumberOfThreads() {
    for (boolean few : new boolean[] {false, true}) {
      for (boolean lists : new boolean[] {false, true}) {
        List<String> one = left(lists, few, 1);
        assertThat(one.size()).isGreaterThan(1000).isNotEqualTo(12_000);
        assertThat(left(lists, few, 2)).isEqualTo(one);
        assertThat(left(lists, few, 3)).isEqualTo(one);
      }
    }
  }
}
