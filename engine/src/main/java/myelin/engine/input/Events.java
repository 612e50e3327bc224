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
  private int size;

  /// No spikes.
  public Events() {}

  /// A spike at lane `i`.
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

  /// Index of the first spike at lane `i`; those at it end before that of lane `i + 1`.
  public int from(int i) {
    return from[i];
  }

  /// Forgets all spikes.
  void clear() {
    size = 0;
  }

  /// Takes over what another has.
  void addAll(Events other) {
    for (int k = 0; k < other.size; k++) add(other.lane[k], other.value[k], other.offset[k]);
  }

  /// Puts the spikes in order, each behind those that it does not precede. There are few.
  void sort() {
    Arrays.fill(from, 0);
    for (int k = 0; k < size; k++) {
      int i = lane[k];
      double v = value[k];
      double o = offset[k];
      int at = k;
      for (; at > 0 && follows(at - 1, i, o); at--) {
        lane[at] = lane[at - 1];
        value[at] = value[at - 1];
        offset[at] = offset[at - 1];
      }
      lane[at] = i;
      value[at] = v;
      offset[at] = o;
      from[i + 1]++;
    }
    for (int i = 0; i < TargetBlocks.LANES; i++) from[i + 1] += from[i];
  }

  private boolean follows(int k, int i, double o) {
    return lane[k] > i || (lane[k] == i && offset[k] < o);
  }
}
