package myelin.nestml.model;

import java.util.List;

/// What is done when a condition holds.
///
/// @param substep whether it is tested after each accepted step of the integrator, not once at the
///   end of the simulation's step; an extension
public record Condition(Term condition, boolean substep, List<Action> body) {

  /// Copies the list.
  public Condition {
    body = List.copyOf(body);
  }
}
