package myelin.engine.table;

import java.util.BitSet;
import java.util.Objects;
import myelin.engine.input.CountRing;
import myelin.engine.input.TargetBlocks;
import org.jspecify.annotations.Nullable;

/// The rows of a table that stay while it is built again: copied from end to end, as many at once
/// as stay together. Those that no further synapse comes to are left alone after that: they are
/// sorted already, and their sets of bits and runs of delays are there.
public final class KeptRows {

  private final ConnectionTable old;
  private final BitSet again;
  private int least = Integer.MAX_VALUE;
  private int most;

  /// By how much the number of a row is larger in the new table than in the old one.
  private int shift;

  /// The rows of the new table that are not what they were.
  private final BitSet changed = new BitSet();

  /// The targets of the old table, if they are sets of bits of which some may stay.
  private @Nullable BitRows sets;

  /// Whether targets that are sets of bits have yet to be listed in the rows that are what they
  /// were.
  private boolean unlisted;

  private int[] buffer = {};

  /// The rows of a table that is built again.
  ///
  /// @param again the rows of the old table that do not stay
  public KeptRows(ConnectionTable old, BitSet again) {
    this.old = old;
    this.again = again;
    for (int r = 0; r < old.rows(); r++) {
      if (again.get(r) || old.length(r) == 0) continue;
      TableDelays delays = old.delays();
      least = Math.min(least, delays.delay(delays.first(r), old.begin(r)));
      most = Math.max(most, delays.last(r, old.end(r)));
    }
  }

  /// Whether there are no synapses.
  public boolean isEmpty() {
    return least > most;
  }

  /// Their smallest delay in steps, or `Integer.MAX_VALUE` without synapses.
  public int least() {
    return least;
  }

  /// Their largest delay in steps, or 0 without synapses.
  public int most() {
    return most;
  }

  /// Numbers of their synapses, by row of the old table.
  public int[] lengths() {
    int[] n = new int[old.rows()];
    for (int r = 0; r < n.length; r++) n[r] = again.get(r) ? 0 : old.length(r);
    return n;
  }

  /// Number of synapses of a source.
  public int length(int source) {
    int row = old.row(source);
    return row < 0 || again.get(row) ? 0 : old.length(row);
  }

  /// Number of synapses of some sources.
  public long size(BitSet sources) {
    return sources.stream().mapToLong(this::length).sum();
  }

  /// The rows of the new table that are not what they were.
  BitSet changed() {
    return changed;
  }

  /// Copies the rows into a table that is laid out.
  ///
  /// @param next by row where its next synapse goes, which is moved on
  public void copy(ConnectionTable to, int[] next) {
    shift = old.firstSource() - to.firstSource();
    changed.set(0, to.rows());
    for (int r = 0; r < old.rows(); r++) {
      if (again.get(r)) continue;
      if (to.length(r + shift) == old.length(r)) changed.clear(r + shift);
      next[r + shift] += old.length(r);
    }
    boolean plain = old.key.kind() != TableKey.Kind.PLASTIC;
    plain &= to.targets().isWide() == old.targets().isWide();
    sets = plain && old.targets() instanceof BitRows rows ? rows : null;
    unlisted = sets != null;
    for (int r = 0, end; r < old.rows(); r = end) {
      end = r + 1;
      if (again.get(r)) continue;
      while (end < old.rows() && !again.get(end) && staysTogether(to, r, end)) end++;
      if (plain) copy(to, r, end);
      else for (int row = r; row < end; row++) copyEach(to, row);
    }
    if (least <= most) to.filledDelays().expect(least, most);
  }

  private boolean staysTogether(ConnectionTable to, int first, int row) {
    int before = old.begin(row) - old.begin(first);
    return to.begin(row + shift) - to.begin(first + shift) == before;
  }

  /// Copies the rows `[first, end)` at once.
  private void copy(ConnectionTable to, int first, int end) {
    int from = old.begin(first);
    int n = old.begin(end) - from;
    int at = to.begin(first + shift);
    if (old.targets() instanceof TargetList list) to.targets().listed().copy(at, list, from, n);
    else for (int r = first; r < end; r++) if (changed.get(r + shift)) listRow(to, r);
    if (to.filledDelays().copy(at, old.delays(), from, n)) return;
    for (int r = first; r < end; r++) if (!hasRuns(r + shift)) copyDelays(to, r);
  }

  private void listRow(ConnectionTable to, int row) {
    if (sets == null || old.length(row) == 0) return;
    sets.list(row, ((NarrowTargets) to.targets()).target, to.begin(row + shift));
  }

  private void copyDelays(ConnectionTable to, int row) {
    int at = to.begin(row + shift);
    int[] delay = delays(row);
    for (int k = 0, n = old.length(row); k < n; k++) to.filledDelays().put(at + k, delay[k]);
  }

  private int[] delays(int row) {
    if (old.length(row) > buffer.length) buffer = new int[2 * old.length(row)];
    old.delays(row, buffer);
    return buffer;
  }

  private void copyEach(ConnectionTable to, int row) {
    int[] delay = delays(row);
    int at = to.begin(row + shift);
    for (int i = old.begin(row), k = 0; i < old.end(row); i++, k++) {
      to.put(at + k, old.target(i), old.weight(i), delay[k]);
      to.copy(at + k, old, i);
    }
  }

  /// Whether the runs of delays of a row of the new table are those of the old one.
  boolean hasRuns(int row) {
    return old.delays() instanceof DelayRuns && !changed.get(row);
  }

  /// Adds the runs of a row of the new table that [#hasRuns].
  void addRuns(int row, DelayRuns runs) {
    if (old.delays() instanceof DelayRuns was) runs.add(was, row - shift);
  }

  /// Whether the targets of a row of the new table are not listed, but a set of bits.
  boolean hasBits(int row) {
    return unlisted && !changed.get(row);
  }

  /// The set of bits of a row of the new table that [#hasBits].
  long[] bits(int row) {
    return Objects.requireNonNull(sets).set(row - shift);
  }

  /// Brings a filled table into the form in which it is delivered; targets are below `cells`.
  ///
  /// @param tags by row numbers that go with the synapses, or empty
  public void finish(ConnectionTable table, int cells, int[][] tags) {
    table.close(reach(table, cells));
    if (!table.oneDelay() && table.size() > 0) new RowSort(table, tags, this).sort();
    boolean suitsBits = table.suitsBits(cells);
    list(table, suitsBits ? cells / CountRing.WORD : 0);
    if (suitsBits) table.pack(cells, this, tags);
  }

  /// Lists the targets of all rows, unless these are sets of bits of `words` words.
  private void list(ConnectionTable to, int words) {
    if (!unlisted || Objects.requireNonNull(sets).words() == words) return;
    unlisted = false;
    for (int r = 0; r < old.rows(); r++) {
      if (!again.get(r) && !changed.get(r + shift)) listRow(to, r);
    }
  }

  /// The blocks that the synapses of the new table end in, and perhaps those that only synapses of
  /// the old one did.
  private TargetBlocks reach(ConnectionTable to, int cells) {
    TargetBlocks reach = TargetBlocks.none(cells);
    reach.add(old.reach());
    TargetList list = to.targets().listed();
    for (int r = changed.nextSetBit(0); r >= 0; r = changed.nextSetBit(r + 1)) {
      reach.add(to.begin(r), to.end(r), list::target);
    }
    return reach;
  }
}
