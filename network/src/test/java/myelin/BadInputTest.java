package myelin;

import static myelin.Names.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import myelin.connect.ConnectionRule;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Wrong lists, types, lengths and names are refused by messages that name model, parameter and
/// value. Numbers have a test of their own, which simulates them: `NodeParametersTest`.
@Timeout(60)
class BadInputTest {

  private static final double[] NUMBERS = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -1e300,
    -1e16,
    -71,
    -1,
    -1e-300,
    0,
    1e-300,
    1e-9,
    0.05,
    0.5,
    1,
    2,
    1e9,
    1e16,
    1e300
  };

  static Stream<Arguments> numbers() {
    return parameters(ParameterSpec.Kind.REAL, ParameterSpec.Kind.INTEGER);
  }

  static Stream<Arguments> lists() {
    return parameters(ParameterSpec.Kind.REALS, ParameterSpec.Kind.INTEGERS);
  }

  static Stream<Arguments> all() {
    return parameters(ParameterSpec.Kind.values());
  }

  private static Stream<Arguments> parameters(ParameterSpec.Kind... kinds) {
    List<Arguments> all = new ArrayList<>();
    for (Model m : Models.all()) {
      if (m instanceof SynapseModel) continue;
      for (ParameterSpec p : m.parameters()) {
        if (p.role() == ParameterSpec.Role.READ_ONLY) continue;
        if (List.of(kinds).contains(p.kind()))
          all.add(Arguments.of(m.name(), Named.of(p.name(), p)));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListWithABadNumberIsRefusedByName(String model, ParameterSpec p) {
    for (double number : NUMBERS) {
      if (p.condition().allows(number) && number == Math.rint(number)) continue;
      if (p.condition().allows(number) && p.kind() == ParameterSpec.Kind.REALS) continue;
      double[] list = {1, number};
      assertThatThrownBy(() -> NodeModel.named(model).with(p.name(), list))
          .isInstanceOfSatisfying(BadInput.class, e -> requireWords(e, model, p, number));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aValueOfAnotherTypeIsRefusedByName(String model, ParameterSpec p) {
    List<Object> wrong =
        switch (p.kind()) {
          case FLAG -> List.of(1, 0.5, "true", new String[] {"a"}, ms(1), new double[] {1});
          case TEXT, TEXTS -> List.of(1, 0.5, true, ms(1), new double[] {1}, List.of("a"));
          default -> List.of("1", true, List.of(1.0), new String[] {"1"}, new Object());
        };
    var sim = Simulator.builder().threads(1).build();
    var node = sim.create(model, 1);
    for (Object value : wrong) {
      for (int how = 0; how < 2; how++) {
        boolean create = how == 0;
        assertThatThrownBy(
                () -> {
                  if (create) NodeModel.named(model).with(p.name(), value);
                  else node.set(p.name(), value);
                })
            .as("%s", value)
            .isInstanceOf(BadInput.class)
            .hasMessageContainingAll(model, p.name(), p.kind().text())
            .extracting(e -> ((BadInput) e).kind())
            .isEqualTo(BadInput.Kind.UNIT);
      }
    }
  }

  /// Python's None arrives as null.
  @Test
  void nullIsRefusedByName() {
    all()
        .forEach(a -> {
          String model = (String) a.get()[0];
          ParameterSpec p = (ParameterSpec) ((Named<?>) a.get()[1]).getPayload();
          assertThatThrownBy(() -> NodeModel.named(model).with(p.name(), (Object) null))
              .isInstanceOf(BadInput.class)
              .hasMessageContainingAll(model, p.name(), "null");
        });
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void anArrayOfAnotherLengthIsRefusedByName(String model, ParameterSpec p) {
    var sim = Simulator.builder().threads(1).build();
    var nodes = sim.create(model, 3);
    double initial = p.initialNumber();
    for (int n : new int[] {0, 1, 2, 4}) {
      double[] array = new double[n];
      java.util.Arrays.fill(array, initial);
      assertThatThrownBy(() -> nodes.set(p.name(), array))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll(model, p.name(), "array of " + n, "3 nodes")
          .extracting(e -> ((BadInput) e).kind())
          .isEqualTo(BadInput.Kind.LENGTH);
      NodeModel with = NodeModel.named(model).with(p.name(), array);
      assertThatThrownBy(() -> sim.create(with, 3))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll(model, p.name(), "array of " + n, "3 nodes");
    }
    assertThat(sim.size()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aMisspeltParameterIsRefusedWithTheNearest(String model, ParameterSpec p) {
    String wrong = p.name() + "z"; // only a name that differs by case is as near
    var sim = Simulator.builder().threads(1).build();
    var node = sim.create(model, 1);
    String proposal = "(?s).*did you mean (\\w+ or )?" + Pattern.quote(p.name()) + "\\b.*";
    assertThatThrownBy(() -> NodeModel.named(model).with(wrong, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(model, "'" + wrong + "'")
        .hasMessageMatching(proposal);
    assertThatThrownBy(() -> node.set(wrong, 1)).hasMessageMatching(proposal);
    assertThatThrownBy(() -> node.get(wrong)).hasMessageMatching(proposal);
  }

  @ParameterizedTest
  @CsvSource({
    "iaf_psc_alfa, iaf_psc_alpha",
    "IAF_PSC_ALPHA, iaf_psc_alpha",
    "poison_generator, poisson_generator",
    "spike_recoder, spike_recorder"
  })
  void aMisspeltModelIsRefusedWithTheNearest(String wrong, String right) {
    var sim = Simulator.builder().build();
    assertThatThrownBy(() -> sim.create(wrong, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("unknown model '" + wrong + "'", "did you mean " + right)
        .extracting(e -> ((BadInput) e).kind())
        .isEqualTo(BadInput.Kind.UNKNOWN_MODEL);
    assertThatThrownBy(() -> Synapse.model("static_synaps"))
        .hasMessageContaining("did you mean static_synapse?");
    assertThatThrownBy(() -> Synapse.model("iaf_psc_alpha"))
        .hasMessageContaining("a model of nodes");
    assertThatThrownBy(() -> sim.create("static_synapse", 1))
        .hasMessageContaining("a synapse model");
  }

  @Test
  void aMisspeltRuleIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> ConnectionRule.named("fixed_indegre", 3))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("'fixed_indegre'", "did you mean fixed_indegree")
        .extracting(e -> ((BadInput) e).kind())
        .isEqualTo(BadInput.Kind.UNKNOWN_RULE);
    for (String name : ConnectionRule.names()) {
      assertThat(ConnectionRule.named(name, 1).name()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fixed_indegree, -1",
    "fixed_indegree, 2.5",
    "fixed_indegree, NaN",
    "fixed_outdegree, -1",
    "fixed_outdegree, 0.5",
    "fixed_total_number, -7",
    "fixed_total_number, Infinity",
    "pairwise_bernoulli, -0.1",
    "pairwise_bernoulli, 1.1",
    "pairwise_bernoulli, NaN"
  })
  void aRuleWithABadNumberIsRefusedByName(String rule, double number) {
    assertThatThrownBy(() -> ConnectionRule.named(rule, number))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(rule)
        .satisfies(e -> assertThat(e.getMessage()).matches(m -> has(m, number)));
  }

  private static void requireWords(BadInput e, String model, ParameterSpec p, double number) {
    assertThat(e.getMessage()).as("%s = %s", p.name(), number).contains(model, p.name());
    assertThat(has(e.getMessage(), number)).as("%s in: %s", number, e.getMessage()).isTrue();
  }

  private static boolean has(String message, double number) {
    return message.contains(Double.toString(number))
        || (number == Math.rint(number) && message.contains(Long.toString((long) number)));
  }
}
