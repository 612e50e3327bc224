package myelin.nestml.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How equations without an exact solution are integrated.
///
/// @param absolute tolerance, in the canonical unit of each variable
/// @param relative tolerance
public record Integrator(Method method, Control control, Term absolute, Term relative) {

  /// NESTML's default: tolerances of 1e-6, absolute and relative to the solution.
  public static final Integrator USUAL =
      new Integrator(
          Method.RK45,
          Control.SOLUTION,
          new Term.Constant(1e-6, Type.REAL),
          new Term.Constant(1e-6, Type.REAL));

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Integrator i
        && i.method == method
        && i.control == control
        && i.absolute.equals(absolute)
        && i.relative.equals(relative);
  }

  @Override
  public int hashCode() {
    return 31 * absolute.hashCode() + relative.hashCode();
  }

  /// The method.
  public enum Method {
    /// Runge-Kutta-Fehlberg of order 4 and 5 with step control.
    RK45,
    /// One step of Euler's method for each step of the simulation.
    EULER,
    /// One step of the classical method of order 4 for each step of the simulation.
    RK4;

    /// Whether there is one step for each step of the simulation, whatever its error.
    public boolean fixed() {
      return this != RK45;
    }

    /// The word for it in a text.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What the relative tolerance is relative to.
  public enum Control {
    /// The solution: GSL's `control_y`.
    SOLUTION,
    /// Its derivative times the step: GSL's `control_yp`.
    DERIVATIVE
  }
}
