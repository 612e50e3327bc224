package myelin.conformance.synapse;

import static myelin.Names.ms;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.stdp_dopamine_synapse;
import static myelin.Names.volume_transmitter;
import static myelin.Names.weight_recorder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import myelin.Simulator;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.FreshMachine;
import myelin.conformance.harness.Json;
import myelin.conformance.harness.ModulatedNetwork;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Synapses that hear a third node change as NEST's do, and the same to the bit however they are
/// run.
class ModulatedSynapsesTest {

  private static final double DURATION = 303.3;
  private static final double SHORT = 40;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> synapsesAreThoseOfNest() {
    return StreamSupport.stream(Json.resource("modulated.json").spliterator(), false)
        .map(c ->
            DynamicTest.dynamicTest(
                c.get("name").stringValue(),
                () -> {
                  for (int threads = 1; threads <= 4; threads++) replay(c, threads, 0);
                  replay(c, 2, 1);
                  replay(c, 1, 3);
                }));
  }

  private static void replay(JsonNode c, int threads, int slice) {
    double h = c.get("resolution").doubleValue();
    try (Simulator sim =
        Simulator.builder().resolution(ms(h)).threads(threads).slice(slice).build()) {
      NodeCollection recorder = sim.create(weight_recorder);
      NodeCollection transmitter =
          sim.create(volume_transmitter.with("deliver_interval", number(c, "interval")));
      NodeCollection pre = parrot(sim, c, "pre", 20);
      NodeCollection post = parrot(sim, c, "post", number(c, "tau_minus"));
      NodeCollection dopamine = parrot(sim, c, "dopamine", 20);
      sim.connect(dopamine, transmitter, static_synapse.with("delay", number(c, "dopamine_delay")));
      sim.connect(
          pre, sim.create(parrot_neuron), static_synapse.with("delay", number(c, "min_delay")));
      Synapse synapse = stdp_dopamine_synapse.modulatedBy(transmitter).recordedBy(recorder);
      for (String part : new String[] {"constants", "state"}) {
        for (var p : c.get(part).properties()) {
          synapse = synapse.with(p.getKey(), p.getValue().doubleValue());
        }
      }
      synapse = synapse.with("weight", number(c, "weight")).with("delay", number(c, "delay"));
      sim.connect(pre, post, synapse.receptor(1));
      JsonNode expected = c.get("expected");
      for (JsonNode row : expected.get("read")) {
        double[] wanted = Json.numbers(row);
        sim.simulate(Math.rint((wanted[0] - sim.time()) * 1e6) / 1e6);
        Connections found = sim.connections(pre, post);
        double[] read = {
          sim.time(), found.weight()[0], found.get("c")[0], found.get("n")[0], found.get("Kplus")[0]
        };
        Close.require("time, weight, c, n, Kplus", read, wanted, 1e-10);
      }
      double[] recorded = sim.events(recorder).values("weights");
      Close.require("weights", recorded, Json.numbers(expected.get("weights")), 1e-10);
    }
  }

  private static double number(JsonNode c, String name) {
    return c.get(name).doubleValue();
  }

