package myelin.engine.declare;

import myelin.engine.base.Unit;

/// A kind of input that a model sums up step by step, such as excitatory spikes.
///
/// @param name a short name for help
/// @param content what is summed
/// @param unit unit of a weight on this channel
public record Channel(String name, Content content, Unit unit) {

  /// What a channel sums.
  public enum Content {
    /// The weights of arriving spikes.
    WEIGHTS,
    /// The number of arriving spikes, whatever their weight.
    SPIKES,
    /// Current from stimulators, one step after its arrival, as in NEST.
    CURRENT
  }
}
