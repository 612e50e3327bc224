package myelin.nestml.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done when spikes arrive at a port, once per step.
///
/// @param priority handlers with larger ones are run first; null if none is given: these are run
///   last
public record Handler(Symbol port, @Nullable Long priority, List<Action> body) {

  /// Copies the list.
  public Handler {
    body = List.copyOf(body);
  }
}
