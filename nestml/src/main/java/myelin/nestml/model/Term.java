package myelin.nestml.model;

import java.util.List;
import java.util.Objects;
import myelin.nestml.syntax.Operator;
import myelin.nestml.syntax.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An expression with types, resolved names, and numbers in canonical units. Operations on vectors
/// are element by element.
public sealed interface Term {

  /// The type; for a vector, that of one element.
  Type type();

  /// The number of elements of a vector; null for a single value.
  @Nullable Size size();

  /// The terms that it is made of.
  List<Term> parts();

  /// A number; with [Type#INTEGER] its value is an integer, exact below 2^53.
  record Constant(double value, Type type) implements Term {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Constant c && Double.compare(c.value, value) == 0 && c.type.equals(type);
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value);
    }

    @Override
    public @Nullable Size size() {
      return null;
    }

    @Override
    public List<Term> parts() {
      return List.of();
    }
  }

  /// A truth value.
  record Truth(boolean value) implements Term {
    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public @Nullable Size size() {
      return null;
    }

    @Override
    public List<Term> parts() {
      return List.of();
    }
  }

  /// A text.
  record Text(String value) implements Term {
    @Override
    public Type type() {
      return Type.STRING;
    }

    @Override
    public @Nullable Size size() {
      return null;
    }

    @Override
    public List<Term> parts() {
      return List.of();
    }
  }

  /// A list of values, the default of a parameter.
  record Values(List<Term> parts, Type type, Size size) implements Term {
    /// Copies the list.
    public Values {
      parts = List.copyOf(parts);
    }
  }

  /// The value of a variable, or one element of it.
  record Read(Symbol symbol, @Nullable Term index) implements Term {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Read r && r.symbol.equals(symbol) && Objects.equals(r.index, index);
    }

    @Override
    public int hashCode() {
      return 31 * symbol.hashCode() + Objects.hashCode(index);
    }

    @Override
    public Type type() {
      return symbol.type();
    }

    @Override
    public @Nullable Size size() {
      return index == null ? symbol.size() : null;
    }

    @Override
    public List<Term> parts() {
      return index == null ? List.of() : List.of(index);
    }
  }

  /// The value that a state variable had some time ago (ms).
  record Delayed(Symbol symbol, Term delay) implements Term {
    @Override
    public Type type() {
      return symbol.type();
    }

    @Override
    public @Nullable Size size() {
      return symbol.size();
    }

    @Override
    public List<Term> parts() {
      return List.of(delay);
    }
  }

  /// An operator before its operand.
  record Unary(UnaryOperator operator, Term operand) implements Term {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Unary u && u.operator == operator && u.operand.equals(operand);
    }

    @Override
    public int hashCode() {
      return 31 * operand.hashCode() + operator.hashCode();
    }

    @Override
    public Type type() {
      return operand.type();
    }

    @Override
    public @Nullable Size size() {
      return operand.size();
    }

    @Override
    public List<Term> parts() {
      return List.of(operand);
    }
  }

  /// An operator between its operands.
  record Binary(Operator operator, Term left, Term right, Type type) implements Term {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Binary b
          && b.operator == operator
          && b.left.equals(left)
          && b.right.equals(right)
          && b.type.equals(type);
    }

    @Override
    public int hashCode() {
      return (31 * left.hashCode() + right.hashCode()) * 31 + operator.hashCode();
    }

    @Override
    public @Nullable Size size() {
      return left.size() != null ? left.size() : right.size();
    }

    @Override
    public List<Term> parts() {
      return List.of(left, right);
    }
  }

  /// `condition ? yes : no`.
  record Choice(Term condition, Term yes, Term no, Type type) implements Term {
    @Override
    public @Nullable Size size() {
      if (condition.size() != null) return condition.size();
      return yes.size() != null ? yes.size() : no.size();
    }

    @Override
    public List<Term> parts() {
      return List.of(condition, yes, no);
    }
  }

  /// A call of a function of the language.
  record Apply(Builtin function, List<Term> parts, Type type) implements Term {
    /// Copies the arguments.
    public Apply {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Apply a
          && a.function == function
          && a.parts.equals(parts)
          && a.type.equals(type);
    }

    @Override
    public int hashCode() {
      return 31 * parts.hashCode() + function.hashCode();
    }

    @Override
    public @Nullable Size size() {
      if (function.kind() == Builtin.Kind.VECTOR) return null;
      for (Term part : parts) if (part.size() != null) return part.size();
      return null;
    }
  }

  /// A call of a function of the model; with vectors as arguments, for each element.
  record Invoke(String function, List<Term> parts, Type type) implements Term {
    /// Copies the arguments.
    public Invoke {
      parts = List.copyOf(parts);
    }

    @Override
    public @Nullable Size size() {
      for (Term part : parts) if (part.size() != null) return part.size();
      return null;
    }
  }

  /// The convolution of a kernel with the spikes of a port.
  ///
  /// @param kernel the kernel, or a variable of its equations
  /// @param index which element of a vector of ports; null for all of them
  record Convolve(String kernel, Symbol port, @Nullable Integer index) implements Term {
    @Override
    public Type type() {
      return Type.REAL;
    }

    @Override
    public @Nullable Size size() {
      return index == null ? port.size() : null;
    }

    @Override
    public List<Term> parts() {
      return List.of();
    }
  }
}
