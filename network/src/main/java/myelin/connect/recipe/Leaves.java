package myelin.connect.recipe;

import myelin.space.Tree;

/// Takes candidates of leaves with a probability that those of a leaf have in common: eight at a
/// time, each with seven bits of a random `long`.
final class Leaves {

  private static final int BITS = 7;
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long LOW = 0x7F7F_7F7F_7F7F_7F7FL;
  private static final long HIGH = 0x8080_8080_8080_8080L;

  /// Brings the lowest bits of eight bytes together into the highest byte.
  private static final long TOGETHER = 0x0102_0408_1020_4080L;

  /// By set of bytes of a leaf: their numbers, a byte each, lowest first.
  private static final long[] NUMBERS = new long[1 << Tree.LEAF];

  static {
    for (int set = 0; set < NUMBERS.length; set++) {
      long hits = 0;
      long numbers = 0;
      int n = 0;
      for (int i = 0; i < Tree.LEAF; i++) {
        if (((set >> i) & 1) == 0) continue;
        hits |= 1L << (8 * i);
        numbers |= (long) i << (8 * n++);
      }
      NUMBERS[set(hits)] = numbers;
    }
  }

  private Leaves() {}

  private static int set(long ones) {
    return (int) ((ones * TOGETHER) >>> 56);
  }

  /// A probability as [#take] needs it, rounded up to a multiple of 1/128: so many parts in each
  /// byte.
  static long chance(double p) {
    return (long) Math.ceil(Math.clamp(p, 0, 1) * (1 << BITS)) * ONES;
  }

  /// The probability that a chance is.
  static double probability(long chance) {
    return (chance & 0xFF) * (1.0 / (1 << BITS));
  }

  /// Takes candidates of leaves.
  ///
  /// @param random a random `long` for each leaf, which is changed
  /// @param chance of the candidates of each
  /// @param from number of the first candidate of each
  /// @param end the number after that of the last candidate of all
  /// @param out where those that are taken are put; there must be room for all, and for eight more
  /// @return how many are taken
  static int take(long[] random, long[] chance, int[] from, int n, int end, int[] out) {
    // In a byte the highest bit is set if seven random bits and the chance are 128 or more.
    for (int e = 0; e < n; e++) random[e] = ((random[e] & LOW) + chance[e]) & HIGH;
    int taken = 0;
    for (int e = 0; e < n; e++) {
      int set = set(random[e] >>> BITS);
      long numbers = NUMBERS[set];
      int first = from[e];
      put(out, taken, first, (int) numbers);
      int many = Integer.bitCount(set);
      if (many > 4) put(out, taken + 4, first, (int) (numbers >>> 32));
      taken += many;
    }
    while (taken > 0 && out[taken - 1] >= end) taken--;
    return taken;
  }

  private static void put(int[] out, int at, int first, int numbers) {
    out[at] = first + (numbers & 7);
    out[at + 1] = first + ((numbers >>> 8) & 7);
    out[at + 2] = first + ((numbers >>> 16) & 7);
    out[at + 3] = first + ((numbers >>> 24) & 7);
  }
}
