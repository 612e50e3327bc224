package myelin.conformance.synapse;

import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.ms;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import myelin.Names;
import myelin.Simulator;
import myelin.conformance.harness.Json;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.plastic.SynapseModel;
import myelin.growth.GrowingSynapse;
import myelin.growth.StructuralPlasticity;
import myelin.growth.SynapticElement;
import myelin.models.Models;
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

/// Elements grow as NEST's do, and synapses come and go with them.
class StructuralPlasticityTest {

  private static final Synapse SYNAPSE = static_synapse.named("grown").elements("A", "D");

  // --- elements --------------------------------------------------------------------------------

  @TestFactory
  Stream<DynamicTest> elementsAreThoseOfNest() {
    return StreamSupport.stream(Json.resource("growth.json").get("neurons").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").stringValue(), () -> replay(c)));
  }

  private static void replay(JsonNode c) {
    double h = c.get("resolution").doubleValue();
    try (Simulator sim = Simulator.builder().resolution(ms(h)).threads(2).build()) {
      NodeCollection node =
          sim.create(
              NodeModel.named(c.get("model").stringValue()).with(Json.parameters(c.get("values"))));
      Map<String, SynapticElement> elements = new TreeMap<>();
      c.get("elements").properties().forEach(e -> elements.put(e.getKey(), element(e.getValue())));
      StructuralPlasticity growth = sim.structuralPlasticity();
      growth.put(node, elements);
      boolean precise = c.get("model").stringValue().endsWith("_ps");
      NodeCollection train =
          sim.create(
              spike_generator
                  .with("spike_times", Json.numbers(c.get("times")))
                  .with("precise_times", precise));
      sim.connect(train, node, static_synapse.with("delay", 1.0));
      double interval = c.get("interval").doubleValue();
      if (interval > 0) {
        growth.updateInterval(ms(interval));
        growth.enable();
      }
      double[] pieces = Json.numbers(c.get("pieces"));
      for (int k = 0; k < pieces.length; k++) {
        sim.simulate(pieces[k]);
        double[] row = Json.numbers(c.get("rows").get(k));
        close(growth.z(node, "whole")[0], row[0]);
        close(growth.z(node, "parts")[0], row[1]);
        close(node.get("Ca")[0], row[2]);
      }
    }
  }

  private static void close(double value, double expected) {
    assertThat(value).isCloseTo(expected, within(1e-9 * Math.abs(expected) + 1e-12));
  }

  private static SynapticElement element(JsonNode e) {
    SynapticElement made =
        SynapticElement.linear()
            .growth_curve(e.get("growth_curve").stringValue())
            .growth_rate(e.get("growth_rate").doubleValue())
            .tau_vacant(e.get("tau_vacant").doubleValue())
            .eps(e.get("eps").doubleValue())
            .z(e.get("z").doubleValue())
            .continuous(e.get("continuous").booleanValue());
    if (e.has("eta")) made = made.eta(e.get("eta").doubleValue());
    return e.has("psi") ? made.psi(e.get("psi").doubleValue()) : made;
  }

  @Test
  void lookingAtElementsChangesNothing() {
    SynapticElement one = SynapticElement.gaussian().growth_rate(0.003).z(2);
    double[] z = new double[2];
    for (int looks = 0; looks < 2; looks++) {
      try (Simulator sim = Simulator.builder().build()) {
        NodeCollection node = sim.create(iaf_psc_alpha.with("I_e", 500.0).with("beta_Ca", 0.05));
        sim.structuralPlasticity().put(node, Map.of("A", one));
        for (int k = 0; k < 20; k++) {
          sim.simulate(7);
          if (looks == 1) sim.structuralPlasticity().elements(1);
        }
        z[looks] = sim.structuralPlasticity().z(node, "A")[0];
      }
    }
    assertThat(z[1]).isEqualTo(z[0]).isNotEqualTo(2);
  }

  /// A step that changes the trace is integrated on either side of it.
  @Test
  void calciumThatIsSetCountsFromThenOn() {
    SynapticElement one = SynapticElement.linear().growth_rate(0.01).eps(0.5).z(3);
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection node = sim.create(iaf_psc_alpha.with("tau_Ca", 100.0));
      sim.structuralPlasticity().put(node, Map.of("A", one));
      sim.simulate(50);
      node.set("Ca", 0.4);
      node.set("tau_Ca", 200.0);
      sim.simulate(50);
      double area = 0.4 * 200 * (1 - Math.exp(-50.0 / 200));
      close(sim.structuralPlasticity().z(node, "A")[0], 3 + 0.01 * (100 - area / 0.5));
    }
  }

