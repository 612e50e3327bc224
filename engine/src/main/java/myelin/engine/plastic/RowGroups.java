package myelin.engine.plastic;

import myelin.engine.base.Memory;
import org.jspecify.annotations.Nullable;

/// The synapses of an empty table on their way to their rows, in two steps, so that no store misses
/// the cache.
///
/// ```
///   as they come   17>4 902>8 33>2 905>1 18>7 ...
///   in groups      17>4 33>2 18>7 ... | 902>8 905>1 ...      one stretch of memory for each group
///   in rows        17>4 | 18>7 | 33>2 ... | 902>8 | 905>1    a group at a time
/// ```
///
/// A group is as many rows, next to each other, as have synapses that the second cache holds. First
/// each synapse is put at the end of its group, where the table has room for the group's rows; then
/// those of a group are taken out and put into their rows, in the order in which they came.
public final class RowGroups {

  /// Fewer synapses are in the cache anyway.
  private static final int FEW = 1 << 16;

  /// Synapses of a group, about.
  private static final int A_GROUP = 1 << 15;

  /// More groups would be written to in turn than the first two caches have room for.
  private static final int MOST_GROUPS = 1 << 10;

  /// A group with more than so many times the mean does not fit into the cache.
  private static final int UNEVEN = 8;

  /// What a synapse takes while its group is taken out (bytes).
  private static final int A_SYNAPSE = 2 * Integer.BYTES + Double.BYTES;

  private final PlasticTable table;
  private final int shift;

  /// By group where its next synapse goes.
  private final int[] next;

  /// By place the row of the synapse there, counted from the first one of its group.
  private final char[] inGroup;

  private int[] target = {};
  private int[] delay = {};
  private double[] weight = {};

  private RowGroups(PlasticTable table, int shift) {
    this.table = table;
    this.shift = shift;
    next = new int[((table.rows() - 1) >> shift) + 1];
    for (int g = 0; g < next.length; g++) next[g] = table.begin(g << shift);
    inGroup = new char[table.size()];
  }

  /// The groups of a table that is laid out, and empty; null where they are of no use, as with few
  /// synapses or where a group would have most of them, or where there is no memory for them.
  ///
  /// @param n number of synapses that are put into these and other groups in turn
  public static @Nullable RowGroups of(PlasticTable table, long n) {
    if (n < FEW) return null;
    int groups = Math.min(MOST_GROUPS, table.size() / A_GROUP + 1);
    int rows = (table.rows() - 1) / groups + 1;
    int shift = Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
    int largest = shift == 0 ? 0 : largest(table, shift);
    if (shift > Character.SIZE || largest > UNEVEN * (table.size() / groups + 1L)) return null;
    double bytes = Character.BYTES * (double) table.size() + A_SYNAPSE * (double) largest;
    return Memory.has(bytes) ? new RowGroups(table, shift) : null;
  }

  /// The most synapses of a group.
  private static int largest(PlasticTable table, int shift) {
    int largest = 0;
    for (int row = 0; row < table.rows(); row += 1 << shift) {
      int end = Math.min(table.rows(), row + (1 << shift));
      largest = Math.max(largest, table.begin(end) - table.begin(row));
    }
    return largest;
  }

  /// Puts synapses into their groups.
  ///
  /// @param positive the groups of those whose weight is not negative
  /// @param negative those of the others, perhaps the same
  /// @param source by synapse the id of its source
  /// @param id by synapse the id of its target
  /// @param local by id of a target its index in the population
  /// @param weight by synapse its weight
  /// @param delay by synapse its delay (steps)
  public static void put(
      RowGroups positive,
      RowGroups negative,
      int n,
      int[] source,
      int[] id,
      int[] local,
      double[] weight,
      int[] delay) {
    RowGroups[] bySign = {positive, negative}; // a jump would be taken or not at random
    for (int e = 0; e < n; e++) {
      int sign = (int) (Double.doubleToRawLongBits(weight[e]) >>> 63);
      bySign[sign].put(source[e], local[id[e]], weight[e], delay[e]);
    }
  }

  private void put(int source, int cell, double itsWeight, int itsDelay) {
    int row = source - table.firstSource();
    int at = next[row >> shift]++;
    inGroup[at] = (char) (row & ((1 << shift) - 1));
    table.put(at, cell, itsWeight, itsDelay);
  }

  /// Puts the synapses of all groups into their rows.
  ///
  /// @param nextInRow by row where its next synapse goes, which is moved on
  public void sort(int[] nextInRow) {
    for (int g = 0; g < next.length; g++) {
      int firstRow = g << shift;
      int endRow = Math.min(table.rows(), firstRow + (1 << shift));
      int from = table.begin(firstRow);
      if (next[g] == table.begin(endRow) && isSorted(from, next[g])) {
        for (int r = firstRow; r < endRow; r++) nextInRow[r] = table.end(r);
      } else {
        sort(from, next[g] - from, firstRow, nextInRow);
      }
    }
  }

  /// Whether synapses came in the order of their rows.
  private boolean isSorted(int from, int to) {
    for (int i = from + 1; i < to; i++) if (inGroup[i] < inGroup[i - 1]) return false;
    return true;
  }

  private void sort(int from, int n, int firstRow, int[] nextInRow) {
    take(from, n);
    for (int k = 0; k < n; k++) {
      int at = nextInRow[firstRow + inGroup[from + k]]++;
      table.put(at, target[k], weight[k], delay[k]);
    }
  }

  private void take(int from, int n) {
    if (n > target.length) {
      target = new int[n];
      delay = new int[target.length];
      weight = new double[target.length];
    }
    table.targets(from, from + n, target);
    for (int k = 0; k < n; k++) {
      weight[k] = table.weight(from + k);
      delay[k] = table.delay(from + k);
    }
  }
}
