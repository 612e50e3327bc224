package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import myelin.nestml.compile.Code.Kind;
import myelin.nestml.model.Model;
import myelin.nestml.model.Term;

/// What of a model's step depends on parameters alone: a number a neuron each.
final class Coefficients {

  private record Key(Term term, int element) {}

  private final Model model;
  private final List<ToDoubleFunction<Constants>> formulas = new ArrayList<>();
  private final Map<Object, Integer> places = new LinkedHashMap<>();

  Coefficients(Model model) {
    this.model = model;
  }

  /// A constant term, or element `e` of one that is a vector.
  Code code(Term term, int e, Kind kind) {
    if (Constants.isLiteral(term, model)) {
      double value = Constants.defaults(model).value(term, e);
      return switch (kind) {
        case REAL -> new Code.Real(value);
        case INTEGER -> new Code.Whole((long) value);
        case TRUTH -> new Code.Truth(value != 0);
      };
    }
    return add(new Key(term, e), c -> c.value(term, e)).as(kind);
  }

  /// A coefficient by a formula, which `key` stands for.
  Code add(Object key, ToDoubleFunction<Constants> formula) {
    int place =
        places.computeIfAbsent(
            key,
            k -> {
              formulas.add(formula);
              return formulas.size() - 1;
            });
    return new Code.Element(Code.Group.COEFFICIENT, place);
  }

  /// A factor of coefficients.
  ///
  /// @param key what it is
  record Factor(Object key, ToDoubleFunction<Constants> formula) {}

  /// A constant term times a factor.
  Code code(Term term, int e, Factor factor) {
    return add(
        List.of(factor.key(), new Key(term, e)),
        c -> factor.formula().applyAsDouble(c) * c.value(term, e));
  }

  /// The formulas, in order of the coefficients.
  List<ToDoubleFunction<Constants>> formulas() {
    return formulas;
  }
}
