package myelin.conformance.synapse;

import static myelin.Names.ms;
import static myelin.Names.one_to_one;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.static_synapse;
import static myelin.Names.stdp_facetshw_synapse_hom;
import static myelin.Names.weight_recorder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import myelin.Events;
import myelin.Simulator;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.FacetshwNetwork;
import myelin.conformance.harness.Json;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Synapses of the FACETS hardware are read and changed as NEST's are, and numbered alike on any
/// number of threads.
class FacetshwTest {

  private static final double DURATION = 251.4;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> weightsChargesAndNumbersAreThoseOfNest() {
    return StreamSupport.stream(Json.resource("facetshw.json").spliterator(), false)
        .map(c ->
            DynamicTest.dynamicTest(
                c.get("name").stringValue(),
                () -> {
                  for (int threads = 1; threads <= 3; threads++) replay(c, threads, 0);
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
      NodeCollection weights = sim.create(weight_recorder);
      NodeCollection pre = parrots(sim, c.get("pre"));
      NodeCollection post = parrots(sim, c.get("post"));
      Synapse synapse = stdp_facetshw_synapse_hom.with("delay", c.get("delay").doubleValue());
      for (var p : Json.parameters(c.get("shared")).entrySet()) {
        synapse = synapse.with(p.getKey(), p.getValue());
      }
      for (var p : c.get("each").properties()) {
        synapse = synapse.with(p.getKey(), Json.numbers(p.getValue()));
      }
      int n = pre.size() * post.size();
      int[] source = new int[n];
      int[] target = new int[n];
      Arrays.setAll(source, e -> pre.id(e % pre.size()));
      Arrays.setAll(target, e -> post.id(e / pre.size()));
      sim.connect(source, target, synapse.receptor(1).recordedBy(weights));
      sim.simulate(600);
      JsonNode expected = c.get("expected");
      requireWeights(sim.events(weights), source, target, expected.get("weights"));
      requireStates(sim.connections(pre, post), source, target, expected);
    }
  }

  private static NodeCollection parrots(Simulator sim, JsonNode trains) {
    NodeCollection parrots = sim.create(parrot_neuron, trains.size());
    for (int k = 0; k < trains.size(); k++) {
      double[] times =
          Arrays.stream(Json.numbers(trains.get(k)))
              .map(t -> Math.rint((t - 1) * 1e4) / 1e4)
              .toArray();
      NodeCollection generator = sim.create(spike_generator.with("spike_times", times));
      sim.connect(generator, parrots.slice(k, k + 1), static_synapse.with("delay", 1.0));
    }
    return parrots;
  }

  private static void requireWeights(Events events, int[] source, int[] target, JsonNode expected) {
    Map<Long, List<Double>> heard = new HashMap<>();
    double[] targets = events.values("targets");
    double[] weights = events.values("weights");
    for (int k = 0; k < weights.length; k++) {
      heard
          .computeIfAbsent(pair(events.senders()[k], (int) targets[k]), p -> new ArrayList<>())
          .add(weights[k]);
    }
    for (int e = 0; e < source.length; e++) {
      double[] got =
          heard.getOrDefault(pair(source[e], target[e]), List.of()).stream()
              .mapToDouble(w -> w)
              .toArray();
      String what = source[e] + " to " + target[e];
      Close.require(what, got, Json.numbers(expected.get(e)), 1e-9);
    }
  }

  private static void requireStates(
      Connections found, int[] source, int[] target, JsonNode expected) {
    Map<Long, Integer> place = new HashMap<>();
    for (int e = 0; e < found.size(); e++) {
      place.put(pair(found.source()[e], found.target()[e]), e);
    }
    for (var state : expected.get("states").properties()) {
      double[] all = found.get(state.getKey());
      double[] got =
          IntStream.range(0, source.length)
              .mapToDouble(e -> all[place.get(pair(source[e], target[e]))])
              .toArray();
      Close.require(state.getKey(), got, Json.numbers(state.getValue()), 1e-9);
    }
    for (String name : List.of("no_synapses", "readout_cycle_duration")) {
      double wanted = expected.get(name).doubleValue();
      Close.require(
          name,
          found.get(name),
          DoubleStream.generate(() -> wanted).limit(source.length).toArray(),
          1e-9);
    }
  }

  private static long pair(int source, int target) {
    return (long) source << 32 | target;
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 0", "4, 0", "1, 1", "2, 5"})
  void resultsDoNotDependOnThreadsAndSlices(int threads, int slice) {
    assertThat(FacetshwNetwork.run(threads, slice, DURATION))
        .isEqualTo(FacetshwNetwork.run(1, 0, DURATION));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "3.1, 1, 3", "100.3, 2, 3", "204, 3, 1"})
  void theyGoOnFromACheckpoint(double at, int before, int after) {
    Path file = folder.resolve("network");
    try (Simulator sim = FacetshwNetwork.of(before, 0)) {
      sim.simulate(at);
      sim.save(file);
      try (Simulator loaded = Simulator.load(file, after)) {
        assertThat(FacetshwNetwork.hash(loaded)).isEqualTo(FacetshwNetwork.hash(sim));
        loaded.simulate(DURATION - at);
        assertThat(FacetshwNetwork.hash(loaded)).isEqualTo(FacetshwNetwork.run(1, 0, DURATION));
      }
    }
  }

  @Test
  void allSynapsesOfTheNetworkAreNumberedOnce() {
    try (Simulator sim = FacetshwNetwork.of(3, 0)) {
      sim.simulate(DURATION);
      Connections found = FacetshwNetwork.synapses(sim);
      double[] numbers =
          IntStream.range(0, found.size())
              .filter(e -> found.get("init_flag")[e] != 0)
              .mapToDouble(e -> found.get("synapse_id")[e])
              .sorted()
              .toArray();
      assertThat(numbers).hasSizeGreaterThan(300);
      assertThat(numbers).isEqualTo(IntStream.range(0, numbers.length).asDoubleStream().toArray());
      assertThat(found.get("no_synapses")).containsOnly(numbers.length);
      assertThat(Arrays.stream(found.weight()).map(w -> w / 4).filter(w -> w != Math.rint(w)))
          .hasSizeLessThan(found.size() / 4);
    }
  }

  @Test
  void aSynapseThatIsSaidToBeNewIsNumberedAgain() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection parrots = sim.create(parrot_neuron, 2);
      double[] times = {1, 11, 21};
      sim.connect(sim.create(spike_generator.with("spike_times", times)), parrots.first(1));
      sim.connect(parrots.first(1), parrots.last(1), one_to_one(), stdp_facetshw_synapse_hom);
      sim.simulate(5);
      Connections found = sim.connections(parrots, parrots);
      assertThat(found.get("synapse_id")).containsExactly(0);
      found.set(Map.of("init_flag", false));
      sim.simulate(10);
      assertThat(found.get("synapse_id")).containsExactly(1);
      assertThat(found.get("no_synapses")).containsExactly(2);
    }
  }

  @Test
  void listsAreAsLongAsNestsAndOneForAll() {
    Synapse synapse = stdp_facetshw_synapse_hom;
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> synapse.with("lookuptable_0", new int[] {1, 2, 3}))
        .withMessageContainingAll("lookuptable_0", "list of 16");
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> synapse.with("lookuptable_1", IntStream.range(1, 17).toArray()))
        .withMessageContainingAll("lookuptable_1 = 16", "from 0 to 15");
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> synapse.with("reset_pattern", 1))
        .withMessageContaining("list of 6");
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> synapse.with("tau_plus", new double[] {1, 2}))
        .withMessageContaining("one number for all");
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> synapse.with("readout_cycle_duration", 3))
        .withMessageContaining("readout_cycle_duration can only be read");
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection parrots = sim.create(parrot_neuron, 2);
      sim.connect(parrots, parrots, synapse);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connections().set(Map.of("configbit_0", new int[] {1, 0, 0, 0})))
          .withMessageContaining("configbit_0 is one number for all");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connections().get("configbit_0"))
          .withMessageContaining("configbit_0 is one list");
    }
  }
}
