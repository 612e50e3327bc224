package myelin.conformance.synapse;

import static myelin.Names.clopath_synapse;
import static myelin.Names.hh_psc_alpha_clopath;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.weight_recorder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import myelin.Events;
import myelin.Names;
import myelin.Simulator;
import myelin.conformance.harness.ClopathNetwork;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.FreshMachine;
import myelin.conformance.harness.Json;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Synapses that hear the potential of their target change as NEST's do, and as its recorded
/// potentials say; the same to the bit however they are run.
class ClopathTest {

  private static final double DURATION = 303.3;

  private static final double SHORT = 40;

  /// How closely potentials agree: both integrate with an error of 1e-3, step by step alike.
  private static final double POTENTIAL = 1e-6;

  /// Upper limit of weights, which some reach.
  private static final double LIMIT = 0.05;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> synapsesAndNeuronsAreThoseOfNest() {
    return StreamSupport.stream(Json.resource("clopath.json").spliterator(), false)
        .map(c ->
            DynamicTest.dynamicTest(
                c.get("name").stringValue(),
                () -> {
                  for (int threads = 1; threads <= 4; threads++) replay(c, threads, 0);
                  replay(c, 2, 1);
                }));
  }

  private static void replay(JsonNode c, int threads, int slice) {
    try (Simulator sim =
        Simulator.builder()
            .resolution(ms(c.get("resolution").doubleValue()))
            .threads(threads)
            .slice(slice)
            .build()) {
      NodeCollection target = create(sim, hh_psc_alpha_clopath, c.get("neuron"));
      NodeCollection parrot = parrot(sim, Json.numbers(c.get("pre")));
      NodeCollection weights = sim.create(weight_recorder);
      sim.connect(parrot, sim.create(parrot_neuron), static_synapse.with("delay", 30.0));
      Synapse synapse = clopath_synapse.with("delay", c.get("delay").doubleValue());
      for (var p : c.get("synapse").properties()) {
        synapse = synapse.with(p.getKey(), p.getValue().doubleValue());
      }
      sim.connect(parrot, target, synapse.recordedBy(weights));
      NodeCollection current = create(sim, Names.step_current_generator, c.get("current"));
      sim.connect(current, target, static_synapse.with("delay", 1.0));
      JsonNode expected = c.get("expected");
      String[] recorded =
          expected.get("samples").properties().stream()
              .map(java.util.Map.Entry::getKey)
              .toArray(String[]::new);
      NodeCollection meter =
          sim.create(multimeter.with("record_from", recorded).with("interval", 2.5));
      NodeCollection spikes = sim.create(spike_recorder);
      sim.connect(meter, target);
      sim.connect(target, spikes);
      sim.simulate(200);
      double[] times =
          Arrays.stream(sim.events(spikes).steps())
              .mapToDouble(s -> s * c.get("resolution").doubleValue())
              .toArray();
      Close.require("spikes", times, Json.numbers(expected.get("spikes")), 1e-9);
      Events samples = sim.events(meter);
      for (String name : recorded) {
        double[] wanted = Json.numbers(expected.get("samples").get(name));
        double[] values = Arrays.copyOf(samples.values(name), wanted.length);
        Close.require(name, values, wanted, POTENTIAL);
      }
      double[] got = sim.events(weights).values("weights");
      Close.require("weights", got, Json.numbers(expected.get("weights")), 1e-9);
      double[] x_bar = sim.connections(parrot, target).get("x_bar");
      Close.require("x_bar", x_bar, new double[] {expected.get("x_bar").doubleValue()}, 1e-12);
    }
  }

  private static NodeCollection create(Simulator sim, NodeModel model, JsonNode parameters) {
    NodeModel made = model;
    for (var p : Json.parameters(parameters).entrySet()) made = made.with(p.getKey(), p.getValue());
    return sim.create(made);
  }

