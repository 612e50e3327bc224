package myelin.conformance.synapse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.conformance.harness.Json;
import myelin.connect.Synapse;
import myelin.engine.coupling.Relaxation;
import myelin.engine.declare.Model;
import myelin.engine.declare.Recordable;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Coupled neurons, couplings and the settings of relaxation have NEST 3.10's defaults.
class CoupledDefaultsTest {

  /// What NEST lists among the defaults and Myelin leaves out, with the reason.
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "node_uses_wfr", "whether NEST repeats slices for it; Myelin does where there is need",
          "recordables", "compared on their own",
          "has_delay", "constant property of NEST's synapse models",
          "requires_symmetric", "constant property of NEST's synapse models",
          "diffusion_connection.weight", "not used, and not even initialised");

  private static final JsonNode DEFAULTS = Json.resource("coupled.json.gz").get("defaults");

  private interface Given {
    Object value(String parameter);
  }

  private static void requireDefaults(String model, Given given) {
    JsonNode defaults = DEFAULTS.get(model);
    boolean late = defaults.path("has_delay").asBoolean(true);
    for (Map.Entry<String, JsonNode> p : defaults.properties()) {
      String name = p.getKey();
      if (LEFT_OUT.containsKey(name) || LEFT_OUT.containsKey(model + "." + name)) continue;
      if (name.equals("delay") && !late) continue;
      Object value = given.value(name);
      Object plain = value instanceof Number n ? (Object) n.doubleValue() : value;
      assertThat(plain).as(name).isEqualTo(Json.value(p.getValue()));
    }
  }

  @TestFactory
  Stream<DynamicTest> neuronsHaveTheDefaultsOfNest() {
    return Stream.of("hh_psc_alpha_gap", "lin_rate_ipn", "siegert_neuron")
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  Model model = NodeModel.named(name).model();
                  assertThat(model.recordables().stream().map(Recordable::name))
                      .containsExactlyInAnyOrder(Json.texts(DEFAULTS.get(name).get("recordables")));
                  try (Simulator sim = Simulator.builder().build()) {
                    NodeCollection node = sim.create(name, 1);
                    requireDefaults(name, node::value);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> couplingsHaveTheDefaultsOfNest() {
    return DEFAULTS.properties().stream()
        .filter(e -> e.getValue().has("has_delay"))
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () -> {
                  Model model = Synapse.model(e.getKey()).model();
                  requireDefaults(e.getKey(), p -> model.requireParameter(p).initial());
                  boolean late = e.getValue().get("has_delay").booleanValue();
                  assertThat(model.parameter("delay").isPresent()).isEqualTo(late);
                }));
  }

  @Test
  void relaxationHasTheDefaultsOfNest() {
    JsonNode kernel = DEFAULTS.get("kernel");
    Relaxation expected =
        new Relaxation(
            kernel.get("use_wfr").booleanValue(),
            kernel.get("wfr_tol").doubleValue(),
            kernel.get("wfr_max_iterations").intValue(),
            kernel.get("wfr_comm_interval").doubleValue(),
            kernel.get("wfr_interpolation_order").intValue());
    assertThat(Relaxation.DEFAULT).isEqualTo(expected);
  }
}
