package myelin.engine.wiring;

import java.util.function.IntPredicate;

/// Which synapses a connect call makes: not a list of them but the way to draw them, as often as
/// asked, each time the same. A table is built in two passes over the same draws, count and fill,
/// so no list of edges stands in between.
public interface Recipe {

  /// Begins to draw the synapses onto the targets that are `owned`; different owners draw in
  /// parallel.
  Cursor open(IntPredicate owned);

  /// A pass over the synapses of one owner, in an order that does not depend on who the owner is.
  interface Cursor {

    /// Fills `batch` with the next synapses; false when there were none left.
    boolean next(EdgeBatch batch);
  }
}
