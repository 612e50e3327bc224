package myelin.nestml.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done when spikes arrive at a port, once a step.
///
/// @param priority larger ones first; null without, which comes after
public record Handler(Symbol port, @Nullable Long priority, List<Action> body) {

  /// Copies the list.
  public Handler {
    body = List.copyOf(body);
  }
}
