package myelin.engine.table;

import java.util.Arrays;
import myelin.engine.input.CountRing;
import myelin.engine.input.SpikeBatch;
import org.jspecify.annotations.Nullable;

/// Synapses of one weight and one delay from sources with many targets: for each source the set of
/// its targets, one bit per neuron, instead of a list. A spike is then delivered 64 neurons at a
/// time ([CountRing]), and a row of a tenth of all neurons takes two thirds of what its list would.
///
/// A target that a source has more than once is in the set once; the further synapses follow the
/// set's words, four to a word.
public final class BitRows extends Targets {

  /// The most bytes per synapse that a table may take.
  private static final int BYTES_A_SYNAPSE = 3;

  private static final int WORDS_A_LINE = 8;
  private final int[] rowStart;
  private final double weight;
  private final long[][] row;
  private final long[] nobody;
  private @Nullable NarrowTargets listed;

  /// What [#prefetch] has read; not private, so that no compiler leaves the reading out.
  long prefetched;

  private BitRows(int[] rowStart, double weight, int cells) {
    this.weight = weight;
    this.rowStart = rowStart;
    row = new long[rowStart.length - 1][];
    nobody = new long[cells / CountRing.WORD];
  }

  /// The synapses of a table whose targets are below `cells`, which [#pays].
  ///
  /// @param kept rows that may be sets already
  static BitRows of(int[] rowStart, NarrowTargets targets, int cells, KeptRows kept) {
    BitRows all = new BitRows(rowStart, targets.weight(0), cells);
    int words = all.nobody.length;
    char[] again = new char[64];
    for (int r = 0; r < all.row.length; r++) {
      int from = rowStart[r];
      int to = rowStart[r + 1];
      all.row[r] = all.nobody;
      if (from == to) continue;
      if (kept.hasBits(r)) {
        all.row[r] = kept.bits(r);
        continue;
      }
      long[] bits = new long[words];
      int n = 0;
      for (int i = from; i < to; i++) {
        int cell = targets.target[i];
        long one = 1L << CountRing.bit(cell);
        int word = cell / CountRing.WORD;
        if ((bits[word] & one) != 0) {
          if (n == again.length) again = Arrays.copyOf(again, 2 * n);
          again[n++] = (char) cell;
        }
        bits[word] |= one;
      }
      all.row[r] = follow(bits, again, n);
    }
    return all;
  }

  /// The words of a set, and after them `n` cells.
  private static long[] follow(long[] bits, char[] cell, int n) {
    if (n == 0) return bits;
    int words = bits.length;
    long[] row =
        Arrays.copyOf(bits, words + (n + CountRing.CELLS_A_WORD - 1) / CountRing.CELLS_A_WORD);
    Arrays.fill(row, words, row.length, -1);
    for (int k = 0; k < n; k++) {
      int shift = k % CountRing.CELLS_A_WORD * Character.SIZE;
      row[words + k / CountRing.CELLS_A_WORD] ^= (long) (cell[k] ^ CountRing.NO_CELL) << shift;
    }
    return row;
  }

  /// Whether a table of `size` synapses from `sources` sources is worth it.
  static boolean pays(int sources, long size, int cells) {
    if (cells >= CountRing.NO_CELL) return false;
    double bits = (double) sources * cells;
    return bits <= BYTES_A_SYNAPSE * (double) Byte.SIZE * size;
  }

  /// Words of a set.
  public int words() {
    return nobody.length;
  }

  /// The set of source `r`, in the bits of [CountRing], and what follows it; not to be changed.
  public long[] set(int r) {
    return row[r];
  }

  @Override
  boolean isWide() {
    return false;
  }

  @Override
  double weight(int i) {
    return weight;
  }

  @Override
  TargetList listed() {
    if (listed == null) {
      NarrowTargets all = new NarrowTargets(rowStart[row.length], weight);
      for (int r = 0; r < row.length; r++) list(r, all.target, rowStart[r]);
      listed = all;
    }
    return listed;
  }

  @Override
  void row(int r, int from, int to, int[] out) {
    if (listed != null) {
      listed.list(from, to, out);
      return;
    }
    if (isSet(r)) {
      list(r, out);
      return;
    }
    char[] list = new char[to - from];
    list(r, list, 0);
    for (int i = 0; i < list.length; i++) out[i] = list[i];
  }

