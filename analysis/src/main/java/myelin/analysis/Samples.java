package myelin.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import myelin.analysis.data.Bins;
import myelin.analysis.data.Ids;
import myelin.analysis.data.Order;
import myelin.analysis.data.SampleReader;

/// An immutable recording of variables: what a multimeter has sampled, of whom, and when.
///
/// The samples lie in parallel columns, in order of time; those of the same time are in order of
/// their senders, so a recording is the same whatever number of threads or files it came from. Ids
/// are those of the nodes (0 or more), times are in ms, and quantities, such as `V_m`, are in the
/// units of their model.
///
/// ```java
/// var v = Samples.read(file).from(3);
/// Plots.trace(v.times(), v.values("V_m")).save("trace.png");
/// ```
public final class Samples {
  private final int[] senders;
  private final double[] times;
  private final List<String> quantities;

  /// For each quantity its values.
  private final double[][] values;

  private Samples(int[] senders, double[] times, List<String> quantities, double[][] values) {
    this.senders = senders;
    this.times = times;
    this.quantities = quantities;
    this.values = values;
  }

  /// A recording of the given samples, sorted by time and then by sender; samples of the same
  /// sender at the same time keep their order.
  ///
  /// `senders` are ids and `times` times (ms), one for each sample, in any order; `values` has for
  /// the name of each quantity as many numbers, NaN among them where there is none. All are copied.
  ///
  /// Throws [IllegalArgumentException] if the lengths differ, an id is negative or a time is not
  /// finite; the message names the column or the first sample at fault.
  public static Samples of(int[] senders, double[] times, Map<String, double[]> values) {
    Objects.requireNonNull(values, "values");
    Spikes.requireEvents(senders, times);
    List<String> names = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    values.forEach((name, column) -> {
      names.add(Objects.requireNonNull(name, "name"));
      columns.add(Objects.requireNonNull(column, name));
      if (column.length != times.length) {
        throw new IllegalArgumentException(
            "there must be a value of "
                + name
                + " for each of "
                + times.length
                + " samples, but there are "
                + column.length);
      }
    });
    return sorted(senders, times, names, columns);
  }

  /// Reads files that multimeters of Myelin or NEST have written with `record_to` set to `ascii`,
  /// and merges them into one recording.
  ///
  /// Each file, a `.dat` and usually one of several threads or processes, has lines that begin with
  /// `#`, then the names of its columns, `sender` and `time_ms` first, then rows of numbers,
  /// separated by tabs or spaces. All files have the same quantities in the same order. Values may
  /// be `nan`, `inf` or `-inf`. Files of other recorders in this layout are read as well, such as
  /// those of a `weight_recorder`; a file of spikes has no quantities.
  ///
  /// Throws [IllegalArgumentException] if no file is given, a line is malformed or has too few or
  /// too many numbers, or files differ in their quantities; the message names the file, the line
  /// and what was expected. Throws [java.io.UncheckedIOException] if a file cannot be read. Files
  /// with times in steps need [#read(double, Path...)].
  public static Samples read(Path... files) {
    return read(new SampleReader(Double.NaN), files);
  }

  /// Reads files whose times are in steps of `resolution` (ms), `time_in_steps` of a multimeter,
  /// and merges them into one recording.
  ///
  /// As [#read(Path...)], with columns `time_step` and `time_offset` in place of `time_ms`: the
  /// time is step · resolution − offset (ms). A file with `time_ms` is read as it says.
  ///
  /// Throws [IllegalArgumentException] as [#read(Path...)], or if the resolution is not positive
  /// and finite, and [java.io.UncheckedIOException] if a file cannot be read.
  public static Samples read(double resolution, Path... files) {
    return read(new SampleReader(Spikes.requireResolution(resolution)), files);
  }

