package myelin.nestml.check;

import java.util.ArrayList;
import java.util.List;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.syntax.Expression;
import myelin.nestml.syntax.Variable;
import myelin.nestml.text.Place;
import myelin.nestml.unit.Unit;
import myelin.nestml.unit.Units;
import org.jspecify.annotations.Nullable;

/// Expressions: resolves their names and finds their types.
final class Terms {

  private final Names names;
  private final Operations operations;
  private final Calls calls;
  private Where where = Where.STATE;

  Terms(Names names) {
    this.names = names;
    operations = new Operations(names);
    calls = new Calls(names, operations, this);
  }

  Operations operations() {
    return operations;
  }

  Where where() {
    return where;
  }

  void enter(Where part) {
    where = part;
  }

  /// The term of an expression.
  ///
  /// @throws Refused after an error
  Term of(Expression expression) {
    return switch (expression) {
      case Expression.Literal n -> number(n);
      case Expression.Text t -> new Term.Text(t.value());
      case Expression.Truth t -> new Term.Truth(t.value());
      case Expression.Infinity _ -> new Term.Constant(Double.POSITIVE_INFINITY, Type.REAL);
      case Expression.Values v ->
          throw names.refuse(
              v.place(),
              "a list of values can only be the default of a parameter, as in x[] ms = [2 ms]");
      case Expression.Use u -> use(u.variable());
      case Expression.Call c -> calls.of(c);
      case Expression.Unary u -> operations.unary(u.place(), u.operator(), of(u.operand()));
      case Expression.Binary b ->
          operations.binary(b.place(), b.operator(), of(b.left()), of(b.right()));
      case Expression.Conditional c ->
          operations.choice(c.place(), of(c.condition()), of(c.yes()), of(c.no()));
    };
  }

  private Term number(Expression.Literal n) {
    if (n.unit() == null) {
      return new Term.Constant(n.value(), n.integer() ? Type.INTEGER : Type.REAL);
    }
    Unit unit = Quantities.unit(names, n.unit());
    return new Term.Constant(unit.canonical(n.value()), Type.of(unit.dimension()));
  }

  private Term use(Variable variable) {
    Place place = variable.place();
    Symbol symbol = names.find(variable.derivative());
    if (symbol == null && variable.primes() > 0) {
      if (names.find(variable.name()) == null) throw names.unknown(place, variable.name());
      throw names.refuse(
          place,
          "'%s' is not a state variable: only derivatives below the order of the equation are"
              .formatted(variable.derivative()));
    }
    if (symbol == null) {
      if (variable.index() == null && variable.name().equals("e")) {
        return new Term.Constant(Math.E, Type.REAL);
      }
      if (variable.index() == null && variable.name().equals("pi")) {
        return new Term.Constant(Math.PI, Type.REAL);
      }
      Unit unit = variable.index() == null ? Units.named(variable.name()) : null;
      if (unit == null) throw names.unknown(place, variable.name());
      return new Term.Constant(unit.canonical(1), Type.of(unit.dimension()));
    }
    readable(place, symbol);
    return new Term.Read(symbol, index(symbol, variable));
  }

  private void readable(Place place, Symbol symbol) {
    boolean kernel = symbol.role() == Symbol.Role.KERNEL;
    if (kernel && where != Where.KERNEL) {
      throw names.refuse(
          place,
          "the kernel '%s' can be used only in convolve(%s, PORT)"
              .formatted(symbol.base(), symbol.base()));
    }
    boolean port = symbol.role() == Symbol.Role.SPIKES || symbol.role() == Symbol.Role.CONTINUOUS;
    boolean timed = port || symbol.role() == Symbol.Role.TIME;
    boolean changes =
        symbol.role() == Symbol.Role.STATE || symbol.role() == Symbol.Role.INLINE || port;
    @Nullable String forbidden =
        switch (where) {
          case STATE, GUARD -> timed ? "" : null;
          case PARAMETERS, INTERNALS ->
              timed ? "" : symbol.role() == Symbol.Role.INLINE ? "parameters and internals" : null;
          case CONSTANT -> timed ? "" : changes ? "sizes and options" : null;
          case KERNEL -> changes ? "a kernel" : null;
          default -> null;
        };
    if (forbidden == null) return;
    throw names.refuse(
        place,
        forbidden.isEmpty()
            ? "'%s' has no value before the simulation".formatted(symbol.name())
            : "'%s' changes, and cannot be used in %s".formatted(symbol.name(), forbidden));
  }

  /// The index with which a variable is used; null if there is none.
  @Nullable Term index(Symbol symbol, Variable variable) {
    if (variable.index() == null) return null;
    Place place = variable.index().place();
    if (symbol.size() == null) {
      throw names.refuse(
          variable.place(), "'%s' is not a vector and has no elements".formatted(symbol.name()));
    }
    Term index = of(variable.index());
    if (!index.type().equals(Type.INTEGER) || index.size() != null) {
      throw names.refuse(
          place,
          "an index must be an integer, counted from 0, but this is %s".formatted(index.type()));
    }
    Double value = Constants.value(index);
    if (value != null) {
      boolean beyond = symbol.size() instanceof Size.Fixed f && value >= f.elements();
      if (value < 0 || beyond) {
        throw names.refuse(
            place,
            "'%s' has %s elements, counted from 0; there is no element %d"
                .formatted(symbol.name(), symbol.size(), value.longValue()));
      }
    }
    return index;
  }

  /// The size that a declaration gives; null for a single value.
  @Nullable Size size(Variable variable, boolean parameter) {
    if (variable.list()) {
      if (!parameter) {
        throw names.refuse(
            variable.place(),
            "only a parameter can be a list of any length; for a variable as long as one write %s[size(LIST)]"
                .formatted(variable.name()));
      }
      return new Size.LengthOf(variable.name());
    }
    if (variable.index() == null) return null;
    Place place = variable.index().place();
    Term size = of(variable.index());
    if (size instanceof Term.Apply a
        && a.parts().size() == 1
        && a.parts().getFirst().size() != null) {
      return a.parts().getFirst().size();
    }
    Double value = Constants.value(size);
    if (value != null && size.type().equals(Type.INTEGER)) {
      if (value >= 1 && value <= 1_000_000) return new Size.Fixed(value.intValue());
      throw names.refuse(place, "the size of a vector must be 1 to 1000000");
    }
    if (size instanceof Term.Read r
        && r.symbol().isConstant()
        && r.type().equals(Type.INTEGER)
        && r.size() == null
        && r.index() == null) {
      return new Size.ValueOf(r.symbol().name());
    }
    throw names.refuse(
        place,
        "the size of a vector must be a positive integer, an integer of the parameters or internals, or size(LIST)");
  }

  /// The terms of all expressions.
  List<Term> all(List<Expression> expressions) {
    List<Term> terms = new ArrayList<>();
    for (Expression e : expressions) terms.add(of(e));
    return terms;
  }
}
