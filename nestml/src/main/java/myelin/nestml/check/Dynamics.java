package myelin.nestml.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import myelin.engine.base.Nearest;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Integrator;
import myelin.nestml.model.Kernel;
import myelin.nestml.model.Ode;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.syntax.Equation;
import myelin.nestml.syntax.Expression;
import myelin.nestml.syntax.Variable;
import myelin.nestml.text.Place;
import myelin.nestml.unit.Dimension;

/// The block `equations`.
final class Dynamics {

  private final Names names;
  private final Terms terms;
  private final List<Equation> equations;
  private final Map<String, Place> places = new LinkedHashMap<>();

  Dynamics(Names names, Terms terms, List<Equation> equations) {
    this.names = names;
    this.terms = terms;
    this.equations = equations;
  }

  /// Names of the variables of kernels.
  Set<String> kernelNames() {
    Set<String> all = new HashSet<>();
    for (Equation e : equations) {
      if (e instanceof Equation.Kernel k) {
        for (Equation.Part part : k.parts()) all.add(part.variable().name());
      }
    }
    return all;
  }

  /// Declares the names of inlines and of kernels that are functions.
  void declare() {
    for (Equation equation : equations) {
      try {
        if (equation instanceof Equation.Inline inline) declare(inline);
        if (equation instanceof Equation.Kernel kernel) declare(kernel);
      } catch (Refused e) {
        if (equation instanceof Equation.Inline inline) names.breaks(inline.variable().name());
      }
    }
  }

  private void declare(Equation.Inline inline) {
    Variable v = inline.variable();
    if (v.primes() > 0) {
      throw names.refuse(v.place(), "an inline names an expression, not a derivative");
    }
    terms.enter(Where.CONSTANT);
    Symbol symbol =
        Symbol.of(
            v.name(),
            Symbol.Role.INLINE,
            Quantities.type(names, inline.type()),
            terms.size(v, false));
    if (!names.declare(v.place(), symbol)) throw new Refused();
    places.put(v.name(), v.place());
  }

  private void declare(Equation.Kernel kernel) {
    for (Equation.Part part : kernel.parts()) {
      Variable v = part.variable();
      if (v.index() != null) throw names.refuse(v.place(), "a kernel cannot be a vector");
      if (v.primes() == 0) {
        names.declare(v.place(), Symbol.of(v.name(), Symbol.Role.KERNEL, Type.REAL, null));
      }
    }
  }

  List<Inline> inlines() {
    List<Inline> all = new ArrayList<>();
    for (Equation equation : equations) {
      if (equation instanceof Equation.Inline inline) {
        Symbol symbol = names.find(inline.variable().name());
        if (symbol == null || symbol.role() != Symbol.Role.INLINE) continue;
        try {
          terms.enter(Where.EQUATIONS);
          Place place = inline.value().place();
          Term value =
              terms
                  .operations()
                  .given(place, symbol.type(), terms.of(inline.value()), "'" + symbol.name() + "'");
          if (value.size() != null && symbol.size() == null) {
            throw names.refuse(
                place,
                "this is a vector; declare it as inline %s[%s]"
                    .formatted(symbol.name(), value.size()));
          }
          all.add(new Inline(symbol, value, inline.recordable(), inline.comment()));
        } catch (Refused e) {
          names.breaks(symbol.name());
        }
      }
    }
    return Order.of(
        all,
        i -> i.symbol().name(),
        i -> Order.uses(null, List.of(i.value())),
        (i, blocking) ->
            names
                .problems()
                .error(
                    places.getOrDefault(i.symbol().name(), new Place(1, 1, 0)),
                    "'%s' depends on itself, by way of '%s'"
                        .formatted(i.symbol().name(), blocking)));
  }

  List<Ode> odes() {
    List<Ode> all = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (Equation equation : equations) {
      if (equation instanceof Equation.Ode ode) {
        Variable v = ode.variable();
        try {
          if (!done.add(v.name())) {
            throw names.refuse(ode.place(), "'%s' has an equation already".formatted(v.name()));
          }
          terms.enter(Where.EQUATIONS);
          all.add(ode(v, ode.value(), Symbol.Role.STATE));
        } catch (Refused e) {
          // the error is reported; the others are still read
        }
      }
    }
    return all;
  }

  private Ode ode(Variable v, Expression right, Symbol.Role role) {
    if (v.index() != null) {
      throw names.refuse(
          v.place(),
          "an equation holds for a whole vector, element by element: %s' = ..."
              .formatted(v.name()));
    }
    Symbol symbol = names.find(v.name());
    if (symbol == null) throw names.unknown(v.place(), v.name());
    if (symbol.role() != role) {
      throw names.refuse(
          v.place(),
          "'%s' is not declared in the block 'state', as a variable with an equation must be"
              .formatted(v.name()));
    }
    for (int k = 1; k < v.primes(); k++) {
      String derivative = v.name() + "'".repeat(k);
      if (names.find(derivative) == null) {
        throw names.refuse(
            v.place(),
            "the initial value of %s is missing; declare it in the block 'state'"
                .formatted(derivative));
      }
    }
    if (symbol.type().equals(Type.INTEGER)) {
      names
          .problems()
          .warning(
              v.place(),
              "'%s' is an integer, but its equation gives it values between; declare it as real"
                  .formatted(v.name()));
    }
    Dimension slope = symbol.type().dimension();
    for (int k = 0; k < v.primes(); k++) slope = slope.over(Dimension.TIME);
    Term term = terms.of(right);
    if (term instanceof Term.Constant && !term.type().hasUnit() && isTimer(symbol, v, term)) {
      return new Ode(v.place(), v.name(), v.primes(), term);
    }
    Term given =
        terms.operations().given(right.place(), Type.of(slope), term, "'" + v.derivative() + "'");
    if (given.size() != null && !given.size().equals(symbol.size())) {
      throw names.refuse(
          right.place(),
          "'%s' is %s, but its derivative is a vector of size %s; sum(...) adds up the elements"
              .formatted(
                  v.name(),
                  symbol.size() == null ? "a single value" : "of size " + symbol.size(),
                  given.size()));
    }
    return new Ode(v.place(), v.name(), v.primes(), given);
  }

