package myelin.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Spikes on their way through synapses with weights of their own, onto one channel of a population
/// in one part. Rows are sorted by delay, so a spike needs no more than a place in its row: what
/// lies before has arrived.
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
  private static final int TOUCHED = 64;

  private final InputRing ring;
  private final List<ConnectionTable> tables;
  private int size;
  private int[] table = new int[256];
  private int[] place = new int[256];
  private int[] end = new int[256];
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
    this.tables = tables;
    ring.expectArrivals();
  }

  /// Takes on the spikes of a slice.
  void send(SpikeBatch spikes) {
    for (int lag = 0; lag < spikes.lags(); lag++) {
      for (int q = 0; q < tables.size(); q++) {
        ConnectionTable t = tables.get(q);
        for (int k = spikes.from(lag); k < spikes.from(lag + 1); k++) {
          int row = spikes.sender(k) - t.firstSource;
          if (row < 0 || row >= t.rows() || t.rowStart[row] == t.rowStart[row + 1]) continue;
          add(q, t.rowStart[row], t.rowStart[row + 1], spikes.begin() + lag);
        }
      }
    }
  }

  private void add(int q, int from, int to, long at) {
    if (size == place.length) {
      table = Arrays.copyOf(table, 2 * size);
      place = Arrays.copyOf(place, 2 * size);
      end = Arrays.copyOf(end, 2 * size);
      fired = Arrays.copyOf(fired, 2 * size);
      due = Arrays.copyOf(due, 2 * size);
    }
    table[size] = q;
    place[size] = from;
    end[size] = to;
    fired[size] = at;
    due[size++] = at + tables.get(q).delay(from);
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
      if (due[k] == t) advance(k, sums);
    }
  }

  /// Delivers the next run of spike `k`.
  private void advance(int k, double[] sums) {
    ConnectionTable t = tables.get(table[k]);
    int from = place[k];
    int next = t.oneDelay() ? end[k] : t.endOfRun(from, end[k], (int) (due[k] - fired[k]));
    t.add(from, next, sums);
    place[k] = next;
    due[k] = next < end[k] ? fired[k] + t.delay(next) : Long.MAX_VALUE;
  }

  /// Reads a word of the next cache lines of spike `k`, so that their cache misses overlap.
  private void touch(int k) {
    ConnectionTable t = tables.get(table[k]);
    int from = place[k];
    int last = end[k] - 1;
    double sum = 0;
    int most = Math.min(from + TOUCHED, last);
    for (int i = from; i < most; i += WEIGHTS_A_LINE) sum += t.weight[i];
    touched += sum + t.target(from) + t.target(Math.min(from + TARGETS_A_LINE, last));
    touched += t.delay(most);
  }

  /// Drops spikes that have arrived everywhere.
  private void forget() {
    int left = 0;
    for (int k = 0; k < size; k++) {
      if (place[k] == end[k]) continue;
      table[left] = table[k];
      place[left] = place[k];
      end[left] = end[k];
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
