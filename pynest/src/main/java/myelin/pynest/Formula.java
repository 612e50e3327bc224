package myelin.pynest;

import java.util.ArrayDeque;
import java.util.Deque;
import myelin.Names;
import myelin.engine.base.BadInput;
import myelin.engine.random.RandomStream;
import myelin.value.Dimension.Scalar;
import myelin.value.Quantity;

/// Expressions of random numbers in Python, as [Quantity]s.
public final class Formula {

  private final double[] numbers;
  private final Deque<Quantity<Scalar>> stack = new ArrayDeque<>();
  private int next;

  private Formula(double[] numbers) {
    this.numbers = numbers;
  }

  /// The value of an expression in postfix notation, such as `number number normal` with the
  /// numbers 1 and 2. Operands stand before their operator, in the order in which Python has them.
  ///
  /// @param words `number`, names of distributions and functions, and operators
  /// @param numbers what the words `number` stand for, in order
  /// @throws myelin.engine.base.BadInput if an argument is not allowed
  public static Quantity<Scalar> of(String[] words, double[] numbers) {
    Formula formula = new Formula(numbers);
    for (String word : words) formula.stack.push(formula.apply(word));
    return formula.stack.pop();
  }

  /// Draws `n` numbers.
  ///
  /// @param seed of the random numbers
  /// @param call how many calls came before; each draws others
  public static double[] draw(Quantity<?> value, int n, long seed, int call) {
    RandomStream random = new RandomStream(seed);
    double[] drawn = new double[n];
    for (int i = 0; i < n; i++) {
      random.at(RandomStream.Purpose.APART, call, i);
      drawn[i] = value.draw(random, i);
    }
    return drawn;
  }

  private Quantity<Scalar> apply(String word) {
    if (word.equals("number")) return Names.number(numbers[next++]);
    if (Spatial.isPlace(word)) return Spatial.place(word);
    Quantity<Scalar> last = stack.pop();
    return switch (word) {
      case "exp" -> Names.exp(last);
      case "sin" -> Names.sin(last);
      case "cos" -> Names.cos(last);
      case "exponential" -> Names.exponential(last);
      case "uniform_int" -> Names.uniform_int((long) number(last));
      case "redraw" -> {
        Quantity<Scalar> least = stack.pop();
        Quantity<Scalar> all = stack.pop();
        yield all.isRandom() ? all.redraw(least, last) : within(all, least, last);
      }
      case "conditional" -> {
        Quantity<Scalar> yes = stack.pop();
        yield Names.conditional(stack.pop(), yes, last);
      }
      default -> {
        if (!Spatial.isFunction(word)) yield binary(word, stack.pop(), last);
        double[] arguments = new double[Spatial.arguments(word)];
        Quantity<Scalar> top = last;
        for (int i = arguments.length - 1; i >= 0; i--) {
          arguments[i] = number(top);
          top = stack.pop();
        }
        yield Spatial.function(word, Spatial.isOfTwo(word) ? stack.pop() : top, top, arguments);
      }
    };
  }

  /// A number, if it lies in a range, as there is nothing to draw again.
  private static Quantity<Scalar> within(
      Quantity<Scalar> all, Quantity<Scalar> least, Quantity<Scalar> most) {
    double x = number(all);
    if (x >= number(least) && x <= number(most)) return all;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "redraw(%s, %s, %s): it is never in that range".formatted(all, least, most));
  }

  private static Quantity<Scalar> binary(String word, Quantity<Scalar> a, Quantity<Scalar> b) {
    return switch (word) {
      case "+" -> a.plus(b);
      case "-" -> a.minus(b);
      case "*" -> a.times(b);
      case "/" -> Names.quotient(a, b);
      case "**" -> Names.pow(a, number(b));
      case "<" -> Names.less(a, b);
      case "<=" -> Names.atMost(a, b);
      case ">" -> Names.less(b, a);
      case ">=" -> Names.atMost(b, a);
      case "==" -> Names.equal(a, b);
      case "!=" -> Names.number(1).minus(Names.equal(a, b));
      case "min" -> Names.min(a, b);
      case "max" -> Names.max(a, b);
      case "uniform" -> Names.uniform(a, b);
      case "normal" -> Names.normal(a, b);
      case "lognormal" -> Names.lognormal(number(a), number(b));
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static double number(Quantity<Scalar> value) {
    return value.draw(new RandomStream(0), 0);
  }
}
