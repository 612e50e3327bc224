package myelin.models.train;

import java.util.Arrays;

/// A distribution of whole numbers, of which a uniform number chooses one by inversion of the
/// distribution function. The result is exact to the precision of doubles.
final class CountDistribution {

  /// The distribution that always gives 0.
  static final CountDistribution NONE = new CountDistribution(0, new double[] {1});

  /// If there are more candidates than this, bisection reduces them before they are tried one by
  /// one.
  private static final int FEW = 8;

  private final int first;
  private final double[] below;

  private CountDistribution(int first, double[] below) {
    this.first = first;
    this.below = below;
  }

  /// The Poisson distribution of mean `mean`.
  static CountDistribution poisson(double mean) {
    int mode = (int) mean;
    int reach = (int) (40 + 8 * Math.sqrt(mean));
    int first = Math.max(0, mode - reach);
    double[] p = new double[mode + reach - first + 1];
    p[mode - first] = 1;
    for (int k = mode; k > first; k--) p[k - 1 - first] = p[k - first] * k / mean;
    for (int k = mode; k < mode + reach; k++) p[k + 1 - first] = p[k - first] * mean / (k + 1);
    return new CountDistribution(first, summed(p));
  }

  /// The binomial distribution of `n` trials that succeed with probability `p`.
  static CountDistribution binomial(int n, double p) {
    if (n == 0 || p <= 0) return NONE;
    if (p >= 1) return new CountDistribution(n, new double[] {1});
    int mode = (int) Math.min(n, (n + 1.0) * p);
    int reach = (int) (40 + 8 * Math.sqrt(n * p * (1 - p)));
    int first = Math.max(0, mode - reach);
    int last = (int) Math.min(n, (long) mode + reach);
    double odds = p / (1 - p);
    double[] each = new double[last - first + 1];
    each[mode - first] = 1;
    for (int k = mode; k > first; k--) {
      each[k - 1 - first] = each[k - first] * k / ((n - k + 1) * odds);
    }
    for (int k = mode; k < last; k++) {
      each[k + 1 - first] = each[k - first] * (n - k) / (k + 1) * odds;
    }
    return new CountDistribution(first, summed(each));
  }

  /// Replaces each element by the sum up to it, as a part of the whole sum.
  private static double[] summed(double[] p) {
    double sum = Arrays.stream(p).sum();
    double total = 0;
    for (int k = 0; k < p.length; k++) {
      total += p[k] / sum;
      p[k] = total;
    }
    p[p.length - 1] = 1;
    return p;
  }

  /// The smallest number that can occur.
  int first() {
    return first;
  }

  /// The distribution function at [#first] and the numbers after it; not to be changed.
  double[] below() {
    return below;
  }

  /// The number that corresponds to a uniform number.
  ///
  /// @param u in (0, 1)
  int number(double u) {
    int from = 0;
    int to = below.length - 1;
    while (to - from > FEW) {
      int middle = (from + to) >>> 1;
      if (u >= below[middle]) from = middle + 1;
      else to = middle;
    }
    while (from < to && u >= below[from]) from++;
    return first + from;
  }
}
