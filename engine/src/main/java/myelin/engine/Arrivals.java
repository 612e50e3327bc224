package myelin.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Spikes on their way through synapses with weights of their own, onto one channel of a population
/// in one part. Rows are sorted by delay, in runs ([DelayRuns]), so a spike needs no more than a
/// run and a place in its row: what lies before has arrived.
///
/// ```
///   row of sender 17   | d=3 3 3 | 5 5 5 5 | 6 | 8 8 ...
///                                  ^ place of its spike, next due at fired + 5
/// ```
///
/// A step takes from every row what is due. So all sums that are written belong to this step and
/// stay in the cache, however long delays are. Delivery at once would write everywhere in a ring of
/// as many steps as the longest delay.
///
/// Sums add up in order of spike, and of tables for one step, as if delivered at once.
final class Arrivals {

  private static final int AHEAD = 12;
  private static final int WEIGHTS_A_LINE = 16;
  private static final int TARGETS_A_LINE = 32;

  private final InputRing ring;
  private final ConnectionTable[] tables;
  private int size;
  private int[] table = new int[256];
  private int[] place = new int[256];
  private int[] end = new int[256];
  private int[] run = new int[256];
  private long[] fired = new long[256];
  private long[] due = new long[256];

  /// What [#touch] has read; not private, so that no compiler takes the reading for idle.
  double touched;

  /// One for each ring that tables which keep spikes write to.
  static List<Arrivals> of(Collection<ConnectionTable> tables) {
    Map<InputRing, List<ConnectionTable>> byRing = new LinkedHashMap<>();
    for (ConnectionTable t : tables) {
      if (t.keepsSpikes()) byRing.computeIfAbsent(t.ring, r -> new ArrayList<>()).add(t);
    }
    List<Arrivals> made = new ArrayList<>();
    byRing.forEach((ring, those) -> made.add(new Arrivals(ring, those)));
    return made;
  }

  private Arrivals(InputRing ring, List<ConnectionTable> tables) {
    this.ring = ring;
    this.tables = tables.toArray(ConnectionTable[]::new);
    ring.expectArrivals();
  }

  /// Takes on the spikes of a slice.
  void send(SpikeBatch spikes) {
    for (int lag = 0; lag < spikes.lags(); lag++) {
      for (int q = 0; q < tables.length; q++) {
        ConnectionTable t = tables[q];
        for (int k = spikes.from(lag); k < spikes.from(lag + 1); k++) {
          int row = spikes.sender(k) - t.firstSource;
          if (row < 0 || row >= t.rows() || t.rowStart[row] == t.rowStart[row + 1]) continue;
          add(q, row, spikes.begin() + lag);
        }
      }
    }
  }

  private void add(int q, int row, long at) {
    if (size == place.length) {
      table = Arrays.copyOf(table, 2 * size);
      place = Arrays.copyOf(place, 2 * size);
      end = Arrays.copyOf(end, 2 * size);
      run = Arrays.copyOf(run, 2 * size);
      fired = Arrays.copyOf(fired, 2 * size);
      due = Arrays.copyOf(due, 2 * size);
    }
    ConnectionTable t = tables[q];
    DelayRuns runs = t.runs;
    table[size] = q;
    place[size] = t.rowStart[row];
    end[size] = t.rowStart[row + 1];
    run[size] = runs == null ? 0 : runs.first(row);
    fired[size] = at;
    due[size++] = at + (runs == null ? t.minDelay : runs.delay(runs.first(row)));
  }

  /// Adds up what arrives in the steps `[begin, end)`.
  void arrive(long begin, long end) {
    ring.openArrivals(begin, end);
    for (long t = begin; t < end; t++) arrive(t, ring.arriving(t));
    forget();
  }

  private void arrive(long t, double[] sums) {
    for (int k = 0; k < size; k++) {
      if (k + AHEAD < size && due[k + AHEAD] == t) touch(k + AHEAD);
      while (due[k] == t) advance(k, sums);
    }
  }

  /// Delivers the next run of spike `k`.
  private void advance(int k, double[] sums) {
    ConnectionTable t = tables[table[k]];
    int next = endOfRun(t, k);
    t.add(place[k], next, sums);
    place[k] = next;
    due[k] = Long.MAX_VALUE;
    if (next < end[k] && t.runs != null) due[k] = fired[k] + t.runs.delay(++run[k]);
  }

  private int endOfRun(ConnectionTable t, int k) {
    return t.runs == null ? end[k] : place[k] + t.runs.length(run[k]);
  }

  /// Reads a word of each cache line of the next run of spike `k`, so that their cache misses
  /// overlap.
  private void touch(int k) {
    ConnectionTable t = tables[table[k]];
    int from = place[k];
    int last = Math.min(endOfRun(t, k), from + DelayRuns.LONGEST) - 1;
    float[] weight = t.weight;
    double sum = weight[last];
    for (int i = from; i < last; i += WEIGHTS_A_LINE) sum += weight[i];
    int targets = t.wide ? touch(t.wideTarget, from, last) : touch(t.target, from, last);
    if (t.runs != null) targets += t.runs.delay(run[k]);
    touched += sum + targets;
  }

  private static int touch(char[] target, int from, int last) {
    int sum = target[last];
    for (int i = from; i < last; i += TARGETS_A_LINE) sum += target[i];
    return sum;
  }

  private static int touch(int[] target, int from, int last) {
    int sum = target[last];
    for (int i = from; i < last; i += WEIGHTS_A_LINE) sum += target[i];
    return sum;
  }

  /// Drops spikes that have arrived everywhere.
  private void forget() {
    int left = 0;
    for (int k = 0; k < size; k++) {
      if (place[k] == end[k]) continue;
      table[left] = table[k];
      place[left] = place[k];
      end[left] = end[k];
      run[left] = run[k];
      fired[left] = fired[k];
      due[left++] = due[k];
    }
    size = left;
  }

  /// Delivers everything at once, before synapses change.
  void settle() {
    for (int k = 0; k < size; k++) {
      while (place[k] < end[k]) advance(k, ring.sums(due[k]));
    }
    size = 0;
  }
}
