package myelin.engine.neuron;

import java.util.List;
import java.util.Optional;
import myelin.engine.declare.Signal;

/// What neurons of a model tell others all the time, and hear from them.
///
/// @param taken the signal that their blocks have channels for, if there is one
/// @param sent what they tell others
/// @param hearing whether they hear what they have channels for
record Signals(Optional<Signal> taken, List<Signal> sent, boolean hearing) {

  /// Of neurons that send spikes only.
  static final Signals NONE = new Signals(Optional.empty(), List.of(), false);

  /// Whether they hear what connections carry as `carried`.
  boolean hears(Signal carried) {
    return hearing && taken.filter(s -> s.takes(carried)).isPresent();
  }
}
