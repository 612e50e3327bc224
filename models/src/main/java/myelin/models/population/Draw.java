package myelin.models.population;

import myelin.engine.random.RandomStream;

/// Draws whole numbers by inverting distribution functions, exactly to the precision of doubles.
///
/// A number with a large mean is the sum of several with a mean of at most [#MEAN], whose
/// probability of being 0 is far above the smallest doubles.
final class Draw {

  private static final double MEAN = 30;

  private Draw() {}

  /// How many of `n` trials succeed, of probability `p` each.
  static int binomial(RandomStream random, int n, double p) {
    if (p > 0.5) return n - binomial(random, n, 1 - p);
    int most = (int) Math.max(1, MEAN / p);
    int sum = 0;
    for (int left = n; left > 0; left -= most) {
      sum += trials(random.nextDouble(), Math.min(left, most), p);
    }
    return sum;
  }

  private static int trials(double u, int n, double p) {
    double probability = StrictMath.exp(n * StrictMath.log1p(-p));
    double odds = p / (1 - p);
    double left = u;
    int k = 0;
    while (left > probability && k < n) {
      left -= probability;
      k++;
      probability *= odds * (n - k + 1) / k;
    }
    return k;
  }

  /// A Poisson number with a given mean, or `most` if it is larger than that.
  static int poisson(RandomStream random, double mean, int most) {
    double sum = 0;
    for (double left = mean; left > 0 && sum < most; left -= MEAN) {
      sum += events(random.nextDouble(), Math.min(left, MEAN));
    }
    return (int) Math.min(sum, most);
  }

  private static int events(double u, double mean) {
    double probability = StrictMath.exp(-mean);
    double left = u;
    int k = 0;
    while (left > probability && probability > 0) {
      left -= probability;
      k++;
      probability *= mean / k;
    }
    return k;
  }
}
