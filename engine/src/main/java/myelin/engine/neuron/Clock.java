package myelin.engine.neuron;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;

/// The parameters by which neurons fire by the clock, whatever their input.
final class Clock {

  private Clock() {}

  /// Declares them.
  ///
  /// @param obeyed whether the model obeys them
  static NeuronModel.Builder declare(NeuronModel.Builder model, boolean obeyed) {

    model.flag(
        "ignore_and_spike",
        false,
        "fire by the clock, whatever the input",
        obeyed
            ? Condition.TRUE_OR_FALSE
            : new Condition("false, as this model has no clock", v -> v == 0));
    model.parameter(
        "ignore_and_spike_interval",
        Unit.MS,
        100,
        "interval of spikes by the clock",
        Condition.POSITIVE_DURATION);
    return model.parameter(
        "ignore_and_spike_offset",
        Unit.MS,
        1,
        "time of the first spike by the clock",
        Condition.POSITIVE_DURATION);
  }
}
