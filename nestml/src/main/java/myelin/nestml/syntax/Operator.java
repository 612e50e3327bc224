package myelin.nestml.syntax;

/// An operator with two operands.
public enum Operator {
  /// To the power of.
  POWER("**"),
  /// Times.
  TIMES("*"),
  /// Real division, also of two integers.
  DIVIDE("/"),
  /// Division of integers that drops the fraction (towards zero).
  TRUNCATED_DIVIDE("//"),
  /// Remainder of integers.
  MODULO("%"),
  /// Plus; joins texts.
  PLUS("+"),
  /// Minus.
  MINUS("-"),
  /// Bits to the left.
  SHIFT_LEFT("<<"),
  /// Bits to the right.
  SHIFT_RIGHT(">>"),
  /// Bits in both.
  BIT_AND("&"),
  /// Bits in one only.
  BIT_XOR("^"),
  /// Bits in one or both.
  BIT_OR("|"),
  /// Less than.
  LESS("<"),
  /// Less or equal.
  LESS_EQUAL("<="),
  /// Equal.
  EQUAL("=="),
  /// Not equal, also written `<>`.
  NOT_EQUAL("!="),
  /// Greater or equal.
  GREATER_EQUAL(">="),
  /// Greater than.
  GREATER(">"),
  /// Both.
  AND("and"),
  /// One or both.
  OR("or");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /// As it is written.
  public String symbol() {
    return symbol;
  }

  /// Whether the result is a truth value of two numbers.
  public boolean compares() {
    return switch (this) {
      case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER_EQUAL, GREATER -> true;
      default -> false;
    };
  }

  /// Whether it works on the bits of integers.
  public boolean isBitwise() {
    return switch (this) {
      case SHIFT_LEFT, SHIFT_RIGHT, BIT_AND, BIT_XOR, BIT_OR -> true;
      default -> false;
    };
  }
}
