package myelin.nestml.syntax;

/// An operator before its operand.
public enum UnaryOperator {
  /// No change.
  PLUS("+"),
  /// The negative.
  MINUS("-"),
  /// All bits inverted.
  BIT_NOT("~"),
  /// The opposite truth value.
  NOT("not ");

  private final String symbol;

  UnaryOperator(String symbol) {
    this.symbol = symbol;
  }

  /// The operator as it is written.
  public String symbol() {
    return symbol;
  }
}
