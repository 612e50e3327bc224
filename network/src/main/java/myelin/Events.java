package myelin;

import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.List;
import myelin.analysis.Spikes;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;
import myelin.engine.base.TimeGrid;
import myelin.engine.device.Records;

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

  /// Time of each event [ms]; of a spike between steps, its precise time.
  public double[] times() {
    double[] times = new double[size()];
    for (int e = 0; e < times.length; e++) times[e] = grid.ms(records.step(place(e)));
    if (records.isOnGrid()) return times;
    for (int e = 0; e < times.length; e++) times[e] -= records.offset(place(e));
    return times;
  }

  /// Writes the node id of each event to a buffer, from its position on.
  public void senders(LongBuffer out) {
    for (int e = 0, n = size(); e < n; e++) out.put(records.sender(place(e)));
  }

  /// Writes the time of each event [ms] to a buffer, from its position on; as [#times()].
  public void times(DoubleBuffer out) {
    boolean onGrid = records.isOnGrid();
    for (int e = 0, n = size(); e < n; e++) {
      double time = grid.ms(records.step(place(e)));
      out.put(onGrid ? time : time - records.offset(place(e)));
    }
  }

  /// Time of each event in steps.
  public long[] steps() {
    return records.steps((int) after, (int) last);
  }

  /// How long before its step's end each event happened [ms].
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
  public double[] values(Key<?> quantity) {
    return values(quantity.name());
  }

  /// The events as spikes, for statistics and plots.
  public Spikes spikes() {
    return Spikes.of(senders(), times());
  }

  private int place(int e) {
    return (int) after + e;
  }
}
