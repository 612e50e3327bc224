package myelin.engine.declare;

import myelin.engine.base.Unit;

/// A kind of input that a model takes step by step, such as excitatory spikes.
///
/// @param name a short name for help
/// @param content what is taken from what arrives
/// @param unit unit of a weight on this channel
public record Channel(String name, Content content, Unit unit) {

  /// What a channel takes.
  public enum Content {
    /// The weights of arriving spikes.
    WEIGHTS,
    /// The number of arriving spikes, whatever their weight.
    SPIKES,
    /// Arriving spikes one by one, each with its multiplicity and its time within the step.
    TIMED_SPIKES,
    /// Arriving spikes one by one, each with its weight times its multiplicity and its time within
    /// the step.
    TIMED_WEIGHTS,
    /// The weights of arriving transitions of binary neurons: two coincident spikes of a source are
    /// a transition upwards, which adds the weight, a single one is downwards and subtracts it;
    /// more than two are none. As in NEST.
    TRANSITIONS,
    /// The weights of arriving spikes times the number that each carries; spikes that carry none
    /// add nothing.
    CARRIED,
    /// The weights of arriving spikes one by one, each with a number that is the same for all
    /// spikes of one source and delay, and differs for others; see
    /// [BySource][myelin.engine.input.BySource]. Weights may not change by themselves.
    BY_SOURCE,
    /// Current from stimulators, one step after its arrival, as most of NEST's models take it.
    CURRENT;

    /// Whether the weight of a connection makes no difference.
    public boolean ignoresWeights() {
      return this == SPIKES || this == TIMED_SPIKES;
    }

    /// Whether each spike is taken by itself, so that rules and generators that only add up weights
    /// cannot be used with it.
    public boolean isEach() {
      return hasEvents() || this == TRANSITIONS || this == CARRIED;
    }

    /// Whether spikes are kept one by one until they arrive.
    public boolean hasEvents() {
      return isTimed() || this == BY_SOURCE;
    }

    /// Whether the times of spikes within a step are taken.
    public boolean isTimed() {
      return this == TIMED_SPIKES || this == TIMED_WEIGHTS;
    }
  }
}
