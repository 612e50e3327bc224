package myelin.engine.input;

import java.util.Arrays;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Channel;
import org.jspecify.annotations.Nullable;

/// Input under way to one channel of a population: rings of rows, one row per step, one cell per
/// neuron.
///
/// ```
///              neuron 0   1   2  ...  n-1
///   step t    [       .   .   .       . ]    read by update where it was written, then cleared
///   step t+1  [       .   .   .       . ]
///   ...                                      written by delivery, up to max_delay steps ahead
/// ```
///
/// Rows are made when something is written to them. Where spikes are kept until they arrive
/// ([Arrivals][myelin.engine.table.Arrivals]), what arrives in a slice adds up in rows of its own,
/// which begin with what the ring holds.
///
/// Synapses that all have one weight only count spikes, in a [CountRing] for each weight. The other
/// weights add up in a ring of `double`s.
public final class InputRing {

  private int cells;
  private int slots;
  private @Nullable SumRow[] sums = new SumRow[0];
  private boolean summing;
  private final TargetBlocks summed = new TargetBlocks();
  private boolean expecting;
  private SumRow[] arriving = {};
  private CountRing[] counts = {};

  /// By block, the counts that reach it; null where nobody has asked since that changed.
  private CountRing[] @Nullable [] reaching = new CountRing[0][];

  /// Of the block that was fetched last: the counts that reach it, and whether sums do.
  private CountRing[] fetched = {};

  private boolean summedHere;

  /// What was read ahead; not private, so that no compiler leaves the reading out.
  double read;

  private final @Nullable EventRing events;
  private final Channel.Content content;
  private long fetchedFrom;

  /// The ring of input of the other sign; this one where the sign makes no difference.
  private @Nullable InputRing opposite;

  /// Nothing under way yet to a channel.
  public InputRing(Channel.Content content) {
    this.content = content;
    events = content.hasEvents() ? new EventRing() : null;
  }

  /// What the channel takes from what arrives.
  public Channel.Content content() {
    return content;
  }

  /// Spikes that are kept one by one; null if the channel does not take them so.
  public @Nullable EventRing events() {
    return events;
  }

  /// Makes room for `cells` neurons and `slots` steps (a power of two); input under way stays.
  public void reserve(int cells, int slots, long now) {
    if (cells <= this.cells && slots <= this.slots) return;
    int newCells = Math.max(cells, this.cells);
    int newSlots = Math.max(slots, this.slots);
    @Nullable SumRow[] rows = new SumRow[newSlots];
    for (long t = now; t < now + this.slots; t++) {
      SumRow row = sums[at(t, this.slots)];
      if (row != null && newCells > this.cells) row = row.widened(newCells);
      rows[at(t, newSlots)] = row;
    }
    sums = rows;
    if (newCells > this.cells) arriving = new SumRow[0];
    for (CountRing ring : counts) ring.reserve(newCells, newSlots, now);
    if (events != null) events.reserve(newCells, newSlots, now);
    this.cells = newCells;
    this.slots = newSlots;
    forgetReach();
  }

  /// Memory that [#reserve] would take beyond what the ring has.
  public double bytes(int cells, int slots) {
    if (cells <= this.cells && slots <= this.slots) return 0;
    double perCell = summing ? Double.BYTES : 0;
    for (CountRing ring : counts) perCell += ring.bytesPerCell();
    return perCell * Math.max(cells, this.cells) * Math.max(slots, this.slots);
  }

  /// Prepares for weights that differ, of synapses onto some blocks.
  public void needSums(TargetBlocks reach) {
    summing = true;
    summed.add(reach);
  }

  /// Makes the two rings of a receptor a pair: input of the other sign goes to the other one. Does
  /// nothing if the receptor has only one.
  public static void pair(InputRing[] rings, int a, int b) {
    if (a < 0 || b < 0) return;
    rings[a].opposite = rings[b];
    rings[b].opposite = rings[a];
  }

