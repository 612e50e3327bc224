package myelin.engine.kernel;

import java.util.Optional;
import myelin.engine.base.BadInput;

/// Whether a network can go on. Once a run has stopped half way, or records are lost, it cannot:
/// what has been recorded can be read, and nothing is changed any more.
final class Health {

  private Optional<String> fault = Optional.empty();

  /// Takes note of why the network cannot go on; the first reason stays.
  void broken(Throwable why) {
    if (fault.isEmpty()) fault = Optional.of(words(why));
  }

  private static String words(Throwable why) {
    String message = why.getMessage();
    return switch (why) {
      case BadInput e -> String.valueOf(e.getMessage());
      case OutOfMemoryError e -> "memory ran out";
      case StackOverflowError e -> "the stack ran out";
      default -> message == null ? "an internal error" : "an internal error, " + message;
    };
  }

  /// Refuses to change a network that cannot go on.
  ///
  /// @throws BadInput if it cannot
  void require() {
    if (fault.isEmpty()) return;
    throw new BadInput(
        BadInput.Kind.BROKEN,
        "this network is broken, since a run of it failed: %s. What was recorded before can be read; nothing can be changed or simulated any more. Make a new network, or load a checkpoint"
            .formatted(fault.get()));
  }
}
