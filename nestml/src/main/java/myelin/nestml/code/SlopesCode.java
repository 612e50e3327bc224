package myelin.nestml.code;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import myelin.nestml.code.Code.Group;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.code.LoopCode.LoopArrays;
import myelin.nestml.model.Builtin;
import myelin.nestml.syntax.Operator;

/// Writes the code of slopes: first loops that compute the arguments of functions, then the
/// functions, array by array, then the right-hand sides one by one. So each loop is one that
/// HotSpot turns into vector code. [OneLaneCode] writes the same pieces for one neuron.
///
/// @param self the class that is written
/// @param between number of arrays of intermediate values that are used already
record SlopesCode(ClassDesc self, int between) {

  /// Prefix of the name of a method that computes what stays the same during a step.
  static final String PREPARE = "prepare_";

  /// The name of the method that computes the slopes of system number `k`.
  ///
  /// @param alike for neurons whose coefficients are alike
  /// @param careful with branches for choices, rather than arithmetic
  static String name(int k, boolean alike, boolean careful) {
    return (alike ? "alike" : "each") + (careful ? "CarefulSlopes_" : "Slopes_") + k;
  }

  /// The name of the method that computes the slopes of system number `k` of one neuron.
  static String nameOfOne(int k) {
    return "oneSlopes_" + k;
  }

  /// Writes the methods of system number `k`, for neurons that are alike and for others, with
  /// arithmetic and with branches; returns how many arrays of intermediate values are used then.
  int write(ClassBuilder c, Loops loops, int k) {
    List<Code> slopes = loops.systems().get(k).slopes();
    Stages stages = new Stages(slopes, between, false);
    Stages careful = new Stages(slopes, between, true);
    for (boolean alike : new boolean[] {true, false}) {
      write(c, stages, name(k, alike, false), alike);
      if (stages.isDoubtful()) write(c, careful, name(k, alike, true), alike);
    }
    OneLaneCode one = new OneLaneCode(self, careful.pieces());
    one.write(c, PREPARE + nameOfOne(k), true);
    one.write(c, nameOfOne(k), false);
    return Math.max(stages.arrays(), careful.arrays());
  }

  private void write(ClassBuilder c, Stages stages, String name, boolean alike) {
    write(c, stages, PREPARE + name, alike, true);
    write(c, stages, name, alike, false);
  }

  private void write(ClassBuilder c, Stages stages, String name, boolean alike, boolean fixed) {
    List<String> pieces = new ArrayList<>();
    for (Stages.Piece piece : stages.pieces()) {
      if (piece.fixed() != fixed) continue;
      String own = name + "_" + pieces.size();
      pieces.add(own);
      piece(c, own, piece, alike);
    }
    c.withMethodBody(
        name,
        BlockClass.SLOPES,
        ClassFile.ACC_FINAL,
        out -> {
          for (String piece : pieces) {
            out.aload(0).iload(1).aload(2).aload(3).invokevirtual(self, piece, BlockClass.SLOPES);
          }
          out.return_();
        });
  }

  private void piece(ClassBuilder c, String name, Stages.Piece piece, boolean alike) {
    c.withMethodBody(
        name,
        BlockClass.SLOPES,
        ClassFile.ACC_FINAL,
        out -> {
          if (piece.function().isPresent()) {
            int w = piece.array();
            out.aload(0).getfield(self, "w", BlockClass.ROWS).loadConstant(w).aaload();
            out.aload(0).getfield(self, "w", BlockClass.ROWS).loadConstant(w).aaload();
            out.iload(1);
            out.invokestatic(
                Emitter.ELEMENTARY,
                piece.function().get(),
                MethodTypeDesc.of(CD_void, BlockClass.REALS, BlockClass.REALS, CD_int));
            out.return_();
            return;
          }
          Set<Code.Element> used = BlockClass.elements(to -> Rewriting.elements(piece.value(), to));
          LoopArrays arrays = new LoopArrays(out, used, alike, this::seen);
          int to = out.allocateLocal(TypeKind.REFERENCE);
          if (piece.slope()) out.aload(3);
          else out.aload(0).getfield(self, "w", BlockClass.ROWS);
          out.loadConstant(piece.array()).aaload().astore(to);
          int lane = out.allocateLocal(TypeKind.INT);
          BlockClass.over(
              out,
              lane,
              1,
              () -> {
                out.aload(to).iload(lane);
                new Emitter(out, self, arrays, lane, out.newLabel(), null).value(piece.value());
                out.dastore();
              });
          out.return_();
        });
  }

