package myelin.nestml.model;

import java.util.stream.Collectors;
import myelin.nestml.syntax.Operator;
import myelin.nestml.syntax.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Terms as text, with as few parentheses as possible. Numbers are canonical, with their units.
public final class TermText {

  private static final int LOOSEST = 0;
  private static final int TIGHTEST = 10;
  private static final int SIGN = 8;

  private TermText() {}

  /// The text of a term.
  public static String of(Term term) {
    return text(term, LOOSEST);
  }

  private static String text(Term term, int around) {
    return switch (term) {
      case Term.Constant c -> constant(c, around);
      case Term.Truth t -> String.valueOf(t.value());
      case Term.Text t -> '"' + t.value() + '"';
      case Term.Values v ->
          v.parts().stream().map(TermText::of).collect(Collectors.joining(", ", "[", "]"));
      case Term.Read r -> r.symbol().base() + index(r.index()) + "'".repeat(r.symbol().order());
      case Term.Delayed d -> d.symbol().name() + "(t - " + text(d.delay(), TIGHTEST) + ")";
      case Term.Unary u when u.operator() == UnaryOperator.NOT ->
          bracketed("not " + text(u.operand(), 3), 3, around);
      case Term.Unary u -> bracketed(u.operator().symbol() + text(u.operand(), SIGN), SIGN, around);
      case Term.Binary b -> binary(b, around);
      case Term.Choice c ->
          bracketed(
              text(c.condition(), 1) + " ? " + text(c.yes(), 1) + " : " + text(c.no(), LOOSEST),
              LOOSEST,
              around);
      case Term.Apply a -> a.function().text() + arguments(a);
      case Term.Invoke i -> i.function() + arguments(i);
      case Term.Convolve c ->
          "convolve("
              + c.kernel()
              + ", "
              + c.port().name()
              + (c.index() == null ? "" : "[" + c.index() + "]")
              + ")";
    };
  }

  private static String constant(Term.Constant c, int around) {
    String number = number(c.value());
    boolean plain = !c.type().hasUnit();
    if (plain) return c.value() < 0 ? bracketed(number, SIGN, around) : number;
    return bracketed(number + " " + c.type().dimension().unit(), SIGN, around);
  }

  /// A number, without a fraction if it is whole.
  public static String number(double value) {
    if (value == Math.E) return "e";
    if (value == Math.PI) return "pi";
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e7;
    return whole ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static String binary(Term.Binary b, int around) {
    int level = level(b.operator());
    boolean power = b.operator() == Operator.POWER;
    String left = text(b.left(), power ? level + 1 : level);
    String right = text(b.right(), power ? level : level + 1);
    String space = power ? "" : " ";
    return bracketed(left + space + b.operator().symbol() + space + right, level, around);
  }

  private static int level(Operator operator) {
    return switch (operator) {
      case OR -> 1;
      case AND -> 2;
      case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER_EQUAL, GREATER -> 4;
      case SHIFT_LEFT, SHIFT_RIGHT, BIT_AND, BIT_XOR, BIT_OR -> 5;
      case PLUS, MINUS -> 6;
      case TIMES, DIVIDE, TRUNCATED_DIVIDE, MODULO -> 7;
      case POWER -> 9;
    };
  }

  private static String bracketed(String text, int level, int around) {
    return level < around ? "(" + text + ")" : text;
  }

  private static String arguments(Term call) {
    return call.parts().stream().map(TermText::of).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String index(@Nullable Term index) {
    return index == null ? "" : "[" + of(index) + "]";
  }
}
