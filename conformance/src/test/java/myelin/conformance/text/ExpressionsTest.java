package myelin.conformance.text;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Operators, functions and units: what mathematics says, wherever an expression may stand, by the
/// compiled model and by the slow neuron.
class ExpressionsTest {

  /// Where an expression stands, and with that what computes it.
  enum Standing {
    /// In `update`, of state variables.
    STATE,
    /// In `update`, of parameters.
    PARAMETERS,
    /// In `internals`.
    INTERNALS,
    /// In `update`, with literals instead of variables.
    LITERALS,
    /// In an equation with an exact solution.
    EXACT,
    /// In an equation that is integrated.
    NUMERIC,
    /// In a function of several statements.
    FUNCTION,
    /// In a function that is nothing but the expression.
    ABBREVIATION
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void expressionsAreWhatMathematicsSays(Standing standing) {
    Map<String, Double> expected = new LinkedHashMap<>();
    List<String> expressions = new ArrayList<>();
    Expressions.NUMBERS.forEach((expression, value) -> {
      expected.put("r" + expressions.size(), value);
      expressions.add(expression);
    });
    Expressions.TRUTHS.forEach((expression, value) -> {
      expected.put("r" + expressions.size(), value ? 1.0 : 0.0);
      expressions.add("(" + expression + ") ? 1 : 0");
    });
    check(text(standing, expressions), expected, expressions, standing);
  }

  private void check(
      String text, Map<String, Double> expected, List<String> shown, Standing standing) {
    var driven = new TextNetwork.Driven(Map.of(), List.of(), new double[0], 0, 0);
    TextNetwork network = new TextNetwork(text, List.of(driven), 1);
    Map<String, double[]> compiled = network.run(1, 1, 0, folder);
    Map<String, double[]> slow = network.reference(0, expected.keySet(), 1);
    boolean slope = standing == Standing.EXACT || standing == Standing.NUMERIC;
    expected.forEach((name, value) -> {
      String what = shown.get(Integer.parseInt(name.substring(1)));
      double right = slope ? value * TextNetwork.H : value;
      double allowed = 4e-15 * Math.abs(right) + (slope ? 1e-16 : 0);
      for (var found :
          Map.of("compiled", compiled.get(name + " of 0"), "slow", slow.get(name)).entrySet()) {
        assertThat(Math.abs(found.getValue()[0] - right))
            .as("%s, %s: %s, not %s", what, found.getKey(), found.getValue()[0], right)
            .isLessThanOrEqualTo(allowed);
      }
    });
  }

  private static String text(Standing standing, List<String> expressions) {
    StringBuilder s = new StringBuilder("model expressions:\n  state:\n");
    for (int i = 0; i < expressions.size(); i++) s.append("    r").append(i).append(" real = 0\n");
    boolean parameters = standing == Standing.PARAMETERS || standing == Standing.INTERNALS;
    if (parameters) s.append("  parameters:\n");
    Expressions.VALUES.forEach((name, value) -> s.append("    %s %s\n".formatted(name, value)));
    s.append(Expressions.FUNCTIONS);
    if (standing == Standing.INTERNALS) {
      s.append("  internals:\n");
      lines(s, expressions, "p%d real = %s");
    }
    boolean equations = standing == Standing.EXACT || standing == Standing.NUMERIC;
    if (equations) {
      s.append("  equations:\n");
      String more = standing == Standing.NUMERIC ? " + 0 * r%1$d**2 / ms" : "";
      lines(s, expressions, "r%d' = (%s) / ms" + more);
    }
    boolean functions = standing == Standing.FUNCTION || standing == Standing.ABBREVIATION;
    String arguments = String.join(", ", Expressions.VALUES.keySet());
    for (int i = 0; i < expressions.size() && functions; i++) {
      s.append("  function g").append(i).append('(');
      List<String> declared = new ArrayList<>();
      Expressions.VALUES.forEach(
          (name, value) -> declared.add(name + " " + value.split(" ", -1)[0]));
      s.append(String.join(", ", declared)).append(") real:\n");
      if (standing == Standing.FUNCTION) {
        s.append("    result real = %s\n    return result\n".formatted(expressions.get(i)));
      } else {
        s.append("    return %s\n".formatted(expressions.get(i)));
      }
    }
    s.append("  update:\n");
    switch (standing) {
      case STATE, PARAMETERS -> lines(s, expressions, "r%d = %s");
      case INTERNALS -> lines(s, expressions, "r%1$d = p%1$d");
      case LITERALS ->
          lines(s, expressions.stream().map(ExpressionsTest::literal).toList(), "r%d = %s");
      case EXACT, NUMERIC -> s.append("    integrate_odes()\n");
      case FUNCTION, ABBREVIATION -> lines(s, expressions, "r%1$d = g%1$d(" + arguments + ")");
    }
    return s.toString();
  }