  // --- synapses --------------------------------------------------------------------------------

  private static Simulator network(int n, double a, double d, boolean autapses, double rate) {
    Simulator sim = Simulator.builder().threads(2).build();
    NodeCollection nodes = sim.create(iaf_psc_alpha, n);
    StructuralPlasticity growth = sim.structuralPlasticity();
    SynapticElement one = SynapticElement.linear().growth_rate(rate);
    growth.put(nodes, Map.of("A", one.z(a), "D", one.z(d)));
    growth.synapses(Map.of("s", new GrowingSynapse(SYNAPSE, autapses, true)));
    growth.updateInterval(ms(10));
    growth.enable();
    return sim;
  }

  private static double sum(Simulator sim, String name) {
    return Arrays.stream(sim.structuralPlasticity().z_connected(sim.nodes(), name)).sum();
  }

  /// Whole elements count: 2 and 1 of each of three neurons. Vacant ones lose a tenth.
  @Test
  void vacantElementsArePaired() {
    try (Simulator sim = network(3, 2.5, 1.7, true, 0)) {
      sim.simulate(0.1);
      assertThat(sim.synapses(SYNAPSE)).isEqualTo(3);
      assertThat(sum(sim, "A")).isEqualTo(3);
      assertThat(sim.structuralPlasticity().z_connected(sim.nodes(), "D")).containsOnly(1, 1, 1);
      assertThat(Arrays.stream(sim.structuralPlasticity().z(sim.nodes(), "A")).sum())
          .isCloseTo(7.5 - 0.3, within(1e-12));
      sim.simulate(10);
      assertThat(sim.synapses(SYNAPSE)).isEqualTo(3);
      assertThat(Arrays.stream(sim.structuralPlasticity().z(sim.nodes(), "A")).sum())
          .isCloseTo(7.5 - 0.6, within(1e-12));
    }
  }

  @Test
  void autapsesCanBeRefused() {
    try (Simulator sim = network(2, 40, 40, false, 0)) {
      sim.simulate(0.1);
      var made = sim.connections();
      assertThat(made.size()).isBetween(20, 60).isEqualTo((int) sum(sim, "A"));
      for (int e = 0; e < made.size(); e++) {
        assertThat(made.source()[e]).isNotEqualTo(made.target()[e]);
      }
    }
  }

  /// As in NEST, a neuron loses one synapse of a kind at an update, however few elements it has
  /// left, and its partner's element is free.
  @Test
  void lostElementsTakeASynapseWithThem() {
    try (Simulator sim = network(4, 10.5, 10.5, true, 0)) {
      StructuralPlasticity growth = sim.structuralPlasticity();
      sim.simulate(10);
      assertThat(sim.synapses(SYNAPSE)).isEqualTo(40);
      NodeCollection one = sim.nodes(1);
      SynapticElement a = growth.elements(1).get("A");
      growth.put(one, Map.of("A", a.z(2.5), "D", growth.elements(1).get("D")));
      sim.simulate(10);
      assertThat(sim.synapses(SYNAPSE)).isEqualTo(39);
      assertThat(growth.z(one, "A")[0]).isCloseTo(9.5, within(1e-12));
      assertThat(growth.z_connected(sim.nodes(), "A")).containsExactly(9, 10, 10, 10);
      assertThat(sum(sim, "D")).isEqualTo(39);
      assertThat(Arrays.stream(growth.z(sim.nodes(), "D")).sum())
          .isCloseTo(42 - 0.1, within(1e-12));
    }
  }

  /// From 10 elements each, 0.3 and 0.1 of which go in a millisecond, to none.
  @Test
  void aNetworkCanLoseAllItsSynapses() {
    try (Simulator sim = network(4, 10.5, 10.5, true, -0.3)) {
      sim.simulate(0.1);
      assertThat(sim.synapses(SYNAPSE)).isEqualTo(40);
      long before = 40;
      for (int update = 0; update < 10; update++) {
        sim.simulate(10);
        long now = sim.synapses(SYNAPSE);
        assertThat(now).isEqualTo(before - 4);
        before = now;
      }
      assertThat(sum(sim, "A")).isZero();
      assertThat(sum(sim, "D")).isZero();
    }
  }

