package myelin.nestml.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import myelin.nestml.code.Code.Group;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.code.SlopesCode.Exponentials;
import myelin.nestml.model.Builtin;
import myelin.nestml.syntax.Operator;
import org.junit.jupiter.api.Test;

/// Exponentials that are powers of others.
class ExponentialsTest {

  private static final Code V = new Code.Element(Group.INTEGRATED, 0);
  private static final Code V_T = new Code.Element(Group.COEFFICIENT, 0);

  @Test
  void ratesOfHodgkinAndHuxleyTakeTwo() {
    List<Code> rates =
        List.of(
            exp(away(40, 10)),
            exp(away(65, 18)),
            exp(away(65, 20)),
            exp(away(35, 10)),
            exp(away(55, 10)),
            exp(away(65, 80)));
    assertSame(rates, 2);
  }

  @Test
  void ratesOfTraubTakeTwoWhereTheyAreShifted() {
    Code u = binary(Operator.MINUS, V, V_T);
    List<Code> rates =
        List.of(
            exp(over(binary(Operator.MINUS, real(13), u), 4)),
            exp(over(binary(Operator.MINUS, u, real(40)), 5)),
            exp(over(binary(Operator.MINUS, real(17), u), 18)),
            exp(over(binary(Operator.MINUS, real(40), u), 5)),
            exp(over(binary(Operator.MINUS, real(15), u), 5)),
            exp(over(binary(Operator.MINUS, real(10), u), 40)));
    assertSame(rates, 2);
  }

  @Test
  void othersStayAsTheyAre() {
    List<Code> slopes =
        List.of(
            exp(away(65, 18)),
            exp(away(65, 13)),
            exp(binary(Operator.TIMES, V, V)),
            exp(over(V_T, 4)),
            exp(over(exp(over(V, 4)), 8)),
            exp(real(2)));
    assertThat(Exponentials.shared(slopes)).isEqualTo(slopes);
  }

  @Test
  void powersAreNotTooLarge() {
    List<Code> slopes = List.of(exp(over(V, 170)), exp(over(V, 10)));
    assertThat(Exponentials.shared(slopes)).isEqualTo(slopes);
  }

  private static void assertSame(List<Code> slopes, int exponentials) {
    List<Code> shared = Exponentials.shared(slopes);
    Set<Code> taken = new HashSet<>();
    shared.forEach(s -> collect(s, taken));
    assertThat(taken).hasSize(exponentials);
    for (double v : IntStream.rangeClosed(-300, 300).mapToDouble(k -> k / 2.7).toArray()) {
      for (int k = 0; k < slopes.size(); k++) {
        double right = value(slopes.get(k), v);
        assertThat(value(shared.get(k), v)).isCloseTo(right, within(1e-14 * right));
      }
    }
  }

  private static void collect(Code code, Set<Code> taken) {
    if (code instanceof Code.Apply) taken.add(code);
    code.parts().forEach(part -> collect(part, taken));
  }

  /// The value where V is `v` and V_T is -50.
  private static double value(Code code, double v) {
    return switch (code) {
      case Code.Real r -> r.value();
      case Code.Element e -> e.group() == Group.INTEGRATED ? v : -50;
      case Code.Negative n -> -value(n.operand(), v);
      case Code.Apply a -> StrictMath.exp(value(a.parts().getFirst(), v));
      case Code.Binary b -> {
        double left = value(b.left(), v);
        double right = value(b.right(), v);
        yield switch (b.operator()) {
          case PLUS -> left + right;
          case MINUS -> left - right;
          case TIMES -> left * right;
          case DIVIDE -> left / right;
          default -> throw new IllegalArgumentException(b.toString());
        };
      }
      default -> throw new IllegalArgumentException(code.toString());
    };
  }

  /// `-(V + from) / width`.
  private static Code away(double from, double width) {
    return over(new Code.Negative(binary(Operator.PLUS, V, real(from))), width);
  }

  private static Code over(Code code, double width) {
    return binary(Operator.DIVIDE, code, real(width));
  }

  private static Code exp(Code code) {
    return new Code.Apply(Builtin.EXP, List.of(code), Kind.REAL);
  }

  private static Code real(double x) {
    return new Code.Real(x);
  }

  private static Code binary(Operator operator, Code a, Code b) {
    return new Code.Binary(operator, a, b);
  }
}
