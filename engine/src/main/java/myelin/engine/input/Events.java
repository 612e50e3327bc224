package myelin.engine.input;

import java.util.Arrays;

/// Spikes that arrive at the neurons of a block in a step, each with the time at which it really
/// arrives: by neuron, and for each in the order of their times.
///
/// ```
///   lane     0    0    3    3    3   ...
///   offset   0.08 0.02 0.1  0.1  0   ...     before the end of the step (ms): the earliest first
///   from(3)            2
/// ```
///
/// Spikes of one time keep the order in which they were delivered, so that sums do not depend on
/// who shares the block.
public final class Events {

  private int[] lane = new int[16];
  private double[] value = new double[16];
  private double[] offset = new double[16];
  private final int[] from = new int[TargetBlocks.LANES + 1];
  private final int[] next = new int[TargetBlocks.LANES];
  private final double[] sums = new double[TargetBlocks.LANES];
  private double[] spare = {};
  private double[] spareOffset = {};
  private int size;

  /// No spikes.
  public Events() {}

  /// Adds a spike at lane `i`.
  ///
  /// @param value its weight times its multiplicity, or for a channel of spikes its multiplicity
  /// @param offset how long before the end of the step it arrives (ms)
  public void add(int i, double value, double offset) {
    if (size == lane.length) {
      lane = Arrays.copyOf(lane, 2 * size);
      this.value = Arrays.copyOf(this.value, 2 * size);
      this.offset = Arrays.copyOf(this.offset, 2 * size);
    }
    lane[size] = i;
    this.value[size] = value;
    this.offset[size++] = offset;
  }

  /// Number of spikes.
  public int size() {
    return size;
  }

  /// Lane at which spike `k` arrives.
  public int lane(int k) {
    return lane[k];
  }

  /// Weight times multiplicity of spike `k`, or its multiplicity.
  public double value(int k) {
    return value[k];
  }

  /// How long before the end of the step spike `k` arrives (ms).
  public double offset(int k) {
    return offset[k];
  }

  /// Index of the first spike at lane `i`; the spikes at it end before the first one at lane `i +
  /// 1`.
  public int from(int i) {
    return from[i];
  }

  /// Forgets all spikes.
  void clear() {
    size = 0;
  }

  /// Adds all spikes of another.
  void addAll(Events other) {
    for (int k = 0; k < other.size; k++) add(other.lane[k], other.value[k], other.offset[k]);
  }

  /// Zeros, one per lane, for sums that become spikes; the same array each time.
  double[] emptySums() {
    Arrays.fill(sums, 0);
    return sums;
  }

  /// Sorts the spikes by lane, in a time proportional to their number, then the few of each lane by
  /// time; spikes of one time keep their order.
  void sort() {
    Arrays.fill(from, 0);
    for (int k = 0; k < size; k++) from[lane[k] + 1]++;
    for (int i = 0; i < TargetBlocks.LANES; i++) from[i + 1] += from[i];
    if (isSorted()) return;
    if (spare.length < lane.length) {
      spare = new double[lane.length];
      spareOffset = new double[lane.length];
    }
    System.arraycopy(from, 0, next, 0, TargetBlocks.LANES);
    for (int k = 0; k < size; k++) {
      int at = next[lane[k]]++;
      int first = from[lane[k]];
      double o = offset[k];
      for (; at > first && spareOffset[at - 1] < o; at--) {
        spare[at] = spare[at - 1];
        spareOffset[at] = spareOffset[at - 1];
      }
      spare[at] = value[k];
      spareOffset[at] = o;
    }
    for (int i = 0; i < TargetBlocks.LANES; i++) Arrays.fill(lane, from[i], from[i + 1], i);
    System.arraycopy(spare, 0, value, 0, size);
    System.arraycopy(spareOffset, 0, offset, 0, size);
  }

  private boolean isSorted() {
    for (int k = 1; k < size; k++) {
      if (lane[k - 1] > lane[k]) return false;
      if (lane[k - 1] == lane[k] && offset[k - 1] < offset[k]) return false;
    }
    return true;
  }
}
