package myelin.engine.input;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Spikes under way through synapses that all have one weight: a count per neuron and step, as a
/// ring of steps.
///
/// Sources with few targets count one by one, in a byte per neuron, so that a row of 6000 neurons
/// takes a fifth of the L1 cache. Sources with many targets come as sets of bits (`BitRows` in the
/// package `table`), which are added up 64 neurons at a time: four `long`s hold 64 counts in
/// binary, one digit each, and an adder of a few logical operations adds three sets to them. What
/// does not fit into the bytes or the four digits goes to an `int` per neuron, which is made when
/// it is first needed, so no count is too large. Sums of integers do not depend on their order.
public final class CountRing {

  /// The number of neurons that share a word of a set of bits.
  public static final int WORD = Long.SIZE;

  /// Numbers of neurons that fit into a word.
  public static final int CELLS_A_WORD = Long.SIZE / Character.SIZE;

  /// Stands for no neuron.
  public static final int NO_CELL = Character.MAX_VALUE;

  private static final int DIGITS = 4;

  /// A byte that reaches this is emptied, so that adding the largest binary count does not overflow
  /// it.
  private static final int FULL = Byte.MAX_VALUE - (1 << DIGITS) + 1;

  private static final long ODD = 0x5555555555555555L;
  private static final long PAIRS = 0x3333333333333333L;
  private static final long NIBBLES = 0x0F0F0F0F0F0F0F0FL;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// The counts of a step in which no spike arrives; not to be changed.
  private static final byte[] ZEROS = new byte[TargetBlocks.LANES];

  private static final int[] NONE = {};

  private final double weight;
  private int cells;
  private int slots;
  private byte[][] few = {};
  private long[][][] binary = {};
  private int[][] many = {};
  private long[] carry = {};

  /// By slot whether spikes have been counted since its counts were taken last.
  private boolean[] touched = {};

  /// What [#fetch] has found, by step: counts, and what goes beyond them or an empty array.
  private byte[][] fetched = {};

  private byte[][] buffers = {};
  private int[][] beyond = {};

  /// Where the fetched neurons begin in [#fetched].
  private int first;

  private final TargetBlocks reach = new TargetBlocks();

  /// Counts of spikes of this weight.
  public CountRing(double weight) {
    this.weight = weight;
  }

  /// Notes that synapses of the ring's weight end in these blocks, too.
  void reach(TargetBlocks more) {
    reach.add(more);
  }

  /// Whether synapses of the ring's weight end in the block of neurons from `base` on.
  boolean reaches(int base) {
    return reach.has(base);
  }

  /// The weight that all counted spikes have.
  public double weight() {
    return weight;
  }

  /// What a neuron takes in a slot, in bytes.
  double bytesPerCell() {
    return 1 + (double) DIGITS * binary.length / (Math.max(slots, 1) * Byte.SIZE);
  }

  /// Makes room for `cells` neurons and `slots` steps (a power of two); counts under way stay.
  void reserve(int cells, int slots, long now) {
    if (cells <= this.cells && slots <= this.slots) return;
    int oldSlots = this.slots;
    int newSlots = Math.max(slots, oldSlots);
    int newCells = Math.max(cells, this.cells);
    byte[][] oldFew = few;
    long[][][] oldBinary = binary;
    int[][] oldMany = many;
    few = new byte[newSlots][];
    many = new int[newSlots][0];
    touched = new boolean[newSlots];
    Arrays.fill(touched, true);
    for (long t = now; t < now + oldSlots; t++) {
      int from = (int) t & (oldSlots - 1);
      int to = (int) t & (newSlots - 1);
      few[to] = Arrays.copyOf(oldFew[from], newCells);
      if (oldMany[from].length > 0) many[to] = Arrays.copyOf(oldMany[from], newCells);
    }
    for (int s = 0; s < newSlots; s++) if (few[s] == null) few[s] = new byte[newCells];
    this.cells = newCells;
    this.slots = newSlots;
    if (oldBinary.length == 0) return;
    binary = new long[0][][];
    needBinary();
    for (long t = now; t < now + oldSlots; t++) {
      long[][] old = oldBinary[(int) t & (oldSlots - 1)];
      for (int d = 0; d < DIGITS; d++) System.arraycopy(old[d], 0, at(t)[d], 0, old[d].length);
    }
  }

  /// Prepares for sets of bits.
  public void needBinary() {
    if (binary.length > 0) return;
    binary = new long[slots][DIGITS][cells / WORD];
    carry = new long[cells / WORD];
  }

  private long[][] at(long t) {
    return binary[(int) t & (slots - 1)];
  }

  /// The bit of a word that belongs to neuron `cell`: such that the digits' bits, eight neurons
  /// apart, come to lie as bytes of neighbours when [#spread] moves them together. The same
  /// function gives the neuron of a bit.
  public static int bit(int cell) {
    return ((cell & 7) << 3) | ((cell >> 3) & 7);
  }

