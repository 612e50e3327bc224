package myelin.models.train;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import myelin.models.loops.PoissonLoop;
import myelin.models.loops.VectorLoop;

/// Turns a uniform number into a Poisson number by inverting the distribution function.
///
/// The uniform number comes in two pieces. Its first 16 bits suffice almost always: a table indexed
/// by the first 12 of them gives the number, unless a step of the distribution function falls into
/// that 4096th of the unit interval. Then all 16 bits are used, and only if they do not decide
/// either, about once in 5000 draws for small means, is the rest of the uniform number drawn. The
/// result is exact to the precision of doubles, and takes two bytes of randomness and one look-up
/// per draw. With one byte per entry, the table stays in the L1 cache beside the neurons.
final class PoissonTable {

  /// Looks up the numbers of a block.
  static final VectorLoop<PoissonLoop> VECTORS =
      new VectorLoop<>(PoissonLoop.class, 1, PoissonLoop::warmUp);

  /// The largest mean that is possible.
  static final double LARGEST_MEAN = 1e6;

  private static final int BITS = 12;
  private static final int DRAWN_BITS = 16;
  private static final int LAST = (1 << BITS) - 1;
  private static final int MOST_STEPS = 24;

  /// The bits of four numbers that say that a number is not decided.
  static final long OPEN = 0x8000_8000_8000_8000L;

  private static final byte FAR = Byte.MIN_VALUE;

  /// The table for generators that are silent.
  private static final PoissonTable ZERO = new PoissonTable(0);

  /// For each 4096th of the unit interval: the number less `first`; or, where a step lies inside,
  /// -1 minus the number of steps below it; or [#FAR] where that does not fit into a byte.
  private final byte[] table = new byte[1 << BITS];

  /// Where the steps of the distribution function lie, in 65536ths minus 32768; empty if there are
  /// too many to compare with each.
  private final short[] steps;

  private final double[] below;
  private final int first;

  /// A table for numbers of mean `mean`, at most [#LARGEST_MEAN].
  static PoissonTable of(double mean) {
    return mean == 0 ? ZERO : new PoissonTable(mean);
  }

  private PoissonTable(double mean) {
    CountDistribution poisson = CountDistribution.poisson(mean);
    first = poisson.first();
    below = poisson.below();
    steps = steps();
    int least = 0;
    for (int b = 0; b < table.length; b++) {
      least = index(b * 1.0 / table.length, least);
      int most = index(Math.nextDown((b + 1.0) / table.length), least);
      if (least >= Byte.MAX_VALUE) table[b] = FAR;
      else table[b] = (byte) (least == most ? least : -1 - least);
    }
  }

  private short[] steps() {
    double end = (1 << DRAWN_BITS) - 1;
    int n = 0;
    while (n < below.length && below[n] * (end + 1) < end) n++;
    if (first > 0 || n >= MOST_STEPS) return new short[0];
    short[] all = new short[n + 1]; // where all further steps lie, nothing is decided
    Arrays.fill(all, (short) (end + Short.MIN_VALUE));
    for (int k = 0; k < n; k++) {
      all[k] = (short) ((int) (below[k] * (end + 1)) + Short.MIN_VALUE);
    }
    return all;
  }

  /// Number of steps of the distribution function at or below `u`, which is at least `least`.
  private int index(double u, int least) {
    int k = least;
    while (k < below.length - 1 && u >= below[k]) k++;
    return k;
  }

  /// The number for a uniform number whose first 16 bits are `bits`.
  ///
  /// @param rest gives the remaining digits, uniform in (0, 1)
  int draw(int bits, DoubleSupplier rest) {
    int entry = table[bits >>> (DRAWN_BITS - BITS)];
    if (entry >= 0) return first + entry;
    double unit = 1 << DRAWN_BITS;
    int k = entry == FAR ? search(bits / unit) : index(bits / unit, -1 - entry);
    if (below[k] >= (bits + 1) / unit) return first + k;
    return first + index((bits + rest.getAsDouble()) / unit, k);
  }

  /// [#index] by bisection, where it is not known where to begin.
  private int search(double u) {
    int from = 0;
    int to = below.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (u >= below[middle]) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /// Looks up the numbers for four uniform numbers per word; a word holds the first 16 bits of
  /// each.
  ///
  /// @param numbers on return four numbers per word, minus [#first], in the places of their bits;
  ///   bit 15 is set where the bits do not decide
  /// @return whether all are decided
  boolean look(long[] words, long[] numbers) {
    PoissonLoop vectors = VECTORS.loop();
    boolean even = numbers.length % PoissonLoop.WORDS_TOGETHER == 0;
    if (vectors != null && even && steps.length > 0) return vectors.look(words, steps, numbers);
    byte[] table = this.table;
    long all = 0;
    for (int i = 0; i < numbers.length; i++) {
      long word = words[i];
      long a = table[(int) (word >>> 52)];
      long b = table[(int) (word >>> 36) & LAST];
      long c = table[(int) (word >>> 20) & LAST];
      long d = table[(int) (word >>> 4) & LAST];
      numbers[i] = (a << 48) | ((b & 0xFFFF) << 32) | ((c & 0xFFFF) << 16) | (d & 0xFFFF);
      all |= numbers[i];
    }
    return (all & OPEN) == 0;
  }

  /// The smallest number that can occur.
  int first() {
    return first;
  }
}
