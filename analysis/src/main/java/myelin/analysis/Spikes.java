package myelin.analysis;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import myelin.analysis.data.Bins;
import myelin.analysis.data.Ids;
import myelin.analysis.data.Order;
import myelin.analysis.data.SpikeReader;

/// An immutable recording of spikes: who fired, and when.
///
/// The spikes lie in two parallel columns in order of time; spikes of the same time are in order of
/// their senders, so a recording is the same whatever number of threads or files it came from. Ids
/// are those of the neurons (0 or more), times are in ms.
public final class Spikes {
  private static final Spikes NONE = new Spikes(new int[0], new double[0]);

  private final int[] senders;
  private final double[] times;

  private Spikes(int[] senders, double[] times) {
    this.senders = senders;
    this.times = times;
  }

  /// A recording of the given spikes, sorted by time and then by sender.
  ///
  /// `senders` are the ids and `times` the times (ms), one per spike, in any order; both are
  /// copied.
  ///
  /// Throws [IllegalArgumentException] if the lengths differ, an id is negative or a time is not
  /// finite; the message names the first spike at fault.
  public static Spikes of(int[] senders, double[] times) {
    requireEvents(senders, times);
    return sorted(senders.clone(), times.clone());
  }

  /// Refuses columns of different lengths, negative ids and times that are not finite.
  static void requireEvents(int[] senders, double[] times) {
    Objects.requireNonNull(senders, "senders");
    Objects.requireNonNull(times, "times");
    if (senders.length != times.length) {
      throw new IllegalArgumentException(
          "senders and times must be equally long, but there are "
              + senders.length
              + " senders and "
              + times.length
              + " times");
    }
    for (int i = 0; i < times.length; i++) {
      if (!Double.isFinite(times[i])) {
        throw new IllegalArgumentException("time " + i + " is not finite: " + times[i]);
      }
      if (senders[i] < 0) {
        throw new IllegalArgumentException("sender " + i + " is negative: " + senders[i]);
      }
    }
  }

  /// A recording without spikes.
  public static Spikes none() {
    return NONE;
  }

  /// Reads recordings written by Myelin or NEST and merges them into one.
  ///
  /// Each file (usually one per thread) is in one of two layouts, told apart by content:
  ///
  /// - the old `.gdf`: two columns, id and time in ms, without header;
  /// - the `.dat` of NEST 3: lines that begin with `#`, then the names of the columns, `sender` and
  ///   `time_ms`, then rows; further columns are ignored.
  ///
  /// Columns are separated by tabs or spaces. A file without rows is an empty recording.
  ///
  /// Throws [IllegalArgumentException] if no file is given or a line is malformed (the message
  /// names the file, the line and what was expected), and [java.io.UncheckedIOException] if a file
  /// cannot be read. A `.dat` with times in steps needs [#read(double, Path...)].
  public static Spikes read(Path... files) {
    return read(SpikeReader.inMilliseconds(), files);
  }

  /// Reads recordings whose times are in steps, and merges them into one.
  ///
  /// As [#read(Path...)], with times in steps of `resolution` (ms): the second column of a `.gdf`
  /// is the step, a whole number; a `.dat` has the columns `sender`, `time_step` and `time_offset`,
  /// and the time is step · resolution − offset (ms). A `.dat` whose header says `time_ms` is read
  /// as it says.
  ///
  /// Throws [IllegalArgumentException] as [#read(Path...)], or if the resolution is not positive
  /// and finite, and [java.io.UncheckedIOException] if a file cannot be read.
  public static Spikes read(double resolution, Path... files) {
    return read(SpikeReader.inSteps(requireResolution(resolution)), files);
  }

  static double requireResolution(double resolution) {
    if (!(resolution > 0) || Double.isInfinite(resolution)) {
      throw new IllegalArgumentException(
          "the resolution must be positive and finite, in ms, but is " + resolution);
    }
    return resolution;
  }

  private static Spikes read(SpikeReader reader, Path... files) {
    Objects.requireNonNull(files, "files");
    if (files.length == 0) {
      throw new IllegalArgumentException("no file given to read spikes from");
    }
    for (Path file : files) {
      reader.read(Objects.requireNonNull(file, "file"));
    }
    return sorted(reader.senders(), reader.times());
  }