  /// Where input of the other sign goes, ready for sums onto some blocks.
  ///
  /// @throws BadInput if the receptor takes input of one sign only
  public InputRing opposite(TargetBlocks reach) {
    if (opposite == null) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "spike_weights of a spike_generator reverse the sign of a weight, but the receptor that its connection ends on takes weights of one sign only; keep spike_weights >= 0");
    }
    opposite.needSums(reach);
    return opposite;
  }

  /// The ring that counts spikes of synapses of this weight; made if it is new.
  public CountRing countsOf(double weight, TargetBlocks reach) {
    CountRing ring = countsOf(weight);
    reach(ring, reach);
    return ring;
  }

  /// Notes that synapses with the weight of one of [#counts] end in these blocks, too.
  public void reach(CountRing ring, TargetBlocks more) {
    ring.reach(more);
    forgetReach();
  }

  private void forgetReach() {
    reaching = new CountRing[0][];
  }

  private CountRing[] reaching(int base) {
    int block = base / TargetBlocks.LANES;
    if (reaching.length == 0) reaching = new CountRing[cells / TargetBlocks.LANES][];
    CountRing[] known = reaching[block];
    if (known != null) return known;
    CountRing[] found =
        Arrays.stream(counts).filter(ring -> ring.reaches(base)).toArray(CountRing[]::new);
    reaching[block] = found;
    return found;
  }

  private CountRing countsOf(double weight) {
    long bits = Double.doubleToRawLongBits(weight);
    for (CountRing ring : counts) {
      if (Double.doubleToRawLongBits(ring.weight()) == bits) return ring;
    }
    CountRing ring = new CountRing(weight);
    ring.reserve(cells, slots, 0);
    counts = Arrays.copyOf(counts, counts.length + 1);
    counts[counts.length - 1] = ring;
    return ring;
  }

  /// The row of sums for step `t`.
  public SumRow row(long t) {
    SumRow row = sums[at(t, slots)];
    if (row != null) return row;
    row = new SumRow(cells);
    sums[at(t, slots)] = row;
    return row;
  }

  /// The sums of step `t`, a cell for each neuron, to be added to anywhere.
  public double[] sums(long t) {
    SumRow row = row(t);
    row.markAll();
    return row.sums();
  }

  /// The sums of step `t`, not to be changed; null if there are none.
  public double @Nullable [] held(long t) {
    SumRow row = slots == 0 ? null : sums[at(t, slots)];
    return row == null ? null : row.sums();
  }

  /// Number of steps that have a row; a power of two.
  public int slots() {
    return slots;
  }

  /// Counts, a ring for each weight, in order of first use.
  public CountRing[] counts() {
    return counts;
  }

  /// Whether what arrives in a slice will be in [#arriving] before the slice begins.
  public void expectArrivals(boolean expected) {
    expecting = expected;
  }

  /// Makes rows for the steps `[begin, end)`, which change places with those that hold something
  /// already.
  public void openArrivals(long begin, long end) {
    int steps = (int) (end - begin);
    int had = arriving.length;
    if (had < steps) {
      arriving = Arrays.copyOf(arriving, steps);
      for (int k = had; k < steps; k++) arriving[k] = new SumRow(cells);
    }
    fetchedFrom = begin;
    for (int k = 0; k < steps; k++) {
      int slot = at(begin + k, slots);
      SumRow held = sums[slot];
      if (held == null || !held.isTouched()) continue;
      sums[slot] = arriving[k];
      arriving[k] = held;
    }
  }

  /// What arrives in a step.
  public SumRow arriving(long t) {
    return arriving[lag(t)];
  }

  /// The row from which neurons take what arrives in step `t`; null if nothing was ever written
  /// there.
  private @Nullable SumRow due(long t) {
    return expecting ? arriving(t) : sums[at(t, slots)];
  }

  /// Fetches the counts of the steps `[begin, end)` for the neurons `[base, base + LANES)`.
  public void fetch(long begin, long end, int base) {
    fetched = reaching(base);
    for (CountRing ring : fetched) ring.fetch(begin, end, base);
    fetchedFrom = begin;
    summedHere = summing && summed.has(base);
    for (long t = begin; summedHere && t < end; t++) {
      SumRow row = due(t);
      if (row != null) read += row.prefetch(base);
    }
  }

  /// Puts the input of step `t` to the fetched neurons, `[base, base + LANES)`, into `input`:
  /// counts times their weights, and sums, which it clears here.
  public void take(long t, int base, double[] input) {
    boolean empty = true;
    if (summedHere) {
      SumRow row = due(t);
      empty = row == null || !row.take(base, input);
    }
    for (CountRing ring : fetched) {
      ring.take(lag(t), empty, input);
      empty = false;
    }
    if (empty) Arrays.fill(input, 0);
  }

  /// Whether what arrives in step `t` at the fetched neurons, `[base, base + LANES)`, is so little
  /// that [#addTo] is worth while.
  boolean isSparse(long t, int base) {
    for (CountRing ring : fetched) if (!ring.isEmpty(lag(t))) return false;
    SumRow row = summedHere ? due(t) : null;
    return row == null || row.hasFew(base);
  }

  /// Adds the input of step `t` to the fetched neurons, `[base, base + LANES)`, to `to`, if that
  /// [#isSparse], and clears it here.
  ///
  /// @return whether there was any
  boolean addTo(long t, int base, double[] to) {
    SumRow row = summedHere ? due(t) : null;
    return row != null && row.addTo(base, to);
  }

  /// Clears the input of step `t` to the fetched neurons, `[base, base + LANES)`, which nobody has
  /// taken.
  void drop(long t, int base) {
    SumRow row = summedHere ? due(t) : null;
    if (row != null) row.clear(base);
    for (CountRing ring : fetched) ring.clear(lag(t));
  }

  /// Ends the steps `[begin, end)`, whose input all neurons have taken.
  public void close(long begin, long end) {
    for (long t = begin; summing && t < end; t++) {
      SumRow row = due(t);
      if (row != null) row.renew();
    }
    for (CountRing ring : counts) ring.close(begin, end);
  }

  /// Whether nothing is under way to the neurons `[base, base + LANES)` in the steps `[begin, end)`
  /// of a slice.
  boolean isSilent(int base, long begin, long end) {
    boolean sums = summing && summed.has(base);
    for (long t = begin; t < end; t++) {
      SumRow row = sums ? due(t) : null;
      if (row != null && !row.isSilent(base)) return false;
      if (events != null && !events.isSilent(t, base / TargetBlocks.LANES)) return false;
      for (CountRing ring : reaching(base)) if (!ring.isSilent(t, base)) return false;
    }
    return true;
  }

  /// The only ring whose counts are the input of the fetched steps to the fetched neurons, if that
  /// is all there is.
  @Nullable CountRing onlyCounts() {
    return fetched.length == 1 && !summedHere ? fetched[0] : null;
  }

  /// How many steps after the first fetched one `t` is.
  int lag(long t) {
    return (int) (t - fetchedFrom);
  }

  private static int at(long t, int slots) {
    return (int) t & (slots - 1);
  }
}
