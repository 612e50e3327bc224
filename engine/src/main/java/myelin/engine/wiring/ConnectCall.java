package myelin.engine.wiring;

import java.util.Optional;
import java.util.function.Supplier;
import myelin.engine.base.Ids;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.table.TableKey;

/// A connect call between neurons, or from spike generators to neurons: pairs, and what their
/// synapses are like.
///
/// @param recipe the pairs
/// @param sources ids among which the sources are
/// @param targetModel index of the targets' model, or a negative number if they are of several
/// @param synapse index of the synapse model, as the caller counts them
/// @param model the synapse model
/// @param receptor receptor of the targets
/// @param weight weight of all synapses, where `values` is empty
/// @param delay delay of all synapses (steps), where `values` is empty
/// @param parameters the rule's parameters of all synapses; NaN where they differ
/// @param values weight, delay and parameters of each synapse; a new one for every pass
/// @param range what is known of the values before they are drawn; empty if that is too little
/// @param countable whether each source fires at most one spike a step, of unit strength
/// @param recorder node id of the weight recorder that hears the synapses, or 0
/// @param third node id of the third node that the synapses hear, or 0
/// @param birth step at which the call was made
public record ConnectCall(
    Recipe recipe,
    Ids sources,
    int targetModel,
    int synapse,
    SynapseModel model,
    int receptor,
    double weight,
    int delay,
    double[] parameters,
    Optional<Supplier<Values>> values,
    Optional<Range> range,
    boolean countable,
    int recorder,
    int third,
    long birth) {

  /// What weights and delays of all synapses of a call have in common, none of which can be
  /// refused.
  ///
  /// @param negative whether weights are below zero, where a zero counts as having their sign; else
  ///   none is
  /// @param mixed whether both may be
  /// @param minDelay no delay is shorter (steps)
  /// @param maxDelay no delay is longer (steps)
  public record Range(boolean negative, boolean mixed, int minDelay, int maxDelay) {

    /// The range of synapses that are all alike.
    public static Range of(double weight, int delay) {
      return new Range(TableKey.negative(weight), false, delay, delay);
    }
  }

  /// Writes weight, delay and the rule's parameters of every synapse of a batch.
  @FunctionalInterface
  public interface Values {
    /// Calls [EdgeBatch#put] for each synapse; throws [BadInput][myelin.engine.base.BadInput] for
    /// values that are not allowed.
    void fill(EdgeBatch batch);

    /// Whether weights that do not change are kept in double precision.
    default boolean areExact() {
      return false;
    }
  }

  /// No synapse of the call has a shorter delay (steps).
  int leastDelay() {
    return values.isEmpty() ? delay : range.map(Range::minDelay).orElse(1);
  }
}