  /// The arrays that slopes read.
  private void seen(CodeBuilder out, Code.Element e) {
    switch (e.group()) {
      case INTEGRATED -> out.aload(2);
      case STATE -> out.aload(0).getfield(self, "seenState", BlockClass.ROWS);
      case COEFFICIENT -> out.aload(0).getfield(self, "seenCoefficients", BlockClass.ROWS);
      case INPUT -> out.aload(0).getfield(self, "seenInput", BlockClass.ROWS);
      default -> out.aload(0).getfield(self, "w", BlockClass.ROWS);
    }
    out.loadConstant(e.index()).aaload();
  }

  /// Takes functions and choices out of right-hand sides, so that each is applied to a whole array
  /// at once, in short loops.
  static final class Stages {

    /// One loop.
    ///
    /// @param array where its results go: a slope, or an array of intermediate values
    /// @param function applied to the array in place; empty if `value` is computed
    /// @param fixed whether it does not depend on the variables that are integrated
    record Piece(int array, boolean slope, Optional<String> function, Code value, boolean fixed) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final Map<Code, Code> taken = new HashMap<>();

    /// Arrays of intermediate values that depend on integrated variables.
    private final Set<Integer> moving = new HashSet<>();

    private int arrays;

    private final boolean careful;
    private boolean doubtful;

    /// @param first number of arrays of intermediate values that are used already
    /// @param careful whether choices are branches, not arithmetic
    Stages(List<Code> slopes, int first, boolean careful) {
      arrays = first;
      this.careful = careful;
      List<Code> shared = Exponentials.shared(slopes);
      for (int k = 0; k < shared.size(); k++) {
        Code value = Rewriting.mapped(shared.get(k), this::takeOut);
        pieces.add(new Piece(k, true, Optional.empty(), value, false));
      }
    }

    private Code takeOut(Code code) {
      if (code instanceof Code.Choice c && c.kind() == Kind.REAL) return choice(c);
      if (!(code instanceof Code.Apply a) || !ArrayFunctions.METHODS.containsKey(a.function()))
        return code;
      Code before = taken.get(code);
      if (before != null) return before;
      Code argument = a.parts().getFirst().as(Kind.REAL);
      Code.Element result = next(argument);
      String function = ArrayFunctions.METHODS.get(a.function());
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

    /// Whether there are choices by arithmetic, in which a value that is not chosen may still give
    /// NaN.
    boolean isDoubtful() {
      return doubtful && !careful;
    }

    /// The loops, in order.
    List<Piece> pieces() {
      return pieces;
    }

    /// Number of arrays of intermediate values.
    int arrays() {
      return arrays;
    }
  }

  /// Exponentials whose exponents are multiples of each other but for a constant, as in the rates
  /// of ion channels: `exp(-(V + 40) / 10)` is a number times the eighth power of `exp(-(V + 65) /
  /// 80)`. Such powers take a tenth of the time; they are right to 16 digits less the rounding of
  /// as many factors.
  static final class Exponentials {

    private static final int LARGEST_POWER = 16;

    /// By how much a quotient may differ from a whole number, which its rounding does.
    private static final double ROUNDING = 1e-13;

    private final List<Exponent> exponents = new ArrayList<>();
    private final Map<Code, Code> powers = new HashMap<>();

    private Exponentials() {}

    /// An exponent as a sum of expressions times numbers.
    ///
    /// @param whole the exponential
    private record Exponent(Code.Apply whole, Map<Code, Double> factors, double constant) {

      double size() {
        return factors.values().stream().mapToDouble(Math::abs).max().orElse(0);
      }

