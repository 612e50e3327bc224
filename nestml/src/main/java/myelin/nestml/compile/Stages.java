package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import myelin.nestml.compile.Code.Group;
import myelin.nestml.compile.Code.Kind;
import myelin.nestml.model.Builtin;

/// Takes functions and choices out of right sides, so that each is applied to a whole array at
/// once, in short loops.
final class Stages {

  /// One loop.
  ///
  /// @param array where its results go: a slope, or an array of values in between
  /// @param function applied to the array in place; empty if `value` is computed
  /// @param fixed whether it does not depend on the variables that are integrated
  record Piece(int array, boolean slope, Optional<String> function, Code value, boolean fixed) {}

  private static final Map<Builtin, String> FUNCTIONS =
      Map.of(
          Builtin.EXP, "exp",
          Builtin.EXPM1, "expm1",
          Builtin.LN, "log",
          Builtin.TANH, "tanh",
          Builtin.SIN, "sin",
          Builtin.COS, "cos");

  private final List<Piece> pieces = new ArrayList<>();
  private final Map<Code, Code> taken = new HashMap<>();

  /// Arrays of values in between that depend on integrated variables.
  private final Set<Integer> moving = new HashSet<>();

  private int arrays;

  private final boolean careful;
  private boolean doubtful;

  /// @param first number of arrays of values in between that are used already
  /// @param careful whether choices are branches, not arithmetic
  Stages(List<Code> slopes, int first, boolean careful) {
    arrays = first;
    this.careful = careful;
    for (int k = 0; k < slopes.size(); k++) {
      Code value = Rewriting.mapped(slopes.get(k), this::takeOut);
      pieces.add(new Piece(k, true, Optional.empty(), value, false));
    }
  }

  private Code takeOut(Code code) {
    if (code instanceof Code.Choice c && c.kind() == Kind.REAL) return choice(c);
    if (!(code instanceof Code.Apply a) || !FUNCTIONS.containsKey(a.function())) return code;
    Code before = taken.get(code);
    if (before != null) return before;
    Code argument = a.parts().getFirst().as(Kind.REAL);
    Code.Element result = next(argument);
    String function = FUNCTIONS.get(a.function());
    pieces.add(
        new Piece(
            result.index(),
            false,
            Optional.of(function),
            new Code.Real(0),
            pieces.getLast().fixed()));
    taken.put(code, result);
    return result;
  }

  /// Puts a value into an array of its own.
  private Code.Element next(Code value) {
    boolean[] fixed = {true};
    Rewriting.elements(
        value,
        e -> {
          if (e.group() == Group.INTEGRATED) fixed[0] = false;
          if (e.group() == Group.BETWEEN && moving.contains(e.index())) fixed[0] = false;
        });
    if (!fixed[0]) moving.add(arrays);
    pieces.add(new Piece(arrays, false, Optional.empty(), value, fixed[0]));
    return new Code.Element(Group.BETWEEN, arrays++);
  }

  private Code choice(Code.Choice c) {
    Optional<Code> weight = Rewriting.weight(c.condition());
    if (weight.isEmpty()) return c;
    doubtful = true;
    if (careful) return apart(Rewriting.withoutSign(c));
    return apart(Rewriting.chosen(apart(weight.get()), c.yes(), c.no()));
  }

  private Code apart(Code value) {
    Code known = taken.get(value);
    if (known != null) return known;
    Code array = next(value);
    taken.put(value, array);
    return array;
  }

  /// Whether what is not chosen matters.
  boolean isDoubtful() {
    return doubtful && !careful;
  }

  /// The loops, in order.
  List<Piece> pieces() {
    return pieces;
  }

  /// Number of arrays of values in between.
  int arrays() {
    return arrays;
  }
}
