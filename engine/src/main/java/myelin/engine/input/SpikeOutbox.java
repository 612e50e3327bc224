package myelin.engine.input;

import java.util.Arrays;

/// Spikes fired in one slice by the neurons of one part, in any order; [SpikeBatch] sorts them.
public final class SpikeOutbox {

  private long[] spikes = new long[256];
  private int size;
  private long begin;

  /// An empty box.
  public SpikeOutbox() {}

  /// Empties the box for a slice that begins at step `begin`.
  public void open(long begin) {
    this.begin = begin;
    size = 0;
  }

  /// Neuron `id` fired in step `t`.
  public void add(int id, long t) {
    if (size == spikes.length) spikes = Arrays.copyOf(spikes, 2 * size);
    spikes[size++] = (t - begin) << 32 | id;
  }

  int size() {
    return size;
  }

  /// Lag in the slice above, sender below: sorting the numbers sorts the spikes.
  long[] spikes() {
    return spikes;
  }
}
