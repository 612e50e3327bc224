package myelin.engine.wiring;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Memory;
import myelin.engine.plastic.PlasticTable;
import myelin.engine.plastic.RowGroups;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.KeptRows;
import myelin.engine.table.TableKey;
import myelin.engine.table.WeightedTargets;
import org.jspecify.annotations.Nullable;

/// Builds one table from the synapses it already has and those of new calls, in two passes:
/// [#count], then [#fill]. Rows keep the order in which synapses were made; [#finish] sorts them by
/// delay.
public final class TableBuilder {

  /// A source and a target as each rank gathers, keeps and sorts them while it numbers synapses.
  private static final int BYTES_A_NUMBER = 3 * Long.BYTES;

  /// In place of a builder: no table takes such synapses.
  static final TableBuilder NONE = new TableBuilder(new ConnectionTable(TableKey.NONE));

  private final KeptRows kept;
  private final ConnectionTable table;
  private int firstSource;
  private int[] count;
  private int[] next = {};
  private int minDelay;
  private int maxDelay;

  /// Whether no synapse has been put into its row yet.
  private boolean isUnfilled;

  private @Nullable RowGroups groups;

  /// By row the numbers of its synapses; empty without any.
  private int[][] tags = {};

  /// Begins with the synapses of a table, which stays as it is.
  public TableBuilder(ConnectionTable old) {
    this(old, new BitSet());
  }

  /// Begins with the synapses of a table, some rows of which are built anew.
  ///
  /// @param again rows of the old table whose synapses are announced and added as new ones are
  public TableBuilder(ConnectionTable old, BitSet again) {
    kept = new KeptRows(old, again);
    table = old.another();
    firstSource = old.firstSource();
    minDelay = kept.least();
    maxDelay = kept.most();
    count = kept.lengths();
  }

  /// Makes room for sources from `lowest` to `highest`.
  public void reach(int lowest, int highest) {
    if (count.length == 0) {
      firstSource = lowest;
      count = new int[highest - lowest + 1];
      return;
    }
    int last = Math.max(highest, firstSource + count.length - 1);
    int first = Math.min(lowest, firstSource);
    if (first == firstSource && last - first + 1 == count.length) return;
    int[] wider = new int[last - first + 1];
    System.arraycopy(count, 0, wider, firstSource - first, count.length);
    firstSource = first;
    count = wider;
  }

  /// Announces a synapse from `source`; see also [#delays].
  public void count(int source) {
    count[source - firstSource]++;
  }

  /// Announces that delays lie between `min` and `max` steps.
  public void delays(int min, int max) {
    minDelay = Math.min(minDelay, min);
    maxDelay = Math.max(maxDelay, max);
  }

  /// Synapses announced, old ones included.
  public long total() {
    long total = 0;
    for (int c : count) total += c;
    return total;
  }

  /// Lays out the table and copies the old synapses into it.
  public void allocate(boolean wide) {
    int rows = count.length;
    int[] rowStart = new int[rows + 1];
    for (int r = 0; r < rows; r++) rowStart[r + 1] = rowStart[r] + count[r];
    table.layOut(firstSource, rowStart, wide, minDelay, maxDelay);
    next = count;
    System.arraycopy(rowStart, 0, next, 0, rows);
    kept.copy(table, next);
    isUnfilled = kept.isEmpty();
  }

  /// Adds an announced synapse; returns its place.
  public int fill(int source, int target, double weight, int delay) {
    int at = next[source - firstSource]++;
    table.put(at, target, weight, delay);
    return at;
  }

  /// Adds the synapses of a batch, all onto this table, with the weight and delay of their call.
  public void fill(EdgeBatch batch, int[] local, ConnectCall call) {
    for (int e = 0, n = batch.size(); e < n; e++) {
      fill(batch.source(e), local[batch.target(e)], call.weight(), call.delay());
    }
  }