  /// Writes the targets that source `r` has again to `out`, which has room; returns how many.
  public int again(int r, int[] out) {
    int n = 0;
    for (int w = nobody.length; w < row[r].length; w++) {
      for (int k = 0; k < CountRing.CELLS_A_WORD; k++) {
        char again = (char) (row[r][w] >>> (k * Character.SIZE));
        if (again != CountRing.NO_CELL) out[n++] = again;
      }
    }
    return n;
  }

  /// Whether source `r` has each of its targets once.
  private boolean isSet(int r) {
    return row[r].length == nobody.length;
  }

  private void list(int r, int[] out) {
    long[] set = row[r];
    int next = 0;
    for (int w = 0; w < set.length; w++) {
      long bits = CountRing.inOrder(set[w]);
      for (; bits != 0; bits &= bits - 1) {
        out[next++] = w * CountRing.WORD + Long.numberOfTrailingZeros(bits);
      }
    }
  }

  /// Hands the spikes `[from, to)` of a batch to every target of their senders, three at a time.
  void deliver(
      SpikeBatch spikes, int from, int to, int firstSource, CountRing counts, long arrives) {
    long[] a = nobody;
    long[] b = nobody;
    int held = 0;
    for (int k = from; k < to; k++) {
      int r = spikes.sender(k) - firstSource;
      if (r < 0 || r >= row.length || row[r] == nobody) continue;
      prefetched += prefetch(row[r], nobody.length);
      if (held == 0) a = row[r];
      else if (held == 1) b = row[r];
      else counts.count(arrives, a, b, row[r]);
      held = held == 2 ? 0 : held + 1;
    }
    if (held > 0) counts.count(arrives, a, held == 2 ? b : nobody, nobody);
    for (int k = from; k < to; k++) {
      int r = spikes.sender(k) - firstSource;
      if (r >= 0 && r < row.length) counts.count(arrives, row[r], nobody.length);
    }
  }

  /// Reads a word of each cache line of a row, so that the lines' misses overlap. A row is seldom
  /// in any cache: its source last fired some ten thousand rows ago. How often the loop runs must
  /// not depend on what it reads, or the processor would wait before it looked at the next row.
  private static long prefetch(long[] row, int words) {
    long sum = 0;
    for (int w = 0; w < words; w += WORDS_A_LINE) sum += row[w];
    return sum + row[row.length - 1];
  }

  /// Brings numbers that go with the synapses of rows from the order of `targets` into the order of
  /// [#list]; rows whose sets were there before are in that order already.
  void reorder(NarrowTargets targets, KeptRows kept, int[][] tags) {
    char[] target = targets.target;
    long[] was = {};
    long[] is = {};
    for (int r = 0; r < tags.length; r++) {
      if (tags[r].length == 0 || kept.hasBits(r)) continue;
      int from = rowStart[r];
      int n = rowStart[r + 1] - from;
      if (ascends(target, from, from + n)) continue;
      if (n > was.length) {
        was = new long[2 * n];
        is = new long[2 * n];
      }
      char[] listed = new char[n];
      list(r, listed, 0);
      boolean same = true;
      for (int k = 0; k < n; k++) {
        was[k] = (long) target[from + k] << Integer.SIZE | k;
        is[k] = (long) listed[k] << Integer.SIZE | k;
        same &= was[k] == is[k];
      }
      if (same) continue;
      Arrays.sort(was, 0, n);
      Arrays.sort(is, 0, n);
      int[] old = tags[r].clone();
      for (int k = 0; k < n; k++) tags[r][(int) is[k]] = old[(int) was[k]];
    }
  }

  /// Whether these targets are listed in the order of [#list] already, each once.
  private static boolean ascends(char[] target, int from, int to) {
    for (int i = from + 1; i < to; i++) if (target[i] <= target[i - 1]) return false;
    return true;
  }

  /// Writes the targets of source `r` to `target`, from place `at` on: ascending, then those that
  /// it has again.
  void list(int r, char[] target, int at) {
    int next = at;
    for (int w = 0; w < nobody.length; w++) {
      long bits = CountRing.inOrder(row[r][w]);
      for (; bits != 0; bits &= bits - 1) {
        target[next++] = (char) (w * CountRing.WORD + Long.numberOfTrailingZeros(bits));
      }
    }
    for (int w = nobody.length; w < row[r].length; w++) {
      for (int k = 0; k < CountRing.CELLS_A_WORD; k++) {
        char again = (char) (row[r][w] >>> (k * Character.SIZE));
        if (again != CountRing.NO_CELL) target[next++] = again;
      }
    }
  }
}
