package myelin;

import myelin.Value.Gauss;
import myelin.engine.EdgeBatch;
import myelin.engine.NormalPairs;
import myelin.engine.RandomStream.Purpose;
import myelin.engine.TimeGrid;
import org.jspecify.annotations.Nullable;

/// Weights and delays of synapses that are normal, or one of them normal and the other the same for
/// all, a batch at a time. The numbers are those that [Synapses] draws one by one.
final class NormalSynapses {

  private final TimeGrid grid;
  private final NormalPairs pairs;
  private final @Nullable Gauss weight;
  private final @Nullable Gauss delay;
  private final double oneWeight;
  private long[] ordinal = {};
  private int[] redrawn = {};

  private NormalSynapses(
      TimeGrid grid, long seed, @Nullable Gauss weight, @Nullable Gauss delay, double oneWeight) {
    this.grid = grid;
    pairs = new NormalPairs(seed);
    this.weight = weight;
    this.delay = delay;
    this.oneWeight = oneWeight;
  }

  /// Null if weights or delays are neither normal nor the same for all.
  static @Nullable NormalSynapses of(Synapse synapse, TimeGrid grid, long seed) {
    Value<?> weights = synapse.weight();
    Value<?> delays = synapse.delay();
    if (weights.gauss() == null && !weights.isNumber()) return null;
    if (delays.gauss() == null && !delays.isNumber()) return null;
    double one = weights.isNumber() ? weights.number() : 0;
    return new NormalSynapses(grid, seed, weights.gauss(), delays.gauss(), one);
  }

  /// Writes weights and delays, but for those that fall outside their limits at the first draw.
  ///
  /// @param oneDelay delay of all synapses [steps], if they have one
  /// @return how many are left to be drawn again; see [#redrawn]
  int fill(EdgeBatch batch, Draws draws, int oneDelay) {
    int n = batch.size();
    if (n > ordinal.length) {
      ordinal = new long[2 * n];
      redrawn = new int[2 * n];
    }
    for (int e = 0; e < n; e++) ordinal[e] = batch.ordinal(e);
    pairs.draw(Purpose.SYNAPSE, draws.group(), ordinal, n);
    int left = 0;
    for (int e = 0; e < n; e++) {
      double w = weight == null ? oneWeight : weight.of(pairs.first(e));
      int steps = oneDelay;
      boolean taken = weight == null || weight.takes(w);
      if (delay != null) {
        double ms = delay.of(weight == null ? pairs.first(e) : pairs.second(e));
        taken &= delay.takes(ms);
        steps = taken ? (int) grid.nearest(ms, "delay") : steps;
      }
      redrawn[left] = e;
      left += taken && w != 0 ? 0 : 1;
      batch.put(e, w, steps);
    }
    return left;
  }

  /// The `k`-th synapse that [#fill] left.
  int redrawn(int k) {
    return redrawn[k];
  }
}