  private static NodeCollection parrot(Simulator sim, double[] times) {
    NodeCollection parrot = sim.create(parrot_neuron);
    double[] before = Arrays.stream(times).map(t -> Math.rint((t - 1) * 1e6) / 1e6).toArray();
    sim.connect(
        sim.create(spike_generator.with("spike_times", before)),
        parrot,
        static_synapse.with("delay", 1.0));
    return parrot;
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 0", "4, 0", "1, 1", "2, 5"})
  void resultsDoNotDependOnThreadsAndSlices(int threads, int slice) {
    assertThat(ClopathNetwork.run(threads, slice, DURATION))
        .isEqualTo(ClopathNetwork.run(1, 0, DURATION));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "100.3, 2, 3", "204, 3, 1"})
  void theyGoOnFromACheckpoint(double at, int before, int after) {
    Path file = folder.resolve("network");
    try (Simulator sim = ClopathNetwork.of(before, 0)) {
      sim.simulate(at);
      sim.save(file);
      try (Simulator loaded = Simulator.load(file, after)) {
        assertThat(ClopathNetwork.hash(loaded)).isEqualTo(ClopathNetwork.hash(sim));
        loaded.simulate(DURATION - at);
        assertThat(ClopathNetwork.hash(loaded)).isEqualTo(ClopathNetwork.run(1, 0, DURATION));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("myelin.conformance.harness.FreshMachine#compilers")
  void interpreterAndCompilersAgree(String option) throws IOException, InterruptedException {
    assertThat(FreshMachine.run(ClopathNetwork.class, Double.toString(SHORT), option))
        .isEqualTo(ClopathNetwork.run(2, 0, SHORT));
  }

  @Test
  void synapsesInSuchANetworkChange() {
    try (Simulator sim = ClopathNetwork.of(2, 0)) {
      sim.simulate(DURATION);
      double[] weights = sim.connections().weight();
      assertThat(Arrays.stream(weights).distinct().count()).isGreaterThan(100);
      assertThat(Arrays.stream(weights).filter(w -> w < 0 || w > 80)).isEmpty();
    }
  }

  /// Synapses of one source are potentiated four at a time where they share its trace, and one by
  /// one where each has its own, or where a weight may fall.
  @ParameterizedTest
  @ValueSource(doubles = {8e-5, -8e-5})
  void togetherTheyChangeAsAlone(double A_LTP) {
    double[] together = dense(false, A_LTP);
    assertThat(together).isEqualTo(dense(true, A_LTP));
    assertThat(Arrays.stream(together).distinct().count()).isGreaterThan(30);
    if (A_LTP > 0) assertThat(together).contains(LIMIT).doesNotContain(0);
  }

  private static double[] dense(boolean own, double A_LTP) {
    try (Simulator sim = Simulator.builder().seed(5).build()) {
      NodeCollection neurons = sim.create(Names.aeif_psc_delta_clopath.with("A_LTP", 8e-5), 11);
      neurons.first(2).set("A_LTP", A_LTP);
      neurons.last(3).set("A_LTD", 0.0);
      NodeCollection noise = sim.create(Names.poisson_generator.with("rate", 10_000.0));
      sim.connect(noise, neurons, static_synapse.with("weight", 0.35));
      Synapse synapse = clopath_synapse.with("weight", 0.02).with("Wmax", LIMIT);
      sim.connect(neurons, neurons, synapse.with("delay", 1.5));
      if (own) sim.connections(neurons, neurons).set("x_bar", new double[121]);
      sim.simulate(DURATION);
      return sim.connections(neurons, neurons).weight();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iaf_psc_alpha", "hh_psc_alpha_gap", "parrot_neuron", "iaf_cond_exp"})
  void otherTargetsAreRefused(String model) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection one = sim.create(NodeModel.named(model));
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(one, one, clopath_synapse))
          .withMessageContainingAll(
              "clopath_synapse needs potentiation and depression",
              model + " does not provide",
              "must be aeif_psc_delta_clopath or hh_psc_alpha_clopath");
      assertThat(sim.synapses().values().stream().mapToLong(n -> n).sum()).isZero();
    }
  }

  @Test
  void otherPlasticSynapsesEndOnItToo() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection two = sim.create(hh_psc_alpha_clopath, 2);
      sim.connect(two, two, Synapse.model("stdp_synapse"));
      sim.connect(two, two, clopath_synapse);
      sim.simulate(5);
      assertThat(sim.connections().size()).isEqualTo(8);
    }
  }
}
