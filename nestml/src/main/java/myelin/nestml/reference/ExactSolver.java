package myelin.nestml.reference;

import java.util.List;
import java.util.function.Predicate;
import myelin.nestml.equations.Coefficient;
import myelin.nestml.equations.Solver;
import myelin.nestml.equations.Unknown;

/// Advances the linear equations by a step.
final class ExactSolver {

  private final Values values;
  private final Evaluator evaluator;

  ExactSolver(Values values, Evaluator evaluator) {
    this.values = values;
    this.evaluator = evaluator;
  }

  /// The linear unknowns.
  Layout layout() {
    List<Unknown> exact =
        values.system.unknowns().stream().filter(u -> u.solver() == Solver.EXACT).toList();
    return new Layout(values, exact);
  }

  /// The values one step later. Unknowns that do not move keep their values, and are constants for
  /// those that move.
  double[] advanced(Layout layout, Predicate<Unknown> moves) {
    int n = layout.length();
    double[][] a = new double[n + 1][n + 1];
    for (int i = 0; i < n; i++) {
      Layout.Component row = layout.components.get(i);
      if (!moves.test(row.unknown())) continue;
      for (Coefficient c : row.unknown().coefficients()) add(layout, a[i], row, c);
      if (row.unknown().constant() != null) {
        a[i][n] = evaluator.number(row.unknown().constant(), row.element()) * values.resolution;
      }
    }
    double[][] p = MatrixExponential.of(a);
    double[] before = layout.gather();
    double[] after = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = p[i][n];
      for (int j = 0; j < n; j++) sum += p[i][j] * before[j];
      after[i] = sum;
    }
    return after;
  }

  private void add(Layout layout, double[] row, Layout.Component component, Coefficient c) {
    int size = values.size(c.symbol());
    switch (c.coupling()) {
      case OWN -> {
        int element = c.symbol().size() == null ? 0 : component.element();
        row[layout.position(c.symbol(), element)] +=
            evaluator.number(c.factor(), component.element()) * values.resolution;
      }
      case ELEMENT ->
          row[layout.position(c.symbol(), c.index())] +=
              evaluator.number(c.factor(), component.element()) * values.resolution;
      case SUM -> {
        for (int i = 0; i < size; i++) {
          row[layout.position(c.symbol(), i)] +=
              evaluator.number(c.factor(), i) * values.resolution;
        }
      }
    }
  }
}
