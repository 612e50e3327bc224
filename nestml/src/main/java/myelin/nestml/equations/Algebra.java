package myelin.nestml.equations;

import java.util.List;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.syntax.Operator;
import myelin.nestml.syntax.UnaryOperator;
import myelin.nestml.unit.Dimension;

/// Makes terms, leaving out additions of 0 and multiplications by 1.
final class Algebra {

  static final Term ZERO = constant(0);
  static final Term ONE = constant(1);

  private Algebra() {}

  static Term constant(double value) {
    return new Term.Constant(value, Type.REAL);
  }

  static boolean is(Term term, double value) {
    return term instanceof Term.Constant c && c.value() == value;
  }

  static Term plus(Term a, Term b) {
    if (is(a, 0)) return b;
    if (is(b, 0)) return a;
    if (b instanceof Term.Unary u && u.operator() == UnaryOperator.MINUS) {
      return minus(a, u.operand());
    }
    if (a instanceof Term.Constant x && b instanceof Term.Constant y) {
      return new Term.Constant(x.value() + y.value(), real(a));
    }
    return new Term.Binary(Operator.PLUS, a, b, real(a));
  }

  static Term minus(Term a, Term b) {
    if (is(b, 0)) return a;
    if (is(a, 0)) return negative(b);
    if (a instanceof Term.Constant x && b instanceof Term.Constant y) {
      return new Term.Constant(x.value() - y.value(), real(a));
    }
    return new Term.Binary(Operator.MINUS, a, b, real(a));
  }

  static Term negative(Term a) {
    if (a instanceof Term.Constant c) return new Term.Constant(-c.value(), c.type());
    if (a instanceof Term.Unary u && u.operator() == UnaryOperator.MINUS) return u.operand();
    if (a instanceof Term.Binary b
        && (b.operator() == Operator.TIMES || b.operator() == Operator.DIVIDE)
        && b.left() instanceof Term.Constant c) {
      Term.Constant changed = new Term.Constant(-c.value(), c.type());
      return b.operator() == Operator.TIMES ? times(changed, b.right()) : over(changed, b.right());
    }
    return new Term.Unary(UnaryOperator.MINUS, a);
  }

  static Term times(Term a, Term b) {
    Dimension dimension = a.type().dimension().times(b.type().dimension());
    if (is(a, 0) || is(b, 0)) return new Term.Constant(0, Type.of(dimension));
    if (a instanceof Term.Constant x && b instanceof Term.Constant y) {
      return new Term.Constant(x.value() * y.value(), Type.of(dimension));
    }
    if (is(a, 1) && !a.type().hasUnit()) return b;
    if (is(b, 1) && !b.type().hasUnit()) return a;
    if (is(a, -1) && !a.type().hasUnit()) return negative(b);
    return new Term.Binary(Operator.TIMES, a, b, Type.of(dimension));
  }

  static Term over(Term a, Term b) {
    Dimension dimension = a.type().dimension().over(b.type().dimension());
    if (is(a, 0)) return new Term.Constant(0, Type.of(dimension));
    if (is(b, 1) && !b.type().hasUnit()) return a;
    return new Term.Binary(Operator.DIVIDE, a, b, Type.of(dimension));
  }

  static Term power(Term a, int exponent) {
    Term result = ONE;
    for (int i = 0; i < exponent; i++) result = times(result, a);
    return result;
  }

  static Term exp(Term a) {
    return is(a, 0) ? ONE : new Term.Apply(Builtin.EXP, List.of(a), Type.REAL);
  }

  private static Type real(Term a) {
    return Type.of(a.type().dimension());
  }
}