  private static Samples read(SampleReader reader, Path... files) {
    Objects.requireNonNull(files, "files");
    if (files.length == 0) {
      throw new IllegalArgumentException("no file given to read samples from");
    }
    for (Path file : files) {
      reader.add(Objects.requireNonNull(file, "file"));
    }
    List<double[]> columns =
        IntStream.range(0, reader.quantities().size()).mapToObj(reader::values).toList();
    return sorted(reader.senders(), reader.times(), reader.quantities(), columns);
  }

  private static Samples sorted(
      int[] senders, double[] times, List<String> names, List<double[]> columns) {
    Samples given =
        new Samples(senders, times, List.copyOf(names), columns.toArray(double[][]::new));
    return given.only(Order.of(senders, times));
  }

  /// The number of samples.
  public int size() {
    return times.length;
  }

  /// The ids of the nodes, one for each sample, in order of time; a copy.
  public int[] senders() {
    return senders.clone();
  }

  /// The times of the samples (ms), ascending; a copy.
  public double[] times() {
    return times.clone();
  }

  /// The names of the quantities, in the order of their columns.
  public List<String> quantities() {
    return quantities;
  }

  /// A quantity, such as `V_m`, for each sample, in the unit of its model; a copy.
  ///
  /// Throws [IllegalArgumentException] if it was not recorded; the message names those that were.
  public double[] values(String quantity) {
    int at = quantities.indexOf(Objects.requireNonNull(quantity, "quantity"));
    if (at < 0) {
      throw new IllegalArgumentException(
          "'"
              + quantity
              + "' was not recorded, but "
              + (quantities.isEmpty() ? "no quantity" : String.join(", ", quantities)));
    }
    return values[at].clone();
  }

  /// The samples of the nodes with the given ids, such as the trace of one; ids without samples are
  /// no error.
  public Samples from(int... ids) {
    Objects.requireNonNull(ids, "ids");
    Ids wanted = Ids.of(ids);
    return where(i -> wanted.index(senders[i]) >= 0);
  }

  /// The samples after `from` up to and including `to` (ms), as NEST's recorders count; bounds may
  /// be infinite.
  ///
  /// Throws [IllegalArgumentException] if `to` is less than `from` or a bound is NaN.
  public Samples between(double from, double to) {
    Spikes.requireInterval(from, to);
    return where(i -> times[i] > from + Bins.TOLERANCE && times[i] <= to + Bins.TOLERANCE);
  }

  /// The ids of the nodes that were sampled, ascending, each once.
  public int[] distinctSenders() {
    return Ids.of(senders).toArray();
  }

  private Samples where(IntPredicate wanted) {
    return only(IntStream.range(0, times.length).filter(wanted).toArray());
  }

  private Samples only(int[] places) {
    double[][] columns = new double[values.length][];
    Arrays.setAll(columns, k -> picked(values[k], places));
    int[] ids = Arrays.stream(places).map(i -> senders[i]).toArray();
    return new Samples(ids, picked(times, places), quantities, columns);
  }

  private static double[] picked(double[] column, int[] places) {
    return Arrays.stream(places).mapToDouble(i -> column[i]).toArray();
  }

  /// Whether the other object is a recording of the same samples, with the same quantities in the
  /// same order.
  @Override
  public boolean equals(Object other) {
    return other instanceof Samples that
        && Arrays.equals(senders, that.senders)
        && Arrays.equals(times, that.times)
        && quantities.equals(that.quantities)
        && Arrays.deepEquals(values, that.values);
  }

  /// A hash of ids, times, names and values.
  @Override
  public int hashCode() {
    int hash = 31 * Arrays.hashCode(senders) + Arrays.hashCode(times);
    return 31 * (31 * hash + quantities.hashCode()) + Arrays.deepHashCode(values);
  }

  /// The number of samples, their quantities and the span of their times, for people.
  @Override
  public String toString() {
    if (times.length == 0) {
      return "no samples";
    }
    return (times.length == 1 ? "1 sample" : times.length + " samples")
        + (quantities.isEmpty() ? "" : " of " + String.join(", ", quantities))
        + " from "
        + times[0]
        + " to "
        + times[times.length - 1]
        + " ms";
  }
}
