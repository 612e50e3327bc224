package myelin;

import static myelin.Names.iaf_psc_delta;
import static myelin.Names.one_to_one;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.stdp_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import myelin.connect.Connections;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;

/// Synapses that are taken out, parts of those found, and weights onto parrots.
class DisconnectedTest {

  @Test
  void whatIsTakenOutIsGoneAndTheRestStays() {
    Simulator sim = Simulator.builder().threads(2).build();
    NodeCollection nodes = sim.create(iaf_psc_delta, 4);
    double[] weights = new double[16];
    for (int i = 0; i < 16; i++) weights[i] = i + 1;
    sim.connect(nodes, nodes, static_synapse.with("weight", weights));
    Connections all = sim.connections();
    all.at(0, 5, 10, 15).disconnect();
    Connections rest = sim.connections();
    assertThat(rest.size()).isEqualTo(12);
    for (int e = 0; e < 12; e++) {
      int source = rest.source()[e];
      int target = rest.target()[e];
      assertThat(source).isNotEqualTo(target);
      assertThat(rest.weight()[e]).isEqualTo((target - 1) * 4 + source);
    }
    assertThatThrownBy(all::weight).isInstanceOf(BadInput.class).hasMessageContaining("taken out");
    Connections one = all.at(1);
    assertThat(one.target()[0]).isEqualTo(2);
    assertThat(one.weight()[0]).as("5 is from 1 to 2").isEqualTo(5);
    rest.at().disconnect();
    assertThat(sim.synapses(static_synapse)).as("none taken out").isEqualTo(12);
  }

  @Test
  void whatIsTakenOutCannotBeSet() {
    Simulator sim = Simulator.builder().threads(2).build();
    NodeCollection nodes = sim.create(iaf_psc_delta, 4);
    sim.connect(nodes, nodes);
    Connections one = sim.connections().at(3);
    one.disconnect();
    for (int look = 0; look < 2; look++) {
      assertThatThrownBy(() -> one.set("weight", 2.0))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("has been taken out");
      sim.build();
    }
  }

  @Test
  void spikesNoLongerPassWhatWasTakenOut() {
    Simulator sim = Simulator.builder().build();
    NodeCollection source = sim.create(spike_generator.with("spike_times", new double[] {1, 5}));
    NodeCollection one = sim.create(parrot_neuron);
    NodeCollection two = sim.create(parrot_neuron);
    NodeCollection spikes = sim.create(spike_recorder);
    sim.connect(source, one);
    sim.connect(one, two);
    sim.connect(two, spikes);
    sim.simulate(3.5);
    sim.connections(one, two).disconnect();
    sim.simulate(10);
    assertThat(sim.events(spikes).times()).containsExactly(3);
  }

  /// Where weights differ, spikes wait until they arrive; with the last synapses that ends.
  @Test
  void whatIsUnderWayArrivesAfterAllHaveBeenTakenOut() {
    Simulator sim = Simulator.builder().threads(2).build();
    NodeCollection source = sim.create(spike_generator.with("spike_times", new double[] {1, 2.5}));
    NodeCollection targets = sim.create(iaf_psc_delta, 2);
    double[] weights = {3, 5};
    double[] delays = {2, 4};
    sim.connect(source, targets, static_synapse.with("weight", weights).with("delay", delays));
    sim.simulate(2);
    sim.connections().disconnect();
    sim.simulate(6);
    double[] V = targets.get("V_m");
    for (int i = 0; i < 2; i++) {
      double since = 8 - (1 + delays[i]);
      assertThat(V[i]).isCloseTo(-70 + weights[i] * Math.exp(-since / 10), within(1e-9));
    }
  }

  @Test
  void plasticSynapsesThatStayGoOnWhereTheyWere() {
    double[] whole = plastic(new int[0]);
    double[] left = plastic(new int[] {1, 3});
    assertThat(left).containsExactly(whole[0], whole[2]);
    assertThat(whole[0]).isNotEqualTo(10);
  }

  /// Weights of four synapses that have heard spikes, of which some are then taken out, after more.
  private static double[] plastic(int[] out) {
    Simulator sim = Simulator.builder().threads(2).build();
    double[] early = {2, 9, 17, 31, 44};
    double[] late = {5, 14, 22, 37, 49};
    NodeCollection sources = sim.create(parrot_neuron, 2);
    NodeCollection targets = sim.create(parrot_neuron, 2);
    sim.connect(sim.create(spike_generator.with("spike_times", early)), sources);
    sim.connect(sim.create(spike_generator.with("spike_times", late)), targets);
    sim.connect(sources, targets, stdp_synapse.with("weight", 10).receptor(1));
    sim.simulate(25);
    Connections all = sim.connections(sources, targets);
    all.at(out).disconnect();
    sim.simulate(30);
    return sim.connections(sources, targets).weight();
  }

  @Test
  void partsHaveTheirOwnOrder() {
    Simulator sim = Simulator.builder().build();
    NodeCollection nodes = sim.create(iaf_psc_delta, 3);
    sim.connect(nodes, nodes, static_synapse);
    Connections part = sim.connections().at(8, 0, 4);
    assertThat(part.source()).containsExactly(3, 1, 2);
    part.set("weight", new double[] {3, 1, 2});
    assertThat(sim.connections().weight()).containsExactly(1, 1, 1, 1, 2, 1, 1, 1, 3);
    assertThatThrownBy(() -> part.at(3)).isInstanceOf(BadInput.class);
  }

  @Test
  void weightsOntoParrotsAreKeptAndHaveNoEffect() {
    Simulator sim = Simulator.builder().build();
    NodeCollection source = sim.create(spike_generator.with("spike_times", new double[] {1, 5}));
    NodeCollection parrots = sim.create(parrot_neuron, 3);
    NodeCollection spikes = sim.create(spike_recorder);
    NodeCollection first = parrots.first(1);
    sim.connect(source, first);
    sim.connect(first, parrots.slice(1, 2), one_to_one(), static_synapse.with("weight", 2.5));
    sim.connect(first, parrots.last(1));
    sim.connect(parrots, spikes);
    Connections two = sim.connections(first, parrots);
    assertThat(two.weight()).containsExactly(2.5, 1);
    two.set("weight", new double[] {4, 8});
    assertThat(two.weight()).containsExactly(4, 8);
    sim.connections(first, parrots).set("weight", 16);
    assertThat(sim.connections(first, parrots).weight()).containsExactly(16, 16);
    sim.simulate(10);
    assertThat(sim.events(spikes).times()).containsExactly(2, 3, 3, 6, 7, 7);
  }
}
