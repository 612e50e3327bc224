package myelin.engine.wiring;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import myelin.engine.base.Memory;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.TableKey;

/// The tables of one part while synapses are moved between them or taken out ([Rewiring]). Rows of
/// sources of these synapses are built again, synapse by synapse: those that come to a row are in
/// order of the kinds and places that they come from, until it is sorted.
final class RewiredPart {

  private static final int BYTES_A_PLACE = Integer.BYTES + Long.BYTES;

  /// What is done with each synapse of the rows that are built again: `e` is its number if it is
  /// one of those in question, else -1.
  @FunctionalInterface
  private interface Visit {
    /// @param i place of the synapse in its row
    void synapse(TableBuilder to, ConnectionTable from, int row, int i, int e);
  }

  private final Rewiring change;
  private final Wiring wiring;
  private final int[] goal;
  private final int part;
  private final ConnectionTable[] old;

  /// By kind the synapses in question: `place in the table | number`, ascending.
  private final long[][] mine;

  private final int[] size;

  /// By kind the sources of the synapses that are to belong to it.
  private final int[] lowest;

  private final int[] highest;
  private final Map<TableKey, TableBuilder> builders = new LinkedHashMap<>();

  /// Null for kinds whose table stays.
  private final TableBuilder[] byKind;

  /// The sources of the synapses in question.
  private final BitSet sources = new BitSet();

  /// By kind, the rows of the old table that are built again: those of these sources.
  private final BitSet[] again;

  /// By kind and row the number of its first synapse among those of all rows that are built again.
  private final int[][] first;

  /// By that number, the place that each synapse has come to.
  private long[] moved = {};

  /// Delays and targets of the row that [#walk] is in.
  private int[] oldDelay = {};

  private int[] oldTarget = {};

  /// How many synapses [#walk] has visited.
  private long visited;

  RewiredPart(Rewiring change, int part) {
    this.change = change;
    this.part = part;
    wiring = change.wiring;
    goal = change.goal;
    old = wiring.byKey(part);
    mine = new long[old.length][];
    size = new int[old.length];
    lowest = new int[old.length];
    highest = new int[old.length];
    Arrays.fill(lowest, Integer.MAX_VALUE);
    byKind = new TableBuilder[old.length];
    again = new BitSet[old.length];
    first = new int[old.length][];
  }

  /// Number of synapses in tables that may be built again.
  long size() {
    return change.touched.stream().mapToLong(k -> old[k].size()).sum();
  }

  /// The builders of the tables that are built again.
  Map<TableKey, TableBuilder> builders() {
    return builders;
  }

  /// The sources of the synapses in question.
  BitSet sources() {
    return sources;
  }

  /// Makes room for `n` synapses in question of a kind.
  void room(int kind, int n) {
    mine[kind] = new long[n];
  }

  /// Takes up synapse in question number `e`, at place `index` of the table of a kind.
  void take(int kind, int index, int e) {
    if (goal[e] != Rewiring.NONE) {
      lowest[goal[e]] = Math.min(lowest[goal[e]], change.all.source(e));
      highest[goal[e]] = Math.max(highest[goal[e]], change.all.source(e));
    }
    sources.set(change.all.source(e));
    mine[kind][size[kind]++] = (long) index << Integer.SIZE | e;
  }

  /// Announces the synapses of the rows that are built again.
  void count() {
    change.touched.stream().forEach(this::open);
    walk((to, from, row, i, e) -> {
      int d = delay(i, e);
      to.count(from.source(row));
      to.delays(d, d);
    });
  }

  private void open(int kind) {
    Arrays.sort(mine[kind]);
    boolean isNew = old[kind] == ConnectionTable.EMPTY; // tables have one order in all parts
    if (!isNew && size[kind] == 0 && highest[kind] == 0) return;
    TableKey key = wiring.keys().get(kind);
    again[kind] = new BitSet();
    first[kind] = new int[old[kind].rows()];
    for (int s = sources.nextSetBit(0); s >= 0; s = sources.nextSetBit(s + 1)) {
      int row = old[kind].row(s);
      if (row >= 0) again[kind].set(row);
    }
    TableBuilder builder =
        new TableBuilder(isNew ? wiring.kinds().newTable(key) : old[kind], again[kind]);
    if (highest[kind] > 0) builder.reach(lowest[kind], highest[kind]);
    byKind[kind] = builder;
    builders.put(key, byKind[kind]);
  }

  /// Makes room for the places of the synapses that are visited; returns false if these are too
  /// many.
  boolean canTell() {
    if (visited > Integer.MAX_VALUE - 16) return false;
    Memory.require((double) visited * BYTES_A_PLACE, "new places of synapses");
    moved = new long[(int) visited];
    Arrays.fill(moved, Selection.GONE);
    return true;
  }

  /// Adds the synapses of the rows that are built again.
  ///
  /// @param tells whether it is noted where they come to
  void fill(boolean tells) {
    builders.forEach((key, b) -> b.allocate(wiring.population(part, key).isWide()));
    walk((to, from, row, i, e) -> {
      double w = e < 0 ? Double.NaN : change.newWeight(e);
      int was = from.begin(row) + i;
      if (Double.isNaN(w)) w = from.weight(was);
      int at = to.fill(from.source(row), oldTarget[i], w, delay(i, e));
      if (tells) to.tag(from.source(row), at, (int) visited);
      to.table().copy(at, from, was);
    });
  }

  private int delay(int i, int e) {
    int d = e < 0 ? 0 : change.newDelay(e);
    return d == 0 ? oldDelay[i] : d;
  }

  /// Visits the synapses of the rows that are built again.
  private void walk(Visit visit) {
    visited = 0;
    for (int k = 0; k < old.length; k++) {
      if (byKind[k] == null) continue;
      int next = 0;
      for (int r = again[k].nextSetBit(0); r >= 0; r = again[k].nextSetBit(r + 1)) {
        first[k][r] = (int) visited;
        next = walk(k, r, next, visit);
      }
    }
  }

  /// Visits a row.
  ///
  /// @param next place of the next of those in question, which is returned for the row after
  private int walk(int kind, int row, int next, Visit visit) {
    ConnectionTable from = old[kind];
    int begin = from.begin(row);
    int n = from.length(row);
    if (n > oldDelay.length) {
      oldDelay = new int[2 * n];
      oldTarget = new int[2 * n];
    }
    from.delays(row, oldDelay);
    from.targets(row, oldTarget);
    long[] own = mine[kind];
    int q = next;
    for (int i = 0; i < n; i++, visited++) {
      boolean is = q < own.length && own[q] >> Integer.SIZE == begin + i;
      int e = is ? (int) own[q++] : -1;
      if (is && goal[e] == Rewiring.NONE) continue;
      TableBuilder to = byKind[is ? goal[e] : kind];
      if (to == null) throw new IllegalStateException("no table of kind " + kind);
      visit.synapse(to, from, row, i, e);
    }
    return q;
  }

  /// Notes where the synapses have come to.
  void locate() {
    for (int k = 0; k < byKind.length; k++) {
      if (byKind[k] == null) continue;
      for (int[] row : byKind[k].tags()) {
        for (int i = 0; i < row.length; i++) moved[row[i]] = Selection.place(part, k, i);
      }
    }
  }

  /// Where the synapse of a source that was at a place has come to; see [Selection.Moves].
  long moved(int source, long place) {
    int kind = Selection.home(place);
    if (byKind[kind] == null || !sources.get(source)) return place;
    return moved[first[kind][old[kind].row(source)] + (int) place];
  }
}
