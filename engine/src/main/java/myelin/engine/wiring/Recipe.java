package myelin.engine.wiring;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Which synapses a connect call makes: not a list of them but the way to draw them, as often as
/// asked, each time the same. A table is built in two passes over the same draws, count and fill,
/// so no list of edges stands in between.
public interface Recipe {

  /// Begins to draw the synapses onto the targets that are `owned`; different owners draw in
  /// parallel.
  Cursor open(IntPredicate owned);

  /// Begins a pass that will be made twice, see [Cursor#again]: it may keep what it draws.
  default Cursor openTwice(IntPredicate owned) {
    return open(owned);
  }

  /// A pass over the synapses of one owner, in an order that does not depend on who the owner is.
  interface Cursor {

    /// Fills `batch` with the next synapses; false when there were none left.
    boolean next(EdgeBatch batch);

    /// How many bytes it keeps for another pass.
    default long kept() {
      return 0;
    }

    /// Begins the same pass again, with the same batches, from what has been kept by one that has
    /// ended; null if nothing has been. Only once: what is kept is dropped as it is read.
    default @Nullable Cursor again() {
      return null;
    }
  }
}
