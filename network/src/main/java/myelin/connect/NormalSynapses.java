package myelin.connect;

import java.util.Arrays;
import myelin.connect.recipe.CallRandom;
import myelin.engine.base.TimeGrid;
import myelin.engine.random.NormalPairs;
import myelin.engine.random.RandomStream.Purpose;
import myelin.engine.wiring.EdgeBatch;
import myelin.value.Gauss;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Draws weights and delays a batch at a time, where both are normal, or one is and the other is
/// the same for all. The numbers are those that [Synapses] draws one by one.
final class NormalSynapses {

  private final TimeGrid grid;
  private final NormalPairs pairs;

  /// The next two numbers of the synapses for which the first two do not serve.
  private final NormalPairs more;

  private final @Nullable Gauss weight;
  private final @Nullable Gauss delay;
  private final double oneWeight;
  private double[] ms = {};
  private long[] ordinal = {};
  private int[] left = {};

  private NormalSynapses(
      TimeGrid grid, long seed, @Nullable Gauss weight, @Nullable Gauss delay, double oneWeight) {
    this.grid = grid;
    pairs = new NormalPairs(seed);
    more = new NormalPairs(seed);
    this.weight = weight;
    this.delay = delay;
    this.oneWeight = oneWeight;
  }

  /// Null if weights or delays are neither normal nor the same for all, or if nothing is normal.
  static @Nullable NormalSynapses of(Synapse synapse, TimeGrid grid, long seed) {
    Quantity<?> weights = synapse.weight();
    Quantity<?> delays = synapse.delay();
    if (weights.gauss() == null && !weights.isNumber()) return null;
    if (delays.gauss() == null && !delays.isNumber()) return null;
    if (weights.gauss() == null && delays.gauss() == null) return null;
    double one = weights.isNumber() ? weights.number() : 0;
    return new NormalSynapses(grid, seed, weights.gauss(), delays.gauss(), one);
  }

  /// Writes the weights and delays of all synapses except those for which four numbers are not
  /// enough.
  ///
  /// @param oneDelay delay of all synapses (steps), if they have one
  /// @return how many are left to be drawn one by one; see [#left]
  int fill(EdgeBatch batch, CallRandom draws, int oneDelay) {
    int n = batch.size();
    if (n > ms.length) {
      ms = new double[2 * n];
      left = new int[2 * n];
      ordinal = new long[2 * n];
    }
    batch.ensureValues();
    double[] w = batch.weights();
    pairs.draw(Purpose.SYNAPSE, draws.group(), batch.ordinals(), n, 0);
    if (weight == null) Arrays.fill(w, 0, n, oneWeight);
    else weight.of(pairs.first(), w, n);
    if (delay == null) {
      Arrays.fill(batch.delays(), 0, n, oneDelay);
    } else {
      delay.of(weight == null ? pairs.first() : pairs.second(), ms, n);
      grid.nearest(ms, batch.delays(), n);
    }
    int outside = outside(w, n);
    for (int k = 0; k < outside; k++) ordinal[k] = batch.ordinal(left[k]);
    more.draw(Purpose.SYNAPSE, draws.group(), ordinal, outside, 1);
    int rest = 0;
    for (int k = 0; k < outside; k++) {
      left[rest] = left[k];
      rest += redrawn(batch, left[k], k) ? 0 : 1;
    }
    return rest;
  }

  /// Notes the synapses whose first draw falls outside the limits, or whose weight is 0.
  private int outside(double[] w, int n) {
    Gauss first = weight == null ? Gauss.ALL : weight;
    Gauss second = delay == null ? Gauss.ALL : delay;
    int outside = 0;
    for (int e = 0; e < n; e++) {
      left[outside] = e;
      boolean taken = w[e] != 0 && first.takes(w[e]) && second.takes(ms[e]);
      outside += taken ? 0 : 1;
    }
    return outside;
  }

  /// Whether synapse `e` finds a weight and a delay among its four numbers, the last two of which
  /// are at place `k`.
  private boolean redrawn(EdgeBatch batch, int e, int k) {
    double[] numbers = {pairs.first()[e], pairs.second()[e], more.first()[k], more.second()[k]};
    int next = 0;
    double w = oneWeight;
    if (weight != null) {
      while (next < numbers.length && !weight.takes(weight.of(numbers[next]))) next++;
      if (next == numbers.length) return false;
      w = weight.of(numbers[next++]);
    }
    if (w == 0) return false;
    if (delay == null) {
      batch.put(e, w, batch.delay(e));
      return true;
    }
    while (next < numbers.length && !delay.takes(delay.of(numbers[next]))) next++;
    if (next == numbers.length) return false;
    batch.put(e, w, (int) grid.nearest(delay.of(numbers[next]), "delay"));
    return true;
  }

  /// The `k`-th synapse that [#fill] left.
  int left(int k) {
    return left[k];
  }
}
