package myelin.conformance.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.conformance.harness.Boundaries;
import myelin.conformance.harness.Look;
import myelin.conformance.harness.Ready;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.ParameterSpec.Kind;
import myelin.engine.declare.ParameterSpec.Role;
import myelin.engine.declare.Recordable;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every parameter of every model of nodes, at the boundaries of what its declaration allows:
/// taken, read back, and simulated without a NaN; or refused by a message that names model,
/// parameter, value and what is allowed, with nothing changed.
class NodeParametersTest {

  private static Stream<DynamicTest> each(List<Kind> kinds, BiConsumer<Model, ParameterSpec> test) {
    return Models.all().stream()
        .filter(m -> !(m instanceof SynapseModel))
        .flatMap(m ->
            m.parameters().stream()
                .filter(p -> p.role() != Role.READ_ONLY && kinds.contains(p.kind()))
                .map(p ->
                    DynamicTest.dynamicTest(m.name() + ": " + p.name(), () -> test.accept(m, p))));
  }

  @TestFactory
  Stream<DynamicTest> aNumberAtCreationIsTakenOrRefused() {
    return each(
        List.of(Kind.REAL, Kind.INTEGER),
        (model, p) -> {
          for (double number : Boundaries.of(p.condition())) {
            try (Simulator sim = Simulator.builder().threads(1).build()) {
              NodeCollection node;
              try {
                node = sim.create(Ready.node(model).with(p.name(), number), 2);
              } catch (BadInput e) {
                requireWords(e, model, p, number);
                assertThat(sim.size()).as("%s", number).isZero();
                continue;
              }
              requireRead(node, p, number);
              requireRun(sim, node, model, p, number);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aNumberForOneOfThreeNodesIsTakenOrRefused() {
    return each(
        List.of(Kind.REAL, Kind.INTEGER),
        (model, p) -> {
          for (double number : Boundaries.of(p.condition())) {
            try (Simulator sim = Simulator.builder().threads(1).build()) {
              NodeCollection nodes = sim.create(model.name(), 3);
              Map<String, Object> before = look(sim, nodes, model);
              double[] some = nodes.get(p.name());
              some[1] = number;
              try {
                nodes.set(p.name(), some);
              } catch (BadInput e) {
                requireWords(e, model, p, number);
                requireSame(before, look(sim, nodes, model));
                continue;
              }
              requireRead(nodes.at(1), p, number);
            }
          }
        });
  }

  /// In whatever order they are given.
  @TestFactory
  Stream<DynamicTest> aBadValueAmongGoodOnesChangesNone() {
    return each(
        Arrays.asList(Kind.values()),
        (model, p) -> {
          try (Simulator sim = Simulator.builder().threads(1).build()) {
            NodeCollection nodes = sim.create(model.name(), 2);
            Map<String, Object> before = look(sim, nodes, model);
            for (ParameterSpec other : model.parameters()) {
              boolean number = other.kind() == Kind.REAL && other.role() != Role.READ_ONLY;
              if (!number || other == p) continue;
              for (boolean first : new boolean[] {true, false}) {
                Map<String, Object> batch = new LinkedHashMap<>();
                if (first) batch.put(p.name(), new Object());
                batch.put(other.name(), possible(other));
                batch.put(p.name(), new Object());
                assertThatExceptionOfType(BadInput.class)
                    .isThrownBy(() -> nodes.set(batch))
                    .withMessageContainingAll(model.name(), p.name(), p.kind().text());
              }
            }
            requireSame(before, look(sim, nodes, model));
          }
        });
  }

  private static double possible(ParameterSpec p) {
    double initial = p.initialNumber();
    double other = Double.isFinite(initial) ? initial + 1 : 1;
    return p.condition().allows(other) ? other : initial;
  }

  @TestFactory
  Stream<DynamicTest> whatIsOnlyReadCannotBeSet() {
    return Models.all().stream()
        .filter(m -> !(m instanceof SynapseModel))
        .map(m ->
            DynamicTest.dynamicTest(
                m.name(),
                () -> {
                  try (Simulator sim = Simulator.builder().threads(1).build()) {
                    NodeCollection node = sim.create(m.name(), 1);
                    for (ParameterSpec p : m.parameters()) {
                      if (p.role() != Role.READ_ONLY) continue;
                      assertThatExceptionOfType(BadInput.class)
                          .isThrownBy(() -> node.set(p.name(), 1))
                          .withMessageContainingAll(m.name(), p.name(), "only be read");
                    }
                  }
                }));
  }

  private static Map<String, Object> look(Simulator sim, NodeCollection nodes, Model model) {
    Map<String, Object> all = Look.of(sim);
    Look.add(all, "node", sim, nodes, model);
    return all;
  }

  private static void requireSame(Map<String, Object> before, Map<String, Object> after) {
    assertThat(Look.difference(before, after)).as("changed by what was refused").isEmpty();
  }

  private static void requireWords(BadInput e, Model model, ParameterSpec p, double number) {
    String message = String.valueOf(e.getMessage());
    assertThat(message).contains(model.name(), p.name());
    assertThat(Boundaries.shows(message, number)).as("%s in: %s", number, message).isTrue();
    if (!p.condition().allows(number)) assertThat(message).contains(p.condition().text());
    else
      assertThat(message).matches(".*(must|multiple of|whole number|is needed|at least|at most).*");
  }

  /// Potentials are kept relative to the resting potential, so their last digit may differ.
  private static void requireRead(NodeCollection nodes, ParameterSpec p, double number) {
    assertThat(p.condition().allows(number)).as("%s = %s", p.name(), number).isTrue();
    double slack = p.role() == Role.STATE ? 1e-13 : 0;
    for (double read : nodes.get(p.name())) {
      assertThat(read).as("%s = %s", p.name(), number).isEqualTo(number, within(slack));
    }
  }

  /// Where equations are nonlinear a value may be so far out of range that they cannot be
  /// integrated; then the run must say so.
  private static void requireRun(
      Simulator sim, NodeCollection nodes, Model model, ParameterSpec p, double number) {
    String[] quantities = model.recordables().stream().map(Recordable::name).toArray(String[]::new);
    NodeCollection meter =
        sim.create(NodeModel.named("multimeter").with("record_from", quantities));
    if (quantities.length > 0) sim.connect(meter, nodes);
    try {
      sim.simulate(2);
    } catch (RuntimeException e) {
      String reason = "the likely reason is %s = ".formatted(p.name());
      boolean said =
          e.getMessage().contains("cannot be integrated") || e.getMessage().contains(reason);
      if (e instanceof BadInput && said) return;
      throw new AssertionError(p.name() + " = " + number + " was taken, and then: " + e, e);
    }
    for (String quantity : quantities) {
      assertThat(sim.events(meter).values(quantity))
          .as("%s with %s = %s", quantity, p.name(), number)
          .isNotEmpty()
          .doesNotContain(Double.NaN);
    }
    for (ParameterSpec state : model.parameters()) {
      if (state.role() != Role.STATE) continue;
      assertThat(nodes.get(state.name())).as("%s", state.name()).doesNotContain(Double.NaN);
    }
  }
}
