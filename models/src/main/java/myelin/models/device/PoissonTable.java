package myelin.models.device;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/// Turns a uniform number into a Poisson number by inverting the distribution function.
///
/// The uniform number comes in two pieces. Its first 16 bits suffice almost always: a table over
/// the first 12 of them says what the number is, unless a step of the distribution function falls
/// into that 4096th of the unit interval. Only then, about once in 300 draws for small means, is
/// the rest of the uniform number asked for. The result is exact to the precision of doubles, at
/// two bytes of randomness and one look-up a draw.
final class PoissonTable {

  /// Means up to this are possible.
  static final double LARGEST_MEAN = 1e6;

  private static final int BITS = 12;
  private static final int DRAWN_BITS = 16;
  private static final short UNDECIDED = -1;

  private final short[] decided = new short[1 << BITS];
  private final double[] below;
  private final int first;

  /// A table for numbers of mean `mean`, at most [#LARGEST_MEAN].
  PoissonTable(double mean) {
    int mode = (int) mean;
    int reach = (int) (40 + 8 * Math.sqrt(mean));
    first = Math.max(0, mode - reach);
    below = distribution(mean, mode, mode + reach);
    for (int b = 0; b < decided.length; b++) {
      int least = index(b * 1.0 / decided.length);
      int most = index(Math.nextDown((b + 1.0) / decided.length));
      decided[b] = least == most ? (short) (first + least) : UNDECIDED;
      if (first + least > Short.MAX_VALUE) decided[b] = UNDECIDED;
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

  /// Number of steps of the distribution function at or below `u`.
  private int index(double u) {
    int from = 0;
    int to = below.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (u >= below[middle]) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /// The number for a uniform number whose first 16 bits are `bits`.
  ///
  /// @param rest gives the remaining digits, uniform in (0, 1)
  int draw(int bits, DoubleSupplier rest) {
    int k = decided[bits >>> (DRAWN_BITS - BITS)];
    return k >= 0 ? k : first + index((bits + rest.getAsDouble()) / (1 << DRAWN_BITS));
  }

  /// [#draw] without the rest, or a negative number where it is needed.
  int draw(int bits) {
    return decided[bits >>> (DRAWN_BITS - BITS)];
  }
}