  /// A word with the bits of its neurons in order of these: the transpose of a square of eight
  /// bytes (H. S. Warren, Hacker's Delight, 2002).
  public static long inOrder(long word) {
    long x = word;
    long t = (x ^ (x >>> 7)) & 0x00AA00AA00AA00AAL;
    x ^= t ^ (t << 7);
    t = (x ^ (x >>> 14)) & 0x0000CCCC0000CCCCL;
    x ^= t ^ (t << 14);
    t = (x ^ (x >>> 28)) & 0x00000000F0F0F0F0L;
    return x ^ t ^ (t << 28);
  }

  /// A spike arrives in step `t` at each of the neurons whose numbers are in `words[from ..]`.
  public void count(long t, long[] words, int from) {
    byte[] row = touch(t);
    for (int w = from; w < words.length; w++) {
      long word = words[w];
      for (int k = 0; k < CELLS_A_WORD; k++) {
        int cell = (int) (word >>> (k * Character.SIZE)) & NO_CELL;
        if (cell < row.length && ++row[cell] == FULL) empty(t, cell);
      }
    }
  }

  /// A spike arrives in step `t` at neuron `cell`.
  public void count(long t, int cell) {
    if (++touch(t)[cell] == FULL) empty(t, cell);
  }

  /// A spike arrives in step `t` at each of the neurons `target[from .. to - 1]`.
  public void count(long t, char[] target, int from, int to) {
    byte[] row = touch(t);
    for (int i = from; i < to; i++) if (++row[target[i]] == FULL) empty(t, target[i]);
  }

  /// A spike arrives in step `t` at each of the neurons `target[from .. to - 1]`.
  public void count(long t, int[] target, int from, int to) {
    byte[] row = touch(t);
    for (int i = from; i < to; i++) if (++row[target[i]] == FULL) empty(t, target[i]);
  }

  /// `n` spikes arrive in step `t` at neuron `cell`.
  public void count(long t, int cell, int n) {
    touch(t);
    addMany(t, cell, n);
  }

  /// The bytes of a step in which spikes are counted now.
  private byte[] touch(long t) {
    int slot = (int) t & (slots - 1);
    touched[slot] = true;
    return few[slot];
  }

  private void empty(long t, int cell) {
    few[(int) t & (slots - 1)][cell] = 0;
    addMany(t, cell, FULL);
  }

  private void addMany(long t, int cell, int n) {
    int slot = (int) t & (slots - 1);
    if (many[slot].length == 0) many[slot] = new int[cells];
    many[slot][cell] += n;
  }

  /// A spike arrives in step `t` at each neuron of three sets of bits.
  public void count(long t, long[] a, long[] b, long[] c) {
    touch(t);
    long[][] d = at(t);
    if (add(a, b, c, d[0], d[1], d[2], d[3], carry) == 0) return;
    for (int w = 0; w < carry.length; w++) {
      for (long left = carry[w]; left != 0; left &= left - 1) {
        addMany(t, w * WORD + bit(Long.numberOfTrailingZeros(left)), 1 << DIGITS);
      }
    }
  }

  /// A full adder for three bits into the two lower digits, half adders from there on; what is
  /// carried beyond the highest digit is left in `carry` and, joined for all words, returned.
  private static long add(
      long[] a, long[] b, long[] c, long[] d0, long[] d1, long[] d2, long[] d3, long[] carry) {
    long any = 0;
    for (int w = 0; w < d0.length; w++) {
      long differ = a[w] ^ b[w];
      long ones = differ ^ c[w];
      long twos = (a[w] & b[w]) | (c[w] & differ);
      long x0 = d0[w];
      long x1 = d1[w];
      long x2 = d2[w];
      long x3 = d3[w];
      long toTwos = x0 & ones;
      long half = x1 ^ twos;
      long toFours = (x1 & twos) | (toTwos & half);
      long toEights = x2 & toFours;
      long out = x3 & toEights;
      d0[w] = x0 ^ ones;
      d1[w] = half ^ toTwos;
      d2[w] = x2 ^ toFours;
      d3[w] = x3 ^ toEights;
      carry[w] = out;
      any |= out;
    }
    return any;
  }

  /// Fetches the counts of the steps `[begin, end)` for the neurons `[base, base + LANES)` and
  /// clears them here. Done for a whole slice at once, the rows' cache misses overlap; done step by
  /// step, between the steps of the neurons, each would be waited for. The counts of a single step
  /// stay where they are until they are taken.
  void fetch(long begin, long end, int base) {
    int steps = (int) (end - begin);
    if (fetched.length < steps) {
      fetched = new byte[steps][];
      buffers = new byte[steps][TargetBlocks.LANES];
      beyond = new int[steps][0];
    }
    first = 0;
    for (int k = 0; k < steps; k++) {
      int slot = (int) (begin + k) & (slots - 1);
      if (!touched[slot]) {
        fetched[k] = ZEROS;
        beyond[k] = NONE;
        continue;
      }
      if (steps == 1) first = base;
      fetched[k] = few[slot];
      if (steps > 1) {
        System.arraycopy(few[slot], base, buffers[k], 0, TargetBlocks.LANES);
        Arrays.fill(few[slot], base, base + TargetBlocks.LANES, (byte) 0);
        fetched[k] = buffers[k];
      }
      if (binary.length > 0) spread(binary[slot], base / WORD, fetched[k], first);
      beyond[k] = many[slot];
      if (many[slot].length > 0) {
        beyond[k] = Arrays.copyOfRange(many[slot], base, base + TargetBlocks.LANES);
        Arrays.fill(many[slot], base, base + TargetBlocks.LANES, 0);
        if (base == reach.last()) many[slot] = new int[0];
      }
    }
  }

