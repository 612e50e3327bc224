package myelin.nestml.reference;

import java.util.List;
import myelin.nestml.equations.Convolution;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.model.UserFunction;
import myelin.nestml.syntax.UnaryOperator;

/// Computes the values of terms.
final class Evaluator {

  /// Runs a function of the model.
  interface Calls {
    Object call(UserFunction function, List<Object> arguments);
  }

  private static final double PER_SECOND = 0.001;

  private final Values values;
  private final Calls calls;

  Evaluator(Values values, Calls calls) {
    this.values = values;
    this.calls = calls;
  }

  double number(Term term, int element) {
    return (Double) value(term, element);
  }

  boolean truth(Term term) {
    return (Boolean) value(term, 0);
  }

  /// The value of a term; for a vector, that of one element.
  Object value(Term term, int element) {
    return switch (term) {
      case Term.Constant c -> c.value();
      case Term.Truth t -> t.value();
      case Term.Text t -> t.value();
      case Term.Values v -> value(v.parts().get(element), 0);
      case Term.Read r -> read(r, element);
      case Term.Delayed d -> values.delayed(d.symbol().name()).get(element);
      case Term.Unary u -> unary(u, element);
      case Term.Binary b -> binary(b, element);
      case Term.Choice c -> {
        boolean holds = (Boolean) value(c.condition(), element);
        yield value(holds ? c.yes() : c.no(), element);
      }
      case Term.Apply a -> apply(a, element);
      case Term.Invoke i -> {
        UserFunction f = values.functions.get(i.function());
        if (f == null) throw new IllegalStateException(i.function());
        yield calls.call(f, i.parts().stream().map(p -> value(p, element)).toList());
      }
      case Term.Convolve c ->
          values.number(Convolution.name(c.kernel(), c.port(), c.index()), element);
    };
  }

  private Object read(Term.Read r, int element) {
    Symbol symbol = r.symbol();
    if (symbol.role() == Symbol.Role.TIME) return values.time;
    int which = r.index() == null ? element : (int) number(r.index(), 0);
    Term inline = values.inlines.get(symbol.name());
    if (inline != null) return value(inline, which);
    Object[] all = values.of(symbol.name());
    if (symbol.size() == null) which = 0;
    if (which < 0 || which >= all.length) {
      throw new IllegalStateException(
          "'%s' has %d elements; there is no element %d"
              .formatted(symbol.name(), all.length, which));
    }
    if (symbol.role() == Symbol.Role.SPIKES) return (Double) all[which] * PER_SECOND;
    return all[which];
  }

  private Object unary(Term.Unary u, int element) {
    Object operand = value(u.operand(), element);
    if (u.operator() == UnaryOperator.NOT) return !(Boolean) operand;
    double x = (Double) operand;
    return u.operator() == UnaryOperator.BIT_NOT ? (double) ~(long) x : -x;
  }

  private Object binary(Term.Binary b, int element) {
    Object left = value(b.left(), element);
    return switch (b.operator()) {
      case AND -> (Boolean) left && (Boolean) value(b.right(), element);
      case OR -> (Boolean) left || (Boolean) value(b.right(), element);
      default -> {
        Object right = value(b.right(), element);
        if (b.type().equals(Type.STRING)) yield shown(left) + shown(right);
        if (left instanceof Double x && right instanceof Double y) yield numbers(b, x, y);
        yield left.equals(right) == (b.operator() == myelin.nestml.syntax.Operator.EQUAL);
      }
    };
  }

  private static Object numbers(Term.Binary b, double x, double y) {
    return switch (b.operator()) {
      case POWER -> StrictMath.pow(x, y);
      case TIMES -> x * y;
      case DIVIDE -> x / y;
      case TRUNCATED_DIVIDE -> quotient((long) x, (long) y);
      case MODULO -> (double) ((long) x % (long) y);
      case PLUS -> x + y;
      case MINUS -> x - y;
      case SHIFT_LEFT -> (double) ((long) x << (long) y);
      case SHIFT_RIGHT -> (double) ((long) x >> (long) y);
      case BIT_AND -> (double) ((long) x & (long) y);
      case BIT_XOR -> (double) ((long) x ^ (long) y);
      case BIT_OR -> (double) ((long) x | (long) y);
      case LESS -> x < y;
      case LESS_EQUAL -> x <= y;
      case EQUAL -> x == y;
      case NOT_EQUAL -> x != y;
      case GREATER_EQUAL -> x >= y;
      case GREATER -> x > y;
      case AND, OR -> throw new IllegalStateException("not an operator of numbers");
    };
  }

  private static double quotient(long x, long y) {
    long whole = x / y;
    return whole;
  }

  private Object apply(Term.Apply a, int element) {
    if (a.function() == Builtin.SIZE) return (double) values.size(a.parts().getFirst().size());
    if (a.function() == Builtin.SUM) {
      double sum = 0;
      Term vector = a.parts().getFirst();
      for (int i = 0; i < values.size(vector.size()); i++) sum += number(vector, i);
      return sum;
    }
    double x = a.parts().isEmpty() ? 0 : number(a.parts().getFirst(), element);
    double y = a.parts().size() < 2 ? 0 : number(a.parts().get(1), element);
    return switch (a.function()) {
      case MIN -> Math.min(x, y);
      case MAX -> Math.max(x, y);
      case ABS -> Math.abs(x);
      case CLIP -> Math.min(Math.max(x, y), number(a.parts().get(2), element));
      case EXP -> StrictMath.exp(x);
      case EXPM1 -> StrictMath.expm1(x);
      case LN -> StrictMath.log(x);
      case LOG10 -> StrictMath.log10(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TAN -> StrictMath.tan(x);
      case SINH -> StrictMath.sinh(x);
      case COSH -> StrictMath.cosh(x);
      case TANH -> StrictMath.tanh(x);
      case ERF -> ErrorFunction.erf(x);
      case ERFC -> ErrorFunction.erfc(x);
      case CEIL -> Math.ceil(x);
      case FLOOR -> Math.floor(x);
      case ROUND -> Math.copySign(Math.floor(Math.abs(x) + 0.5), x);
      case POW -> StrictMath.pow(x, y);
      case RANDOM_NORMAL -> x + y * values.random.nextGaussian();
      case RANDOM_UNIFORM -> x + y * values.random.nextDouble();
      case RANDOM_POISSON -> poisson(x);
      case RANDOM_BINOMIAL -> binomial((long) x, y);
      case RESOLUTION, TIMESTEP -> values.resolution;
      case STEPS -> Math.rint(x / values.resolution);
      case SIZE, SUM -> throw new IllegalStateException("handled above");
    };
  }

  private double poisson(double mean) {
    double left = mean;
    double count = -1;
    while (left >= 0) {
      left += Math.log(1 - values.random.nextDouble());
      count++;
    }
    return count;
  }

  private double binomial(long trials, double probability) {
    double count = 0;
    for (long k = 0; k < trials; k++) if (values.random.nextDouble() < probability) count++;
    return count;
  }

  static String shown(Object value) {
    return value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15
        ? String.valueOf(d.longValue())
        : String.valueOf(value);
  }
}
