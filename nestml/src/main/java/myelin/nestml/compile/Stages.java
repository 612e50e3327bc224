package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import myelin.nestml.compile.Code.Group;
import myelin.nestml.compile.Code.Kind;
import myelin.nestml.model.Builtin;

/// Takes functions out of right sides, so that each is applied to a whole array at once.
final class Stages {

  /// One loop.
  ///
  /// @param array where its results go: a slope, or an array of values in between
  /// @param function applied to the array in place; empty if `value` is computed
  record Piece(int array, boolean slope, Optional<String> function, Code value) {}

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
  private int arrays;

  /// @param first number of arrays of values in between that are used already
  Stages(List<Code> slopes, int first) {
    arrays = first;
    for (int k = 0; k < slopes.size(); k++) {
      Code value = Rewriting.mapped(slopes.get(k), this::takeOut);
      pieces.add(new Piece(k, true, Optional.empty(), value));
    }
  }

  private Code takeOut(Code code) {
    if (!(code instanceof Code.Apply a) || !FUNCTIONS.containsKey(a.function())) return code;
    Code before = taken.get(code);
    if (before != null) return before;
    Code argument = a.parts().getFirst().as(Kind.REAL);
    Code result = new Code.Element(Group.BETWEEN, arrays);
    pieces.add(new Piece(arrays, false, Optional.empty(), argument));
    pieces.add(
        new Piece(arrays, false, Optional.of(FUNCTIONS.get(a.function())), new Code.Real(0)));
    arrays++;
    taken.put(code, result);
    return result;
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
