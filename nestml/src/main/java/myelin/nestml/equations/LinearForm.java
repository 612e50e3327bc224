package myelin.nestml.equations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import org.jspecify.annotations.Nullable;

/// A sum of variables times factors, plus a rest without variables.
///
/// @param factors by variable
/// @param rest the terms without variables
record LinearForm(Map<Key, Term> factors, Term rest) {

  /// A variable, or one element of it, or all of them added up.
  record Key(Symbol symbol, Coefficient.Coupling coupling, int index) {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Key k
          && k.symbol.equals(symbol)
          && k.coupling == coupling
          && k.index == index;
    }

    @Override
    public int hashCode() {
      return symbol.hashCode() + index;
    }
  }

  static LinearForm of(Term rest) {
    return new LinearForm(Map.of(), rest);
  }

  static LinearForm of(Key key) {
    return new LinearForm(Map.of(key, Algebra.ONE), Algebra.ZERO);
  }

  boolean isConstant() {
    return factors.isEmpty();
  }

  LinearForm plus(LinearForm other) {
    Map<Key, Term> sum = new LinkedHashMap<>(factors);
    other.factors.forEach((key, factor) -> sum.merge(key, factor, Algebra::plus));
    return new LinearForm(sum, Algebra.plus(rest, other.rest));
  }

  LinearForm each(UnaryOperator<Term> change) {
    Map<Key, Term> changed = new LinkedHashMap<>();
    factors.forEach((key, factor) -> changed.put(key, change.apply(factor)));
    return new LinearForm(changed, Algebra.is(rest, 0) ? rest : change.apply(rest));
  }
}
