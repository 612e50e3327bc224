package myelin.models.train;

import myelin.engine.base.BadInput;
import myelin.engine.declare.ParameterSpec;

/// Whether each target of a generator is sent spikes of its own, or all are sent the same; fixed
/// once something is connected.
final class Individual {

  /// NEST's name of the parameter.
  static final String NAME = "individual_spike_trains";

  /// What it means.
  static final String MEANING = "whether each target receives a train of its own";

  private boolean holds = true;
  private boolean connected;

  /// Whether each is sent spikes of its own.
  boolean holds() {
    return holds;
  }

  /// Sets whether.
  void set(boolean each) {
    holds = each;
  }

  /// From now on it is fixed.
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