  /// Adds the synapses of a batch with the weights and delays that it holds.
  void fillEach(EdgeBatch batch, int[] local) {
    for (int e = 0, n = batch.size(); e < n; e++) {
      fill(batch.source(e), local[batch.target(e)], batch.weight(e), batch.delay(e));
    }
  }

  /// Adds the packed synapses `[from, to)` of one source; see [SourceSort].
  ///
  /// @param oneDelay their delay, if it is not packed with them; else 0
  void fillRow(int source, long[] packed, int from, int to, int oneDelay) {
    int at = next[source - firstSource];
    next[source - firstSource] += to - from;
    table.put(at, packed, from, to, oneDelay);
  }

  /// Announces the synapses of a batch with the weights and delays that it holds.
  ///
  /// @param positive the table of those whose weight is not negative
  /// @param negative that of the others, perhaps the same; neither is filled if it is [#NONE]
  static void count(EdgeBatch batch, TableBuilder positive, TableBuilder negative) {
    double[] weight = batch.weights();
    int[] delay = batch.delays();
    int[] source = batch.sources();
    for (int e = 0, n = batch.size(); e < n; e++) {
      TableBuilder to = TableKey.negative(weight[e]) ? negative : positive;
      if (to == NONE) continue;
      to.count[source[e] - to.firstSource]++;
      to.delays(delay[e], delay[e]);
    }
  }

  /// Adds the synapses that [#count] has announced, those of large tables to groups of rows, until
  /// [#settle].
  static void fill(EdgeBatch batch, int[] local, TableBuilder positive, TableBuilder negative) {
    double[] weight = batch.weights();
    int[] delay = batch.delays();
    int[] source = batch.sources();
    int[] target = batch.targets();
    boolean both = positive.canGroup() && negative.canGroup();
    RowGroups above = both ? positive.groups(negative) : null;
    RowGroups below = above == null ? null : negative.groups(positive);
    if (above != null && below != null) {
      RowGroups.put(above, below, batch.size(), source, target, local, weight, delay);
      return;
    }
    positive.settle();
    negative.settle();
    for (int e = 0, n = batch.size(); e < n; e++) {
      TableBuilder to = TableKey.negative(weight[e]) ? negative : positive;
      if (to != NONE) to.fill(source[e], local[target[e]], weight[e], delay[e]);
    }
  }

  /// The groups of rows that new synapses of this table or another one are put into, until
  /// [#settle]; null where they are put into rows at once.
  private @Nullable RowGroups groups(TableBuilder other) {
    long n = (long) table.size() + other.table.size();
    if (groups == null && table instanceof PlasticTable t) groups = RowGroups.of(t, n);
    return groups;
  }

  private boolean canGroup() {
    return groups != null || (isUnfilled && table instanceof PlasticTable);
  }

  /// Puts all synapses into their rows, and so all that come from now on.
  void settle() {
    if (this == NONE) return;
    if (groups != null) groups.sort(next);
    groups = null;
    isUnfilled = false;
  }

  /// Announces the parameters that all synapses of a call have in common; returns the numbers of
  /// those that must be put for each.
  int[] announce(ConnectCall call) {
    if (!(table instanceof PlasticTable plastic)) return new int[0];
    return IntStream.range(0, call.parameters().length)
        .filter(c -> {
          double value = call.parameters()[c];
          return Double.isNaN(value) || plastic.column(c).announce(value);
        })
        .toArray();
  }

  /// Attaches a number to the synapse of `source` at place `at`, which stays with it when [#finish]
  /// sorts.
  public void tag(int source, int at, int tag) {
    if (tags.length == 0) tags = new int[table.rows()][0];
    int row = source - firstSource;
    int from = table.begin(row);
    if (tags[row].length == 0) {
      tags[row] = new int[table.length(row)];
      Arrays.fill(tags[row], -1);
    }
    tags[row][at - from] = tag;
  }

  /// How many synapses of some sources the table has that it is built from.
  long kept(BitSet sources) {
    return kept.size(sources);
  }