  /// With 1 element more each in a millisecond: as in NEST, updates are at multiples of the
  /// interval at which a slice, of 1 ms, or a call of simulate begins.
  @ParameterizedTest
  @CsvSource({"1.5, 0 0 0 2 2 2 6 6 6 8", "0.5, 0 0 2 2 4 4 6 6 8 8", "2, 0 0 0 0 4 4 4 4 8 8"})
  void updatesAreWhereNestHasThem(double interval, String expected) {
    try (Simulator sim = network(2, 0, 0, true, 1)) {
      StructuralPlasticity growth = sim.structuralPlasticity();
      growth.updateInterval(ms(interval));
      SynapticElement one = SynapticElement.linear().growth_rate(1).tau_vacant(1e-12);
      growth.put(sim.nodes(), Map.of("A", one, "D", one));
      StringBuilder found = new StringBuilder();
      for (int k = 0; k < 10; k++) {
        sim.simulate(0.5);
        found.append(k == 0 ? "" : " ").append(sim.synapses(SYNAPSE));
      }
      assertThat(found).hasToString(expected);
    }
    try (Simulator sim = network(2, 0, 0, true, 1)) {
      sim.structuralPlasticity().updateInterval(ms(1.5));
      SynapticElement one = SynapticElement.linear().growth_rate(1).tau_vacant(1e-12);
      sim.structuralPlasticity().put(sim.nodes(), Map.of("A", one, "D", one));
      sim.simulate(5);
      assertThat(sim.synapses(SYNAPSE)).isEqualTo(6);
    }
  }

  @Test
  void nothingComesOrGoesWhileItIsDisabled() {
    try (Simulator sim = network(3, 2.5, 1.7, true, 0)) {
      sim.structuralPlasticity().disable();
      sim.simulate(30);
      assertThat(sim.synapses(SYNAPSE)).isZero();
      sim.structuralPlasticity().enable();
      sim.simulate(10);
      assertThat(sim.synapses(SYNAPSE)).isEqualTo(3);
    }
  }

  @Test
  void synapsesMadeByHandTakeElements() {
    try (Simulator sim = network(4, 3.5, 3.5, true, 0)) {
      StructuralPlasticity growth = sim.structuralPlasticity();
      NodeCollection all = sim.nodes();
      sim.connect(all.first(2), all.last(2), SYNAPSE);
      sim.connect(all.first(2), all.last(2), SYNAPSE);
      assertThat(growth.z_connected(all, "A")).containsExactly(4, 4, 0, 0);
      assertThat(growth.z_connected(all, "D")).containsExactly(0, 0, 4, 4);
      assertThat(growth.z(all, "A")).containsExactly(4.5, 4.5, 3.5, 3.5);
      sim.simulate(0.1);
      assertThat(sim.synapses(SYNAPSE)).isEqualTo(8 + 6);
      growth.release(new int[] {1}, new int[] {3}, "A", "D");
      assertThat(growth.z_connected(all, "A")).containsExactly(3, 4, 3, 3);
    }
  }

