package myelin.engine;

import java.util.Arrays;

/// Input under way to one channel of a population: rings of rows, one row per step, one cell per
/// neuron.
///
/// ```
///              neuron 0   1   2  ...  n-1
///   step t    [       .   .   .       . ]    read by update, then cleared
///   step t+1  [       .   .   .       . ]
///   ...                                      written by delivery, up to max_delay steps ahead
/// ```
///
/// Synapses that all have one weight only count spikes, in `short`s: a row of 6000 neurons then
/// fits into the L1 cache, and sums do not depend on order. The other weights add up in a ring of
/// `double`s.
final class InputRing {

  /// A count never exceeds this.
  static final int COUNT_LIMIT = Short.MAX_VALUE;

  private int cells;
  private int slots;
  private double[][] sums = new double[0][];
  private boolean summing;
  private double[] countWeight = new double[0];
  private short[][][] counts = new short[0][][];
  private short[][][] fetched = {};
  private long fetchedFrom;

  /// Makes room for `cells` neurons and `slots` steps (a power of two); input under way stays.
  void reserve(int cells, int slots, long now) {
    if (cells <= this.cells && slots <= this.slots) return;
    int newCells = Math.max(cells, this.cells);
    int newSlots = Math.max(slots, this.slots);
    if (summing) {
      double[][] rows = new double[newSlots][];
      for (long t = now; t < now + this.slots; t++) rows[at(t, newSlots)] = sums[at(t, this.slots)];
      for (int s = 0; s < newSlots; s++) {
        rows[s] = rows[s] == null ? new double[newCells] : Arrays.copyOf(rows[s], newCells);
      }
      sums = rows;
    }
    for (int g = 0; g < counts.length; g++) {
      short[][] rows = new short[newSlots][];
      for (long t = now; t < now + this.slots; t++) {
        rows[at(t, newSlots)] = counts[g][at(t, this.slots)];
      }
      for (int s = 0; s < newSlots; s++) {
        rows[s] = rows[s] == null ? new short[newCells] : Arrays.copyOf(rows[s], newCells);
      }
      counts[g] = rows;
    }
    this.cells = newCells;
    this.slots = newSlots;
  }

  /// Memory that [#reserve] would take beyond what the ring has.
  double bytes(int cells, int slots) {
    if (cells <= this.cells && slots <= this.slots) return 0;
    double perCell = (summing ? Double.BYTES : 0) + (double) Short.BYTES * counts.length;
    return perCell * Math.max(cells, this.cells) * Math.max(slots, this.slots);
  }

  /// Prepares for weights that differ.
  void needSums() {
    if (summing) return;
    summing = true;
    sums = new double[slots][cells];
  }

  /// The ring that counts spikes of synapses of this weight; made if it is new.
  int countsOf(double weight) {
    for (int g = 0; g < countWeight.length; g++) {
      if (Double.doubleToRawLongBits(countWeight[g]) == Double.doubleToRawLongBits(weight))
        return g;
    }
    int g = countWeight.length;
    countWeight = Arrays.copyOf(countWeight, g + 1);
    countWeight[g] = weight;
    fetched = new short[0][][];
    counts = Arrays.copyOf(counts, g + 1);
    counts[g] = new short[slots][cells];
    return g;
  }

  double[] sums(long t) {
    return sums[at(t, slots)];
  }

  short[] counts(int ring, long t) {
    return counts[ring][at(t, slots)];
  }

  /// Fetches the counts of the steps `[begin, end)` for the neurons `[base, base + LANES)` and
  /// clears them here. Done for a whole slice at once, the rows' cache misses overlap; done step by
  /// step, between the steps of the neurons, each would be waited for.
  void fetch(long begin, long end, int base) {
    int steps = (int) (end - begin);
    if (counts.length > 0 && fetched.length < steps) {
      fetched = new short[steps][counts.length][Block.LANES];
    }
    for (int g = 0; g < counts.length; g++) {
      for (int k = 0; k < steps; k++) {
        short[] row = counts(g, begin + k);
        System.arraycopy(row, base, fetched[k][g], 0, Block.LANES);
        Arrays.fill(row, base, base + Block.LANES, (short) 0);
      }
    }
    fetchedFrom = begin;
  }

  /// Puts the input of step `t` to the neurons `[base, base + LANES)` into `input`: fetched counts
  /// times their weights, and sums, which it clears here.
  void take(long t, int base, double[] input) {
    boolean empty = !summing;
    if (summing) {
      double[] row = sums(t);
      System.arraycopy(row, base, input, 0, Block.LANES);
      Arrays.fill(row, base, base + Block.LANES, 0);
    }
    for (int g = 0; g < counts.length; g++) {
      short[] count = fetched[(int) (t - fetchedFrom)][g];
      if (empty) setProduct(input, countWeight[g], count);
      else addProduct(input, countWeight[g], count);
      empty = false;
    }
    if (empty) Arrays.fill(input, 0);
  }

  private static void setProduct(double[] input, double weight, short[] count) {
    for (int i = 0; i < Block.LANES; i++) input[i] = weight * count[i];
  }

  private static void addProduct(double[] input, double weight, short[] count) {
    for (int i = 0; i < Block.LANES; i++) input[i] += weight * count[i];
  }

  private static int at(long t, int slots) {
    return (int) t & (slots - 1);
  }
}