  /// Attaches to each of these synapses its place in its row, which is where it is before rows are
  /// sorted.
  void tagKept(BitSet sources) {
    for (int s = sources.nextSetBit(0); s >= 0; s = sources.nextSetBit(s + 1)) {
      int n = kept.length(s);
      int row = table.row(s);
      for (int i = 0; i < n; i++) tag(s, table.begin(row) + i, i);
    }
  }

  /// By row the number of each synapse, -1 where it has none; a row without numbers is empty.
  public int[][] tags() {
    return tags;
  }

  /// Adds the synapses of a batch that all have this table's weight and its one delay, all onto
  /// this table.
  void fillPlain(EdgeBatch batch, int[] local) {
    table.putAll(batch.sources(), batch.targets(), batch.size(), local, next);
  }

  /// Counts a batch of a call whose synapses are sorted by chunks.
  public void count(EdgeBatch batch, SourceSort chunks) {
    chunks.count(batch, count, firstSource);
  }

  /// Counts the last chunk.
  void endCount(SourceSort chunks) {
    chunks.endCount(count, firstSource);
  }

  /// Counts the synapses of a batch that is all onto this table.
  void countPlain(EdgeBatch batch) {
    int[] source = batch.sources();
    int[] count = this.count;
    int first = firstSource;
    for (int e = 0, n = batch.size(); e < n; e++) count[source[e] - first]++;
  }

  /// Refuses tables that do not fit.
  ///
  /// @param builders the builders of each part
  /// @param ranks number of ranks, each of which numbers the synapses of all where a model does so
  static void requireMemory(List<Map<TableKey, TableBuilder>> builders, int ranks) {
    Memory.require(bytes(builders) + numbering(builders, ranks), "the connection tables");
  }

  /// How many bytes it takes to number new synapses, of which each rank has about as many.
  private static double numbering(List<Map<TableKey, TableBuilder>> builders, int ranks) {
    double n = 0;
    for (Map<TableKey, TableBuilder> part : builders) {
      for (TableBuilder b : part.values()) {
        if (b.table() instanceof PlasticTable t && t.isNumbering()) n += b.total();
      }
    }
    return n * ranks * BYTES_A_NUMBER;
  }

  /// How many bytes the synapses announced take while tables are built.
  ///
  /// @param builders the builders of each part
  /// @throws BadInput if there are more than one table can hold
  static double bytes(List<Map<TableKey, TableBuilder>> builders) {
    double bytes = 0;
    for (Map<TableKey, TableBuilder> part : builders) {
      for (Map.Entry<TableKey, TableBuilder> e : part.entrySet()) {
        long n = e.getValue().total();
        requireRoom(n, e.getKey().kind());
        bytes += n * (2 + e.getKey().bytesOfWeight() + e.getValue().bytesOfDelay());
      }
    }
    return bytes;
  }

  /// Refuses more synapses than the arrays of one table can hold.
  static void requireRoom(long n, TableKey.Kind kind) {
    int most = kind == TableKey.Kind.VARIED ? WeightedTargets.MOST : Integer.MAX_VALUE - 16;
    if (n <= most) return;
    throw new BadInput(
        BadInput.Kind.MEMORY,
        "%,d synapses of one kind in one part; a part holds at most %,d: use more threads"
            .formatted(n, most));
  }

  /// How many bytes the delay of one synapse takes while the table is built.
  private int bytesOfDelay() {
    return ConnectionTable.bytesOfDelay(minDelay, maxDelay);
  }

  /// Whether all synapses announced have one delay.
  public boolean oneDelay() {
    return minDelay == maxDelay;
  }

  /// Brings the filled table into the form in which it is delivered; targets are below `cells`.
  public void finish(int cells) {
    kept.finish(table, cells, tags);
  }

  /// The table, which is complete after [#finish].
  public ConnectionTable table() {
    return table;
  }
}
