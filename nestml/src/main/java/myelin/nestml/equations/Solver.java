package myelin.nestml.equations;

/// The ways to solve an equation.
public enum Solver {
  /// By the exponential of the matrix of the coefficients.
  EXACT,
  /// By the integrator of the model.
  NUMERIC,
  /// By counting steps: the derivative is -1.
  TIMER
}
