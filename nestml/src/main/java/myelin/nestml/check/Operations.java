package myelin.nestml.check;

import java.util.List;
import myelin.nestml.model.Size;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.syntax.Operator;
import myelin.nestml.syntax.UnaryOperator;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// The types of the results of operators, and which types may be assigned to which.
final class Operations {

  private final Names names;

  Operations(Names names) {
    this.names = names;
  }

  Term unary(Place place, UnaryOperator operator, Term operand) {
    Type type = operand.type();
    boolean fits =
        switch (operator) {
          case PLUS, MINUS -> type.isNumber();
          case BIT_NOT -> type.equals(Type.INTEGER);
          case NOT -> type.equals(Type.BOOLEAN);
        };
    if (!fits) {
      throw names.refuse(
          place,
          "'%s' cannot be applied to a value of type %s"
              .formatted(operator.symbol().strip(), type));
    }
    if (operator == UnaryOperator.MINUS && operand instanceof Term.Constant c) {
      return new Term.Constant(-c.value(), type);
    }
    return operator == UnaryOperator.PLUS ? operand : new Term.Unary(operator, operand);
  }

  Term binary(Place place, Operator operator, Term left, Term right) {
    sizes(place, List.of(left, right));
    Type a = left.type();
    Type b = right.type();
    if (operator == Operator.PLUS
        && (a.equals(Type.STRING) || b.equals(Type.STRING))
        && a.kind() != Type.Kind.VOID
        && b.kind() != Type.Kind.VOID) {
      return new Term.Binary(operator, left, right, Type.STRING);
    }
    if (operator == Operator.AND || operator == Operator.OR) {
      if (!a.equals(Type.BOOLEAN) || !b.equals(Type.BOOLEAN)) throw mismatch(place, operator, a, b);
      return new Term.Binary(operator, left, right, Type.BOOLEAN);
    }
    if ((operator == Operator.EQUAL || operator == Operator.NOT_EQUAL)
        && a.equals(b)
        && !a.isNumber()
        && a.kind() != Type.Kind.VOID) {
      return new Term.Binary(operator, left, right, Type.BOOLEAN);
    }
    if (!a.isNumber() || !b.isNumber()) throw mismatch(place, operator, a, b);
    return new Term.Binary(operator, left, right, numbers(place, operator, left, right));
  }

  private Type numbers(Place place, Operator operator, Term left, Term right) {
    Type a = left.type();
    Type b = right.type();
    boolean integers = a.equals(Type.INTEGER) && b.equals(Type.INTEGER);
    return switch (operator) {
      case PLUS, MINUS -> integers ? Type.INTEGER : common(place, operator.symbol(), left, right);
      case TIMES -> integers ? Type.INTEGER : Type.of(a.dimension().times(b.dimension()));
      case DIVIDE -> Type.of(a.dimension().over(b.dimension()));
      case POWER -> power(place, left, right);
      case TRUNCATED_DIVIDE, MODULO, SHIFT_LEFT, SHIFT_RIGHT, BIT_AND, BIT_XOR, BIT_OR -> {
        if (!integers) throw mismatch(place, operator, a, b);
        boolean divides = operator == Operator.TRUNCATED_DIVIDE || operator == Operator.MODULO;
        if (divides && right instanceof Term.Constant c && c.value() == 0) {
          throw names.refuse(
              place, "'%s' divides by 0, which has no value".formatted(operator.symbol()));
        }
        yield Type.INTEGER;
      }
      case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER_EQUAL, GREATER -> {
        if (!integers) common(place, operator.symbol(), left, right);
        yield Type.BOOLEAN;
      }
      case AND, OR -> Type.BOOLEAN;
    };
  }

  /// The type of a sum: both terms have the same unit, or one has none and takes the other's.
  Type common(Place place, String operator, Term left, Term right) {
    Type a = left.type();
    Type b = right.type();
    if (a.equals(Type.INTEGER) && b.equals(Type.INTEGER)) return Type.INTEGER;
    if (a.dimension().equals(b.dimension())) return Type.of(a.dimension());
    if (a.hasUnit() && b.hasUnit()) {
      throw names.refuse(
          place,
          "'%s' joins values in %s and in %s, which measure different things"
              .formatted(operator, a, b));
    }
    if (!isBoundless(left) && !isBoundless(right)) {
      names
          .problems()
          .warning(
              place,
              "'%s' joins a value in %s and a plain number, which is taken to be in %s"
                  .formatted(operator, a.hasUnit() ? a : b, a.hasUnit() ? a : b));
    }
    return a.hasUnit() ? a : b;
  }

