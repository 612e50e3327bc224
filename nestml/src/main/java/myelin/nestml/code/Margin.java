package myelin.nestml.code;

import java.util.List;
import myelin.nestml.code.Code.Group;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.model.Builtin;
import myelin.nestml.run.Operation;
import myelin.nestml.syntax.Operator;
import org.jspecify.annotations.Nullable;

/// A number that is above a limit, or is no number, wherever a condition holds. It needs no
/// branches, so that HotSpot turns a loop that computes it into vector code.
///
/// ```
///   a > b        a - b, above 0
///   a >= b       a - b, above the largest negative number
///   p and q      the least of both numbers
/// ```
///
/// @param number the number
/// @param limit the limit
record Margin(Code number, double limit) {

  /// The margin of a condition; null if none is known.
  static @Nullable Margin of(Code condition) {
    if (!(condition instanceof Code.Binary b) || LoopCode.acts(condition)) return null;
    return switch (b.operator()) {
      case GREATER -> difference(b.left(), b.right(), 0);
      case LESS -> difference(b.right(), b.left(), 0);
      case GREATER_EQUAL -> difference(b.left(), b.right(), Operation.Margin.NOT_NEGATIVE);
      case LESS_EQUAL -> difference(b.right(), b.left(), Operation.Margin.NOT_NEGATIVE);
      case AND -> least(of(b.left()), of(b.right()));
      default -> null;
    };
  }

  private static @Nullable Margin difference(Code high, Code low, double limit) {
    if (high.kind() != Kind.REAL || low.kind() != Kind.REAL) return null;
    boolean zero = low instanceof Code.Real r && r.value() == 0;
    return new Margin(zero ? high : new Code.Binary(Operator.MINUS, high, low), limit);
  }

  private static @Nullable Margin least(@Nullable Margin one, @Nullable Margin other) {
    if (one == null || other == null) return one == null ? other : one;
    List<Code> both = List.of(one.number, other.number);
    return new Margin(
        new Code.Apply(Builtin.MIN, both, Kind.REAL), Math.min(one.limit, other.limit));
  }

  /// Whether a condition depends on parameters alone.
  static boolean isFixed(Code condition) {
    return switch (condition) {
      case Code.Element e -> e.group() == Group.COEFFICIENT;
      case Code.Real _, Code.Whole _, Code.Truth _ -> true;
      case Code.Binary _, Code.Negative _, Code.Not _, Code.Cast _ ->
          condition.parts().stream().allMatch(Margin::isFixed);
      default -> false;
    };
  }
}
