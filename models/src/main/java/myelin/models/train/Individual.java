package myelin.models.train;

import myelin.engine.base.BadInput;
import myelin.engine.declare.ParameterSpec;

/// Whether each target of a generator receives its own spikes, or all receive the same. This is
/// fixed once something is connected.
final class Individual {

  /// NEST's name of the parameter.
  static final String NAME = "individual_spike_trains";

  /// The meaning of the parameter.
  static final String MEANING = "whether each target receives a train of its own";

  private boolean holds = true;
  private boolean connected;

  /// Whether each target receives its own spikes.
  boolean holds() {
    return holds;
  }

  /// Sets whether each target receives its own spikes.
  void set(boolean each) {
    holds = each;
  }

  /// Notes that something has been connected; from now on the parameter is fixed.
  void connected() {
    connected = true;
  }

  /// Refuses to change the parameter, if it is this one, after something has been connected.
  void requireChangeable(String model, ParameterSpec p) {
    if (!connected || !p.name().equals(NAME)) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: %s cannot be changed once it is connected; set it before".formatted(model, NAME));
  }
}
