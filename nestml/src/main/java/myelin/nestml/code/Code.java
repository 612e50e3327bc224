package myelin.nestml.code;

import java.util.ArrayList;
import java.util.List;
import myelin.nestml.model.Builtin;
import myelin.nestml.syntax.Operator;
import org.jspecify.annotations.Nullable;

/// An expression about one neuron, from which byte code is made: names are replaced by places,
/// vectors by single elements, and what depends on parameters alone by coefficients.
///
/// Records, so that equal expressions are equal.
public sealed interface Code {

  /// The kind of value that it leaves on the stack.
  public Kind kind();

  /// What it is made of.
  default List<Code> parts() {
    return List.of();
  }

  /// A sort of value.
  public enum Kind {
    /// A `double`.
    REAL,
    /// A `long`.
    INTEGER,
    /// A truth value, an `int` of 0 or 1.
    TRUTH
  }

  /// A number.
  public record Real(double value) implements Code {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Real r && Double.compare(r.value, value) == 0;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value);
    }

    @Override
    public Kind kind() {
      return Kind.REAL;
    }
  }

  /// A whole number.
  public record Whole(long value) implements Code {
    @Override
    public Kind kind() {
      return Kind.INTEGER;
    }
  }

  /// A truth value.
  public record Truth(boolean value) implements Code {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }
  }

  /// The element of one of a block's arrays that belongs to the neuron's lane.
  public record Element(Group group, int index) implements Code {
    @Override
    public Kind kind() {
      return Kind.REAL;
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Element e && e.index == index && e.group == group;
    }

    @Override
    public int hashCode() {
      return 31 * index + group.hashCode();
    }

    @Override
    public String toString() {
      return group.name() + index;
    }
  }

  /// Arrays of a block.
  public enum Group {
    /// State variables.
    STATE,
    /// Coefficients.
    COEFFICIENT,
    /// Input.
    INPUT,
    /// Variables of a system of equations, at the point for which its slopes are computed.
    INTEGRATED,
    /// Intermediate values.
    BETWEEN
  }

  /// An element of a vector of state variables, at an index that is known only when it runs.
  public record Indexed(int first, int size, Code index) implements Code {
    /// The same as one of several values.
    public Select elements() {
      List<Code> all = new ArrayList<>();
      for (int k = 0; k < size; k++) all.add(new Element(Group.STATE, first + k));
      return new Select(index, all, Kind.REAL);
    }

    @Override
    public Kind kind() {
      return Kind.REAL;
    }

    @Override
    public List<Code> parts() {
      return List.of(index);
    }
  }

  /// One of several values, by an index that is known only when it runs.
  public record Select(Code index, List<Code> elements, Kind kind) implements Code {
    public Select {
      elements = List.copyOf(elements);
    }

    @Override
    public List<Code> parts() {
      List<Code> parts = new ArrayList<>(elements);
      parts.add(index);
      return parts;
    }
  }

  /// A local variable.
  public record Local(String name, Kind kind) implements Code {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Local l && l.kind == kind && l.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /// The time at the end of the step (ms).
  public record Time() implements Code {
    @Override
    public Kind kind() {
      return Kind.REAL;
    }
  }

  /// An operator between two operands of one kind.
  public record Binary(Operator operator, Code left, Code right) implements Code {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Binary b
          && b.operator == operator
          && b.left.equals(left)
          && b.right.equals(right);
    }

    @Override
    public int hashCode() {
      return (31 * left.hashCode() + right.hashCode()) * 31 + operator.hashCode();
    }

    @Override
    public Kind kind() {
      return switch (operator) {
        case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER_EQUAL, GREATER, AND, OR -> Kind.TRUTH;
        case POWER, DIVIDE -> Kind.REAL;
        default -> left.kind();
      };
    }

    @Override
    public List<Code> parts() {
      return List.of(left, right);
    }
  }

  /// The negative of a number.
  public record Negative(Code operand) implements Code {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Negative n && n.operand.equals(operand);
    }

    @Override
    public int hashCode() {
      return 31 * operand.hashCode() + 1;
    }

    @Override
    public Kind kind() {
      return operand.kind();
    }

    @Override
    public List<Code> parts() {
      return List.of(operand);
    }
  }

  /// The opposite of a truth value, or a whole number with all bits inverted.
  public record Not(Code operand) implements Code {
    @Override
    public Kind kind() {
      return operand.kind();
    }

    @Override
    public List<Code> parts() {
      return List.of(operand);
    }
  }

  /// What is left of a time after a step of `h`.
  public record Tick(Code time, Code h) implements Code {
    @Override
    public Kind kind() {
      return Kind.REAL;
    }

    @Override
    public List<Code> parts() {
      return List.of(time, h);
    }
  }

  /// One of two values.
  public record Choice(Code condition, Code yes, Code no) implements Code {
    @Override
    public Kind kind() {
      return yes.kind();
    }

    @Override
    public List<Code> parts() {
      return List.of(condition, yes, no);
    }
  }

  /// A value, converted to another kind.
  record Cast(Code operand, Kind kind) implements Code {
    @Override
    public List<Code> parts() {
      return List.of(operand);
    }
  }

  /// A call of a function of the language, whose arguments are of the kind of its value.
  public record Apply(Builtin function, List<Code> parts, Kind kind) implements Code {
    public Apply {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Apply a
          && a.function == function
          && a.kind == kind
          && a.parts.equals(parts);
    }

    @Override
    public int hashCode() {
      return 31 * parts.hashCode() + function.hashCode();
    }
  }

  /// A call of a function of the model.
  public record Invoke(String function, List<Code> parts, Kind kind) implements Code {
    public Invoke {
      parts = List.copyOf(parts);
    }
  }

  /// The same value as one of the wanted kind.
  default Code as(Kind wanted) {
    if (kind() == wanted) return this;
    if (this instanceof Whole w && wanted == Kind.REAL) return new Real(w.value());
    return new Cast(this, wanted);
  }

  /// Whether it, or a part of it, draws a random number.
  default boolean isRandom() {
    if (this instanceof Apply a && a.function().kind() == Builtin.Kind.RANDOM) return true;
    for (Code part : parts()) if (part.isRandom()) return true;
    return false;
  }
}
