package myelin.analysis.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// Collects samples of variables from the text files of multimeters, and of other recorders that
/// write numbers beside sender and time.
public final class SampleReader extends NumberLines {
  private int[] senders = new int[1024];
  private double[] times = new double[1024];
  private final List<double[]> values = new ArrayList<>();
  private List<String> quantities = List.of();
  private boolean inSteps;
  private boolean named;
  private int size;

  /// The file whose columns all others must have; empty before it.
  private String first = "";

  /// A reader of files whose times are in milliseconds, or in steps of `resolution` (ms) unless
  /// that is NaN.
  public SampleReader(double resolution) {
    super(resolution);
  }

  /// Reads a file after those before.
  ///
  /// Throws [IllegalArgumentException] if a line is malformed or the file has other columns than
  /// those before, and [java.io.UncheckedIOException] if it cannot be read.
  public void add(Path file) {
    read(file);
    if (!begun()) {
      throw new IllegalArgumentException(
          file + " has no names of columns; expected a line that begins with sender and time_ms");
    }
    first = first.isEmpty() ? file.toString() : first;
  }

  /// The names of the quantities, in the order of their columns.
  public List<String> quantities() {
    return quantities;
  }

  /// The ids of the nodes of all samples read, in order of lines.
  public int[] senders() {
    return Arrays.copyOf(senders, size);
  }

  /// The times of all samples read (ms).
  public double[] times() {
    return Arrays.copyOf(times, size);
  }

  /// A quantity, by the number of its column, of all samples read.
  public double[] values(int quantity) {
    return Arrays.copyOf(values.get(quantity), size);
  }

  @Override
  String what() {
    return "samples";
  }

  @Override
  String expected() {
    String time = inSteps ? "a time_step, a time_offset" : "a time_ms";
    String rest = quantities.isEmpty() ? "" : ", " + String.join(", ", quantities);
    return "a sender, " + time + rest + ", separated by tabs";
  }

  @Override
  void begin() {
    inSteps = false;
    named = false;
  }

  @Override
  void header(List<String> columns) {
    inSteps =
        columns.size() >= 3
            && columns.subList(0, 3).equals(List.of("sender", "time_step", "time_offset"));
    boolean inMilliseconds =
        columns.size() >= 2 && columns.subList(0, 2).equals(List.of("sender", "time_ms"));
    if (!inSteps && !inMilliseconds) {
      throw unexpected(
          "expected columns that begin with sender and time_ms, or with sender, time_step and"
              + " time_offset");
    }
    if (inSteps && Double.isNaN(resolution)) {
      throw refused("the times are in steps; give the resolution to read them");
    }
    List<String> names = columns.subList(inSteps ? 3 : 2, columns.size());
    if (new HashSet<>(names).size() < names.size()) {
      throw unexpected("expected columns of different names");
    }
    if (first.isEmpty()) {
      quantities = List.copyOf(names);
      names.forEach(name -> values.add(new double[times.length]));
    } else if (!names.equals(quantities)) {
      throw unexpected(
          "expected the quantities that " + first + " has, " + String.join(", ", quantities));
    }
    named = true;
  }

  @Override
  void row() {
    if (!named) {
      throw unexpected(
          "expected names of columns, sender and time_ms first, above the first numbers");
    }
    int sender = id();
    double time = inSteps ? milliseconds(whole()) - number() : number();
    if (size == times.length) {
      senders = Arrays.copyOf(senders, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
      values.replaceAll(column -> Arrays.copyOf(column, 2 * size));
    }
    for (double[] column : values) {
      column[size] = any();
    }
    if (!ended()) {
      throw malformed();
    }
    senders[size] = sender;
    times[size++] = time;
  }
}
