package myelin.conformance.synapse;

import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.parrot_neuron;
import static myelin.Names.pp_cond_exp_mc_urbanczik;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.urbanczik_synapse;
import static myelin.Names.weight_recorder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import myelin.Events;
import myelin.Simulator;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.Json;
import myelin.conformance.harness.UrbanczikNetwork;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Synapses that learn by the error of a dendrite change as NEST's do.
class UrbanczikTest {

  private static final double DURATION = 203.3;

  /// The difference allowed between potentials: both integrate with an error of 1e-3, but take the
  /// same steps.
  private static final double POTENTIAL = 1e-9;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> synapsesAndNeuronsAreThoseOfNest() {
    return StreamSupport.stream(Json.resource("urbanczik.json").spliterator(), false)
        .map(c ->
            DynamicTest.dynamicTest(
                c.get("name").stringValue(),
                () -> {
                  for (int threads = 1; threads <= 3; threads++) replay(c, threads, 0);
                  replay(c, 2, 1);
                }));
  }

  private static void replay(JsonNode c, int threads, int slice) {
    double h = c.get("resolution").doubleValue();
    try (Simulator sim =
        Simulator.builder().resolution(ms(h)).threads(threads).slice(slice).build()) {
      NodeModel model = pp_cond_exp_mc_urbanczik;
      for (var p : Json.parameters(c.get("neuron")).entrySet()) {
        model = model.with(p.getKey(), p.getValue());
      }
      NodeCollection target = sim.create(model);
      NodeCollection weights = sim.create(weight_recorder);
      int n = c.get("synapses").size();
      NodeCollection parrots = sim.create(parrot_neuron, n);
      for (int k = 0; k < n; k++) {
        connect(sim, parrots.at(k), Json.numbers(c.get("pre").get(k)));
        Synapse synapse = urbanczik_synapse;
        for (var p : Json.parameters(c.get("synapses").get(k)).entrySet()) {
          synapse = synapse.with(p.getKey(), p.getValue());
        }
        sim.connect(parrots.at(k), target, synapse.recordedBy(weights));
      }
      JsonNode expected = c.get("expected");
      NodeModel asked =
          multimeter.with("record_from", new String[] {"V_m.s", "V_m.p"}).with("interval", 2.5);
      NodeCollection meter = sim.create(asked);
      NodeCollection spikes = sim.create(spike_recorder);
      sim.connect(meter, target);
      sim.connect(target, spikes);
      sim.simulate(150);
      sim.connections(parrots.first(1), target).set(Json.parameters(c.get("later")));
      sim.simulate(150);
      Close.require(
          "spikes", sim.events(spikes).times(), Json.numbers(expected.get("spikes")), 1e-9);
      Events samples = sim.events(meter);
      for (var p : expected.get("samples").properties()) {
        double[] wanted = Json.numbers(p.getValue());
        double[] got = Arrays.copyOf(samples.values(p.getKey()), wanted.length);
        Close.require(p.getKey(), got, wanted, POTENTIAL);
      }
      Events events = sim.events(weights);
      double[] heard = events.values("weights");
      for (int k = 0; k < n; k++) {
        int parrot = parrots.id(k);
        double[] got =
            IntStream.range(0, heard.length)
                .filter(e -> events.senders()[e] == parrot)
                .mapToDouble(e -> heard[e])
                .toArray();
        Close.require("synapse " + k, got, Json.numbers(expected.get("weights").get(k)), 1e-9);
      }
    }
  }

  private static void connect(Simulator sim, NodeCollection parrot, double[] times) {
    double[] before = Arrays.stream(times).map(t -> Math.rint((t - 1) * 1e4) / 1e4).toArray();
    NodeCollection train = sim.create(spike_generator.with("spike_times", before));
    sim.connect(train, parrot, static_synapse.with("delay", 1.0));
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 0", "4, 0", "1, 1", "2, 5"})
  void resultsDoNotDependOnThreadsAndSlices(int threads, int slice) {
    assertThat(UrbanczikNetwork.run(threads, slice, DURATION))
        .isEqualTo(UrbanczikNetwork.run(1, 0, DURATION));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "100.3, 2, 3", "150, 3, 1"})
  void theyGoOnFromACheckpoint(double at, int before, int after) {
    Path file = folder.resolve("network");
    try (Simulator sim = UrbanczikNetwork.of(before, 0)) {
      sim.simulate(at);
      sim.save(file);
      try (Simulator loaded = Simulator.load(file, after)) {
        assertThat(UrbanczikNetwork.hash(loaded)).isEqualTo(UrbanczikNetwork.hash(sim));
        loaded.simulate(DURATION - at);
        assertThat(UrbanczikNetwork.hash(loaded)).isEqualTo(UrbanczikNetwork.run(1, 0, DURATION));
      }
    }
  }

  @Test
  void synapsesInSuchANetworkChange() {
    try (Simulator sim = UrbanczikNetwork.of(2, 0)) {
      double[] before = sim.connections().get("weight");
      sim.simulate(DURATION);
      double[] after = sim.connections().get("weight");
      long changed = IntStream.range(0, after.length).filter(e -> after[e] != before[e]).count();
      assertThat(changed).isGreaterThan(150);
      assertThat(Arrays.stream(after).filter(w -> w < 0 || w > 100)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iaf_psc_alpha", "hh_psc_alpha_gap", "hh_psc_alpha_clopath"})
  void otherTargetsAreRefused(String model) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection one = sim.create(NodeModel.named(model));
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(one, one, urbanczik_synapse))
          .withMessageContainingAll("urbanczik_synapse", model, "must be pp_cond_exp_mc_urbanczik");
      assertThat(sim.synapses().values().stream().mapToLong(n -> n).sum()).isZero();
    }
  }

  /// For equal time constants, where NEST's weights are not numbers, the limit is taken.
  @ParameterizedTest
  @ValueSource(doubles = {9.9999, 10, 10.0001})
  void equalTimeConstantsAreTheLimitOfOthers(double tau) {
    assertThat(learned(Map.of("dendritic.tau_syn_ex", tau)))
        .isCloseTo(learned(Map.of("dendritic.tau_syn_ex", 9.9)), within(0.02));
  }

  @Test
  void aDendriteWithoutALeakLearnsAndOneWithANegativeLeakIsRefused() {
    assertThat(learned(Map.of("dendritic.g_L", 0.0))).isBetween(0.0, 100.0).isNotEqualTo(30);
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> learned(Map.of("dendritic.g_L", -1.0)))
        .withMessageContainingAll("urbanczik_synapse", "dendritic.g_L = -1.0", "target 1");
  }

  /// The weight after some spikes of a source.
  private static double learned(Map<String, Double> parameters) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection neuron = sim.create(pp_cond_exp_mc_urbanczik.with("phi_max", 0.01));
      neuron.set(parameters);
      NodeCollection parrot = sim.create(parrot_neuron);
      connect(sim, parrot, new double[] {5, 9, 17, 30, 44});
      Synapse synapse = urbanczik_synapse.with("weight", 30).with("eta", 0.01);
      sim.connect(parrot, neuron, synapse.receptor("dendritic_exc"));
      sim.simulate(50);
      return sim.connections(parrot, neuron).weight()[0];
    }
  }
}
