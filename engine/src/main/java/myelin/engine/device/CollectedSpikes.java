package myelin.engine.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;

/// The spikes that a [ThirdNode] has heard, in the order in which they arrive, for the synapses
/// that hear it; and when these are all brought up to date: at each multiple of an interval.
///
/// One worker adds spikes while the others wait, before they arrive; in between all workers read.
/// Spikes are dropped when all who read them have come so far.
public final class CollectedSpikes {

  /// Synapses that hear the spikes.
  public interface Reader {

    /// The last step at which all of them were brought up to date.
    long swept();
  }

  private final List<Reader> readers = new ArrayList<>();
  private long[] step = new long[16];
  private int[] times = new int[16];
  private int size;
  private long interval = 1;
  private long period = 1;
  private long swept;

  /// No spikes.
  public CollectedSpikes() {}

  /// Sets the interval at which synapses are brought up to date, in smallest delays of the network.
  public void setInterval(long interval) {
    this.interval = interval;
  }

  /// Begins a run for some synapses.
  ///
  /// @param minDelay smallest delay of any connection (steps)
  public void open(int minDelay, Reader reader) {
    period = interval * minDelay;
    readers.add(reader);
  }

  /// Ends a run at step `now`, at which all synapses are up to date.
  public void close(long now) {
    readers.clear();
    swept = Math.max(swept, now / period * period);
  }

  /// The last step at which all synapses were brought up to date, as known when the run began.
  public long swept() {
    return swept;
  }

  /// The first step after `now` at which all synapses are brought up to date.
  public long next(long now) {
    return (now / period + 1) * period;
  }

  /// Steps from one time at which all synapses are brought up to date to the next.
  public long period() {
    return period;
  }

  /// Adds spikes that arrive at step `arrival`.
  ///
  /// @param stamp the step at which they were sent
  public void add(long stamp, long arrival, int multiplicity) {
    int at = after(arrival);
    if (at > 0 && step[at - 1] == arrival) {
      times[at - 1] += multiplicity;
      return;
    }
    if (size == step.length) {
      at -= drop(after(read(stamp)));
      if (size > step.length / 2) {
        step = Arrays.copyOf(step, 2 * step.length);
        times = Arrays.copyOf(times, step.length);
      }
    }
    System.arraycopy(step, at, step, at + 1, size - at);
    System.arraycopy(times, at, times, at + 1, size - at);
    step[at] = arrival;
    times[at] = multiplicity;
    size++;
  }

  /// The last step up to which nobody needs spikes any more.
  private long read(long now) {
    long read = now;
    for (Reader reader : readers) read = Math.min(read, reader.swept());
    return read;
  }

  private int drop(int n) {
    System.arraycopy(step, n, step, 0, size - n);
    System.arraycopy(times, n, times, 0, size - n);
    size -= n;
    return n;
  }

  /// Number of spikes that arrive up to step `t`, and with it the index of the first that arrives
  /// later.
  public int after(long t) {
    int k = size;
    while (k > 0 && step[k - 1] > t) k--;
    return k;
  }

  /// Number of different steps at which spikes arrive.
  public int size() {
    return size;
  }

  /// When number `k` arrives.
  public long step(int k) {
    return step[k];
  }

  /// How many spikes arrive at [#step].
  public int times(int k) {
    return times[k];
  }

  /// Writes all to a checkpoint.
  public void save(CheckpointWriter out) throws IOException {
    out.put(swept);
    out.put(Arrays.copyOf(step, size));
    out.put(Arrays.copyOf(times, size));
  }

  /// Reads what [#save] has written.
  public void load(CheckpointReader in) throws IOException {
    swept = in.wide();
    long[] steps = in.wides();
    int[] counts = in.wholes();
    boolean fits = swept >= 0 && steps.length == counts.length;
    for (int k = 0; fits && k < steps.length; k++) {
      fits = counts[k] > 0 && steps[k] > (k == 0 ? 0 : steps[k - 1]);
    }
    in.require(fits, "there are no such spikes");
    size = steps.length;
    step = Arrays.copyOf(steps, Math.max(16, size));
    times = Arrays.copyOf(counts, step.length);
  }
}
