package myelin.nestml.equations;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.syntax.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Takes a term apart into variables times factors, if it is linear in them.
final class Linearity {

  private final Predicate<Symbol> variables;
  private final Set<String> impure;
  private @Nullable String obstacle;

  /// @param variables what counts as a variable; everything else is constant
  /// @param impure functions of the model that read variables
  Linearity(Predicate<Symbol> variables, Set<String> impure) {
    this.variables = variables;
    this.impure = Set.copyOf(impure);
  }

  /// Why the last term was not linear, in words.
  String obstacle() {
    return obstacle == null ? "" : obstacle;
  }

  /// The form of a term; null if it is not linear, or depends on the time.
  @Nullable LinearForm of(Term term) {
    return switch (term) {
      case Term.Read r -> read(r);
      case Term.Unary u when u.operator() == UnaryOperator.MINUS -> {
        LinearForm inner = of(u.operand());
        yield inner == null ? null : inner.each(Algebra::negative);
      }
      case Term.Binary b -> binary(b);
      case Term.Apply a when a.function() == Builtin.SUM -> sum(a);
      default -> opaque(term);
    };
  }

  private @Nullable LinearForm read(Term.Read r) {
    Symbol symbol = r.symbol();
    if (!variables.test(symbol)) return opaque(r);
    if (r.index() == null) {
      return LinearForm.of(new LinearForm.Key(symbol, Coefficient.Coupling.OWN, 0));
    }
    if (r.index() instanceof Term.Constant c) {
      return LinearForm.of(
          new LinearForm.Key(symbol, Coefficient.Coupling.ELEMENT, (int) c.value()));
    }
    return refuse("the index of '%s' is not a number".formatted(symbol.name()));
  }

  private @Nullable LinearForm binary(Term.Binary b) {
    LinearForm left = of(b.left());
    if (left == null) return null;
    LinearForm right = of(b.right());
    if (right == null) return null;
    if (left.isConstant() && right.isConstant()) return LinearForm.of(b);
    return switch (b.operator()) {
      case PLUS -> left.plus(right);
      case MINUS -> left.plus(right.each(Algebra::negative));
      case TIMES -> {
        if (right.isConstant()) yield left.each(f -> Algebra.times(f, right.rest()));
        if (left.isConstant()) yield right.each(f -> Algebra.times(left.rest(), f));
        yield refuse("'%s' is multiplied by '%s'".formatted(named(left), named(right)));
      }
      case DIVIDE -> {
        if (right.isConstant()) yield left.each(f -> Algebra.over(f, right.rest()));
        yield refuse("'%s' is in a denominator".formatted(named(right)));
      }
      default -> {
        String what = left.isConstant() ? named(right) : named(left);
        yield refuse("'%s' is used in '%s'".formatted(what, b.operator().symbol()));
      }
    };
  }

  private static String named(LinearForm form) {
    return form.factors().keySet().iterator().next().symbol().name();
  }

  private @Nullable LinearForm sum(Term.Apply a) {
    LinearForm inner = of(a.parts().getFirst());
    if (inner == null) return null;
    if (inner.isConstant()) return LinearForm.of(a);
    Map<LinearForm.Key, Term> summed = new LinkedHashMap<>();
    for (Map.Entry<LinearForm.Key, Term> e : inner.factors().entrySet()) {
      Symbol symbol = e.getKey().symbol();
      if (symbol.size() == null || e.getKey().coupling() != Coefficient.Coupling.OWN) {
        return refuse("'%s' is not a vector, but is used in 'sum'".formatted(symbol.name()));
      }
      summed.put(new LinearForm.Key(symbol, Coefficient.Coupling.SUM, 0), e.getValue());
    }
    Term rest = inner.rest();
    if (!Algebra.is(rest, 0)) {
      if (rest.size() == null) return refuse("'sum' adds up a single value");
      rest = new Term.Apply(Builtin.SUM, java.util.List.of(rest), rest.type());
    }
    return new LinearForm(summed, rest);
  }

  /// A term that can only be a constant.
  private @Nullable LinearForm opaque(Term term) {
    Set<String> found = new HashSet<>();
    find(term, found);
    if (found.isEmpty()) return LinearForm.of(term);
    String first = found.stream().sorted().findFirst().orElseThrow();
    return refuse(
        switch (term) {
          case Term.Apply a -> "'%s' is used in '%s'".formatted(first, a.function().text());
          case Term.Invoke i -> "'%s' is used in '%s'".formatted(first, i.function());
          case Term.Choice _ -> "'%s' is used in a choice, '?'".formatted(first);
          default -> "it depends on '%s'".formatted(first);
        });
  }

  private void find(Term term, Set<String> found) {
    if (term instanceof Term.Read r) {
      boolean time = r.symbol().role() == Symbol.Role.TIME;
      if (time || variables.test(r.symbol())) found.add(r.symbol().name());
    }
    if (term instanceof Term.Invoke i && impure.contains(i.function())) found.add(i.function());
    for (Term part : term.parts()) find(part, found);
  }

  private @Nullable LinearForm refuse(String why) {
    if (obstacle == null) obstacle = why;
    return null;
  }
}
