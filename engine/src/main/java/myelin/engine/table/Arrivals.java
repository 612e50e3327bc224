package myelin.engine.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.input.InputRing;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.SumRow;

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
public final class Arrivals {

  private static final int TOGETHER = 8;

  private final InputRing ring;
  private final ConnectionTable[] tables;
  private final WeightedTargets[] targets;
  private final TableDelays[] delays;
  private int size;
  private int[] table = new int[256];
  private int[] place = new int[256];
  private int[] end = new int[256];
  private int[] run = new int[256];

  /// End of the next run.
  private int[] until = new int[256];

  private long[] fired = new long[256];
  private long[] due = new long[256];

  /// The spikes of which a run arrives in this step.
  private int[] now = {};

  /// What [#prefetch] has read; not private, so that no compiler leaves the reading out.
  int prefetched;

  /// One for each ring that tables which keep spikes write to.
  public static List<Arrivals> of(Collection<ConnectionTable> tables) {
    Map<InputRing, List<ConnectionTable>> byRing = new LinkedHashMap<>();
    for (ConnectionTable t : tables) {
      InputRing ring = t.patient();
      if (ring != null) byRing.computeIfAbsent(ring, r -> new ArrayList<>()).add(t);
    }
    List<Arrivals> made = new ArrayList<>();
    byRing.forEach((ring, those) -> made.add(new Arrivals(ring, those)));
    return made;
  }

  private Arrivals(InputRing ring, List<ConnectionTable> tables) {
    this.ring = ring;
    this.tables = tables.toArray(ConnectionTable[]::new);
    targets = new WeightedTargets[this.tables.length];
    delays = new TableDelays[this.tables.length];
    for (int q = 0; q < targets.length; q++) {
      targets[q] = (WeightedTargets) this.tables[q].targets();
      delays[q] = this.tables[q].delays();
    }
    ring.expectArrivals(true);
  }

  /// Gives the ring back, whose synapses are all gone or served by others from now on.
  public void close() {
    ring.expectArrivals(false);
  }

  /// Takes on the spikes of a slice.
  public void send(SpikeBatch spikes) {
    for (int lag = 0; lag < spikes.lags(); lag++) {
      for (int q = 0; q < tables.length; q++) {
        ConnectionTable t = tables[q];
        for (int k = spikes.from(lag); k < spikes.from(lag + 1); k++) {
          int row = t.row(spikes.sender(k));
          if (row >= 0 && t.length(row) > 0) add(q, row, spikes.begin() + lag);
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
      until = Arrays.copyOf(until, 2 * size);
      fired = Arrays.copyOf(fired, 2 * size);
      due = Arrays.copyOf(due, 2 * size);
    }
    ConnectionTable t = tables[q];
    table[size] = q;
    place[size] = t.begin(row);
    end[size] = t.end(row);
    run[size] = delays[q].first(row);
    fired[size] = at;
    findNext(delays[q], size++);
  }

  /// Finds out when the next run of spike `k` is due, and where it ends.
  private void findNext(TableDelays delays, int k) {
    if (place[k] == end[k]) {
      due[k] = Long.MAX_VALUE;
      return;
    }
    due[k] = fired[k] + delays.delay(run[k], place[k]);
    until[k] = delays.end(run[k]++, place[k], end[k]);
  }

  /// Adds up what arrives in the steps `[begin, end)`.
  public void arrive(long begin, long end) {
    ring.openArrivals(begin, end);
    for (long t = begin; t < end; t++) arrive(t, ring.arriving(t));
    forget();
  }

  /// Rows are read ahead several at a time: then a core waits for the cache lines of all of them
  /// together.
  private void arrive(long t, SumRow sums) {
    if (now.length < size) now = new int[place.length];
    int n = 0;
    int synapses = 0;
    for (int k = 0; k < size; k++) {
      now[n] = k;
      if (due[k] != t) continue;
      n++;
      synapses += until[k] - place[k];
    }
    sums.foresee(synapses);
    prefetch(0, Math.min(TOGETHER, n));
    for (int from = 0; from < n; from += TOGETHER) {
      int to = Math.min(from + TOGETHER, n);
      prefetch(to, Math.min(to + TOGETHER, n));
      for (int j = from; j < to; j++) while (due[now[j]] == t) advance(now[j], sums);
    }
  }

  private void prefetch(int from, int to) {
    for (int j = from; j < to; j++) prefetch(now[j]);
  }

  /// Delivers the next run of spike `k`.
  private void advance(int k, SumRow sums) {
    WeightedTargets to = targets[table[k]];
    if (sums.asks(until[k] - place[k])) to.mark(place[k], until[k], sums);
    to.add(place[k], until[k], sums.sums());
    place[k] = until[k];
    findNext(delays[table[k]], k);
  }

  /// Reads a word of each cache line of the next run of spike `k`, so that their cache misses
  /// overlap.
  private void prefetch(int k) {
    int from = place[k];
    int to = Math.min(until[k], from + DelayRuns.LONGEST);
    prefetched += targets[table[k]].prefetch(from, to) + delays[table[k]].prefetch(run[k]);
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
      until[left] = until[k];
      fired[left] = fired[k];
      due[left++] = due[k];
    }
    size = left;
  }

  /// Delivers everything at once, before synapses change.
  public void deliverPending() {
    for (int k = 0; k < size; k++) {
      while (place[k] < end[k]) advance(k, ring.row(due[k]));
    }
    size = 0;
  }
}