  private static Spikes sorted(int[] senders, double[] times) {
    Order.sort(senders, times);
    return new Spikes(senders, times);
  }

  /// The number of spikes.
  public int size() {
    return times.length;
  }

  /// The ids of the neurons that fired, one per spike, in order of time; a copy.
  public int[] senders() {
    return senders.clone();
  }

  /// The times of the spikes (ms), ascending; a copy.
  public double[] times() {
    return times.clone();
  }

  /// The id of the neuron that fired spike `index`, counted from 0.
  ///
  /// Throws [IndexOutOfBoundsException] if there is no such spike.
  public int sender(int index) {
    return senders[index];
  }

  /// The time of spike `index` (ms), counted from 0.
  ///
  /// Throws [IndexOutOfBoundsException] if there is no such spike.
  public double time(int index) {
    return times[index];
  }

  /// The spikes after `from` up to and including `to` (ms), as NEST's recorders count; bounds may
  /// be infinite.
  ///
  /// Throws [IllegalArgumentException] if `to` is less than `from` or a bound is NaN.
  public Spikes between(double from, double to) {
    requireInterval(from, to);
    int first = firstAfter(from + Bins.TOLERANCE);
    int last = Math.max(first, firstAfter(to + Bins.TOLERANCE));
    if (first == 0 && last == times.length) {
      return this;
    }
    return new Spikes(
        Arrays.copyOfRange(senders, first, last), Arrays.copyOfRange(times, first, last));
  }

  static void requireInterval(double from, double to) {
    if (!(from <= to)) {
      throw new IllegalArgumentException(
          "the interval must not end before it begins, but is (" + from + ", " + to + "] ms");
    }
  }

  private int firstAfter(double time) {
    int low = 0;
    int high = times.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] > time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /// The spikes of the neurons with the given ids; ids without spikes are no error.
  public Spikes from(int... ids) {
    Objects.requireNonNull(ids, "ids");
    Ids wanted = Ids.of(ids);
    return only(id -> wanted.index(id) >= 0);
  }

  /// The spikes of the neurons with the given ids; ids without spikes are no error.
  public Spikes from(Set<Integer> ids) {
    Objects.requireNonNull(ids, "ids");
    return from(ids.stream().mapToInt(Integer::intValue).toArray());
  }

  /// The spikes of the neurons with ids from `firstId` up to and including `lastId`, such as a
  /// population whose neurons were created together.
  public Spikes fromRange(int firstId, int lastId) {
    return only(id -> id >= firstId && id <= lastId);
  }

  private Spikes only(IntPredicate wanted) {
    int count = 0;
    for (int id : senders) {
      if (wanted.test(id)) {
        count++;
      }
    }
    int[] ids = new int[count];
    double[] kept = new double[count];
    int next = 0;
    for (int i = 0; i < senders.length; i++) {
      if (wanted.test(senders[i])) {
        ids[next] = senders[i];
        kept[next++] = times[i];
      }
    }
    return new Spikes(ids, kept);
  }

  /// The ids of the neurons that fired at least once, ascending, each once.
  public int[] distinctSenders() {
    return Ids.of(senders).toArray();
  }

  /// The times of the spikes of one neuron (ms), ascending; empty if it never fired.
  public double[] train(int id) {
    return only(sender -> sender == id).times;
  }

  /// Whether the other object is a recording of the same spikes.
  @Override
  public boolean equals(Object other) {
    return other instanceof Spikes that
        && Arrays.equals(senders, that.senders)
        && Arrays.equals(times, that.times);
  }

  /// A hash of the ids and times.
  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(senders) + Arrays.hashCode(times);
  }

  /// The number of spikes and the span of their times, for people.
  @Override
  public String toString() {
    return switch (times.length) {
      case 0 -> "no spikes";
      case 1 -> "1 spike at " + times[0] + " ms";
      default ->
          times.length + " spikes from " + times[0] + " to " + times[times.length - 1] + " ms";
    };
  }
}
