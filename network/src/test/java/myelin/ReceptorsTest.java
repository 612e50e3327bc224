package myelin;

import static myelin.Names.V_m;
import static myelin.Names.ac_generator;
import static myelin.Names.amplitude;
import static myelin.Names.dc_generator;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.pA;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.voltmeter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;

class ReceptorsTest {

  private final Simulator sim = Simulator.builder().threads(1).build();

  @Test
  void aParrotRepeatsWhatComesOnReceptor0AndHearsReceptor1() {
    var source = sim.create(Jumps.SPIKE);
    var parrots = sim.create(parrot_neuron, 4);
    var spikes = sim.create(spike_recorder);
    sim.connect(source, parrots.at(0), static_synapse.receptor(0));
    sim.connect(source, parrots.at(1), static_synapse.receptor(1));
    sim.connect(source, parrots.at(2), static_synapse.receptor("repeated"));
    sim.connect(source, parrots.at(3), static_synapse.receptor("heard"));
    sim.connect(parrots, spikes);
    sim.simulate(ms(5));
    assertThat(sim.events(spikes).senders()).containsExactly(parrots.id(0), parrots.id(2));
    assertThat(sim.events(spikes).times()).containsExactly(2, 2);
    assertThat(sim.synapses(static_synapse)).isEqualTo(8);
  }

  /// Receptor 1 passes the current through the excitatory synapse's low-pass filter, so the
  /// potential lags behind. In the end the potential gains in each step what it loses: from a
  /// current `tau_m / C_m * I`; from a filtered one a little less, as in NEST, since the step
  /// matrix lets it decay within the step.
  @Test
  void aCurrentReachesTheReceptorThatIsNumberedOrNamed() {
    var source = sim.create(dc_generator.with(amplitude, pA(100)));
    var neurons = sim.create(iaf_psc_exp, 3);
    sim.connect(source, neurons.at(0));
    sim.connect(source, neurons.at(1), static_synapse.with("receptor_type", 1));
    sim.connect(source, neurons.at(2), static_synapse.receptor("filtered"));
    sim.simulate(ms(5));
    double[] V = neurons.get(V_m);
    assertThat(V[0]).isGreaterThan(V[1] + 0.1);
    assertThat(V[2]).isEqualTo(V[1]);
    sim.simulate(ms(195));
    V = neurons.get(V_m);
    assertThat(V[0]).isCloseTo(-70 + 10.0 / 250 * 100, within(1e-6));
    double P22 = Math.exp(-0.1 / 10);
    double P21 = 10.0 * 2 / (10 - 2) / 250 * (P22 - Math.exp(-0.1 / 2));
    assertThat(V[1]).isEqualTo(V[2]).isCloseTo(-70 + P21 * 100 / (1 - P22), within(1e-6));
  }

  @Test
  void receptorsThatAreNotThereAreRefused() {
    var source = sim.create(Jumps.SPIKE);
    var current = sim.create(ac_generator);
    var alpha = sim.create(iaf_psc_alpha);
    var exp = sim.create(iaf_psc_exp);
    var parrot = sim.create(parrot_neuron);
    requireRefused(
        source, alpha, static_synapse.receptor(3), "Receptor type 3 is not available in iaf_psc");
    requireRefused(
        source, alpha, static_synapse.receptor("defalt"), "has no receptor 'defalt'", "default?");
    requireRefused(
        source, exp, static_synapse.receptor(1), "receptor 1 (filtered) of iaf_psc_exp", "spikes");
    requireRefused(current, parrot, static_synapse, "parrot_neuron does not accept currents");
    requireRefused(
        source, alpha.and(exp), static_synapse.receptor(1), "Receptor type 1 is not available");
    assertThat(sim.synapses()).isEmpty();
    sim.simulate(ms(5));
  }

  @Test
  void connectionsOfDevicesTheWrongWayRoundAreRefused() {
    var neuron = sim.create(iaf_psc_alpha);
    var meter = sim.create(voltmeter);
    var recorder = sim.create(spike_recorder);
    var current = sim.create(dc_generator);
    requireRefused(neuron, meter, static_synapse, "iaf_psc_alpha cannot be connected to voltmeter");
    requireRefused(recorder, neuron, static_synapse, "spike_recorder cannot be connected to");
    requireRefused(current, recorder, static_synapse, "dc_generator sends no spikes");
    requireRefused(current, neuron.and(recorder), static_synapse, "both neurons and devices");
    sim.connect(meter, neuron);
    requireRefused(meter, neuron, static_synapse, "node 1 is already connected to voltmeter 2");
    var other = sim.create(multimeter.with(Names.record_from, "g_ex"));
    requireRefused(other, neuron, static_synapse, "cannot record 'g_ex' from iaf_psc_alpha");
    assertThatThrownBy(() -> sim.connect(neuron, recorder, Names.fixed_indegree(1)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("fixed_indegree(1) cannot connect recorders");
  }

  @Test
  void eachSynapseMayHaveAReceptorOfItsOwn() {
    var sources = sim.create(parrot_neuron, 3);
    var targets = sim.create(parrot_neuron, 2);
    var numbered =
        static_synapse
            .with("receptor_type", new double[] {0, 1, 1, 1, 0, 0})
            .with("weight", new double[] {1, 2, 3, 4, 5, 6});
    sim.connect(sources, targets, Names.fixed_indegree(3), numbered);
    sim.connect(new int[] {1, 1}, new int[] {4, 4}, onto(1, 0).with("weight", new double[] {7, 8}));
    var made = sim.connections();
    Map<Double, Integer> receptors = new HashMap<>();
    for (int e = 0; e < made.size(); e++) receptors.put(made.weight()[e], made.receptor()[e]);
    assertThat(receptors)
        .isEqualTo(Map.of(1.0, 0, 2.0, 1, 3.0, 1, 4.0, 1, 5.0, 0, 6.0, 0, 7.0, 1, 8.0, 0));
    assertThat(sim.connections(sources, targets.at(0)).weight())
        .containsExactlyInAnyOrder(1, 2, 3, 7, 8);
  }

  private static Synapse onto(double... receptors) {
    return static_synapse.with("receptor_type", receptors);
  }

  @Test
  void ofSeveralReceptorsAllMustBeThere() {
    var parrots = sim.create(parrot_neuron, 2);
    requireRefused(parrots, parrots, onto(0, 1), "receptor_type is an array of 2", "arrays of 4");
    requireRefused(parrots, parrots, onto(0, 1, 0, 2), "Receptor type 2 is not available");
    assertThatThrownBy(() -> onto(0, 0.5)).hasMessageContaining("0.5 is not a whole number");
    assertThat(sim.connections().size()).isZero();
  }

  private void requireRefused(
      NodeCollection from, NodeCollection to, Synapse synapse, String... words) {
    assertThatThrownBy(() -> sim.connect(from, to, synapse))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(words);
  }
}
