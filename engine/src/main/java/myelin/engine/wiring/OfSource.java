package myelin.engine.wiring;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import myelin.engine.input.CountRing;
import myelin.engine.neuron.Population;
import myelin.engine.table.BitRows;
import myelin.engine.table.ConnectionTable;
import org.jspecify.annotations.Nullable;

/// The synapses of one source at a time onto some targets on this rank, for one worker. Where all
/// of them are kept as sets, one is picked by counting these 64 neurons at a time; else they are
/// listed.
final class OfSource {

  private static final int WORD = CountRing.WORD;

  private final List<Home> homes;
  private final BitSet targets;

  /// What is known of the row in each home.
  private final Row[] rows;

  private long[] key = new long[16];
  private long[] at = new long[16];
  private int[] local = {};
  private int n;
  private int from;
  private boolean listed;
  private int target;

  /// @param homes the tables of the synapse model, in order
  /// @param targets ids of the targets
  OfSource(List<Home> homes, BitSet targets) {
    this.homes = homes;
    this.targets = targets;
    rows = new Row[homes.size()];
    Arrays.setAll(rows, h -> new Row(homes.get(h)));
  }

  /// A table that may have synapses of the source.
  ///
  /// @param ids the ids of the neurons, which ascend
  /// @param wanted those among the targets, in the bits of [CountRing]; empty without sets
  record Home(
      int part, int kind, ConnectionTable table, int[] ids, @Nullable BitRows sets, long[] wanted) {

    static Home of(
        int part, int kind, ConnectionTable table, Population population, BitSet targets) {
      int[] ids = new int[population.size()];
      Arrays.setAll(ids, population::id);
      BitRows sets = table.targetSets();
      long[] wanted = new long[sets == null ? 0 : sets.words()];
      for (int i = 0; i < ids.length && sets != null; i++) {
        if (targets.get(ids[i])) wanted[i / WORD] |= 1L << CountRing.bit(i);
      }
      return new Home(part, kind, table, ids, sets, wanted);
    }

    /// The source's row; negative if it has no synapse here.
    int row(int source) {
      int row = table.row(source);
      return row < 0 || table.length(row) == 0 ? -1 : row;
    }
  }

  /// Turns to a source.
  void look(int source) {
    from = source;
    listed = false;
  }

  /// Lists its synapses in order of tables and places.
  private void list() {
    if (listed) return;
    n = 0;
    for (Home home : homes) gather(home, home.row(from));
    listed = true;
  }

  /// How many there are.
  int size() {
    list();
    return n;
  }

  /// The target of the `e`-th, in order of tables and places, as long as no place has been asked
  /// for.
  int target(int e) {
    return (int) (key[e] >> Integer.SIZE);
  }

  /// The place of the `k`-th in order of targets' ids, then of tables and places; changes the order
  /// of the others.
  long place(int k) {
    list();
    long found = smallest(key, n, k);
    target = (int) (found >> Integer.SIZE);
    return at[(int) found];
  }

  /// The target of the synapse that was picked last.
  int target() {
    return target;
  }

  /// The place of the one that is chosen, or [Picking#NONE] if there is none.
  long pick(Picking.Choice choice) {
    int sum = 0;
    boolean lists = false;
    for (Row row : rows) {
      row.look(from);
      sum += row.size();
      lists |= row.isList();
    }
    if (lists) return size() == 0 ? Picking.NONE : place(choice.of(from, n));
    return sum == 0 ? Picking.NONE : pickFromSets(choice.of(from, sum));
  }

