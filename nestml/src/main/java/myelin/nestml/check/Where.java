package myelin.nestml.check;

/// The part of a model in which an expression occurs.
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

  /// Whether this part consists of statements.
  boolean isStatements() {
    return mayDraw() || this == FUNCTION;
  }
}
