package myelin.nestml.syntax;

/// An operator with two operands.
public enum Operator {
  /// Power.
  POWER("**"),
  /// Times.
  TIMES("*"),
  /// Real division, even of two integers.
  DIVIDE("/"),
  /// Division of integers that drops the fraction (towards zero).
  TRUNCATED_DIVIDE("//"),
  /// Remainder of integers.
  MODULO("%"),
  /// Plus; joins texts.
  PLUS("+"),
  /// Minus.
  MINUS("-"),
  /// Shift of bits to the left.
  SHIFT_LEFT("<<"),
  /// Shift of bits to the right.
  SHIFT_RIGHT(">>"),
  /// Bits that both have.
  BIT_AND("&"),
  /// Bits that only one of them has.
  BIT_XOR("^"),
  /// Bits that at least one has.
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
  /// Whether both hold.
  AND("and"),
  /// Whether at least one holds.
  OR("or");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /// The operator as it is written.
  public String symbol() {
    return symbol;
  }

  /// Whether it compares two values.
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
