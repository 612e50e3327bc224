package myelin.analysis.data;

import java.util.Arrays;
import java.util.List;

/// Collects spikes from text files.
public final class SpikeReader extends NumberLines {
  private enum Layout {
    ID_MS("a neuron id and a time in ms, separated by a tab"),
    ID_STEP("a neuron id and a time in whole steps, separated by a tab"),
    SENDER_MS("a sender and a time_ms, separated by a tab"),
    SENDER_STEP("a sender, a time_step and a time_offset, separated by tabs");

    private final String expected;

    Layout(String expected) {
      this.expected = expected;
    }
  }

  private int[] senders = new int[1024];
  private double[] times = new double[1024];
  private int size;
  private Layout layout = Layout.ID_MS;

  private SpikeReader(double resolution) {
    super(resolution);
  }

  /// A reader of files whose times are in milliseconds.
  public static SpikeReader inMilliseconds() {
    return new SpikeReader(Double.NaN);
  }

  /// A reader of files whose times are in steps of `resolution` (ms).
  public static SpikeReader inSteps(double resolution) {
    return new SpikeReader(resolution);
  }

  /// The ids of the neurons of all spikes read, in order of lines.
  public int[] senders() {
    return Arrays.copyOf(senders, size);
  }

  /// The times of all spikes read (ms).
  public double[] times() {
    return Arrays.copyOf(times, size);
  }

  @Override
  String what() {
    return "spikes";
  }

  @Override
  String expected() {
    return layout.expected;
  }

  @Override
  void begin() {
    layout = Double.isNaN(resolution) ? Layout.ID_MS : Layout.ID_STEP;
  }

  @Override
  void header(List<String> columns) {
    if (columns.size() >= 2 && columns.subList(0, 2).equals(List.of("sender", "time_ms"))) {
      layout = Layout.SENDER_MS;
    } else if (columns.size() >= 3
        && columns.subList(0, 3).equals(List.of("sender", "time_step", "time_offset"))) {
      if (Double.isNaN(resolution)) {
        throw refused("the times are in steps; give the resolution to read them");
      }
      layout = Layout.SENDER_STEP;
    } else {
      throw unexpected(
          "expected the columns sender and time_ms, or sender, time_step and time_offset");
    }
  }

  @Override
  void row() {
    int sender = id();
    double time =
        switch (layout) {
          case ID_MS, SENDER_MS -> number();
          case ID_STEP -> milliseconds(whole());
          case SENDER_STEP -> milliseconds(whole()) - number();
        };
    boolean bare = layout == Layout.ID_MS || layout == Layout.ID_STEP;
    if (bare && !ended()) {
      throw malformed();
    }
    if (size == times.length) {
      senders = Arrays.copyOf(senders, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
    }
    senders[size] = sender;
    times[size++] = time;
  }
}
