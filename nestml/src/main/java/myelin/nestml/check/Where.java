package myelin.nestml.check;

/// In which part of a model an expression stands.
enum Where {
  STATE,
  PARAMETERS,
  INTERNALS,
  GUARD,
  EQUATIONS,
  KERNEL,
  UPDATE,
  RECEIVE,
  CONDITION,
  FUNCTION;

  /// Whether random numbers may be drawn.
  boolean mayDraw() {
    return this == UPDATE || this == RECEIVE || this == CONDITION;
  }

  /// Whether the length of a step is known.
  boolean knowsResolution() {
    return this == STATE || this == PARAMETERS || this == INTERNALS || isStatements();
  }

  /// Whether it is made of statements.
  boolean isStatements() {
    return mayDraw() || this == FUNCTION;
  }
}
