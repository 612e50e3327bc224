package myelin;

import static myelin.Names.iaf_psc_exp_multisynapse;
import static myelin.Names.multimeter;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parameters that are lists: their lengths may differ from neuron to neuron, and receptors and
/// recordables with them.
class ListsTest {

  private final Simulator sim = Simulator.builder().threads(2).build();

  private static NodeModel with(double... tau_syn) {
    return iaf_psc_exp_multisynapse.with("tau_syn", tau_syn);
  }

  private static double[] taus(NodeCollection node) {
    return (double[]) node.value("tau_syn");
  }

  @Test
  void listsAreWhatTheyWereCreatedWith() {
    assertThat(taus(sim.create(iaf_psc_exp_multisynapse))).containsExactly(2);
    NodeCollection three = sim.create(with(1, 2, 3), 5);
    assertThat(taus(three.at(4))).containsExactly(1, 2, 3);
    assertThat(three.at(0).value("n_synapses")).isEqualTo(3L);
    assertThat(three.get("n_synapses")).containsOnly(3);
  }

  @Test
  void eachNeuronMayHaveAListOfItsOwn() {
    NodeCollection all =
        sim.create(
            iaf_psc_exp_multisynapse,
            List.of(
                Map.of("tau_syn", new double[] {1}),
                Map.of("tau_syn", new double[] {1, 4}, "C_m", 100.0),
                Map.of("V_m", -60.0)));
    assertThat(taus(all.at(0))).containsExactly(1);
    assertThat(taus(all.at(1))).containsExactly(1, 4);
    assertThat(taus(all.at(2))).containsExactly(2);
    assertThat(all.get("C_m")).containsExactly(250, 100, 250);
    assertThat(all.get("V_m")).containsExactly(-70, -70, -60);
  }

  @Test
  void aRefusalNamesTheNodeAndNothingIsCreated() {
    assertThatThrownBy(() ->
            sim.create(
                iaf_psc_exp_multisynapse,
                List.of(Map.of(), Map.of("tau_syn", new double[] {1, -1}))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("node 2")
        .hasMessageContaining("tau_syn");
    assertThat(sim.nodes().size()).isZero();
  }

  @Test
  void aListMayGetAnotherLengthBeforeAnythingIsConnected() {
    NodeCollection neurons = sim.create(iaf_psc_exp_multisynapse.with("C_m", 200.0), 4);
    neurons.at(1).set(Map.of("V_m", -61.0, "E_L", -65.0));
    neurons.at(1, 2).set("tau_syn", new double[] {3, 6, 9});
    assertThat(taus(neurons.at(0))).containsExactly(2);
    assertThat(taus(neurons.at(1))).containsExactly(3, 6, 9);
    assertThat(neurons.get("C_m")).containsOnly(200);
    assertThat(neurons.get("V_m")).containsExactly(-70, -61, -70, -70);
    assertThat(neurons.get("E_L")).containsExactly(-70, -65, -70, -70);
    sim.connect(sim.create(parrot_neuron), neurons.at(1), static_synapse.receptor(3));
    assertThat(sim.connections(sim.nodes(), neurons.at(1)).size()).isEqualTo(1);
  }

  @Test
  void placesThatWereLeftDoNotFire() {
    NodeCollection neurons = sim.create(iaf_psc_exp_multisynapse.with("I_e", 1000.0), 3);
    neurons.set("tau_syn", new double[] {1, 2});
    sim.simulate(100);
    long spikes = sim.spikeCount();
    try (Simulator alone = Simulator.builder().build()) {
      alone.create(with(1, 2).with("I_e", 1000.0), 3);
      alone.simulate(100);
      assertThat(spikes).isEqualTo(alone.spikeCount()).isPositive();
    }
  }

  @Test
  void aConnectedNeuronKeepsTheLengthOfItsLists() {
    NodeCollection neuron = sim.create(with(1, 2));
    sim.connect(sim.create(parrot_neuron), neuron, static_synapse.receptor(2));
    assertThatThrownBy(() -> neuron.set("tau_syn", new double[] {1, 2, 3}))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("connections end on it");
    neuron.set("tau_syn", new double[] {4, 5});
    assertThat(taus(neuron)).containsExactly(4, 5);
  }

  @Test
  void aSimulatedNeuronKeepsTheLengthOfItsLists() {
    NodeCollection neuron = sim.create(with(1, 2));
    sim.simulate(1);
    assertThatThrownBy(() -> neuron.set(Map.of("tau_syn", new double[] {1}, "V_m", -60.0)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("has been simulated");
    assertThat(neuron.get("V_m")).containsExactly(-70);
  }

  @Test
  void receptorsAreThoseOfTheNeuron() {
    NodeCollection source = sim.create(parrot_neuron);
    NodeCollection two = sim.create(with(1, 2));
    assertThatThrownBy(() -> sim.connect(source, two, static_synapse.receptor(3)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("Receptor type 3 is not available in iaf_psc_exp_multisynapse");
    assertThatThrownBy(() -> sim.connect(source, two, static_synapse))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("does not accept spikes");
  }

  @Test
  void elementsMustBeAllowed() {
    assertThatThrownBy(() -> with(1, -2)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> sim.create(parrot_neuron.with("tau_syn", new double[] {1})))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void currentsOfReceptorsAreRecordedAndSurviveACheckpoint(@TempDir Path folder) {
    Path file = folder.resolve("lists.myelin");
    double[] whole = run(null);
    double[] resumed = run(file);
    assertThat(resumed).containsExactly(whole);
    assertThat(whole[whole.length - 1]).isCloseTo(7 * Math.exp(-10.0 / 5), within(1e-12));
  }

  /// The current of receptor 2 while a spike decays; stopped and loaded at 5 ms if there is a file.
  private static double[] run(Path file) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection train = sim.create(spike_generator.with("spike_times", new double[] {1}));
      NodeCollection neurons = sim.create(with(2, 5), 2);
      sim.create(with(3));
      sim.connect(train, neurons, static_synapse.receptor(2).with("weight", 7.0));
      NodeCollection meter = sim.create(multimeter.with("record_from", "I_syn_2"));
      sim.connect(meter, neurons.at(1));
      sim.simulate(5);
      if (file == null) {
        sim.simulate(7);
        return sim.events(meter).values("I_syn_2");
      }
      sim.save(file);
    }
    try (Simulator sim = Simulator.load(file)) {
      sim.simulate(7);
      return sim.events(sim.nodes(5)).values("I_syn_2");
    }
  }
}
