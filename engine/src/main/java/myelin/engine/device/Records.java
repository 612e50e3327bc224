package myelin.engine.device;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Recorded events as columns: who, when, and what.
public final class Records {

  /// Room for so many events at first: there may be thousands of recorders that hear little.
  private static final int FIRST = 8;

  private int[] sender = new int[FIRST];
  private long[] step = new long[FIRST];
  private double[] offset = new double[0];
  private double[][] values;
  private int size;

  /// Empty columns for `width` quantities.
  public Records(int width) {
    values = new double[width][FIRST];
  }

  /// Number of events.
  public int size() {
    return size;
  }

  /// Number of quantities.
  public int width() {
    return values.length;
  }

  /// Node id of event `e`.
  public int sender(int e) {
    return sender[e];
  }

  /// Stamp of event `e`: the step at whose end it happened.
  public long step(int e) {
    return step[e];
  }

  /// How long before the stamp event `e` really happened (ms).
  public double offset(int e) {
    return offset.length == 0 ? 0 : offset[e];
  }

  /// Node ids of the events `[from, to)`.
  public int[] senders(int from, int to) {
    return Arrays.copyOfRange(sender, from, to);
  }

  /// Stamps of the events `[from, to)`.
  public long[] steps(int from, int to) {
    return Arrays.copyOfRange(step, from, to);
  }

  /// Quantity `v` of the events `[from, to)`.
  public double[] values(int v, int from, int to) {
    return Arrays.copyOfRange(values[v], from, to);
  }

  /// Whether all events happened at their stamps.
  public boolean isOnGrid() {
    return offset.length == 0;
  }

  /// Quantity `v` of event `e`.
  public double value(int v, int e) {
    return values[v][e];
  }

  /// Adds an event without quantities; `offsetMs` is how long before the end of the step it
  /// happened (ms).
  public void add(int senderId, long atStep, double offsetMs) {
    if (size == sender.length) grow();
    sender[size] = senderId;
    step[size] = atStep;
    if (offsetMs != 0 && offset.length == 0) offset = new double[sender.length];
    if (offset.length > 0) offset[size] = offsetMs;
    size++;
  }

  /// Adds an event with its quantities.
  public void add(int senderId, long atStep, double offsetMs, double[] row) {
    add(senderId, atStep, offsetMs);
    for (int v = 0; v < values.length; v++) values[v][size - 1] = row[v];
  }

  /// Sets quantity `v` of the last event, in the order of recording.
  void putLast(int v, double value) {
    values[v][size - 1] = value;
  }

  /// Moves the last event before those of the same step from senders with larger ids.
  void settle() {
    for (int e = size - 1; e > 0 && step[e - 1] == step[e] && sender[e - 1] > sender[e]; e--) {
      int s = sender[e];
      sender[e] = sender[e - 1];
      sender[e - 1] = s;
      if (offset.length == 0) continue;
      double o = offset[e];
      offset[e] = offset[e - 1];
      offset[e - 1] = o;
    }
  }

  /// Adds an event whose quantities stand in `page` from place `from` on.
  public void add(int senderId, long atStep, double[] page, int from) {
    add(senderId, atStep, 0);
    for (int v = 0; v < values.length; v++) values[v][size - 1] = page[from + v];
  }

  /// The same events in the order in which one process has them: of time, then sender, then target
  /// where there is one.
  ///
  /// @param target number of the quantity that is the target of a synapse, or -1
  public Records inOrder(int target) {
    Comparator<Integer> order =
        Comparator.<Integer>comparingLong(e -> step[e]).thenComparingInt(e -> sender[e]);
    if (target >= 0) order = order.thenComparingDouble(e -> values[target][e]);
    return only(IntStream.range(0, size).boxed().sorted(order).mapToInt(e -> e).toArray());
  }

  /// The events at some places.
  public Records only(int[] places) {
    Records some = new Records(width());
    double[] row = new double[width()];
    for (int e : places) {
      for (int v = 0; v < row.length; v++) row[v] = values[v][e];
      some.add(sender[e], step[e], offset(e), row);
    }
    return some;
  }

  /// The last `n` events.
  Records last(int n) {
    return only(IntStream.range(size - n, size).toArray());
  }

  private void grow() {
    int room = 2 * size;
    sender = Arrays.copyOf(sender, room);
    step = Arrays.copyOf(step, room);
    if (offset.length > 0) offset = Arrays.copyOf(offset, room);
    for (int v = 0; v < values.length; v++) values[v] = Arrays.copyOf(values[v], room);
  }
}
