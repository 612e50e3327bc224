package myelin.conformance.text;

import static myelin.Names.fixed_indegree;
import static myelin.Names.parrot_neuron;
import static myelin.Names.poisson_generator;
import static myelin.Names.weight_recorder;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Synapses that have all parameters in common are changed by another loop than synapses that
/// differ: to the same bits.
class CommonSynapsesTest {

  /// Sends several spikes, or one, or none, and draws before, within and after branches.
  private static final String TEXT =
      """
      model branching_synapse:
        state:
          w real = 1
          count integer = 0
          x real = 0.25
        parameters:
          d ms = 1 ms
          tau ms = 20 ms
        equations:
          x' = -x / tau
        input:
          pre_spikes <- spike
        output:
          spike(weight real, delay ms)
        onReceive(pre_spikes):
          p real = random_uniform(0, 1)
          count += 1
          if p < 0.7:
            x += p * count
            emit_spike(w * x, d)
            if random_normal(0, 1) > 0:
              emit_spike(random_poisson(3), d)
          else:
            w = w + 0.125 * (x > 0.5 ? p : -p)
          if count > 5:
            count = 0
        update:
          integrate_odes()
          if count > 3:
            x = x * random_uniform(0.5, 0.5) + timestep() / tau
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "quantal_stp_synapse, tau_rec",
    "tsodyks_synapse, tau_rec",
    "tsodyks2_synapse, tau_rec",
    "ht_synapse, tau_P",
    "bernoulli_synapse, p_transmit"
  })
  void theTwoLoopsAgreeToTheBit(String model, String parameter) {
    assertAgree(model, parameter);
  }

  @Test
  void branchesAndSpikesAreThoseOfTheText() {
    assertAgree("branching_synapse", "tau");
  }

  @Test
  void nothingArrivesFromATextThatSendsNothing() throws IOException {
    String deaf =
        """
        model counting_synapse:
          state:
            w real = 1
            count integer = 0
          parameters:
            d ms = 1 ms
            tau ms = 20 ms
          input:
            pre_spikes <- spike
          output:
            spike(weight real, delay ms)
          onReceive(pre_spikes):
            count += 1
        """;
    for (boolean common : new boolean[] {true, false}) {
      try (Simulator sim = Simulator.builder().seed(3).threads(1).build()) {
        sim.install(Files.writeString(folder.resolve("counting_synapse.nestml"), deaf));
        NodeCollection from = sim.create(parrot_neuron, 2);
        NodeCollection to = sim.create(parrot_neuron, 3);
        NodeCollection recorder = sim.create(weight_recorder);
        Synapse synapse = sim.synapse("counting_synapse").recordedBy(recorder);
        sim.connect(sim.create(poisson_generator.with("rate", 200.0)), from.first(1));
        sim.connect(from.first(1), to, synapse);
        if (!common) sim.connect(from.last(1), to.first(1), synapse.with("tau", 3.0));
        sim.simulate(100);
        assertThat(sim.events(recorder).size()).as("common %s", common).isZero();
      }
    }
  }

  private void assertAgree(String model, String parameter) {
    List<double[]> common = spikes(model, "");
    List<double[]> own = spikes(model, parameter);
    assertThat(common).hasSameSizeAs(own).hasSizeGreaterThan(200);
    for (int k = 0; k < common.size(); k++) {
      assertThat(own.get(k)).as("%s, spike %d", model, k).containsExactly(common.get(k));
    }
    if (model.equals("bernoulli_synapse")) return; // its weights are all alike
    assertThat(common.stream().mapToDouble(e -> e[3]).distinct().count()).isGreaterThan(1);
  }

  /// Time, sender, target and weight of what arrives.
  ///
  /// @param other a parameter of which a further synapse, which is never used, has another value;
  ///   empty for none
  private List<double[]> spikes(String model, String other) {
    try (Simulator sim = Simulator.builder().seed(3).threads(1).build()) {
      if (model.equals("branching_synapse")) {
        sim.install(Files.writeString(folder.resolve(model + ".nestml"), TEXT));
      }
      NodeCollection from = sim.create(parrot_neuron, 5);
      NodeCollection to = sim.create(parrot_neuron, 30);
      NodeCollection recorder = sim.create(weight_recorder);
      Synapse synapse = sim.synapse(model).with("weight", 2.0).with("delay", 1.5);
      synapse = synapse.recordedBy(recorder);
      if (model.equals("quantal_stp_synapse"))
        synapse = synapse.with("n", 5.0).with("tau_rec", 20.0);
      sim.connect(sim.create(poisson_generator.with("rate", 60.0)), from.first(4));
      sim.connect(from.first(4), to, fixed_indegree(6), synapse);
      if (!other.isEmpty()) sim.connect(from.last(1), to.first(1), synapse.with(other, 0.375));
      sim.simulate(300);
      Events events = sim.events(recorder);
      List<double[]> all = new ArrayList<>();
      double[] times = events.times();
      for (int e = 0; e < times.length; e++) {
        double target = events.values("targets")[e];
        all.add(new double[] {times[e], events.senders()[e], target, events.values("weights")[e]});
      }
      return all;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
