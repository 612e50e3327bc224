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
  private int[] spareLane = {};
  private double[] spare = {};
  private double[] spareOffset = {};
  private int size;
  private boolean timed;

  /// No spikes.
  public Events() {}

  /// Adds a spike at lane `i`.
  ///
  /// @param value its weight times its multiplicity, or for a channel of spikes its multiplicity
  /// @param offset how long before the end of the step it arrives (ms)
  public void add(int i, double value, double offset) {
    reserve(1);
    timed |= offset != 0;
    lane[size] = i;
    this.value[size] = value;
    this.offset[size++] = offset;
  }

  private void reserve(int more) {
    int room = lane.length;
    if (size + more <= room) return;
    while (size + more > room) room *= 2;
    lane = Arrays.copyOf(lane, room);
    value = Arrays.copyOf(value, room);
    offset = Arrays.copyOf(offset, room);
  }

  /// Whether any spike arrives before the end of the step.
  public boolean isTimed() {
    return timed;
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
    timed = false;
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

  /// Adds what has been put into the [#emptySums], except zeros, at the end of the step.
  void addSums() {
    reserve(TargetBlocks.LANES + 1);
    int n = size;
    for (int i = 0; i < TargetBlocks.LANES; i++) {
      lane[n] = i;
      value[n] = sums[i];
      n += sums[i] != 0 ? 1 : 0;
    }
    Arrays.fill(offset, size, n, 0);
    size = n;
  }

  /// Sorts the spikes by lane, in a time proportional to their number, then the few of each lane by
  /// time; spikes of one time keep their order.
  void sort() {
    Arrays.fill(from, 0);
    for (int k = 0; k < size; k++) from[lane[k] + 1]++;
    for (int i = 0; i < TargetBlocks.LANES; i++) from[i + 1] += from[i];
    if (isSorted()) return;
    if (spare.length < lane.length) {
      spareLane = new int[lane.length];
      spare = new double[lane.length];
      spareOffset = new double[lane.length];
    }
    System.arraycopy(from, 0, next, 0, TargetBlocks.LANES);
    if (timed) sortByTime();
    else sortByLane();
    int[] lanes = lane;
    double[] values = value;
    lane = spareLane;
    value = spare;
    spareLane = lanes;
    spare = values;
    if (!timed) return; // all offsets are zero
    double[] offsets = offset;
    offset = spareOffset;
    spareOffset = offsets;
  }

  private void sortByLane() {
    for (int k = 0; k < size; k++) {
      int at = next[lane[k]]++;
      spareLane[at] = lane[k];
      spare[at] = value[k];
    }
  }

  private void sortByTime() {
    for (int k = 0; k < size; k++) {
      int at = next[lane[k]]++;
      int first = from[lane[k]];
      double o = offset[k];
      spareLane[at] = lane[k]; // all between the first one of the lane and this one have the same
      for (; at > first && spareOffset[at - 1] < o; at--) {
        spare[at] = spare[at - 1];
        spareOffset[at] = spareOffset[at - 1];
      }
      spare[at] = value[k];
      spareOffset[at] = o;
    }
  }

  private boolean isSorted() {
    for (int k = 1; k < size; k++) {
      if (lane[k - 1] > lane[k]) return false;
      if (lane[k - 1] == lane[k] && offset[k - 1] < offset[k]) return false;
    }
    return true;
  }
}