  /// A spike that was fired before an update passes the synapses that there were then.
  @Test
  void spikesOnTheirWayArrive() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection train = sim.create(spike_generator.with("spike_times", 8.7));
      NodeCollection two = sim.create(parrot_neuron, 2);
      NodeCollection seen = sim.create(Names.spike_recorder);
      sim.connect(train, two.first(1), static_synapse.with("delay", 1.0));
      sim.connect(two, seen);
      Synapse grown = SYNAPSE.with("delay", 1.0);
      StructuralPlasticity growth = sim.structuralPlasticity();
      growth.synapses(Map.of("s", new GrowingSynapse(grown)));
      SynapticElement one = SynapticElement.linear().growth_rate(-0.2).z(1.5);
      growth.put(two.first(1), Map.of("A", one));
      growth.put(two.last(1), Map.of("D", one));
      growth.updateInterval(ms(10));
      growth.enable();
      sim.simulate(20);
      assertThat(sim.synapses(SYNAPSE)).isZero();
      assertThat(sim.events(seen).times()).containsExactly(9.7, 10.7);
    }
  }

  // --- refusals --------------------------------------------------------------------------------

  private static void refused(Runnable call, String... words) {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void elementsThatAreNotPossibleAreRefused() {
    SynapticElement linear = SynapticElement.linear();
    refused(() -> linear.growth_curve("cubic"), "cubic", "gaussian, linear, sigmoid");
    refused(() -> linear.tau_vacant(0), "All time constants must be strictly positive", "0.0");
    refused(() -> linear.z(-1), "z = -1.0");
    refused(() -> linear.z(Double.NaN), "z = NaN", "finite");
    refused(() -> linear.growth_rate(Double.POSITIVE_INFINITY), "growth_rate", "finite");
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection node = sim.create(iaf_psc_alpha);
      StructuralPlasticity growth = sim.structuralPlasticity();
      SynapticElement steep = SynapticElement.sigmoid().psi(0);
      SynapticElement narrow = SynapticElement.gaussian().eta(0.7);
      refused(() -> growth.put(node, Map.of("A", linear.eps(0))), "eps = 0");
      refused(() -> growth.put(node, Map.of("A", steep)), "psi parameter must be greater than 0");
      refused(() -> growth.put(node, Map.of("A", narrow)), "eta = eps = 0.7");
      assertThat(growth.elements(1)).isEmpty();
    }
  }

  @Test
  void whatHasNoCalciumHasNoElements() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection neuron = sim.create(iaf_psc_alpha);
      sim.create(Names.spike_recorder);
      Map<String, SynapticElement> one = Map.of("A", SynapticElement.linear());
      refused(
          () -> sim.structuralPlasticity().put(sim.nodes(), one),
          "spike_recorder, node 2",
          "no calcium");
      assertThat(sim.structuralPlasticity().elements(1)).isEmpty();
      sim.structuralPlasticity().put(neuron, one);
      assertThat(sim.structuralPlasticity().elements(1)).containsOnlyKeys("A");
    }
  }

  @Test
  void synapsesThatCannotGrowAreRefused() {
    refused(() -> new GrowingSynapse(static_synapse), "pre_synaptic_element and/or");
    Synapse half = static_synapse.with("pre_synaptic_element", "A");
    refused(() -> new GrowingSynapse(half), "requires both a pre- and postsynaptic element");
    Synapse gap = Synapse.model("gap_junction").elements("A", "D");
    refused(() -> new GrowingSynapse(gap), "gap_junction cannot grow");
    try (Simulator sim = network(3, 2, 2, true, 0)) {
      StructuralPlasticity growth = sim.structuralPlasticity();
      NodeCollection all = sim.nodes();
      refused(() -> sim.connect(all, all, half), "both a pre- and postsynaptic element");
      Synapse arrays = SYNAPSE.with("weight", new double[] {1, 2});
      refused(() -> growth.synapses(Map.of("t", new GrowingSynapse(arrays))), "array of 2");
      Synapse other = Synapse.model("stdp_synapse").named("grown").elements("A", "D");
      refused(
          () -> growth.synapses(Map.of("t", new GrowingSynapse(other))),
          "'grown' is the name of synapses of static_synapse");
      refused(() -> growth.updateInterval(ms(0)), "structural_plasticity_update_interval = 0.0");
      assertThat(growth.synapses()).containsOnlyKeys("s");
      sim.simulate(1);
      assertThat(sim.synapses(SYNAPSE)).isEqualTo(6);
    }
  }

  /// All models of synapses that can grow.
  static Stream<String> growing() {
    return Models.all().stream()
        .filter(m -> m instanceof SynapseModel s && s.signal().isEmpty() && s.third().isEmpty())
        .map(m -> m.name());
  }

  @ParameterizedTest
  @MethodSource("growing")
  void aCheckpointHoldsSynapsesThatAreStillToGrow(String model, @TempDir Path folder) {
    Path file = folder.resolve("file");
    Synapse synapse = Synapse.model(model).with("weight", 2.5).elements("Axon", "Dendrite");
    try (Simulator sim = Simulator.builder().resolution(ms(1)).build()) {
      sim.structuralPlasticity().synapses(Map.of("one", new GrowingSynapse(synapse)));
      sim.save(file);
    }
    try (Simulator sim = Simulator.load(file)) {
      GrowingSynapse one = sim.structuralPlasticity().synapses().get("one");
      assertThat(one).hasToString(new GrowingSynapse(synapse).toString());
    }
  }

  @Test
  void drawnWeightsAreDrawnLikewiseAfterLoading(@TempDir Path folder) {
    Path file = folder.resolve("file");
    double[] weights;
    try (Simulator sim = network(3, 2, 2, true, 0)) {
      Synapse drawn = SYNAPSE.with("weight", Names.uniform(2, 3));
      sim.structuralPlasticity().synapses(Map.of("s", new GrowingSynapse(drawn)));
      sim.save(file);
      sim.simulate(1);
      weights = sim.connections().weight();
      assertThat(weights).hasSize(6).doesNotHaveDuplicates();
      assertThat(Arrays.stream(weights)).allMatch(w -> w > 2 && w < 3);
    }
    try (Simulator sim = Simulator.load(file)) {
      sim.simulate(1);
      assertThat(sim.connections().weight()).isEqualTo(weights);
    }
  }
}
