package myelin;

import static myelin.Names.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import myelin.engine.base.BadInput;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;

/// Bugs that were found and mended, one test each.
class RepairedTest {

  private final Simulator sim = Simulator.builder().threads(1).build();

  @Test
  void aParrotRepeatsSpikesWhateverTheirWeightAndHoweverManySynapseModelsThereAre() {
    var parrots = sim.create(parrot_neuron, 12);
    var once = sim.create(spike_generator.with(spike_times, ms(new double[] {2})));
    var heard = sim.create(spike_recorder);
    for (int i = 0; i < 12; i++) {
      var synapse = static_synapse.named("synapse " + i).with(weight, number(5 + i));
      sim.connect(once, parrots.slice(i, i + 1), synapse);
    }
    sim.connect(parrots, heard);
    assertThat(sim.simulate(ms(10)).spikes(heard).size()).isEqualTo(12);
  }

  @Test
  void aWeightThatIsOneForAllOfACallIsNotRounded() {
    for (int k = 0; k < 20; k++) {
      var node = sim.create(iaf_psc_delta.with(E_L, mV(0)).with(V_m, mV(0)).with(V_th, mV(1e3)));
      var once = sim.create(spike_generator.with(spike_times, ms(new double[] {1})));
      sim.connect(once, node, static_synapse.with(weight, mV(0.1 + k)).with(delay, ms(1)));
    }
    sim.simulate(ms(2));
    for (int k = 0; k < 20; k++) {
      assertThat(sim.nodes(2 * k + 1).get(V_m)[0]).isEqualTo(0.1 + k);
    }
  }

  @Test
  void aPotentialSetInTheRefractoryPeriodStays() {
    var node = sim.create(iaf_psc_delta.with(V_m, mV(-50)).with(t_ref, ms(5)));
    sim.simulate(ms(1));
    assertThat(node.get(t_spike)[0]).isEqualTo(0.1);
    node.set(V_m, mV(-60));
    sim.simulate(ms(1));
    assertThat(node.get(V_m)[0]).isEqualTo(-60);
  }

  @Test
  void aRecorderThatPrintsSaysThatItKeepsNothing() {
    var recorder = sim.create(spike_recorder.with(record_to, "screen"));
    assertThatThrownBy(() -> sim.spikes(recorder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("does not keep them");
  }

  @Test
  void veryShortTimeConstantsGiveNumbers() {
    for (String model : new String[] {"iaf_psc_alpha", "iaf_psc_exp"}) {
      var node = sim.create(NodeModel.named(model).with("tau_m", 1e-4).with("I_e", 100.0));
      sim.simulate(ms(1));
      assertThat(node.get(V_m)[0]).as(model).isBetween(-70.0, -69.9);
    }
  }

  @Test
  void startAndOriginAddUpToNever() {
    var generator = dc_generator.with(amplitude, pA(1000)).with("start", 1e15).with("origin", 1.0);
    var node = sim.create(iaf_psc_alpha);
    sim.connect(sim.create(generator), node);
    sim.simulate(ms(50));
    assertThat(node.get(V_m)[0]).isEqualTo(-70);
  }

  @Test
  void aRefusedCallDrawsNothing() {
    var other = Simulator.builder().threads(1).build();
    var drawn = iaf_psc_alpha.with(V_m, normal(mV(-65), mV(5)));
    assertThatThrownBy(() -> other.create(drawn.with(V_reset, mV(0)), 3))
        .isInstanceOf(BadInput.class);
    assertThat(other.create(drawn, 3).get(V_m)).isEqualTo(sim.create(drawn, 3).get(V_m));
  }

  @Test
  void aDeviceSetTwiceAtRandomGetsTwoNumbers() {
    var noise = sim.create(poisson_generator);
    double first = noise.set(rate, uniform(Hz(0), Hz(100))).get(rate)[0];
    assertThat(noise.set(rate, uniform(Hz(0), Hz(100))).get(rate)[0]).isNotEqualTo(first);
  }

  @Test
  void whatHasNothingToRecordIsRefusedByAMultimeter() {
    var noise = sim.create(poisson_generator);
    var meter = sim.create(multimeter);
    assertThatThrownBy(() -> sim.connect(meter, noise))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("nothing that a multimeter could record");
  }

  @Test
  void timesBelowAStepAreRefused() {
    assertThatThrownBy(() -> sim.create(noise_generator.with("dt", 0.0004)))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> sim.create(spike_generator.with(spike_times, ms(0.0004, 1))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("spike_times[0]");
    assertThat(sim.size()).isZero();
  }

  @Test
  void aRateOfNobodyIsRefused() {
    var recorder = sim.create(spike_recorder);
    var result = sim.simulate(ms(10));
    assertThatThrownBy(() -> result.rate(recorder)).isInstanceOf(BadInput.class);
  }

  @Test
  void aCustomaryModelKeepsItsName() {
    var model = iaf_psc_alpha.named("pyramidal", java.util.Map.of("tau_m", 20.0));
    assertThat(sim.create(model, 3))
        .hasToString("NodeCollection(model=pyramidal, size=3, first=1, last=3)");
  }

  @Test
  void theVersionIsKnown() {
    assertThat(Simulator.version()).matches("\\d+\\.\\d+\\.\\d+\\S*");
  }
}
