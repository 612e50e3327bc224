package myelin;

import static myelin.Names.Hz;
import static myelin.Names.V_m;
import static myelin.Names.V_th;
import static myelin.Names.amplitude;
import static myelin.Names.dc_generator;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.label;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.pA;
import static myelin.Names.parrot_neuron;
import static myelin.Names.poisson_generator;
import static myelin.Names.rate;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.value.Dimension;
import myelin.value.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings of stimulators may change between simulations.
class StimulatorsTest {

  private final Simulator sim = Simulator.builder().threads(1).build();

  private NodeCollection recorderOf(NodeCollection source) {
    var recorder = sim.create(spike_recorder);
    sim.connect(source, recorder);
    return recorder;
  }

  @Test
  void newSpikeTimesHoldFromNowOn() {
    var source = sim.create(spike_generator.with(spike_times, ms(1, 5)));
    var recorder = recorderOf(source);
    sim.simulate(ms(3));
    source.set(spike_times, ms(1, 4, 6));
    sim.simulate(ms(7));
    assertThat(sim.events(recorder).times()).containsExactly(1, 4, 6);
  }

  @Test
  void aSpikeShiftedFromNowIsSentOnceWhateverElseIsSetLater() {
    var shifting = spike_generator.with("shift_now_spikes", true);
    var source = sim.create(shifting.with(spike_times, ms(new double[] {5})));
    var recorder = recorderOf(source);
    sim.simulate(ms(5));
    source.set(label, "changed");
    sim.simulate(ms(5));
    assertThat(sim.events(recorder).times()).containsExactly(5);
  }

  @Test
  void aGeneratorWithASpikeShiftedFromZeroCanBeSetLater() {
    var shifting = spike_generator.with("shift_now_spikes", true);
    var source = sim.create(shifting.with(spike_times, ms(new double[] {0})));
    var recorder = recorderOf(source);
    sim.simulate(ms(5));
    source.set(label, "changed");
    sim.simulate(ms(5));
    assertThat(sim.events(recorder).times()).containsExactly(0.1);
  }

  /// A current of 100 pA for 10 ms, then of -100 pA, with a delay of 1 ms, onto neurons whose
  /// potential follows with a time constant of 10 ms: each part is an exponential of its own.
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void connectionsOfACurrentChangeForWhatIsSentFromNowOn(int threads) {
    var network = Simulator.builder().threads(threads).build();
    var source = network.create(dc_generator.with(amplitude, pA(100)));
    var neurons = network.create(iaf_psc_exp.with(V_th, mV(1e6)), 300);
    network.connect(source, neurons);
    network.simulate(ms(10));
    var odd = new int[150];
    Arrays.setAll(odd, i -> 2 * i);
    var connections = network.deviceConnections(source, neurons, "");
    connections.at(odd).set("weight", -1);
    network.simulate(ms(20));
    double[] potentials = neurons.get(V_m);
    for (int i = 0; i < potentials.length; i++) {
      double after = i % 2 == 0 ? -1 : 1;
      double expected = -70 + charged(1, 30 - 1.1) + charged(after - 1, 30 - 11.1);
      assertThat(potentials[i]).isCloseTo(expected, within(1e-9));
    }
    assertThat(connections.weight()).startsWith(-1, 1, -1, 1);
  }

  private static double charged(double weight, double ms) {
    return weight * 4 * (1 - Math.exp(-ms / 10));
  }

  @Test
  void changesOfConnectionsAreRefusedTogether() {
    var source = sim.create(dc_generator);
    sim.connect(source, sim.create(iaf_psc_exp, 2));
    var connections = sim.deviceConnections(source, sim.nodes(), "");
    assertThatThrownBy(() -> connections.set("delay", 2, 0.01))
        .hasMessageContaining("delay = 0.01 ms must be at least the resolution");
    assertThatThrownBy(() -> connections.set("weight", 1, 2, 3))
        .hasMessageContaining("3 numbers for 2 connections");
    assertThatThrownBy(() -> connections.set("Wmax", 1)).hasMessageContaining("'Wmax'");
    assertThat(connections.delay()).containsExactly(1, 1);
  }

  /// Every target gets a train of its own, whose numbers no change of a weight moves.
  @Test
  void aChangedWeightLeavesPoissonSpikesWhereTheyAre() {
    var source = sim.create(poisson_generator.with(rate, Hz(2000)));
    var parrot = sim.create(parrot_neuron);
    sim.connect(source, parrot);
    var recorder = recorderOf(parrot);
    sim.simulate(ms(20));
    sim.deviceConnections(source, parrot, "").set("weight", 3);
    sim.simulate(ms(20));
    var other = Simulator.builder().threads(1).build();
    source = other.create(poisson_generator.with(rate, Hz(2000)));
    parrot = other.create(parrot_neuron);
    other.connect(source, parrot);
    var undisturbed = other.create(spike_recorder);
    other.connect(parrot, undisturbed);
    other.simulate(ms(40));
    assertThat(other.events(undisturbed).size()).isPositive();
    assertThat(sim.events(recorder).times()).isEqualTo(other.events(undisturbed).times());
  }

  @Test
  void delaysStayWithinLimits() {
    sim.delays(0.5, 2);
    var neurons = sim.create(parrot_neuron, 30);
    var range = Names.uniform(ms(0.5), ms(2));
    assertThatThrownBy(() -> sim.connect(neurons, neurons, synapse(Names.uniform(ms(1), ms(2.5)))))
        .hasMessageContaining("must be at least 0.5 ms, and at most 2.0 ms");
    sim.connect(neurons, neurons, synapse(range));
    double[] delays = sim.connections().delay();
    assertThat(delays).hasSize(900);
    assertThat(Arrays.stream(delays)).allMatch(d -> d >= 0.5 && d <= 2);
    assertThatThrownBy(() -> sim.delays(2, 1)).hasMessageContaining("delays from 2.0 ms to 1.0 ms");
  }

  private static Synapse synapse(Quantity<Dimension.Time> delay) {
    return Names.static_synapse.with(Names.delay, delay);
  }
}
