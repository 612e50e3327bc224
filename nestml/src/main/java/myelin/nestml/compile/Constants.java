package myelin.nestml.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToIntFunction;
import myelin.nestml.model.Action;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Model;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.model.UserFunction;
import myelin.nestml.model.Variable;
import myelin.nestml.model.Walk;
import myelin.nestml.run.Elementary;
import org.jspecify.annotations.Nullable;

/// Evaluates terms that depend on nothing but parameters and the resolution. Truth values are 0 and
/// 1.
final class Constants {

  private final Model model;
  private final double h;
  private final ToIntFunction<Size> sizes;
  private final double timestep;
  private final ToDoubleBiFunction<Symbol, Integer> parameters;
  private Map<String, Double> locals = new HashMap<>();

  /// @param h resolution (ms)
  /// @param sizes of vectors
  /// @param parameters value of a parameter, or of an element of a list
  Constants(
      Model model,
      double h,
      ToIntFunction<Size> sizes,
      ToDoubleBiFunction<Symbol, Integer> parameters) {
    this(model, h, h, sizes, parameters);
  }

  /// The same where `update` covers a time other than a step.
  ///
  /// @param timestep the time (ms)
  Constants(
      Model model,
      double h,
      double timestep,
      ToIntFunction<Size> sizes,
      ToDoubleBiFunction<Symbol, Integer> parameters) {
    this.model = model;
    this.h = h;
    this.timestep = timestep;
    this.sizes = sizes;
    this.parameters = parameters;
  }

  /// With the defaults of all parameters, at a resolution of 0.1 ms.
  static Constants defaults(Model model) {
    Constants[] self = new Constants[1];
    self[0] =
        new Constants(
            model,
            0.1,
            s -> self[0].size(s),
            (s, e) -> self[0].value(model.variable(s.name()).initial(), e));
    return self[0];
  }

  /// A size by the defaults of all parameters.
  int size(Size size) {
    return switch (size) {
      case Size.Fixed f -> f.elements();
      case Size.ValueOf v -> (int) value(model.variable(v.name()).initial(), 0);
      case Size.LengthOf l ->
          model.variable(l.list()).initial() instanceof Term.Values v ? v.parts().size() : 1;
    };
  }

  /// A whole number.
  static Term number(int value) {
    return new Term.Constant(value, Type.INTEGER);
  }

  /// The time that `update` covers (ms).
  double timestep() {
    return timestep;
  }

  /// Whether a term has one value as long as nobody sets a parameter.
  static boolean isConstant(Term term, Model model) {
    return switch (term) {
      case Term.Constant c -> true;
      case Term.Truth t -> true;
      case Term.Read r -> {
        if (r.index() != null && !isConstant(r.index(), model)) yield false;
        yield r.symbol().isConstant()
            || (r.symbol().role() == Symbol.Role.INLINE
                && isConstant(inline(r.symbol(), model).value(), model));
      }
      case Term.Apply a ->
          a.function().kind() != Builtin.Kind.RANDOM
              && a.parts().stream().allMatch(p -> isConstant(p, model));
      case Term.Unary u -> isConstant(u.operand(), model);
      case Term.Binary b -> isConstant(b.left(), model) && isConstant(b.right(), model);
      case Term.Choice c ->
          isConstant(c.condition(), model)
              && isConstant(c.yes(), model)
              && isConstant(c.no(), model);
      case Term.Values v -> v.parts().stream().allMatch(p -> isConstant(p, model));
      case Term.Invoke i ->
          i.parts().stream().allMatch(p -> isConstant(p, model)) && isPure(i.function(), model);
      default -> false;
    };
  }

  /// Whether a function of the model has no effect, and depends on its arguments and on parameters
  /// alone.
  private static boolean isPure(String function, Model model) {
    boolean[] pure = {!model.acts(function)};
    visit(function, model, pure, new HashSet<>());
    return pure[0];
  }