  private static boolean isTimer(Symbol symbol, Variable v, Term term) {
    return symbol.type().equals(Type.TIME) && v.primes() == 1 && term.type().isNumber();
  }

  List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    for (Equation equation : equations) {
      if (equation instanceof Equation.Kernel kernel) {
        terms.enter(Where.KERNEL);
        try {
          all.add(kernel(kernel));
        } catch (Refused e) {
          // the error is reported; the others are still read
        }
      }
    }
    return all;
  }

  private Kernel kernel(Equation.Kernel kernel) {
    Equation.Part first = kernel.parts().getFirst();
    String name = first.variable().name();
    if (first.variable().primes() == 0) {
      if (kernel.parts().size() > 1) {
        throw names.refuse(
            kernel.place(), "a kernel is one function, or equations; write a line for each");
      }
      if (first.value() instanceof Expression.Call c && c.name().equals("delta")) {
        boolean time =
            c.arguments().size() == 1
                && c.arguments().getFirst() instanceof Expression.Use u
                && u.variable().name().equals("t");
        if (!time) throw names.refuse(c.place(), "the argument of delta must be t");
        return new Kernel(kernel.place(), name, null, List.of());
      }
      Term function = terms.of(first.value());
      if (!function.type().isNumber() || function.size() != null) {
        throw names.refuse(first.value().place(), "a kernel must be one number");
      }
      if (function.type().hasUnit()) {
        names
            .problems()
            .error(
                first.value().place(),
                "a kernel has no unit, but this is in %s; give the unit where it is convolved"
                    .formatted(function.type()));
      }
      return new Kernel(kernel.place(), name, function, List.of());
    }
    List<Ode> odes = new ArrayList<>();
    for (Equation.Part part : kernel.parts()) {
      if (part.variable().primes() == 0) {
        throw names.refuse(
            part.variable().place(), "equations and functions cannot be mixed in a kernel");
      }
      odes.add(ode(part.variable(), part.value(), Symbol.Role.KERNEL));
    }
    return new Kernel(kernel.place(), name, null, odes);
  }

  Integrator integrator() {
    Integrator result = Integrator.USUAL;
    int lines = 0;
    for (Equation equation : equations) {
      if (!(equation instanceof Equation.Integrator given)) continue;
      if (++lines > 1) names.problems().error(given.place(), "'@integrator' is given twice");
      for (Equation.Option option : given.options()) {
        try {
          result = with(result, option);
        } catch (Refused e) {
          // the error is reported; the others are still read
        }
      }
    }
    return result;
  }

  private Integrator with(Integrator i, Equation.Option option) {
    Expression value = option.value();
    return switch (option.name()) {
      case "method" -> {
        Map<String, Integrator.Method> methods = new TreeMap<>();
        for (Integrator.Method m : Integrator.Method.values()) methods.put(m.word(), m);
        Integrator.Method method =
            Objects.requireNonNull(methods.get(word(value, methods.keySet())));
        yield new Integrator(method, i.control(), i.absolute(), i.relative());
      }
      case "control" -> {
        boolean slope = word(value, Set.of("solution", "derivative")).equals("derivative");
        Integrator.Control c = slope ? Integrator.Control.DERIVATIVE : Integrator.Control.SOLUTION;
        yield new Integrator(i.method(), c, i.absolute(), i.relative());
      }
      case "absolute" -> new Integrator(i.method(), i.control(), tolerance(value), i.relative());
      case "relative" -> new Integrator(i.method(), i.control(), i.absolute(), tolerance(value));
      default -> {
        Set<String> all = new TreeSet<>(Set.of("method", "control", "absolute", "relative"));
        throw names.refuse(
            option.place(),
            "'%s' is not an option of '@integrator'%s"
                .formatted(option.name(), Nearest.hint(option.name(), all)));
      }
    };
  }

  private Term tolerance(Expression value) {
    terms.enter(Where.CONSTANT);
    return terms.operations().given(value.place(), Type.REAL, terms.of(value), "a tolerance");
  }

  private String word(Expression value, Set<String> allowed) {
    String given = value instanceof Expression.Use u ? u.variable().name() : "";
    if (allowed.contains(given)) return given;
    throw names.refuse(
        value.place(), "expected one of these words: " + String.join(", ", new TreeSet<>(allowed)));
  }
}
