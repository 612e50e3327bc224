package myelin.nestml.check;

import myelin.nestml.model.Term;
import org.jspecify.annotations.Nullable;

/// Values of terms that consist of numbers and arithmetic only.
final class Constants {

  private Constants() {}

  /// The value; null if it depends on something.
  static @Nullable Double value(Term term) {
    return switch (term) {
      case Term.Constant c -> c.value();
      case Term.Unary u -> {
        Double inner = value(u.operand());
        yield inner == null || u.operator() != myelin.nestml.syntax.UnaryOperator.MINUS
            ? null
            : Double.valueOf(-inner);
      }
      case Term.Binary b -> {
        Double left = value(b.left());
        Double right = value(b.right());
        yield left == null || right == null ? null : joined(b, left, right);
      }
      default -> null;
    };
  }

  private static @Nullable Double joined(Term.Binary b, double left, double right) {
    return switch (b.operator()) {
      case PLUS -> left + right;
      case MINUS -> left - right;
      case TIMES -> left * right;
      case DIVIDE -> left / right;
      default -> null;
    };
  }
}
