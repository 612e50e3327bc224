package myelin.conformance.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import myelin.Names;
import myelin.Simulator;
import myelin.conformance.harness.Json;
import myelin.connect.Synapse;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Recordable;
import myelin.models.Models;
import myelin.node.NodeModel;
import myelin.value.FlagParameter;
import myelin.value.MapsParameter;
import myelin.value.QuantityParameter;
import myelin.value.TextParameter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Models have the parameters, defaults and recordables that NEST's have; `catalogue.json` holds
/// what NEST 3.10 says of itself.
class CatalogueTest {

  /// What NEST lists among the defaults and Myelin does not have, with the reason.
  private static final Map<String, String> NOT_PARAMETERS =
      Map.of(
          "available", "fill of NEST's memory pools",
          "capacity", "size of NEST's memory pools",
          "elementsize", "size of NEST's objects in memory",
          "instantiations", "nodes in NEST's memory pools",
          "synaptic_elements", "not a parameter: Simulator.structuralPlasticity gives them",
          "events", "what was recorded; Simulator.events and Result.events give it",
          "has_delay", "constant property of NEST's synapse models",
          "requires_symmetric", "constant property of NEST's synapse models",
          "synapse_model", "name of the model; Synapse.name gives it",
          "weight_recorder", "in Myelin a recorder, not a number: Synapse.recordedBy");

  private static final String NO_ZEROS = "zeros, which NEST makes when a simulation begins";

