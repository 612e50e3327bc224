package myelin.nestml.equations;

/// How an equation is solved.
public enum Solver {
  /// By the exponential of the matrix of its coefficients.
  EXACT,
  /// By the integrator of the model.
  NUMERIC,
  /// Steps are counted: its derivative is -1.
  TIMER
}
