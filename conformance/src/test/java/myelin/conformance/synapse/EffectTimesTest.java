package myelin.conformance.synapse;

import static myelin.Names.V_m;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import myelin.conformance.harness.Probe;
import myelin.connect.Synapse;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a spike acts: stamped t, over a delay d, it acts in the step that ends at t + d.
class EffectTimesTest {

  private static final double SPIKE = 3;

  /// The first time at which a quantity of a neuron differs from what it is at rest, after one
  /// spike at [#SPIKE] over the given delay.
  private static double firstEffect(
      NodeModel model, String quantity, double delay, double h, boolean fromNeuron) {
    try (Probe p = new Probe(h, model, quantity)) {
      var train = p.sim.create(spike_generator.with(spike_times, ms(fromNeuron ? 1 : SPIKE)));
      Synapse synapse = static_synapse.with("weight", 5).with("delay", delay);
      if (fromNeuron) {
        var parrot = p.sim.create(parrot_neuron);
        p.sim.connect(train, parrot, static_synapse.with("delay", SPIKE - 1));
        p.sim.connect(parrot, p.neuron, synapse);
      } else {
        p.sim.connect(train, p.neuron, synapse);
      }
      p.sim.simulate(20);
      double[] values = p.values(quantity);
      for (int k = 0; k < values.length; k++) if (values[k] != values[0]) return (k + 1) * h;
      return Double.NaN;
    }
  }

  private static void requireEffect(
      NodeModel model, String quantity, double delay, double h, double after) {
    for (boolean fromNeuron : new boolean[] {false, true}) {
      assertThat(firstEffect(model, quantity, delay, h, fromNeuron))
          .as("%s of %s, delay %s, h %s", quantity, model.name(), delay, h)
          .isCloseTo(SPIKE + delay + after, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.3, 1, 1.5, 5.7, 12.8, 13.1})
  void aSpikeActsWhenItsDelayIsOver(double delay) {
    double h = 0.1;
    requireEffect(iaf_psc_delta, "V_m", delay, h, 0);
    requireEffect(iaf_psc_exp, "I_syn_ex", delay, h, 0);
    requireEffect(iaf_psc_exp, "V_m", delay, h, h);
    requireEffect(iaf_psc_alpha, "I_syn_ex", delay, h, h);
    requireEffect(iaf_psc_alpha, "V_m", delay, h, h);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.05, 0.2, 0.5, 1})
  void effectsFollowTheGridAtAnyResolution(double h) {
    requireEffect(iaf_psc_delta, "V_m", 2, h, 0);
    requireEffect(iaf_psc_exp, "V_m", 2, h, h);
    requireEffect(iaf_psc_alpha, "I_syn_ex", 2, h, h);
  }

  @Test
  void theDefaultDelayIsOneMillisecond() {
    try (Probe p = new Probe(0.1, iaf_psc_delta, "V_m")) {
      var train = p.sim.create(spike_generator.with(spike_times, ms(2)));
      p.sim.connect(train, p.neuron);
      p.sim.simulate(5);
      assertThat(p.at("V_m", 2.9)).isEqualTo(-70);
      assertThat(p.at("V_m", 3)).isEqualTo(-69);
    }
  }

  @Test
  void aSpikePassesAChainOfNeuronsWithTheSumOfTheDelays() {
    try (Probe p = new Probe(0.1, iaf_psc_delta, "V_m")) {
      var chain = p.sim.create(iaf_psc_delta, 3);
      var recorder = p.sim.create(spike_recorder);
      p.sim.connect(chain, recorder);
      Synapse strong = static_synapse.with("weight", 100);
      var train = p.sim.create(spike_generator.with(spike_times, ms(1)));
      p.sim.connect(train, chain.first(1), strong.with("delay", 0.4));
      p.sim.connect(chain.slice(0, 1), chain.slice(1, 2), strong.with("delay", 1.1));
      p.sim.connect(chain.slice(1, 2), chain.slice(2, 3), strong.with("delay", 0.1));
      p.sim.connect(chain.last(1), p.neuron, static_synapse.with("weight", 3).with("delay", 2.2));
      p.sim.simulate(8);
      assertThat(p.sim.spikes(recorder).times()).containsExactly(1.4, 2.5, 2.6);
      assertThat(p.at("V_m", 4.7)).isEqualTo(-70);
      assertThat(p.at("V_m", 4.8)).isEqualTo(-67);
    }
  }

  @Test
  void theSameTwoNodesCanBeConnectedOverSeveralDelays() {
    try (Probe p = new Probe(0.1, iaf_psc_delta.with(V_m, mV(-70)), "V_m")) {
      var train = p.sim.create(spike_generator.with(spike_times, ms(1)));
      double[] delays = {0.1, 0.5, 0.5, 3};
      for (double d : delays) p.sim.connect(train, p.neuron, static_synapse.with("delay", d));
      p.sim.simulate(5);
      for (double t : new double[] {1, 1.1, 1.4, 1.5, 2, 3.9, 4, 5}) {
        double V = -70;
        for (double d : delays) if (1 + d < t + 1e-9) V += Math.exp((1 + d - t) / 10);
        assertThat(p.at("V_m", t)).isCloseTo(V, within(1e-12));
      }
    }
  }

  @Test
  void connectionsMadeLaterDoNotDisturbSpikesUnderWay() {
    for (double later : new double[] {0.1, 0.6, 3, 47}) {
      try (Probe p = new Probe(0.1, iaf_psc_delta, "V_m")) {
        var parrot = p.sim.create(parrot_neuron);
        var train = p.sim.create(spike_generator.with(spike_times, ms(1, 9)));
        p.sim.connect(train, parrot, static_synapse.with("delay", 0.5));
        p.sim.connect(parrot, p.neuron, static_synapse.with("delay", 4));
        p.sim.simulate(3);
        p.sim.connect(parrot, p.neuron, static_synapse.with("delay", later).with("weight", 2));
        p.sim.simulate(60);
        for (double t : new double[] {3, 5.4, 5.5, 9.5, 9.6, 13.4, 13.5, 20, 56.4, 56.5, 63}) {
          double V = -70;
          if (t > 5.5 - 1e-9) V += Math.exp((5.5 - t) / 10);
          if (t > 13.5 - 1e-9) V += Math.exp((13.5 - t) / 10);
          if (t > 9.5 + later - 1e-9) V += 2 * Math.exp((9.5 + later - t) / 10);
          assertThat(p.at("V_m", t)).as("delay %s, at %s", later, t).isCloseTo(V, within(1e-12));
        }
      }
    }
  }

  @Test
  void recordersHearASpikeAtTheTimeItWasSentWhateverTheDelay() {
    try (Probe p = new Probe(0.1, iaf_psc_delta, "V_m")) {
      var train = p.sim.create(spike_generator.with(spike_times, ms(1.5)));
      var recorder = p.sim.create(spike_recorder);
      p.sim.connect(train, recorder, static_synapse.with("delay", 3).with("weight", 7));
      p.sim.simulate(2);
      assertThat(p.sim.spikes(recorder).times()).containsExactly(1.5);
    }
  }
}
