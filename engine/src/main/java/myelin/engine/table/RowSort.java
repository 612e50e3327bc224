package myelin.engine.table;

import java.util.Arrays;
import myelin.engine.base.Permutation;
import org.jspecify.annotations.Nullable;

/// Sorts the rows of a table by delay, one after the other: a counting sort, which leaves synapses
/// of one delay in their order. On the way it finds the runs of delays, if they are wanted.
public final class RowSort {

  private final ConnectionTable table;
  private final int[][] tags;
  private final KeptRows kept;
  private final int lowest;
  private final @Nullable DelayRuns runs;

  /// By delay above the lowest: how many synapses have it, then where the next of them goes.
  private final int[] next;

  private int[] delay = {};
  private int[] place = {};

  /// A sort of the rows of a table with more than one delay.
  ///
  /// @param tags by row the numbers that go with the synapses, or empty
  /// @param kept rows that may be as they were in another table
  RowSort(ConnectionTable table, int[][] tags, KeptRows kept) {
    this.table = table;
    this.tags = tags;
    this.kept = kept;
    lowest = table.minDelay();
    next = new int[table.maxDelay() - lowest + 1];
    runs = table.suitsRuns() ? table.newRuns() : null;
  }

  /// Sorts all rows.
  public void sort() {
    for (int r = 0; r < table.rows(); r++) {
      if (runs == null) {
        if (kept.changed().get(r)) sort(r);
        continue;
      }
      if (kept.hasRuns(r)) kept.addRuns(r, runs);
      else sort(r);
      runs.endRow(r);
    }
    if (runs != null) table.fold(runs);
  }

  private void sort(int row) {
    int from = table.begin(row);
    int n = table.length(row);
    if (n == 0) return;
    if (n > place.length) {
      place = new int[2 * n];
      delay = new int[2 * n];
    }
    table.delays(row, delay);
    if (isSorted(n)) {
      addRuns(n);
      return;
    }
    count(n);
    for (int k = 0; k < n; k++) place[k] = next[delay[k] - lowest]++;
    table.reorder(from, place, n);
    if (runs == null) table.filledDelays().reorder(from, place, n);
    if (tags.length > 0 && tags[row].length > 0) Permutation.apply(tags[row], 0, place, n);
  }

  private boolean isSorted(int n) {
    for (int k = 1; k < n; k++) if (delay[k] < delay[k - 1]) return false;
    return true;
  }

  private void addRuns(int n) {
    for (int k = 0, end; k < n; k = end) {
      end = k + 1;
      while (end < n && delay[end] == delay[k]) end++;
      addRun(delay[k], end - k);
    }
  }

  private void addRun(int delay, int n) {
    if (runs != null) runs.add(delay, n);
  }

  private void count(int n) {
    Arrays.fill(next, 0);
    for (int k = 0; k < n; k++) next[delay[k] - lowest]++;
    int at = 0;
    for (int d = 0; d < next.length; d++) {
      int those = next[d];
      if (those > 0) addRun(lowest + d, those);
      next[d] = at;
      at += those;
    }
  }
}