  /// Adds binary counts to bytes and clears them.
  private static void spread(long[][] digit, int word, byte[] sum, int first) {
    for (int w = 0; w < TargetBlocks.LANES / WORD; w++) {
      long d0 = digit[0][word + w];
      long d1 = digit[1][word + w];
      long d2 = digit[2][word + w];
      long d3 = digit[3][word + w];
      for (long[] d : digit) d[word + w] = 0;
      // two digits together, of even and of odd bits; then all four of every fourth bit
      long low0 = (d0 & ODD) | ((d1 & ODD) << 1);
      long low1 = ((d0 >>> 1) & ODD) | (d1 & ~ODD);
      long high0 = (d2 & ODD) | ((d3 & ODD) << 1);
      long high1 = ((d2 >>> 1) & ODD) | (d3 & ~ODD);
      long n0 = (low0 & PAIRS) | ((high0 & PAIRS) << 2);
      long n1 = (low1 & PAIRS) | ((high1 & PAIRS) << 2);
      long n2 = ((low0 >>> 2) & PAIRS) | (high0 & ~PAIRS);
      long n3 = ((low1 >>> 2) & PAIRS) | (high1 & ~PAIRS);
      int at = first + w * WORD;
      add(sum, at, n0);
      add(sum, at + 8, n1);
      add(sum, at + 16, n2);
      add(sum, at + 24, n3);
      add(sum, at + 32, n0 >>> 4);
      add(sum, at + 40, n1 >>> 4);
      add(sum, at + 48, n2 >>> 4);
      add(sum, at + 56, n3 >>> 4);
    }
  }

  private static void add(byte[] sum, int at, long counts) {
    LONGS.set(sum, at, (long) LONGS.get(sum, at) + (counts & NIBBLES));
  }

  /// Adds fetched counts of the `k`-th step times the weight to `input`, or puts them there; once.
  /// A sum of nothing is 0, not -0, whoever shares the block.
  void take(int k, boolean put, double[] input) {
    byte[] n = fetched[k];
    if (n == ZEROS) {
      if (put) Arrays.fill(input, 0);
      return;
    }
    int base = first;
    if (beyond[k].length > 0) {
      if (put) Arrays.fill(input, 0);
      for (int i = 0; i < TargetBlocks.LANES; i++)
        input[i] += weight * (n[base + i] + beyond[k][i]);
    } else if (put) {
      for (int i = 0; i < TargetBlocks.LANES; i++) input[i] = weight * n[base + i] + 0.0;
    } else {
      for (int i = 0; i < TargetBlocks.LANES; i++) input[i] += weight * n[base + i];
    }
    clear(k);
  }

  /// Shows the fetched counts of the `k`-th step, which are then to be cleared by [#clear]. Returns
  /// false, and shows nothing, where bytes do not hold them.
  boolean show(int k, Counts counts) {
    if (beyond[k].length > 0) return false;
    counts.show(fetched[k], first, weight);
    return true;
  }

  /// Whether no spikes at all have been counted for the `k`-th fetched step.
  boolean isEmpty(int k) {
    return fetched[k] == ZEROS;
  }

  /// Clears the fetched counts of the `k`-th step, which have been taken.
  void clear(int k) {
    if (fetched[k] != buffers[k] && fetched[k] != ZEROS) {
      Arrays.fill(fetched[k], first, first + TargetBlocks.LANES, (byte) 0);
    }
  }

  /// Ends the steps `[begin, end)`, whose counts all neurons have taken.
  void close(long begin, long end) {
    for (long t = begin; t < end; t++) touched[(int) t & (slots - 1)] = false;
  }

  /// Whether no spike arrives in step `t` at the neurons `[base, base + LANES)`.
  boolean isSilent(long t, int base) {
    int slot = (int) t & (slots - 1);
    if (!touched[slot]) return true;
    long any = 0;
    for (int i = 0; i < TargetBlocks.LANES; i += Long.BYTES)
      any |= (long) LONGS.get(few[slot], base + i);
    for (int d = 0; d < DIGITS && binary.length > 0; d++) {
      for (int w = 0; w < TargetBlocks.LANES / WORD; w++) any |= binary[slot][d][base / WORD + w];
    }
    for (int i = base; i < base + TargetBlocks.LANES && many[slot].length > 0; i++)
      any |= many[slot][i];
    return any == 0;
  }

  /// What is under way to neuron `cell` in step `t`.
  public int at(long t, int cell) {
    int slot = (int) t & (slots - 1);
    int n = few[slot][cell];
    if (many[slot].length > 0) n += many[slot][cell];
    for (int d = 0; d < DIGITS && binary.length > 0; d++) {
      n += (int) (binary[slot][d][cell / WORD] >>> bit(cell) & 1) << d;
    }
    return n;
  }
}
