package myelin.conformance.network;

import static myelin.Names.all_to_all;
import static myelin.Names.fixed_indegree;
import static myelin.Names.mV;
import static myelin.Names.nS;
import static myelin.Names.one_to_one;
import static myelin.Names.pA;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import myelin.Builder;
import myelin.Simulator;
import myelin.conformance.harness.Json;
import myelin.connect.ConnectionRule;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import myelin.value.Quantity;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Couplings that NEST 3.10 refuses are refused, with nothing made, and those that it accepts are
/// accepted.
class CoupledRefusalsTest {

  private static final String HH = "hh_psc_alpha_gap";
  private static final String RATE = "lin_rate_ipn";
  private static final Synapse GAP = Synapse.model("gap_junction");
  private static final Synapse AT_ONCE = Synapse.model("rate_connection_instantaneous");
  private static final Synapse LATER = Synapse.model("rate_connection_delayed");
  private static final Synapse DIFFUSION = Synapse.model("diffusion_connection");

  /// Models that Myelin does not have.
  private static final Set<String> MISSING =
      Set.of("hh_psc_alpha", "hh_cond_beta_gap_traub", "step_rate_generator");

  /// Accepted by NEST, which ignores the receptor and rounds delays; Myelin refuses what is off the
  /// grid.
  private static final Set<String> IGNORED =
      Set.of(
          "diffusion_connection {'receptor_type': 1} from siegert_neuron to siegert_neuron",
          "rate_connection_delayed {'delay': 0.05} from lin_rate_ipn to lin_rate_ipn",
          "rate_connection_delayed {'delay': 0.16} from lin_rate_ipn to lin_rate_ipn");

  private static Stream<JsonNode> asked(String list) {
    List<JsonNode> asked = new ArrayList<>();
    for (JsonNode e : Json.resource("coupled.json.gz").get(list)) {
      if (!e.has("synapse_model")) continue;
      boolean known = isKnown(e, "source") && isKnown(e, "target");
      if (known && !IGNORED.contains(e.get("what").stringValue())) asked.add(e);
    }
    return asked.stream();
  }

  private static boolean isKnown(JsonNode e, String end) {
    return !MISSING.contains(e.get(end).stringValue());
  }

  @TestFactory
  Stream<DynamicTest> whatNestRefusesIsRefused() {
    return asked("errors")
        .map(e -> DynamicTest.dynamicTest(e.get("what").stringValue(), () -> requireRefused(e)));
  }