  private static boolean isBoundless(Term term) {
    return term instanceof Term.Constant c && Double.isInfinite(c.value());
  }

  private Type power(Place place, Term base, Term exponent) {
    if (exponent.type().hasUnit()) {
      throw names.refuse(
          place, "an exponent must have no unit, but this one is in %s".formatted(exponent.type()));
    }
    if (!base.type().hasUnit()) return Type.REAL;
    Double value = Constants.value(exponent);
    if (value == null) {
      throw names.refuse(
          place,
          "the exponent of a value with a unit (%s) must be a constant number"
              .formatted(base.type()));
    }
    for (int denominator = 1; denominator <= 8; denominator++) {
      double numerator = value * denominator;
      if (Math.abs(numerator) < 1000 && Math.abs(numerator - Math.rint(numerator)) < 1e-12) {
        try {
          return Type.of(base.type().dimension().power(Math.round(numerator), denominator));
        } catch (ArithmeticException e) {
          break;
        }
      }
    }
    throw names.refuse(
        place,
        "the exponent of a value with a unit (%s) must be an integer or a simple fraction"
            .formatted(base.type()));
  }

  private Refused mismatch(Place place, Operator operator, Type a, Type b) {
    String more =
        operator.compares() && (a.equals(Type.BOOLEAN) || b.equals(Type.BOOLEAN))
            ? "; compare twice and join with 'and': 0 < x and x < 1"
            : "";
    return names.refuse(
        place, "'%s' cannot join %s and %s%s".formatted(operator.symbol(), a, b, more));
  }

  Term choice(Place place, Term condition, Term yes, Term no) {
    condition(place, condition, true);
    sizes(place, List.of(condition, yes, no));
    Type type = yes.type();
    if (yes.type().isNumber() && no.type().isNumber()) type = common(place, "?", yes, no);
    else if (!yes.type().equals(no.type())) {
      throw names.refuse(
          place,
          "the two values of '?' are of different types, %s and %s"
              .formatted(yes.type(), no.type()));
    }
    return new Term.Choice(condition, yes, no, type);
  }

  /// Makes sure that a term is a condition.
  void condition(Place place, Term term, boolean vectors) {
    if (!term.type().equals(Type.BOOLEAN)) {
      throw names.refuse(
          place, "a condition must be true or false, but this is %s".formatted(term.type()));
    }
    if (!vectors && term.size() != null) {
      throw names.refuse(place, "a condition must be a single value, but this is a vector");
    }
  }

  /// The size of what is computed from these terms, element by element; null for a single value.
  @Nullable Size sizes(Place place, List<Term> terms) {
    Size size = null;
    for (Term term : terms) {
      Size other = term.size();
      if (other == null) continue;
      if (size != null && !size.equals(other)) {
        throw names.refuse(
            place,
            "vectors of different sizes are combined here, %s and %s".formatted(size, other));
      }
      size = other;
    }
    return size;
  }

  /// A term as a value of a type; `what` is for messages.
  Term given(Place place, Type type, Term value, String what) {
    Type from = value.type();
    if (type.equals(from)) return value;
    if (type.isNumber() && from.equals(Type.BOOLEAN)) {
      names.problems().warning(place, "%s is a number, but is given a truth value".formatted(what));
      Term one = new Term.Constant(1, type);
      return new Term.Choice(value, one, new Term.Constant(0, type), type);
    }
    if (!type.isNumber() || !from.isNumber()) {
      throw names.refuse(place, "%s is of type %s, but this is %s".formatted(what, type, from));
    }
    if (type.equals(Type.INTEGER)) {
      if (from.hasUnit()) {
        throw names.refuse(place, "%s is an integer, but this is in %s".formatted(what, from));
      }
      names
          .problems()
          .warning(
              place, "%s is an integer; the fraction of this value is dropped".formatted(what));
      return value;
    }
    if (type.dimension().equals(from.dimension())) return value;
    if (!type.hasUnit()) {
      names
          .problems()
          .warning(
              place,
              "%s has no unit, but this is in %s; divide by (1 %s) to remove it"
                  .formatted(what, from, from));
      return value;
    }
    if (!from.hasUnit()
        && (Double.valueOf(0).equals(Constants.value(value)) || isBoundless(value))) {
      names
          .problems()
          .warning(place, "%s is in %s; write %s with its unit".formatted(what, type, "0"));
      return value;
    }
    throw names.refuse(
        place,
        from.hasUnit()
            ? "%s is in %s, but this is in %s, which measures something else"
                .formatted(what, type, from)
            : "%s is in %s, but this has no unit".formatted(what, type));
  }
}
