package myelin.engine.neuron;

import java.util.Arrays;
import myelin.engine.input.CountRing;
import myelin.engine.input.Counts;
import myelin.engine.input.InputRing;
import myelin.engine.input.SpikeOutbox;

/// Input to the blocks of a population where it is nothing but spikes of one weight on each
/// channel, and the model takes it as [Counts].
final class CountedInput {

  /// Of the population, by channel; null for currents.
  private final InputRing[] rings;

  /// The one ring of counts of each.
  private final CountRing[] only;

  private final Counts[] shown;

  CountedInput(InputRing[] rings) {
    this.rings = rings;
    only = new CountRing[rings.length];
    shown = new Counts[rings.length];
    Arrays.setAll(shown, c -> new Counts());
  }

  /// Whether nothing else arrives in the slice at the block of neurons from `base` on, whose input
  /// has been fetched.
  boolean isAll(Block block, int base) {
    if (!block.takesCounts()) return false;
    for (int c = 0; c < rings.length; c++) {
      if (block.drives(c).length > 0) return false;
      if (rings[c] == null) continue;
      only[c] = rings[c].onlyCounts(base);
      if (only[c] == null) return false;
    }
    return true;
  }

  /// Advances the block by step `t`; whether it was possible, which it is not where bytes do not
  /// hold the counts.
  boolean advance(Block block, long t, SpikeOutbox out) {
    for (int c = 0; c < rings.length; c++) {
      if (rings[c] != null && !only[c].show(rings[c].lag(t), shown[c])) return false;
    }
    block.advance(t, shown, out);
    for (int c = 0; c < rings.length; c++) {
      if (rings[c] != null) only[c].clear(rings[c].lag(t));
    }
    return true;
  }
}
