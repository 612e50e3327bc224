package myelin;

import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import myelin.analysis.Samples;
import myelin.analysis.Spikes;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;
import myelin.engine.base.TimeGrid;
import myelin.engine.device.Records;
import myelin.value.QuantityParameter;

/// What a recorder holds, as parallel columns in order of time, then sender.
public final class Events {

  private final Records records;
  private final TimeGrid grid;
  private final List<String> quantities;
  private final long after;
  private final long last;

  Events(Records records, TimeGrid grid, List<String> quantities, long after, long last) {
    this.records = records;
    this.grid = grid;
    this.quantities = quantities;
    long begin = 0;
    long end = records.size();
    while (begin < end && records.step((int) begin) <= after) begin++;
    while (end > begin && records.step((int) end - 1) > last) end--;
    this.after = begin;
    this.last = end;
  }

  /// Number of events.
  public int size() {
    return (int) (last - after);
  }

  /// Node id of each event.
  public int[] senders() {
    return records.senders((int) after, (int) last);
  }

  /// Time of each event (ms); of a spike between steps, its precise time.
  public double[] times() {
    double[] times = new double[size()];
    for (int e = 0; e < times.length; e++) times[e] = grid.ms(records.step(place(e)));
    if (records.isOnGrid()) return times;
    for (int e = 0; e < times.length; e++) times[e] -= records.offset(place(e));
    return times;
  }

  /// Writes the node ids of events to a buffer, from its position on: as many as it has room for.
  ///
  /// @param first number of the first of these events, counted from 0
  /// @throws BadInput if it is negative, or more than there are
  public void senders(int first, LongBuffer out) {
    for (int e = first, end = end(first, out.remaining()); e < end; e++) {
      out.put(records.sender(place(e)));
    }
  }

  /// Writes the times of events (ms), those of [#times()], to a buffer, as [#senders(int,
  /// LongBuffer)] does.
  ///
  /// @param first number of the first of these events, counted from 0
  /// @throws BadInput if it is negative, or more than there are
  public void times(int first, DoubleBuffer out) {
    boolean onGrid = records.isOnGrid();
    for (int e = first, end = end(first, out.remaining()); e < end; e++) {
      double time = grid.ms(records.step(place(e)));
      out.put(onGrid ? time : time - records.offset(place(e)));
    }
  }

  /// Time of each event in steps.
  public long[] steps() {
    return records.steps((int) after, (int) last);
  }

  /// How long before its step's end each event happened (ms).
  public double[] offsets() {
    double[] offsets = new double[size()];
    for (int e = 0; e < offsets.length; e++) offsets[e] = records.offset(place(e));
    return offsets;
  }

  /// Names of the recorded quantities.
  public List<String> quantities() {
    return quantities;
  }

  /// A recorded quantity, such as `V_m`, for each event.
  ///
  /// @throws BadInput if it was not recorded
  public double[] values(String quantity) {
    int v = quantities.indexOf(quantity);
    if (v < 0) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_RECORDABLE,
          "'%s' was not recorded%s".formatted(quantity, Nearest.hint(quantity, quantities)));
    }
    return records.values(v, (int) after, (int) last);
  }

  /// A recorded quantity for each event.
  public double[] values(QuantityParameter<?> quantity) {
    return values(quantity.name());
  }

  /// The events as spikes, for statistics and plots.
  public Spikes spikes() {
    return Spikes.of(senders(), times());
  }

  /// The events of the nodes with the given ids, such as the trace of one; ids without events are
  /// no error.
  ///
  /// ```java
  /// var v = sim.events(meter).from(3);
  /// Plots.trace(v.times(), v.values(V_m)).save("trace.png");
  /// ```
  public Events from(int... ids) {
    Set<Integer> wanted = IntStream.of(ids).boxed().collect(Collectors.toSet());
    int[] places =
        IntStream.range((int) after, (int) last)
            .filter(e -> wanted.contains(records.sender(e)))
            .toArray();
    return new Events(records.only(places), grid, quantities, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /// The events with all quantities as samples, which do not change when the simulation goes on,
  /// and which [Samples#read(java.nio.file.Path...)] makes of files, too.
  public Samples samples() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String quantity : quantities) columns.put(quantity, values(quantity));
    return Samples.of(senders(), times(), columns);
  }

  private int end(int first, int room) {
    if (first < 0 || first > size()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "there is no event %d of %d; they count from 0".formatted(first, size()));
    }
    return (int) Math.min(size(), (long) first + room);
  }

  private int place(int e) {
    return (int) after + e;
  }
}
