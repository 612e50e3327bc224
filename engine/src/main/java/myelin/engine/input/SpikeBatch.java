package myelin.engine.input;

import java.util.Arrays;
import java.util.function.Function;

/// All spikes of a slice in the one canonical order: by step, then by sender's id. In this order
/// every part delivers them, whoever fired them, so sums of input come out the same to the bit.
///
/// ```
///   senders   3 17 17 40 | 5 | | 2 9 ...
///   from(lag) 0            4  5 5
/// ```
public final class SpikeBatch {

  private static final double[] NONE = {};

  private long[] sorted = new long[256];
  private int[] sender = new int[256];
  private int[] from = new int[2];

  /// By spike; empty while all are at the end of their steps.
  private double[] offset = NONE;

  /// By spike; empty while none carries a number.
  private double[] carried = NONE;

  private long begin;
  private int size;
  private int lags;

  /// An empty batch.
  public SpikeBatch() {}

  /// Collects and sorts what the parts fired in the slice `[begin, begin + lags)`.
  public void gather(SpikeOutbox[] boxes, long begin, int lags) {
    this.begin = begin;
    this.lags = lags;
    int total = 0;
    for (SpikeOutbox box : boxes) total += box.size();
    if (total > sorted.length) {
      sorted = new long[Math.max(total, 2 * sorted.length)];
      sender = new int[sorted.length];
    }
    if (lags + 1 > from.length) from = new int[lags + 1];
    size = 0;
    for (SpikeOutbox box : boxes) {
      System.arraycopy(box.spikes(), 0, sorted, size, box.size());
      size += box.size();
    }
    Arrays.sort(sorted, 0, size);
    Arrays.fill(from, 0, lags + 1, 0);
    for (int k = 0; k < size; k++) {
      sender[k] = (int) sorted[k];
      from[(int) (sorted[k] >>> 32) + 1]++;
    }
    for (int lag = 0; lag < lags; lag++) from[lag + 1] += from[lag];
    offset = NONE;
    carried = NONE;
    for (SpikeOutbox box : boxes) {
      if (box.offsets().length > 0) offset = placed(boxes, SpikeOutbox::offsets);
      if (box.carried().length > 0) carried = placed(boxes, SpikeOutbox::carried);
    }
  }

  /// Puts the numbers that spikes have into the order of the spikes; those of one sender in one
  /// step stay in the order in which it fired.
  private double[] placed(SpikeOutbox[] boxes, Function<SpikeOutbox, double[]> numbers) {
    double[] all = new double[size];
    int[] placed = new int[size];
    for (SpikeOutbox box : boxes) {
      double[] own = numbers.apply(box);
      for (int k = 0; k < box.size(); k++) {
        int first = Arrays.binarySearch(sorted, 0, size, box.spikes()[k]);
        while (first > 0 && sorted[first - 1] == sorted[first]) first--;
        int place = first + placed[first]++;
        if (own.length > 0) all[place] = own[k];
      }
    }
    return all;
  }

  /// Takes what was fired in a step.
  public interface Listener {
    /// The neurons from place `begin` to before `end` have fired in step `t`.
    void fired(long t, int[] senders, int begin, int end);
  }

  /// Tells what was fired from step `first` on.
  public void tell(long first, Listener listener) {
    for (int lag = (int) (first - begin); lag < lags; lag++) {
      listener.fired(begin + lag, sender, from[lag], from[lag + 1]);
    }
  }

  /// How long before the end of its step spike `k` was fired (ms).
  public double offset(int k) {
    return offset.length == 0 ? 0 : offset[k];
  }

  /// The number that spike `k` carries; 0 if it carries none.
  public double carried(int k) {
    return carried.length == 0 ? 0 : carried[k];
  }

  /// Number of steps of the slice.
  public int lags() {
    return lags;
  }

  /// First step of the slice.
  public long begin() {
    return begin;
  }

  /// Number of spikes.
  public int size() {
    return size;
  }

  /// Id of the neuron that fired spike `k`.
  public int sender(int k) {
    return sender[k];
  }

  /// Index of the first spike of step `begin + lag`; for the last lag plus one, the size.
  public int from(int lag) {
    return from[lag];
  }
}
