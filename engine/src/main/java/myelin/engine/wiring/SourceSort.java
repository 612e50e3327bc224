package myelin.engine.wiring;

import java.util.ArrayList;
import java.util.List;
import myelin.engine.table.TableKey;
import myelin.engine.table.WeightedTargets;

/// The synapses of one call on their way into a table, a few million at a time, which are sorted by
/// source before they are put there.
///
/// ```
///   drawn     17>4 902>4 33>4 ... 17>5 40>5 ...             by target
///   a chunk   17>4 17>5 17>9 ... | 33>4 33>8 ... | 40>5 ... by source, then as drawn
/// ```
///
/// In the table a synapse goes to two places, neither of which is near those of the one before.
/// Packed into a `long` it goes to one, and from there rows are written from end to end, which
/// together takes half the time. How many synapses a source has in each chunk is counted in the
/// pass that counts rows: batches are the same in both passes, so chunks are.
final class SourceSort {

  private static final int LARGEST = 1 << 21;

  /// With fewer synapses per source, a chunk is not worth sorting.
  private static final int FEW = 4;

  /// Nor is counting, where sources are this many times the synapses of the first batch.
  private static final int SPARSE = 64;

  private static final int[] NOT_SORTED = {};

  private final int first;
  private final int range;
  private final int most;

  /// By chunk, for each source: how many synapses; while a chunk is filled, where the next one
  /// goes.
  private final List<int[]> chunks = new ArrayList<>();

  /// The delay of all synapses, where it is not packed with them; else 0.
  private int oneDelay;

  private boolean sparse;
  private int[] open = NOT_SORTED;
  private int size;
  private int largest;
  private int current;

  /// The sort of a call whose sources have ids from `first` to `last`.
  SourceSort(int first, int last) {
    this(first, last, LARGEST);
  }

  /// A chunk ends where the next batch would make it larger than `most`.
  SourceSort(int first, int last, int most) {
    this.first = first;
    this.most = most;
    range = last - first + 1;
  }

  /// Whether a table's synapses can be packed.
  ///
  /// @param wide whether target and delay have more than 16 bits each
  static boolean serve(TableKey key, boolean wide) {
    return key.kind() == TableKey.Kind.VARIED && !wide;
  }

  /// First pass: counts a batch; `count` is that of the whole table, from source `firstSource` on.
  void count(EdgeBatch batch, int[] count, int firstSource) {
    int n = batch.size();
    if (endsBefore(n)) endCount(count, firstSource);
    if (size == 0) open(n);
    size += n;
    int[] source = batch.sources();
    int[] to = open == NOT_SORTED ? count : open;
    int from = open == NOT_SORTED ? firstSource : first;
    for (int e = 0; e < n; e++) to[source[e] - from]++;
  }

  private void open(int firstBatch) {
    if (chunks.isEmpty()) sparse = range / SPARSE > firstBatch;
    open = sparse ? NOT_SORTED : new int[range];
  }

  private boolean endsBefore(int more) {
    return size > 0 && size + more > most;
  }

  /// Ends the last chunk of the first pass.
  void endCount(int[] count, int firstSource) {
    int shift = first - firstSource;
    for (int r = 0; r < open.length; r++) count[r + shift] += open[r];
    boolean worthwhile = !sparse && size / FEW >= range;
    chunks.add(worthwhile ? open : NOT_SORTED);
    if (worthwhile) largest = Math.max(largest, size);
    open = NOT_SORTED;
    size = 0;
  }

  /// How many synapses the array in which chunks are sorted must hold.
  int room() {
    return largest;
  }

  /// Second pass: takes on a batch.
  ///
  /// @param local by id of the target its cell
  /// @param wide whether targets have 32 bits; then all delays are one, which is not packed
  void fill(
      EdgeBatch batch,
      ConnectCall.Values values,
      int[] local,
      long[] room,
      TableBuilder table,
      boolean wide) {
    values.fill(batch);
    int n = batch.size();
    if (n == 0) return;
    if (endsBefore(n)) endFill(room, table);
    if (size == 0) start();
    size += n;
    int[] place = chunks.get(current);
    if (place == NOT_SORTED) {
      table.fillEach(batch, local);
      return;
    }
    int[] source = batch.sources();
    int[] target = batch.targets();
    double[] weight = batch.weights();
    int[] delay = batch.delays();
    if (wide) {
      oneDelay = delay[0];
      for (int e = 0; e < n; e++) {
        room[place[source[e] - first]++] =
            WeightedTargets.packed(local[target[e]], (float) weight[e]);
      }
      return;
    }
    for (int e = 0; e < n; e++) {
      room[place[source[e] - first]++] =
          WeightedTargets.packed(local[target[e]], (float) weight[e], delay[e]);
    }
  }

  private void start() {
    int[] place = chunks.get(current);
    int at = 0;
    for (int r = 0; r < place.length; r++) {
      int n = place[r];
      place[r] = at;
      at += n;
    }
  }

  /// Puts the last chunk of the second pass into the table.
  void endFill(long[] room, TableBuilder table) {
    int[] place = chunks.set(current++, NOT_SORTED);
    for (int r = 0, from = 0; r < place.length; r++) {
      table.fillRow(first + r, room, from, place[r], oneDelay);
      from = place[r];
    }
    size = 0;
  }
}
