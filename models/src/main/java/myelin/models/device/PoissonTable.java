package myelin.models.device;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/// Turns a uniform number into a Poisson number by inverting the distribution function.
///
/// The uniform number comes in two pieces. Its first 16 bits suffice almost always: a table over
/// the first 12 of them says what the number is, unless a step of the distribution function falls
/// into that 4096th of the unit interval; then all 16 are looked at, and only if they do not decide
/// either, about once in 5000 draws for small means, the rest of the uniform number is asked for.
/// The result is exact to the precision of doubles, at two bytes of randomness and one look-up a
/// draw. A byte an entry keeps the table in the L1 cache beside the neurons.
final class PoissonTable {

  /// Means up to this are possible.
  static final double LARGEST_MEAN = 1e6;

  private static final int BITS = 12;
  private static final int DRAWN_BITS = 16;
  private static final byte FAR = Byte.MIN_VALUE;

  /// For each 4096th of the unit interval: the number less `first`; or, where a step lies inside,
  /// -1 less the number of steps below; or [#FAR] where that does not fit.
  private final byte[] table = new byte[1 << BITS];

  private final double[] below;
  private final int first;

  /// A table for numbers of mean `mean`, at most [#LARGEST_MEAN].
  PoissonTable(double mean) {
    int mode = (int) mean;
    int reach = (int) (40 + 8 * Math.sqrt(mean));
    first = Math.max(0, mode - reach);
    below = distribution(mean, mode, mode + reach);
    int least = 0;
    for (int b = 0; b < table.length; b++) {
      least = index(b * 1.0 / table.length, least);
      int most = index(Math.nextDown((b + 1.0) / table.length), least);
      if (least >= Byte.MAX_VALUE) table[b] = FAR;
      else table[b] = (byte) (least == most ? least : -1 - least);
    }
  }

  /// The distribution function at `first .. last`, by recursion from the mode and normalised.
  private double[] distribution(double mean, int mode, int last) {
    double[] p = new double[last - first + 1];
    p[mode - first] = 1;
    for (int k = mode; k > first; k--) p[k - 1 - first] = p[k - first] * k / mean;
    for (int k = mode; k < last; k++) p[k + 1 - first] = p[k - first] * mean / (k + 1);
    double sum = Arrays.stream(p).sum();
    double total = 0;
    for (int k = 0; k < p.length; k++) {
      total += p[k] / sum;
      p[k] = total;
    }
    p[p.length - 1] = 1;
    return p;
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

  /// [#index] by halves, where nothing is known of where to begin.
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

  /// Looks up numbers for whole words: bits `shift .. shift + 15` of each are the first 16 bits of
  /// a uniform number.
  ///
  /// Without a call or a branch in its body this loop takes half a nanosecond a number.
  ///
  /// @param number on return the numbers, less [#first]; negative where the table does not decide
  /// @return whether all are decided
  boolean look(long[] words, int shift, int[] number) {
    byte[] table = this.table;
    int down = shift + DRAWN_BITS - BITS;
    int all = 0;
    for (int i = 0; i < number.length; i++) {
      int k = table[(int) (words[i] >>> down) & ((1 << BITS) - 1)];
      number[i] = k;
      all |= k;
    }
    return all >= 0;
  }

  /// The first place from `from` on that [#look] left open, or the length of `number`.
  static int nextOpen(int[] number, int from) {
    for (int i = from; i < number.length; i++) if (number[i] < 0) return i;
    return number.length;
  }

  /// The smallest number that can occur.
  int first() {
    return first;
  }
}
