package myelin.nestml.check;

/// In which part of a model an expression stands.
enum Where {
  /// The size of a vector, a tolerance, a priority.
  CONSTANT,
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
    return switch (this) {
      case CONSTANT, STATE, PARAMETERS, INTERNALS -> true;
      default -> isStatements();
    };
  }

  /// Whether it is made of statements.
  boolean isStatements() {
    return mayDraw() || this == FUNCTION;
  }
}