  private static void visit(String function, Model model, boolean[] pure, Set<String> seen) {
    if (!seen.add(function)) return;
    UserFunction f = function(function, model);
    Walk.actions(
        f.body(),
        t -> {
          switch (t) {
            case Term.Read r ->
                pure[0] &=
                    switch (r.symbol().role()) {
                      case LOCAL -> r.symbol().size() == null;
                      case ARGUMENT, PARAMETER, INTERNAL -> true;
                      default -> false;
                    };
            case Term.Invoke i -> visit(i.function(), model, pure, seen);
            case Term.Convolve c -> pure[0] = false;
            default -> {}
          }
        });
  }

  private static UserFunction function(String name, Model model) {
    return model.functions().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  /// Whether a constant term is the same whatever the parameters.
  static boolean isLiteral(Term term, Model model) {
    return switch (term) {
      case Term.Constant c -> true;
      case Term.Truth t -> true;
      case Term.Apply a ->
          a.function().kind() != Builtin.Kind.STEP
              && a.function().kind() != Builtin.Kind.VECTOR
              && a.parts().stream().allMatch(p -> isLiteral(p, model));
      case Term.Unary u -> isLiteral(u.operand(), model);
      case Term.Binary b -> isLiteral(b.left(), model) && isLiteral(b.right(), model);
      default -> false;
    };
  }

  private static Inline inline(Symbol symbol, Model model) {
    return model.inlines().stream()
        .filter(i -> i.symbol().name().equals(symbol.name()))
        .findFirst()
        .orElseThrow();
  }

  /// The value of a constant term, or of element `e` of one that is a vector.
  double value(Term term, int e) {
    return switch (term) {
      case Term.Constant c -> c.value();
      case Term.Truth t -> t.value() ? 1 : 0;
      case Term.Values v -> v.parts().isEmpty() ? 0 : value(part(v, e), 0);
      case Term.Read r -> read(r.symbol(), r.index() == null ? e : (int) value(r.index(), 0));
      case Term.Unary u -> {
        double x = value(u.operand(), e);
        yield switch (u.operator()) {
          case PLUS -> x;
          case MINUS -> -x;
          case NOT -> x == 0 ? 1 : 0;
          default -> ~(long) x;
        };
      }
      case Term.Binary b -> binary(b, value(b.left(), e), value(b.right(), e));
      case Term.Choice c -> value(value(c.condition(), e) != 0 ? c.yes() : c.no(), e);
      case Term.Apply a -> apply(a, e);
      case Term.Invoke i -> invoke(i, e);
      default -> throw new IllegalStateException("not a constant: " + term);
    };
  }

  /// Element `e` of a list. A user may give a longer one; its further elements are like the last.
  private static Term part(Term.Values list, int e) {
    return list.parts().get(Math.min(e, list.parts().size() - 1));
  }

  private double read(Symbol s, int e) {
    return switch (s.role()) {
      case LOCAL, ARGUMENT -> locals.getOrDefault(s.name(), 0.0);
      case PARAMETER -> parameters.applyAsDouble(s, s.size() == null ? 0 : e);
      case INTERNAL -> value(model.variable(s.name()).initial(), e);
      case STATE -> defaults(model).value(model.variable(s.name()).initial(), e);
      default -> value(inline(s, model).value(), e);
    };
  }

  private double invoke(Term.Invoke i, int e) {
    UserFunction f = function(i.function(), model);
    Map<String, Double> own = new HashMap<>();
    for (int k = 0; k < i.parts().size(); k++) {
      Symbol argument = f.arguments().get(k);
      own.put(argument.name(), typed(argument.type(), value(i.parts().get(k), e)));
    }
    Map<String, Double> outer = locals;
    locals = own;
    Double result = run(f.body());
    locals = outer;
    return result == null ? 0 : typed(f.result(), result);
  }

  /// An integer drops the fraction.
  private static double typed(Type type, double value) {
    return type.equals(Type.INTEGER) ? (long) value : value;
  }

  /// Runs statements of a function; returns the value that the function returns, or null if it goes
  /// on.
  private @Nullable Double run(List<Action> actions) {
    for (Action action : actions) {
      Double result = run(action);
      if (result != null) return result;
    }
    return null;
  }

  private @Nullable Double run(Action action) {
    return switch (action) {
      case Action.Assign a -> {
        locals.put(a.target().name(), typed(a.target().type(), value(a.value(), 0)));
        yield null;
      }
      case Action.Return r -> r.value() == null ? 0.0 : value(r.value(), 0);
      case Action.If i -> {
        for (Action.Branch b : i.branches()) {
          if (value(b.condition(), 0) != 0) yield run(b.body());
        }
        yield run(i.otherwise());
      }
      case Action.While w -> {
        Double result = null;
        while (result == null && value(w.condition(), 0) != 0) result = run(w.body());
        yield result;
      }
      case Action.For f -> {
        double to = value(f.to(), 0);
        String name = f.variable().name();
        Double result = null;
        double x = value(f.from(), 0);
        for (; result == null && (f.step() < 0 ? x > to : x < to); x += f.step()) {
          locals.put(name, x);
          result = run(f.body());
        }
        yield result;
      }
      default -> throw new IllegalStateException("not part of a constant:  " + action);
    };
  }

  private static double binary(Term.Binary b, double x, double y) {
    return switch (b.operator()) {
      case POWER -> Elementary.pow(x, y);
      case TIMES -> x * y;
      case DIVIDE -> x / y;
      case TRUNCATED_DIVIDE -> Elementary.quotient((long) x, (long) y);
      case MODULO -> Elementary.remainder((long) x, (long) y);
      case PLUS -> x + y;
      case MINUS -> x - y;
      case SHIFT_LEFT -> (long) x << (long) y;
      case SHIFT_RIGHT -> (long) x >> (long) y;
      case BIT_AND -> (long) x & (long) y;
      case BIT_XOR -> (long) x ^ (long) y;
      case BIT_OR -> (long) x | (long) y;
      case LESS -> x < y ? 1 : 0;
      case LESS_EQUAL -> x <= y ? 1 : 0;
      case EQUAL -> x == y ? 1 : 0;
      case NOT_EQUAL -> x != y ? 1 : 0;
      case GREATER_EQUAL -> x >= y ? 1 : 0;
      case GREATER -> x > y ? 1 : 0;
      case AND -> x != 0 && y != 0 ? 1 : 0;
      case OR -> x != 0 || y != 0 ? 1 : 0;
    };
  }

  private double apply(Term.Apply a, int e) {
    if (a.function() == Builtin.RESOLUTION) return h;
    if (a.function() == Builtin.TIMESTEP) return timestep;
    List<Term> p = a.parts();
    if (a.function().kind() == Builtin.Kind.VECTOR) {
      Term vector = p.getFirst();
      int n = sizes.applyAsInt(Objects.requireNonNull(vector.size()));
      double sum = 0;
      for (int k = 0; k < n; k++) sum += value(vector, k);
      return a.function() == Builtin.SIZE ? n : sum;
    }
    double x = value(p.getFirst(), e);
    double y = p.size() > 1 ? value(p.get(1), e) : 0;
    double z = p.size() > 2 ? value(p.get(2), e) : 0;
    return switch (a.function()) {
      case MIN -> Math.min(x, y);
      case MAX -> Math.max(x, y);
      case ABS -> Math.abs(x);
      case CLIP -> Elementary.clip(x, y, z);
      case EXP -> Elementary.exp(x);
      case EXPM1 -> Elementary.expm1(x);
      case LN -> Elementary.log(x);
      case LOG10 -> Elementary.log10(x);
      case SIN -> Elementary.sin(x);
      case COS -> Elementary.cos(x);
      case TAN -> Elementary.tan(x);
      case SINH -> Elementary.sinh(x);
      case COSH -> Elementary.cosh(x);
      case TANH -> Elementary.tanh(x);
      case ERF -> Elementary.erf(x);
      case ERFC -> Elementary.erfc(x);
      case CEIL -> Math.ceil(x);
      case FLOOR -> Math.floor(x);
      case ROUND -> Elementary.round(x);
      case POW -> Elementary.pow(x, y);
      case STEPS -> Elementary.steps(x, h);
      default -> throw new IllegalStateException("not a constant: " + a.function());
    };
  }

  /// The variable of that name, or null.
  static @Nullable Variable variable(Model model, String name) {
    for (List<Variable> block : List.of(model.state(), model.parameters(), model.internals())) {
      for (Variable v : block) if (v.symbol().name().equals(name)) return v;
    }
    return null;
  }
}
