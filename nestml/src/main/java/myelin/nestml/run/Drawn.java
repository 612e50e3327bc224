package myelin.nestml.run;

import myelin.engine.random.RandomStream;

/// Whole random numbers, each by inversion of its distribution function at one uniform number.
final class Drawn {

  /// Above this mean, a Poisson number is a rounded normal one.
  private static final double LARGE = 500;

  /// Up to this mean, binomial numbers are counted from 0, the probability of which is then far
  /// from the smallest doubles.
  private static final double FEW = 16;

  /// What is less probable than the most probable number by this factor never occurs.
  private static final double NEVER = 0x1p-70;

  private static final long ONE = Double.doubleToRawLongBits(1);

  private Drawn() {}

  /// A Poisson distributed number, by adding up probabilities.
  ///
  /// @param u uniform in (0, 1)
  static double poisson(double u, double mean) {
    if (mean > LARGE) {
      return Math.max(0, Math.rint(mean + StrictMath.sqrt(mean) * RandomStream.normal(u)));
    }
    double p = StrictMath.exp(-mean);
    double sum = p;
    int n = 0;
    while (u > sum && p > 0) {
      p *= mean / ++n;
      sum += p;
    }
    return n;
  }

  /// How many of `trials` trials succeed, of probability `p` each, exactly to the precision of
  /// doubles. The fraction of `trials` is dropped.
  ///
  /// @param u uniform in (0, 1)
  static double binomial(double u, double trials, double p) {
    if (!(trials >= 0 && p > 0)) return 0;
    long n = (long) trials;
    if (p >= 1) return n;
    if (p > 0.5) return n - fewer(u, n, 1 - p);
    return fewer(u, n, p);
  }

  /// The same for `p` up to 1/2.
  private static long fewer(double u, long n, double p) {
    if (n * p > FEW) return many(u, n, p);
    double odds = p / (1 - p);
    double each = power(1 - p, n);
    if (u < each) return 0;
    double below = each;
    each *= n * odds;
    below += each;
    long k = 1;
    while (u >= below && k < n && each > NEVER) {
      each *= (n - k) * odds / (k + 1);
      below += each;
      k++;
    }
    return k;
  }

  /// A power, without a branch where `n` is below 8, as most numbers of trials are: they differ at
  /// random.
  private static double power(double x, long n) {
    double square = x * x;
    double fourth = square * square;
    double result = orOne(x, n & 1) * orOne(square, (n >>> 1) & 1) * orOne(fourth, (n >>> 2) & 1);
    double factor = fourth;
    for (long left = n >>> 3; left > 0; left >>>= 1) {
      factor *= factor;
      if ((left & 1) != 0) result *= factor;
    }
    return result;
  }

  /// `x` if `bit` is 1, 1 if it is 0.
  private static double orOne(double x, long bit) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(x) & -bit) | (ONE & (bit - 1)));
  }

  /// The same where none is improbable: probabilities are relative to that of the most probable
  /// number.
  private static long many(double u, long n, double p) {
    double odds = p / (1 - p);
    long middle = (long) ((n + 1.0) * p);
    double each = 1;
    double total = 0;
    for (long k = middle; k <= n && each > NEVER; k++) {
      total += each;
      each *= (n - k) * odds / (k + 1);
    }
    long k = middle;
    each = 1;
    while (k > 0 && each > NEVER) {
      each *= k / ((n - k + 1) * odds);
      k--;
      total += each;
    }
    double left = u * total;
    while (left >= each && k < n) {
      left -= each;
      each *= (n - k) * odds / (k + 1);
      k++;
    }
    return k;
  }
}
