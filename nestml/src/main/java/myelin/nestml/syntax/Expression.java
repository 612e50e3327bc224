package myelin.nestml.syntax;

import java.util.List;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// An expression as it is written.
public sealed interface Expression {

  /// The place of the expression, as far as it is on its first line.
  Place place();

  /// An integer or a floating point number, with or without a unit.
  ///
  /// @param text as it is written, without the unit
  /// @param value its value in that unit
  /// @param integer whether it is written without a point and an exponent
  /// @param unit its unit
  record Literal(Place place, String text, double value, boolean integer, @Nullable UnitText unit)
      implements Expression {}

  /// A text in double quotes, here without them.
  record Text(Place place, String value) implements Expression {}

  /// `true` or `false`.
  record Truth(Place place, boolean value) implements Expression {}

  /// `inf`.
  record Infinity(Place place) implements Expression {}

  /// A list of values, `[2 ms, 5 ms]`: the default of a parameter that is a list.
  record Values(Place place, List<Expression> elements) implements Expression {
    /// Copies the elements.
    public Values {
      elements = List.copyOf(elements);
    }
  }

  /// A variable: `x`, `x'`, `x[i]`.
  record Use(Place place, Variable variable) implements Expression {}

  /// A call, or the value of a variable some time ago: `x(t - d)`.
  record Call(Place place, String name, List<Expression> arguments) implements Expression {
    /// Copies the arguments.
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// An operator before its operand.
  record Unary(Place place, UnaryOperator operator, Expression operand) implements Expression {}

  /// An operator between its operands.
  record Binary(Place place, Operator operator, Expression left, Expression right)
      implements Expression {}

  /// `condition ? yes : no`.
  record Conditional(Place place, Expression condition, Expression yes, Expression no)
      implements Expression {}
}
