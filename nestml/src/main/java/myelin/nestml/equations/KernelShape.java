package myelin.nestml.equations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.syntax.Operator;
import myelin.nestml.syntax.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A kernel that is a function of time, as the solution of a linear equation with constant
/// coefficients.
///
/// The function is read as a sum of c t^n exp(a t), times cos(b t) or sin(b t). Each a with its
/// largest n gives a factor of the characteristic polynomial; the derivatives at 0 follow exactly.
///
/// @param coefficients c_k of K^(n) = sum of c_k K^(k), for k from 0 to n - 1
/// @param initial K^(k) at 0
record KernelShape(List<Term> coefficients, List<Term> initial) {

  private static final int LARGEST = 10;

  /// What t^power is multiplied by: exp(rate t), times the real or imaginary part of exp(i
  /// frequency t).
  private record Mode(Term rate, Term frequency) {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Mode m && m.rate.equals(rate) && m.frequency.equals(frequency);
    }

    @Override
    public int hashCode() {
      return 31 * rate.hashCode() + frequency.hashCode();
    }
  }

  private record Piece(Mode mode, int power, boolean sine, Term factor) {}

  private static final Mode CONSTANT = new Mode(Algebra.ZERO, Algebra.ZERO);

  private static Linearity inTime() {
    return new Linearity(s -> s.role() == Symbol.Role.TIME, Set.of());
  }

  /// The shape of a function of time; null if it has none.
  static @Nullable KernelShape of(Term function) {
    List<Piece> pieces = pieces(function);
    if (pieces == null || pieces.isEmpty()) return null;
    Map<Mode, Integer> powers = new LinkedHashMap<>();
    for (Piece p : pieces) powers.merge(p.mode(), p.power() + 1, Math::max);
    List<Term> polynomial = List.of(Algebra.ONE);
    for (Map.Entry<Mode, Integer> e : powers.entrySet()) {
      for (int i = 0; i < e.getValue(); i++) {
        polynomial = product(polynomial, factor(e.getKey()));
        if (polynomial.size() > LARGEST + 1) return null;
      }
    }
    int order = polynomial.size() - 1;
    List<Term> coefficients = new ArrayList<>();
    for (int k = 0; k < order; k++) coefficients.add(Algebra.negative(polynomial.get(k)));
    List<Term> initial = new ArrayList<>();
    for (int k = 0; k < order; k++) {
      Term sum = Algebra.ZERO;
      for (Piece p : pieces) sum = Algebra.plus(sum, derivative(p, k));
      initial.add(sum);
    }
    return new KernelShape(coefficients, initial);
  }

  /// The factor of the characteristic polynomial, lowest power first.
  private static List<Term> factor(Mode mode) {
    if (Algebra.is(mode.frequency(), 0)) {
      return List.of(Algebra.negative(mode.rate()), Algebra.ONE);
    }
    Term square =
        Algebra.plus(
            Algebra.times(mode.rate(), mode.rate()),
            Algebra.times(mode.frequency(), mode.frequency()));
    return List.of(square, Algebra.times(Algebra.constant(-2), mode.rate()), Algebra.ONE);
  }

  private static List<Term> product(List<Term> a, List<Term> b) {
    List<Term> result = new ArrayList<>();
    for (int k = 0; k < a.size() + b.size() - 1; k++) {
      Term sum = Algebra.ZERO;
      for (int i = Math.max(0, k - b.size() + 1); i <= Math.min(k, a.size() - 1); i++) {
        sum = Algebra.plus(sum, Algebra.times(a.get(i), b.get(k - i)));
      }
      result.add(sum);
    }
    return result;
  }

  /// The k-th derivative of a piece at 0.
  private static Term derivative(Piece p, int k) {
    if (k < p.power()) return Algebra.ZERO;
    double ways = 1;
    for (int i = 0; i < p.power(); i++) ways *= k - i;
    Term cosine = Algebra.ONE;
    Term sine = Algebra.ZERO;
    for (int i = 0; i < k - p.power(); i++) {
      Term next =
          Algebra.minus(
              Algebra.times(p.mode().rate(), cosine), Algebra.times(p.mode().frequency(), sine));
      sine =
          Algebra.plus(
              Algebra.times(p.mode().rate(), sine), Algebra.times(p.mode().frequency(), cosine));
      cosine = next;
    }
    Term value = p.sine() ? sine : cosine;
    return Algebra.times(Algebra.times(Algebra.constant(ways), p.factor()), value);
  }

  private static @Nullable List<Piece> pieces(Term term) {
    LinearForm form = inTime().of(term);
    if (form != null) {
      List<Piece> all = new ArrayList<>();
      if (!Algebra.is(form.rest(), 0)) all.add(new Piece(CONSTANT, 0, false, form.rest()));
      form.factors().values().forEach(f -> all.add(new Piece(CONSTANT, 1, false, f)));
      return all;
    }
    return switch (term) {
      case Term.Unary u when u.operator() == UnaryOperator.MINUS ->
          multiplied(
              pieces(u.operand()), List.of(new Piece(CONSTANT, 0, false, Algebra.constant(-1))));
      case Term.Binary b -> binary(b);
      case Term.Apply a when a.function() == Builtin.EXP -> exponential(a.parts().getFirst());
      case Term.Apply a when a.function() == Builtin.SIN || a.function() == Builtin.COS ->
          wave(a.parts().getFirst(), a.function() == Builtin.SIN);
      default -> null;
    };
  }

  private static @Nullable List<Piece> binary(Term.Binary b) {
    if (b.operator() == Operator.POWER) {
      boolean small =
          b.right() instanceof Term.Constant c
              && c.value() == Math.rint(c.value())
              && c.value() >= 0
              && c.value() <= LARGEST;
      List<Piece> base = small ? pieces(b.left()) : null;
      if (base == null) return null;
      List<Piece> result = List.of(new Piece(CONSTANT, 0, false, Algebra.ONE));
      for (int i = 0; i < (int) ((Term.Constant) b.right()).value(); i++) {
        result = multiplied(result, base);
        if (result == null) return null;
      }
      return result;
    }
    List<Piece> left = pieces(b.left());
    List<Piece> right = pieces(b.right());
    if (left == null || right == null) return null;
    return switch (b.operator()) {
      case PLUS, MINUS -> {
        List<Piece> all = new ArrayList<>(left);
        for (Piece p : right) {
          Term f = b.operator() == Operator.PLUS ? p.factor() : Algebra.negative(p.factor());
          all.add(new Piece(p.mode(), p.power(), p.sine(), f));
        }
        yield all;
      }
      case TIMES -> multiplied(left, right);
      case DIVIDE -> {
        LinearForm below = inTime().of(b.right());
        if (below == null || !below.isConstant()) yield null;
        List<Piece> all = new ArrayList<>();
        for (Piece p : left) {
          all.add(new Piece(p.mode(), p.power(), p.sine(), Algebra.over(p.factor(), below.rest())));
        }
        yield all;
      }
      default -> null;
    };
  }

  private static @Nullable List<Piece> exponential(Term argument) {
    LinearForm form = inTime().of(argument);
    if (form == null) return null;
    Term rate = form.factors().values().stream().findFirst().orElse(Algebra.ZERO);
    return List.of(new Piece(new Mode(rate, Algebra.ZERO), 0, false, Algebra.exp(form.rest())));
  }

  private static @Nullable List<Piece> wave(Term argument, boolean sine) {
    LinearForm form = inTime().of(argument);
    if (form == null || !Algebra.is(form.rest(), 0)) return null;
    Term frequency = form.factors().values().stream().findFirst().orElse(Algebra.ZERO);
    return List.of(new Piece(new Mode(Algebra.ZERO, frequency), 0, sine, Algebra.ONE));
  }

  private static @Nullable List<Piece> multiplied(
      @Nullable List<Piece> left, @Nullable List<Piece> right) {
    if (left == null || right == null || left.size() * right.size() > 100) return null;
    List<Piece> all = new ArrayList<>();
    for (Piece a : left) {
      for (Piece b : right) {
        boolean waves =
            !Algebra.is(a.mode().frequency(), 0) && !Algebra.is(b.mode().frequency(), 0);
        if (waves || a.power() + b.power() > LARGEST) return null;
        Mode mode =
            new Mode(
                Algebra.plus(a.mode().rate(), b.mode().rate()),
                Algebra.is(a.mode().frequency(), 0) ? b.mode().frequency() : a.mode().frequency());
        all.add(
            new Piece(
                mode,
                a.power() + b.power(),
                a.sine() || b.sine(),
                Algebra.times(a.factor(), b.factor())));
      }
    }
    return all;
  }
}
