package myelin.engine.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import myelin.engine.base.Condition;
import myelin.engine.base.TimeGrid;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import org.junit.jupiter.api.Test;

/// Coefficients are the formula of each neuron's parameters, evaluated no more often than needed.
class DerivationTest {

  private static final int N = 200;
  private static final NeuronModel MODEL =
      NeuronModel.named("two")
          .words("has two parameters", "")
          .parameter("a", Unit.NONE, 1, "first", Condition.FINITE)
          .parameter("b", Unit.NONE, 2, "second", Condition.FINITE)
          .parameter("c", Unit.NONE, 3, "third", Condition.FINITE)
          .channel("spikes", Channel.Content.WEIGHTS, Unit.PA)
          .receptor(0, "default", 0, 0, Receptor.REFUSED)
          .block(Still::new);

  private final Column.Shared shared = new Column.Shared();
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final AtomicInteger evaluations = new AtomicInteger();

  private Derivation derivation() {
    for (ParameterSpec p : MODEL.parameters()) {
      Column column = new Column(shared);
      column.grow(1, p.initialNumber());
      columns.put(p.name(), column);
    }
    for (int i = 0; i < N; i++) {
      put("a", i, i < 150 ? 10 : i % 2);
      put("b", i, i % 3 == 0 ? 0.5 : -0.5);
    }
    return new Derivation(new TimeGrid(0.1), MODEL, columns, shared, 0, N);
  }

  private void put(String name, int i, double value) {
    Column column = columns.get(name);
    assertThat(column).isNotNull();
    if (column != null) column.put(i, value);
  }

  private ToDoubleFunction<Derivation> counted(ToDoubleFunction<Derivation> formula) {
    return d -> {
      evaluations.incrementAndGet();
      return formula.applyAsDouble(d);
    };
  }

  private void requireColumn(
      Derivation d,
      ToDoubleFunction<Derivation> formula,
      ToDoubleFunction<int[]> wanted,
      int most) {
    evaluations.set(0);
    double[] column = d.column(counted(formula));
    for (int i = 0; i < N; i++) {
      assertThat(column[i]).as("neuron %d", i).isEqualTo(wanted.applyAsDouble(new int[] {i}));
    }
    assertThat(evaluations.get()).isLessThanOrEqualTo(most);
  }

  private static double a(int i) {
    return i < 150 ? 10 : i % 2;
  }

  private static double b(int i) {
    return i % 3 == 0 ? 0.5 : -0.5;
  }

  @Test
  void aFormulaIsEvaluatedWhereWhatItReadsDiffers() {
    Derivation d = derivation();
    requireColumn(d, p -> p.get("c") + 1, i -> 4, 1);
    requireColumn(d, p -> 2 * p.get("a"), i -> 2 * a(i[0]), 1 + 50);
    requireColumn(d, p -> p.get("b") * p.get("c"), i -> 3 * b(i[0]), N);
  }

  /// What a formula reads may depend on what it has read before.
  @Test
  void aFormulaMayReadOtherParametersForOtherNeurons() {
    Derivation d = derivation();
    requireColumn(
        d,
        p -> p.get("a") == 10 ? p.get("c") : p.get("b"),
        i -> a(i[0]) == 10 ? 3 : b(i[0]),
        1 + 50);
    requireColumn(d, p -> p.get("b") > 0 ? p.get("a") : 7, i -> b(i[0]) > 0 ? a(i[0]) : 7, N);
    assertThat(d.any(p -> p.get("a") == 0)).isTrue();
    assertThat(d.any(p -> p.get("a") == 5)).isFalse();
    assertThat(d.any(p -> p.get("b") < 0 && p.get("a") == 1)).isTrue();
    assertThat(d.any(p -> p.get("c") != 3)).isFalse();
  }
}