  private static void lines(StringBuilder to, List<String> expressions, String form) {
    for (int i = 0; i < expressions.size(); i++) {
      to.append("    ").append(form.formatted(i, expressions.get(i))).append('\n');
    }
  }

  /// The expression with numbers for names.
  private static String literal(String expression) {
    Matcher m = Pattern.compile("(?<![A-Za-z0-9_])(?<![0-9] )[A-Za-z_]+").matcher(expression);
    return m.replaceAll(r -> {
      String value = Expressions.VALUES.get(r.group());
      return value == null ? r.group() : "(" + value.substring(value.indexOf('=') + 2) + ")";
    });
  }

  /// Conditions, where they decide which statements are run.
  @Test
  void conditionsDecide() {
    Map<String, Double> expected = new LinkedHashMap<>();
    List<String> shown = new ArrayList<>();
    StringBuilder state = new StringBuilder();
    StringBuilder update = new StringBuilder();
    for (var truth : Expressions.TRUTHS.entrySet()) {
      String r = "r" + shown.size();
      state.append("    ").append(r).append(" real = 0\n");
      state.append("    b").append(r).append(" boolean = false\n");
      update.append("    b%s = %s\n".formatted(r, truth.getKey()));
      update.append("    if %s:\n      %s = 1\n".formatted(truth.getKey(), r));
      update.append("    elif b%s:\n      %s = 100\n".formatted(r, r));
      update.append("    else:\n      %s = 2\n".formatted(r));
      update.append("    while (%s) and %s < 10:\n      %s += 9\n".formatted(truth.getKey(), r, r));
      expected.put(r, truth.getValue() ? 10.0 : 2.0);
      shown.add(truth.getKey());
    }
    Expressions.VALUES.forEach((name, value) -> state.append("    %s %s\n".formatted(name, value)));
    String text = "model x:\n  state:\n" + state + Expressions.FUNCTIONS + "  update:\n" + update;
    check(text, expected, shown, Standing.STATE);
  }

  /// What only statements and vectors have.
  @Test
  void vectorsTimesAndStepsAreWhatTheLanguageSays() {
    List<Map.Entry<String, Double>> rows =
        List.of(
            entry("sum(v)", 6.0),
            entry("sum(v * w)", 1.0 * 0.5 + 2 * 0.5 + 3 * 0.5),
            entry("sum(2 * v - w) / size(v)", 3.5),
            entry("size(v)", 3.0),
            entry("v[1]", 2.0),
            entry("v[k]", 3.0),
            entry("v[k - 1] + v[0]", 3.0),
            entry("list[1] * 10", 70.0),
            entry("sum(list) / size(list)", 6.0),
            entry("sum(min(v, 2))", 5.0),
            entry("sum(v > 1 ? v : 10 * v)", 15.0),
            entry("t / ms", 0.1),
            entry("resolution() / ms", 0.1),
            entry("timestep() / ms", 0.1),
            entry("steps(lasts)", 30.0),
            entry("steps(0.24 ms)", 2.0),
            entry("steps(tau)", 50.0));
    Map<String, Double> expected = new LinkedHashMap<>();
    List<String> shown = new ArrayList<>();
    StringBuilder s =
        new StringBuilder(
            """
            model x:
              parameters:
                tau ms = 5 ms
                list[] real = [5, 7]
              state:
                v[3] real = 0
                w[3] real = 0.5
                k integer = 2
                lasts ms = 3 ms
            """);
    for (var row : rows) {
      s.append("    r").append(shown.size()).append(" real = 0\n");
      expected.put("r" + shown.size(), row.getValue());
      shown.add(row.getKey());
    }
    s.append("  update:\n    v[0] = 1\n    v[1] = v[0] + 1\n    v[k] = 3\n");
    lines(s, shown, "r%d = %s");
    check(s.toString(), expected, shown, Standing.STATE);
  }
}
