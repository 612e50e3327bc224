package myelin.nestml.parse;

import java.util.stream.Collectors;
import myelin.nestml.syntax.Expression;

/// Expressions with all brackets.
final class Shown {

  private Shown() {}

  static String of(Expression expression) {
    return switch (expression) {
      case Expression.Literal n -> n.text() + (n.unit() == null ? "" : "[" + n.unit().text() + "]");
      case Expression.Text t -> '"' + t.value() + '"';
      case Expression.Truth t -> String.valueOf(t.value());
      case Expression.Infinity _ -> "inf";
      case Expression.Values v -> all(v.elements(), "[", "]");
      case Expression.Use u -> {
        Expression index = u.variable().index();
        yield u.variable().name()
            + (index == null ? "" : "[" + of(index) + "]")
            + "'".repeat(u.variable().primes());
      }
      case Expression.Call c -> c.name() + all(c.arguments(), "(", ")");
      case Expression.Unary u -> "(" + u.operator().symbol() + of(u.operand()) + ")";
      case Expression.Binary b ->
          "(" + of(b.left()) + " " + b.operator().symbol() + " " + of(b.right()) + ")";
      case Expression.Conditional c ->
          "(" + of(c.condition()) + " ? " + of(c.yes()) + " : " + of(c.no()) + ")";
    };
  }

  private static String all(java.util.List<Expression> list, String open, String close) {
    return list.stream().map(Shown::of).collect(Collectors.joining(", ", open, close));
  }
}