  /// Defaults that differ, with the reason.
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "correlation_detector.histogram",
          NO_ZEROS,
          "correlation_detector.histogram_correction",
          NO_ZEROS,
          "correlation_detector.count_histogram",
          NO_ZEROS,
          "correlomatrix_detector.covariance",
          NO_ZEROS,
          "correlomatrix_detector.count_covariance",
          NO_ZEROS,
          "correlospinmatrix_detector.count_covariance",
          NO_ZEROS);

  /// NEST writes the largest number for an end that never comes.
  private static final double NEVER = Double.MAX_VALUE;

  @TestFactory
  Stream<DynamicTest> nodesHaveTheDefaultsOfNest() {
    return nodes()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () -> {
                  try (Simulator sim = Simulator.builder().build()) {
                    var node = sim.create(NodeModel.named(e.getKey()));
                    requireDefaults(e.getKey(), e.getValue().get("defaults"), node::value);
                  }
                }));
  }

  @Test
  void staticSynapsesHaveTheDefaultsOfNest() {
    Model model = Synapse.model("static_synapse").model();
    requireDefaults(
        "static_synapse",
        Json.resource("catalogue.json").get("synapses").get("static_synapse"),
        name -> model.requireParameter(name).initial());
  }

  private interface Defaults {
    Object get(String parameter);
  }

  private static void requireDefaults(String model, JsonNode expected, Defaults actual) {
    expected
        .properties()
        .forEach(p -> {
          if (NOT_PARAMETERS.containsKey(p.getKey())) return;
          if (DIFFERENT.containsKey(model + "." + p.getKey())) return;
          Object wanted = Json.value(p.getValue());
          Object given = plain(actual.get(p.getKey()));
          if (p.getKey().matches("T?stop") && wanted.equals(NEVER))
            wanted = Double.POSITIVE_INFINITY;
          boolean bothEmpty = wanted instanceof double[] d && d.length == 0 && isEmpty(given);
          if (!bothEmpty) assertThat(given).as(p.getKey()).isEqualTo(wanted);
        });
  }

  private static Object plain(Object value) {
    if (value instanceof long[] whole) return Arrays.stream(whole).asDoubleStream().toArray();
    return value instanceof Number n ? (Object) n.doubleValue() : value;
  }

  private static boolean isEmpty(Object array) {
    return array instanceof List<?> list
        ? list.isEmpty()
        : java.lang.reflect.Array.getLength(array) == 0;
  }

  @TestFactory
  Stream<DynamicTest> nodesHaveTheRecordablesOfNest() {
    return nodes()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () -> {
                  Model model = NodeModel.named(e.getKey()).model();
                  assertThat(model.recordables().stream().map(Recordable::name))
                      .containsExactlyInAnyOrder(Json.texts(e.getValue().get("recordables")));
                  assertThat(model.elementType())
                      .isEqualTo(e.getValue().get("element_type").stringValue());
                }));
  }

  private static Stream<Map.Entry<String, JsonNode>> nodes() {
    return Json.resource("catalogue.json").get("nodes").properties().stream();
  }

  @TestFactory
  Stream<DynamicTest> everyParameterHasANameOfItsKind() {
    return Models.all().stream()
        .map(m ->
            DynamicTest.dynamicTest(
                m.name(),
                () -> {
                  for (ParameterSpec p : m.parameters()) requireName(m, p);
                }));
  }

  @Test
  void everyModelHasAName() throws ReflectiveOperationException {
    for (Model model : Models.all()) {
      Object name = Names.class.getField(model.name()).get(null);
      assertThat(name instanceof Synapse s ? s.model() : ((NodeModel) name).model())
          .isSameAs(model);
    }
  }

  private static void requireName(Model model, ParameterSpec p) throws IllegalAccessException {
    if (p.kind() == ParameterSpec.Kind.NODE) return; // a method of Synapse sets it
    if (p.name().contains(".")) return; // of a compartment: a text names it
    String what = model.name() + ": " + p.name();
    Field field;
    try {
      field = Names.class.getField(p.name());
    } catch (NoSuchFieldException e) {
      throw new AssertionError(what + " is not in Names", e);
    }
    Object name = field.get(null);
    switch (p.kind()) {
      case FLAG -> assertThat(name).as(what).isEqualTo(new FlagParameter(p.name()));
      case TEXT, TEXTS -> assertThat(name).as(what).isEqualTo(new TextParameter(p.name()));
      case MAPS -> assertThat(name).as(what).isEqualTo(new MapsParameter(p.name()));
      default -> {
        assertThat(name).as(what).isEqualTo(new QuantityParameter<>(p.name()));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> parametersAreInTheUnitsOfNest() {
    return Models.all().stream()
        .map(m ->
            DynamicTest.dynamicTest(
                m.name(),
                () -> {
                  for (ParameterSpec p : m.parameters()) {
                    if (p.name().equals("offset")) continue;
                    if (p.name().startsWith("y_")) continue;
                    assertThat(p.unit())
                        .as(m.name() + ": " + p.name())
                        .isEqualTo(ExpectedUnits.of(m, p.name()));
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> numbersThatAreSetCanBeReadBack() {
    return nodes()
        .map(e -> NodeModel.named(e.getKey()))
        .map(m ->
            DynamicTest.dynamicTest(
                m.name(),
                () -> {
                  for (ParameterSpec p : m.model().parameters()) requireReadBack(m, p);
                }));
  }

  /// Parameters that can only be set together with others.
  private static final Set<String> TOGETHER =
      Set.of(
          "noise_generator: std_mod",
          "iaf_psc_exp_ps_lossless: tau_syn_ex",
          "iaf_psc_exp_ps_lossless: tau_syn_in",
          "sinusoidal_gamma_generator: amplitude",
          "correlation_detector: delta_tau",
          "correlomatrix_detector: delta_tau",
          "correlospinmatrix_detector: delta_tau");

  private static void requireReadBack(NodeModel model, ParameterSpec p) {
    if (p.kind() != ParameterSpec.Kind.REAL || p.role() == ParameterSpec.Role.READ_ONLY) return;
    double value = p.initialNumber() + 0.5;
    boolean possible = Double.isFinite(value) && p.condition().allows(value);
    if (!possible || TOGETHER.contains(model.name() + ": " + p.name())) return;
    try (Simulator sim = Simulator.builder().build()) {
      double[] read = sim.create(model.with(p.name(), value), 3).get(p.name());
      assertThat(read).as(p.name()).containsExactly(value, value, value);
    }
  }
}
