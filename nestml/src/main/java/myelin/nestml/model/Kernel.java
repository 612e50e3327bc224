package myelin.nestml.model;

import java.util.List;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// A kernel: a function of the time `t` after a spike, or equations whose initial values are those
/// of the state variables of the same names, or a delta.
///
/// @param name name of the function, or of the first variable of the equations
/// @param function null if there are equations, or for a delta
/// @param odes empty for a function and for a delta
public record Kernel(Place place, String name, @Nullable Term function, List<Ode> odes) {

  /// Copies the list.
  public Kernel {
    odes = List.copyOf(odes);
  }

  /// Whether it is a delta.
  public boolean isDelta() {
    return function == null && odes.isEmpty();
  }
}