  private long pickFromSets(int k) {
    int low = 0;
    int high = targets.length() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (upTo(middle) > k) high = middle;
      else low = middle + 1;
    }
    target = low;
    int left = k - upTo(low - 1);
    for (Row row : rows) {
      int here = row.upTo(low) - row.upTo(low - 1);
      if (left < here) return row.place(low, left);
      left -= here;
    }
    throw new IllegalStateException("a synapse of %d to %d is missing".formatted(from, low));
  }

  /// How many synapses are onto targets with ids up to `id`.
  private int upTo(int id) {
    int sum = 0;
    for (Row row : rows) sum += row.upTo(id);
    return sum;
  }

  /// The source's synapses in one table that is kept as sets.
  private static final class Row {
    private final Home home;
    private long[] set = {};

    /// For each word of the set, how many wanted targets come before it.
    private final int[] before;

    /// The cells of targets that the source has again, and those of them that are wanted.
    private int[] again = {};

    private int more;
    private int wantedAgain;
    private int row = -1;

    Row(Home home) {
      this.home = home;
      before = new int[home.wanted.length + 1];
    }

    /// Looks at a source.
    void look(int source) {
      row = home.row(source);
      BitRows sets = home.sets;
      if (row < 0 || sets == null) return;
      set = sets.set(row);
      long[] wanted = home.wanted;
      int sum = 0;
      for (int w = 0; w < wanted.length; w++) {
        before[w] = sum;
        sum += Long.bitCount(set[w] & wanted[w]);
      }
      before[wanted.length] = sum;
      int room = (set.length - wanted.length) * CountRing.CELLS_A_WORD;
      if (room > again.length) again = new int[2 * room];
      more = sets.again(row, again);
      wantedAgain = 0;
      for (int i = 0; i < more; i++) wantedAgain += isWanted(again[i]) ? 1 : 0;
    }

    /// Whether they are kept as a list.
    boolean isList() {
      return row >= 0 && home.sets == null;
    }

    private boolean isWanted(int cell) {
      return (home.wanted[cell / WORD] >>> CountRing.bit(cell) & 1) != 0;
    }

    /// How many are onto wanted targets.
    int size() {
      return row < 0 || home.sets == null ? 0 : before[home.wanted.length] + wantedAgain;
    }

    /// How many of these have ids up to `id`.
    int upTo(int id) {
      if (row < 0) return 0;
      int at = Arrays.binarySearch(home.ids, id);
      int end = at < 0 ? -at - 1 : at + 1;
      int w = end / WORD;
      int sum = before[Math.min(w, before.length - 1)];
      if (w < home.wanted.length && end % WORD != 0) {
        sum += Long.bitCount(CountRing.inOrder(set[w] & home.wanted[w]) & below(end));
      }
      if (wantedAgain == 0) return sum;
      for (int i = 0; i < more; i++) sum += again[i] < end && isWanted(again[i]) ? 1 : 0;
      return sum;
    }

    /// The bits of a word for neurons before `cell`.
    private static long below(int cell) {
      return (1L << cell) - 1;
    }

    /// The place of synapse number `k` among those onto target `id`.
    long place(int id, int k) {
      int cell = Arrays.binarySearch(home.ids, id);
      int once = 0;
      int first = 0;
      for (int w = 0; w < home.wanted.length; w++) {
        if (w == cell / WORD) {
          first = once + Long.bitCount(CountRing.inOrder(set[w]) & below(cell));
        }
        once += Long.bitCount(set[w]);
      }
      if (k == 0) return Selection.place(home.part, home.kind, first);
      int left = k - 1;
      for (int i = 0; i < more; i++) {
        if (again[i] == cell && left-- == 0) {
          return Selection.place(home.part, home.kind, once + i);
        }
      }
      throw new IllegalStateException("no synapse number %d onto %d".formatted(k, id));
    }
  }

  private void gather(Home home, int row) {
    if (row < 0) return;
    int length = home.table.length(row);
    if (length > local.length) local = new int[2 * length];
    if (n + length > key.length) {
      key = Arrays.copyOf(key, 2 * (n + length));
      at = Arrays.copyOf(at, key.length);
    }
    home.table.targets(row, local);
    for (int e = 0; e < length; e++) {
      int id = home.ids[local[e]];
      if (!targets.get(id)) continue;
      key[n] = (long) id << Integer.SIZE | n;
      at[n++] = Selection.place(home.part, home.kind, e);
    }
  }

  /// The `k`-th smallest of the first `n` numbers, which all differ (Hoare's selection).
  private static long smallest(long[] x, int n, int k) {
    int low = 0;
    int high = n - 1;
    while (low < high) {
      long pivot = x[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (x[i] < pivot) i++;
        while (x[j] > pivot) j--;
        if (i > j) continue;
        long swapped = x[i];
        x[i++] = x[j];
        x[j--] = swapped;
      }
      if (k <= j) high = j;
      else if (k >= i) low = i;
      else return x[k];
    }
    return x[k];
  }
}
