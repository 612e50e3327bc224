package myelin.nestml.model;

/// How equations are integrated that have no exact solution.
///
/// @param absolute tolerance, in the canonical unit of each variable
/// @param relative tolerance
public record Integrator(Method method, Control control, Term absolute, Term relative) {

  /// What NESTML does unless told otherwise: 1e-6 absolute and relative, against the solution.
  public static final Integrator USUAL =
      new Integrator(
          Method.RK45,
          Control.SOLUTION,
          new Term.Constant(1e-6, Type.REAL),
          new Term.Constant(1e-6, Type.REAL));

  /// The method.
  public enum Method {
    /// Runge-Kutta-Fehlberg of order 4 and 5 with control of its step.
    RK45,
    /// One step of Euler's method for each step of the simulation.
    EULER
  }

  /// What the relative tolerance is relative to.
  public enum Control {
    /// The solution: GSL's `control_y`.
    SOLUTION,
    /// Its derivative times the step: GSL's `control_yp`.
    DERIVATIVE
  }
}
