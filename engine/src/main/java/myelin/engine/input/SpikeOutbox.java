package myelin.engine.input;

import java.util.Arrays;

/// Spikes fired in one slice by the neurons of one part, in any order; [SpikeBatch] sorts them.
public final class SpikeOutbox {

  private static final double[] NONE = {};

  private long[] spikes = new long[256];

  /// By spike how long before the end of its step it was fired (ms); empty while all are at the
  /// end.
  private double[] offsets = NONE;

  /// By spike the number that it carries; empty while none carries any.
  private double[] carried = NONE;

  private int size;
  private long begin;

  /// An empty box.
  public SpikeOutbox() {}

  /// Empties the box for a slice that begins at step `begin`.
  public void open(long begin) {
    this.begin = begin;
    size = 0;
    if (offsets.length > 0) offsets = NONE;
    if (carried.length > 0) carried = NONE;
  }

  /// Neuron `id` fired in step `t`.
  public void add(int id, long t) {
    if (size == spikes.length) {
      spikes = Arrays.copyOf(spikes, 2 * size);
      if (offsets.length > 0) offsets = Arrays.copyOf(offsets, 2 * size);
      if (carried.length > 0) carried = Arrays.copyOf(carried, 2 * size);
    }
    spikes[size++] = (t - begin) << 32 | id;
  }

  /// Neuron `id` fired in step `t`, `offset` before its end (ms).
  public void add(int id, long t, double offset) {
    add(id, t);
    delay(offset);
  }

  /// Neuron `id` fired in step `t`, and its spike carries a number.
  public void carry(int id, long t, double number) {
    add(id, t);
    if (carried.length == 0) carried = new double[spikes.length];
    carried[size - 1] = number;
  }

  /// The spike that was added last was fired `offset` before the end of its step (ms).
  void delay(double offset) {
    if (offset != 0 && offsets.length == 0) offsets = new double[spikes.length];
    if (offsets.length > 0) offsets[size - 1] = offset;
  }

  /// Number of spikes.
  public int size() {
    return size;
  }

  double[] offsets() {
    return offsets;
  }

  double[] carried() {
    return carried;
  }

  /// The spikes, with the lag in the slice in the upper half of a number and the sender in the
  /// lower, so that sorting the numbers sorts the spikes.
  long[] spikes() {
    return spikes;
  }
}