      /// The whole number of times that this is another one but for a constant; 0 if there is none.
      int multiple(Exponent other) {
        if (!factors.keySet().equals(other.factors.keySet())) return 0;
        double first = Double.NaN;
        for (Map.Entry<Code, Double> part : other.factors.entrySet()) {
          double times = Objects.requireNonNull(factors.get(part.getKey())) / part.getValue();
          if (Double.isNaN(first)) first = times;
          if (!(Math.abs(times - Math.rint(first)) <= ROUNDING * Math.abs(times))) return 0;
        }
        return Math.abs(first) < LARGEST_POWER + 0.5 ? (int) Math.rint(first) : 0;
      }
    }

    /// The same slopes with as few exponentials as that takes.
    static List<Code> shared(List<Code> slopes) {
      Exponentials all = new Exponentials();
      for (Code slope : slopes) all.collect(slope);
      all.exponents.sort(Comparator.comparingDouble(Exponent::size));
      for (Exponent base : all.exponents) {
        if (all.powers.containsKey(base.whole)) continue;
        for (Exponent other : all.exponents) all.express(other, base);
      }
      return slopes.stream()
          .map(s -> Rewriting.mapped(s, c -> all.powers.getOrDefault(c, c)))
          .toList();
    }

    private void collect(Code code) {
      for (Code part : code.parts()) collect(part);
      if (!(code instanceof Code.Apply a) || a.function() != Builtin.EXP) return;
      if (exponents.stream().anyMatch(e -> e.whole.equals(a))) return;
      Map<Code, Double> factors = new LinkedHashMap<>();
      double constant = sum(a.parts().getFirst().as(Kind.REAL), 1, factors);
      factors.values().removeIf(f -> f == 0);
      boolean finite =
          Double.isFinite(constant) && factors.values().stream().allMatch(Double::isFinite);
      boolean plain = factors.keySet().stream().noneMatch(Exponentials::hasExponential);
      if (finite && plain && !factors.isEmpty()) exponents.add(new Exponent(a, factors, constant));
    }

    private static boolean hasExponential(Code code) {
      if (code instanceof Code.Apply a && a.function() == Builtin.EXP) return true;
      return code.parts().stream().anyMatch(Exponentials::hasExponential);
    }

    /// Adds `times` an expression to `factors`, and returns the constant part of it.
    private static double sum(Code code, double times, Map<Code, Double> factors) {
      switch (code) {
        case Code.Real r -> {
          return times * r.value();
        }
        case Code.Negative n -> {
          return sum(n.operand().as(Kind.REAL), -times, factors);
        }
        case Code.Binary b -> {
          Code left = b.left().as(Kind.REAL);
          Code right = b.right().as(Kind.REAL);
          switch (b.operator()) {
            case PLUS -> {
              return sum(left, times, factors) + sum(right, times, factors);
            }
            case MINUS -> {
              return sum(left, times, factors) + sum(right, -times, factors);
            }
            case TIMES -> {
              if (right instanceof Code.Real r) return sum(left, times * r.value(), factors);
              if (left instanceof Code.Real r) return sum(right, times * r.value(), factors);
            }
            case DIVIDE -> {
              if (right instanceof Code.Real r) return sum(left, times / r.value(), factors);
            }
            default -> {}
          }
        }
        default -> {}
      }
      factors.merge(code, times, Double::sum);
      return 0;
    }

    private void express(Exponent other, Exponent base) {
      if (other == base || powers.containsKey(other.whole)) return;
      int times = other.multiple(base);
      double factor = StrictMath.exp(other.constant - times * base.constant);
      if (times == 0 || !Double.isFinite(factor) || factor < Double.MIN_NORMAL) return;
      Code power = power(base.whole, Math.abs(times));
      if (times < 0) power = new Code.Binary(Operator.DIVIDE, new Code.Real(1), power);
      powers.put(other.whole, new Code.Binary(Operator.TIMES, new Code.Real(factor), power));
    }

    private static Code power(Code base, int n) {
      if (n == 1) return base;
      Code half = power(base, n / 2);
      Code square = new Code.Binary(Operator.TIMES, half, half);
      return n % 2 == 0 ? square : new Code.Binary(Operator.TIMES, square, base);
    }
  }
}
