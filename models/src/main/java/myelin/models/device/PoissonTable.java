package myelin.models.device;

import java.util.Arrays;
import myelin.engine.BadInput;

/// Turns a random 32-bit word into a Poisson number by inverting the distribution function: the
/// number is how many steps of the function, as multiples of 2^-32, lie at or below the word. A
/// guide table gives the place to begin, so that a draw takes one look-up and, rarely, a few
/// comparisons.
///
/// Devroye (1986), Non-uniform random variate generation, III.2.4 (guide tables),
/// doi:10.1007/978-1-4613-8643-8.
final class PoissonTable {

  private static final double LARGEST_MEAN = 1e6;
  private static final double WORDS = 0x1p32;
  private static final int GUIDE_BITS = 10;

  private final long[] steps;
  private final int[] guide = new int[1 << GUIDE_BITS];
  private final int first;

  /// A table for numbers of mean `mean`.
  ///
  /// @throws BadInput if the mean exceeds a million
  PoissonTable(double mean) {
    if (mean > LARGEST_MEAN) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "poisson_generator: rate times resolution is %s spikes a step; at most 1e6 are possible"
              .formatted(mean));
    }
    int mode = (int) mean;
    int reach = (int) (40 + 8 * Math.sqrt(mean));
    first = Math.max(0, mode - reach);
    double[] p = probabilities(mean, mode, mode + reach);
    steps = new long[p.length];
    double below = 0;
    for (int k = 0; k < p.length; k++) {
      below += p[k];
      steps[k] = Math.min((long) WORDS, Math.round(below * WORDS));
    }
    steps[p.length - 1] = Long.MAX_VALUE;
    int k = 0;
    for (int g = 0; g < guide.length; g++) {
      long word = (long) g << (32 - GUIDE_BITS);
      while (word >= steps[k]) k++;
      guide[g] = k;
    }
  }

  /// Probabilities of `first .. last`, by recursion from the mode and normalised.
  private double[] probabilities(double mean, int mode, int last) {
    double[] p = new double[last - first + 1];
    p[mode - first] = 1;
    for (int k = mode; k > first; k--) p[k - 1 - first] = p[k - first] * k / mean;
    for (int k = mode; k < last; k++) p[k + 1 - first] = p[k - first] * mean / (k + 1);
    double sum = Arrays.stream(p).sum();
    for (int k = 0; k < p.length; k++) p[k] /= sum;
    return p;
  }

  /// The number for `word`, an unsigned 32-bit value.
  int draw(long word) {
    int k = guide[(int) (word >>> (32 - GUIDE_BITS))];
    while (word >= steps[k]) k++;
    return first + k;
  }
}
