package myelin.conformance.neuron;

import static myelin.Names.V_m;
import static myelin.Names.V_th;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.interval;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.tau_m;
import static myelin.Names.voltmeter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import myelin.Simulator;
import myelin.conformance.harness.Json;
import myelin.conformance.harness.ScenarioTests;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// What NEST recorded, Myelin records: spikes in the same steps, state variables to 1e-10, those of
/// `hh_psc_alpha_gap` to 1e-9.
class ReferenceTracesTest {

  @TestFactory
  Stream<DynamicTest> neuronsFollowTheTracesOfNest() {
    return ScenarioTests.of(
        "iaf_cond_exp.json.gz",
        "iaf_psc_alpha.json.gz",
        "iaf_psc_exp.json.gz",
        "iaf_psc_exp_multisynapse.json.gz",
        "iaf_psc_delta.json.gz",
        "hh_psc_alpha_gap.json.gz",
        "parrot_neuron.json");
  }

  @TestFactory
  Stream<DynamicTest> staticSynapsesDeliverTheirWeightAtEachPresynapticSpike() {
    return StreamSupport.stream(Json.resource("synapse_static_synapse.json").spliterator(), false)
        .map(s -> DynamicTest.dynamicTest(s.get("name").stringValue(), () -> deliver(s)));
  }

  @Test
  void aParrotHearsButDoesNotRepeatWhatComesOnItsReceptorOne() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection train = sim.create(spike_generator.with(spike_times, ms(1, 2)));
      NodeCollection relay = sim.create(parrot_neuron);
      NodeCollection parrot = sim.create(parrot_neuron);
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(train, parrot, static_synapse.receptor(1));
      sim.connect(train, relay);
      sim.connect(relay, parrot, static_synapse.receptor(1));
      sim.connect(train, parrot, static_synapse.with("delay", 1.5).with("weight", -3));
      sim.connect(parrot, recorder);
      sim.simulate(10);
      assertThat(sim.spikes(recorder).times()).containsExactly(2.5, 3.5);
    }
  }

  /// A neuron that hardly leaks adds up what it receives, so a sample shows the weights so far.
  private static void deliver(JsonNode s) {
    double h = s.get("resolution").doubleValue();
    double delay = s.get("synapse").get("delay").doubleValue();
    try (Simulator sim = Simulator.builder().resolution(ms(h)).build()) {
      NodeCollection train =
          sim.create(
              spike_generator.with(spike_times, ms(shifted(Json.numbers(s.get("pre_spikes"))))));
      NodeCollection pre = sim.create(parrot_neuron);
      NodeCollection post =
          sim.create(
              iaf_psc_delta
                  .with(tau_m, ms(1e20))
                  .with(V_th, mV(1e6))
                  .with("E_L", 0)
                  .with(V_m, mV(0)));
      NodeCollection recorder = sim.create(spike_recorder);
      NodeCollection meter = sim.create(voltmeter.with(interval, ms(h)));
      sim.connect(train, pre, static_synapse.with("delay", 1));
      sim.connect(
          pre,
          post,
          static_synapse
              .with("weight", s.get("synapse").get("params").get("weight").doubleValue())
              .with("delay", delay));
      sim.connect(pre, recorder);
      sim.connect(meter, post);
      sim.simulate(410);

      JsonNode expected = s.get("expected");
      double[] times = Json.numbers(expected.get("times"));
      assertThat(sim.spikes(recorder).times()).containsExactly(times, within(1e-9));
      double[] received = received(times, Json.numbers(expected.get("weights")), delay, h, 410);
      assertThat(sim.events(meter).values(V_m)).containsExactly(received, within(1e-9));
    }
  }

  /// A spike sent 1 ms before reaches the parrot, which fires, at its time.
  private static double[] shifted(double[] times) {
    double[] earlier = times.clone();
    for (int i = 0; i < earlier.length; i++) earlier[i] = Math.rint(earlier[i] * 1e3 - 1e3) / 1e3;
    return earlier;
  }

  private static double[] received(
      double[] times, double[] weights, double delay, double h, double until) {
    double[] sum = new double[(int) Math.round(until / h)];
    for (int i = 0; i < times.length; i++) {
      for (int k = (int) Math.round((times[i] + delay) / h); k <= sum.length; k++) {
        sum[k - 1] += weights[i];
      }
    }
    return sum;
  }
}