  private static NodeCollection parrot(Simulator sim, JsonNode c, String name, double tau_minus) {
    NodeCollection parrot = sim.create(parrot_neuron.with("tau_minus", tau_minus));
    double[] before =
        Arrays.stream(Json.numbers(c.get(name))).map(t -> Math.rint((t - 1) * 1e6) / 1e6).toArray();
    sim.connect(
        sim.create(spike_generator.with("spike_times", before)),
        parrot,
        static_synapse.with("delay", 1.0));
    return parrot;
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 0", "4, 0", "1, 1", "2, 5", "3, 11"})
  void resultsDoNotDependOnThreadsAndSlices(int threads, int slice) {
    assertThat(ModulatedNetwork.run(threads, slice, DURATION))
        .isEqualTo(ModulatedNetwork.run(1, 0, DURATION));
  }

  @Test
  void resultsDoNotDependOnHowOftenTheSimulationStops() {
    double[] pieces = {0.1, 0.7, 0, 3.3, 0.1, 55.8, 240, 3.3};
    assertThat(Arrays.stream(pieces).sum()).isEqualTo(DURATION);
    try (ModulatedNetwork network = new ModulatedNetwork(2, 0)) {
      for (double piece : pieces) {
        network.sim.simulate(piece);
        network.hash();
      }
      assertThat(network.hash()).isEqualTo(ModulatedNetwork.run(1, 0, DURATION));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "50.3, 2, 3", "150, 3, 1", "204, 1, 2"})
  void theyGoOnFromACheckpoint(double at, int before, int after) {
    Path file = folder.resolve("network");
    try (ModulatedNetwork network = new ModulatedNetwork(before, 0)) {
      network.sim.simulate(at);
      network.sim.save(file);
      try (Simulator loaded = Simulator.load(file, after)) {
        assertThat(network.hash(loaded)).isEqualTo(network.hash());
        loaded.simulate(DURATION - at);
        assertThat(network.hash(loaded)).isEqualTo(ModulatedNetwork.run(1, 0, DURATION));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("myelin.conformance.harness.FreshMachine#compilers")
  void interpreterAndCompilersAgree(String option) throws IOException, InterruptedException {
    assertThat(FreshMachine.run(ModulatedNetwork.class, Double.toString(SHORT), option))
        .isEqualTo(ModulatedNetwork.run(1, 0, SHORT));
  }

  private static void refused(Consumer<Simulator> call, String... words) {
    try (Simulator sim = Simulator.builder().build()) {
      sim.create(parrot_neuron, 2);
      sim.create(volume_transmitter);
      var before = sim.synapses();
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> call.accept(sim))
          .satisfies(e -> assertThat(e.getMessage()).contains(words));
      assertThat(sim.synapses()).isEqualTo(before);
    }
  }

  @Test
  void oneThirdNodeOfItsKindIsNeeded() {
    Synapse synapse = stdp_dopamine_synapse;
    refused(
        sim -> sim.connect(sim.nodes(1), sim.nodes(2), synapse),
        "stdp_dopamine_synapse",
        "must be one volume_transmitter",
        "none has been given");
    refused(
        sim -> sim.connect(sim.nodes(1), sim.nodes(2), synapse.modulatedBy(sim.nodes(1))),
        "must be one volume_transmitter",
        "not NodeCollection");
    refused(
        sim -> {
          NodeCollection two = sim.nodes(3).and(sim.create(volume_transmitter));
          sim.connect(sim.nodes(1), sim.nodes(2), synapse.modulatedBy(two));
        },
        "must be one volume_transmitter");
    refused(
        sim -> sim.connect(sim.nodes(1), sim.nodes(2), synapse.with("volume_transmitter", 3)),
        "stdp_dopamine_synapse",
        "volume_transmitter",
        "a node");
    refused(
        sim ->
            sim.connect(
                sim.nodes(1),
                sim.nodes(2),
                Synapse.model("stdp_synapse").modulatedBy(sim.nodes(3))),
        "stdp_synapse",
        "no third node");
    try (Simulator other = Simulator.builder().build()) {
      NodeCollection foreign = other.create(volume_transmitter);
      refused(
          sim -> sim.connect(sim.nodes(1), sim.nodes(2), synapse.modulatedBy(foreign)),
          "another network");
    }
  }

  @Test
  void theTransmitterHearsNeuronsAndSendsNothing() {
    for (String model : new String[] {"spike_generator", "poisson_generator", "dc_generator"}) {
      refused(
          sim -> sim.connect(sim.create(NodeModel.named(model)), sim.nodes(3)),
          model,
          "volume_transmitter",
          "neurons only");
    }
    refused(sim -> sim.connect(sim.nodes(3), sim.nodes(1)), "volume_transmitter");
    refused(sim -> sim.connect(sim.nodes(3), sim.create(spike_recorder)), "volume_transmitter");
    refused(
        sim -> sim.connect(sim.nodes(1), sim.nodes(3), static_synapse.receptor(1)),
        "volume_transmitter",
        "0 only");
    for (double interval : new double[] {0, -1, 1.5, 2e6}) {
      refused(
          sim -> sim.create(volume_transmitter.with("deliver_interval", interval)),
          "volume_transmitter: deliver_interval",
          "whole number");
    }
  }

  @Test
  void aWeightKeepsItsSign() {
    Synapse synapse = stdp_dopamine_synapse;
    refused(
        sim ->
            sim.connect(
                sim.nodes(1), sim.nodes(2), synapse.with("Wmin", -1).modulatedBy(sim.nodes(3))),
        "stdp_dopamine_synapse: Wmin = -1.0 and Wmax = 200.0 must have the same sign");
    refused(
        sim ->
            sim.connect(
                sim.nodes(1), sim.nodes(2), synapse.with("weight", -1).modulatedBy(sim.nodes(3))),
        "weight = -1.0 and Wmax = 200.0 must have the same sign");
  }
}
