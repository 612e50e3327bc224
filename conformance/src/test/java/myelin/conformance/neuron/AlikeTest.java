package myelin.conformance.neuron;

import static myelin.Names.Hz;
import static myelin.Names.I_e;
import static myelin.Names.V_th;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.interval;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.pA;
import static myelin.Names.poisson_generator;
import static myelin.Names.rate;
import static myelin.Names.record_from;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.tau_syn_ex;
import static myelin.Names.tau_syn_in;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import myelin.Events;
import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;

/// Neurons that are all alike are advanced by another loop than neurons that differ: to the same
/// bits. And a time constant that changes leaves the present current as it is.
class AlikeTest {

  private static final int NEURONS = 40;

  private static double[] potentials(boolean alike) {
    try (Simulator sim = Simulator.builder().seed(5).threads(1).build()) {
      NodeModel model = iaf_psc_alpha.with(tau_syn_ex, ms(0.5)).with(tau_syn_in, ms(1.7));
      NodeCollection neurons = sim.create(model, NEURONS);
      NodeCollection noise = sim.create(poisson_generator.with(rate, Hz(25000)), 2);
      sim.connect(noise.first(1), neurons, static_synapse.with(weight, pA(120)));
      sim.connect(noise.last(1), neurons, static_synapse.with(weight, pA(-50)));
      NodeCollection meter =
          sim.create(multimeter.with(record_from, "V_m", "I_syn_ex", "I_syn_in"));
      sim.connect(meter, neurons);
      if (!alike) sim.create(model.with(tau_syn_ex, ms(3)), 1);
      sim.simulate(ms(80));
      double[] all = new double[3 * sim.events(meter).size()];
      int k = 0;
      for (String name : new String[] {"V_m", "I_syn_ex", "I_syn_in"}) {
        for (double x : sim.events(meter).values(name)) all[k++] = x;
      }
      assertThat(sim.spikeCount()).isPositive();
      return all;
    }
  }

  @Test
  void theTwoLoopsAgreeToTheBit() {
    double[] alike = potentials(true);
    assertThat(alike).isNotEmpty();
    assertThat(potentials(false)).containsExactly(alike);
  }

  /// Neurons of one block that differ by their thresholds alone fire as they do by themselves.
  @Test
  void eachNeuronHasItsOwnThreshold() {
    double[] low = firstSpikes(-62);
    double[] high = firstSpikes(-55);
    assertThat(low[0]).isLessThan(high[0]);
    assertThat(firstSpikes(-55, -62, -55)).containsExactly(high[0], low[0], high[0]);
  }

  /// When neurons with these thresholds (mV) first fire (ms), in their order.
  private static double[] firstSpikes(double... thresholds) {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeCollection recorder = sim.create(spike_recorder);
      for (double threshold : thresholds) {
        sim.connect(
            sim.create(iaf_psc_alpha.with(V_th, mV(threshold)).with(I_e, pA(500))), recorder);
      }
      sim.simulate(ms(40));
      Events spikes = sim.events(recorder);
      double[] first = new double[thresholds.length];
      Arrays.fill(first, Double.POSITIVE_INFINITY);
      for (int k = 0; k < spikes.size(); k++) {
        int neuron = spikes.senders()[k] - 2;
        first[neuron] = Math.min(first[neuron], spikes.times()[k]);
      }
      return first;
    }
  }

  @Test
  void aNewTimeConstantLeavesTheCurrentWhatItIs() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection neuron = sim.create(iaf_psc_alpha.with(tau_syn_ex, ms(2)));
      NodeCollection train = sim.create(spike_generator.with(spike_times, ms(1)));
      NodeCollection meter =
          sim.create(multimeter.with(record_from, "I_syn_ex").with(interval, ms(0.1)));
      sim.connect(train, neuron, static_synapse.with("weight", 100).with("delay", 1));
      sim.connect(meter, neuron);
      sim.simulate(ms(3.5));
      neuron.set(tau_syn_ex, ms(5));
      sim.simulate(ms(0.2));
      double[] current = sim.events(meter).values("I_syn_ex");
      double before = 100 * Math.E / 2 * 1.5 * Math.exp(-1.5 / 2);
      double slope = 100 * Math.E / 2 * Math.exp(-1.5 / 2);
      assertThat(current[34]).isCloseTo(before, within(1e-10));
      assertThat(current[35]).isCloseTo((before + 0.1 * slope) * Math.exp(-0.1 / 5), within(1e-10));
    }
  }
}