  private static void requireRefused(JsonNode e) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection source = sim.create(node(e, "source"));
      NodeCollection target = sim.create(node(e, "target"));
      assertThatExceptionOfType(BadInput.class)
          .as(e.get("what").stringValue())
          .isThrownBy(() -> connect(sim, source, target, e))
          .withMessageMatching("(?s).*(" + mentions(e) + ").*");
      assertThat(sim.synapses()).isEmpty();
      sim.simulate(1);
    }
  }

  private static NodeModel node(JsonNode e, String end) {
    NodeModel model = NodeModel.named(e.get(end).stringValue());
    boolean meter = model.name().equals("multimeter");
    return meter ? model.with("record_from", "noise") : model;
  }

  private static String mentions(JsonNode e) {
    return e.get("synapse_model").stringValue()
        + "|"
        + e.get("source").stringValue()
        + "|"
        + e.get("target").stringValue();
  }

  private static void connect(
      Simulator sim, NodeCollection source, NodeCollection target, JsonNode e) {
    Synapse synapse = Synapse.model(e.get("synapse_model").stringValue());
    for (Map.Entry<String, Object> p : Json.parameters(e.get("params")).entrySet()) {
      synapse =
          p.getKey().equals("receptor_type")
              ? synapse.receptor((int) (double) p.getValue())
              : synapse.with(p.getKey(), p.getValue());
    }
    ConnectionRule rule = one_to_one();
    boolean both = e.get("symmetric").booleanValue();
    sim.connect(source, target, both ? rule.symmetric() : rule, synapse);
  }

  @TestFactory
  Stream<DynamicTest> whatNestAcceptsIsAccepted() {
    return asked("accepted")
        .filter(e -> !e.get("source").stringValue().equals("multimeter"))
        .map(e ->
            DynamicTest.dynamicTest(
                e.get("what").stringValue(),
                () -> {
                  try (Simulator sim = Simulator.builder().build()) {
                    NodeCollection source = sim.create(node(e, "source"));
                    connect(sim, source, sim.create(node(e, "target")), e);
                    sim.simulate(2);
                    int made = e.get("symmetric").booleanValue() ? 2 : 1;
                    assertThat(sim.synapses().values()).containsExactly((long) made);
                  }
                }));
  }

  private interface Action {
    void on(Simulator sim, NodeCollection cells);
  }

  /// A refusal must say what and what to do, and leave all as it was.
  private static void requireRefusal(String model, Action action, String... words) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection cells = sim.create(model, 4);
      Map<String, Long> before = sim.synapses();
      var thrown =
          assertThatExceptionOfType(BadInput.class).isThrownBy(() -> action.on(sim, cells));
      for (String word : words) thrown.withMessageContaining(word);
      assertThat(sim.synapses()).isEqualTo(before);
      sim.simulate(1);
    }
  }

  @Test
  void gapJunctionsActInBothDirections() {
    for (ConnectionRule rule : List.of(one_to_one(), fixed_indegree(1), all_to_all())) {
      requireRefusal(
          HH,
          (sim, c) -> sim.connect(c.first(2), c.last(2), rule, GAP),
          "gap_junction",
          "one_to_one().symmetric()",
          rule.toString());
    }
    requireRefusal(
        HH, (sim, c) -> sim.connect(new int[] {1}, new int[] {2}, GAP), "gap_junction", "rule");
    requireRefusal(
        HH, (sim, c) -> sim.connect(c, c, fixed_indegree(1).symmetric(), GAP), "fixed_indegree");
  }

  @Test
  void gapJunctionsOfAPairAreAlikeInBothDirections() {
    Synapse drawn = GAP.with("weight", uniform(1, 2));
    double[] each = java.util.stream.IntStream.range(0, 16).asDoubleStream().toArray();
    Synapse given = GAP.with("weight", each);
    requireRefusal(
        HH, (sim, c) -> sim.connect(c, c, all_to_all(), drawn), "gap_junction", "weight");
    requireRefusal(
        HH, (sim, c) -> sim.connect(c, c, all_to_all(), given), "gap_junction", "weight");
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection cells = sim.create(HH, 4);
      sim.connect(cells.first(2), cells.last(2), one_to_one().symmetric(), drawn);
      sim.connect(cells, cells, all_to_all().withoutAutapses(), GAP.with("weight", 2.0));
      assertThat(sim.synapses(GAP)).isEqualTo(16);
    }
  }

  @Test
  void gapJunctionsAreNotMadeTwiceUnawares() {
    requireRefusal(
        HH,
        (sim, c) -> sim.connect(c, c, all_to_all().symmetric(), GAP),
        "gap_junction",
        "leave out symmetric()");
  }

  @Test
  void weightsAreInTheUnitOfTheSignal() {
    for (Quantity<?> wrong : List.of(pA(5), mV(5))) {
      requireRefusal(
          HH,
          (sim, c) ->
              sim.connect(
                  c.first(2), c.last(2), one_to_one().symmetric(), GAP.with("weight", wrong)),
          "gap_junction",
          "nS");
      requireRefusal(
          RATE, (sim, c) -> sim.connect(c, c, AT_ONCE.with("weight", wrong)), AT_ONCE.name());
    }
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection cells = sim.create(HH, 2);
      Synapse gap = GAP.with("weight", nS(5));
      sim.connect(cells.first(1), cells.last(1), one_to_one().symmetric(), gap);
      assertThat(sim.synapses(GAP)).isEqualTo(2);
    }
  }

  @Test
  void couplingsHaveNoWeightRecorderAndNoDelay() {
    for (Synapse synapse : List.of(AT_ONCE, LATER)) {
      requireRefusal(
          RATE,
          (sim, c) -> {
            NodeCollection recorder = sim.create("weight_recorder", 1);
            sim.connect(c, c, synapse.recordedBy(recorder));
          },
          synapse.name(),
          "weight_recorder");
    }
    for (Synapse synapse : List.of(GAP, AT_ONCE, DIFFUSION)) {
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> synapse.with("delay", 1.0))
          .withMessageContaining(synapse.name())
          .withMessageContaining("delay");
    }
  }

  @Test
  void ratesDoNotFire() {
    for (String target : List.of("spike_recorder", RATE, "iaf_psc_alpha")) {
      requireRefusal(
          RATE,
          (sim, c) -> sim.connect(c, sim.create(target, 1), static_synapse),
          RATE,
          "static_synapse",
          "rates");
    }
    requireRefusal(
        RATE,
        (sim, c) -> sim.connect(new int[] {1, 2}, new int[] {2, 3}, static_synapse),
        RATE,
        "static_synapse");
  }

  /// Rates that feed each other grow until they are not numbers any more.
  @Test
  void ratesThatRunAwayAreToldOf() {
    try (Simulator sim = Simulator.builder().threads(2).build()) {
      NodeCollection cells = sim.create(RATE, 3);
      sim.connect(cells, cells, all_to_all(), LATER.with("weight", 1e20).with("delay", 0.1));
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.simulate(20))
          .withMessageContainingAll(RATE, "cannot be integrated in step", "weights");
    }
  }

  @Test
  void settingsOfRelaxationAreChecked() {
    Builder builder = Simulator.builder();
    for (double tol : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      requireSetting("wfr_tol", () -> Simulator.builder().wfr_tol(tol));
    }
    for (int most : new int[] {-1, 0}) {
      requireSetting("wfr_max_iterations", () -> Simulator.builder().wfr_max_iterations(most));
    }
    for (int order : new int[] {-1, 2, 4}) {
      requireSetting(
          "wfr_interpolation_order", () -> Simulator.builder().wfr_interpolation_order(order));
    }
    for (double interval : new double[] {-1, 0, 0.05}) {
      requireSetting(
          "wfr_comm_interval",
          () -> Simulator.builder().wfr_comm_interval(myelin.Names.ms(interval)).build());
    }
    for (double interval : new double[] {0.1, 0.15, 10}) {
      builder.wfr_comm_interval(myelin.Names.ms(interval)).build().close();
    }
  }

  private static void requireSetting(String name, Runnable action) {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(action::run)
        .withMessageContaining(name)
        .withMessageContaining("must be");
  }

  @Test
  void symmetricSynapsesAreMadeInBothDirectionsOrNone() {
    for (ConnectionRule rule : List.of(one_to_one(), all_to_all())) {
      try (Simulator sim = Simulator.builder().threads(2).build()) {
        NodeCollection all = sim.create("iaf_psc_alpha", 6);
        sim.connect(all.first(3), all.last(3), rule.symmetric(), static_synapse);
        boolean one = rule.name().equals("one_to_one");
        assertThat(sim.synapses(static_synapse)).isEqualTo(one ? 6 : 18);
      }
    }
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> fixed_indegree(2).symmetric())
        .withMessageContaining("fixed_indegree")
        .withMessageContaining("one_to_one");
    requireRefusal(
        "iaf_psc_alpha",
        (sim, c) -> sim.connect(c, sim.create(RATE, 4), one_to_one().symmetric(), static_synapse),
        RATE);
  }

  /// Both ways have one weight and delay: a spike goes forth, and back again.
  @Test
  void symmetricSynapsesAreAlikeInBothDirections() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection parrots = sim.create("parrot_neuron", 2);
      NodeCollection start =
          sim.create(NodeModel.named("spike_generator").with("spike_times", new double[] {1}));
      sim.connect(start, parrots.first(1));
      Synapse drawn = static_synapse.with("delay", uniform(myelin.Names.ms(1), myelin.Names.ms(4)));
      sim.connect(parrots.first(1), parrots.last(1), one_to_one().symmetric(), drawn);
      NodeCollection recorder = sim.create("spike_recorder", 1);
      sim.connect(parrots, recorder);
      sim.simulate(20);
      double[] t = sim.spikes(recorder).times();
      assertThat(t.length).isGreaterThan(3);
      assertThat(t[2] - t[1]).isCloseTo(t[1] - t[0], org.assertj.core.data.Offset.offset(1e-9));
    }
  }
}
