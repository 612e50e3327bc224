package myelin.models.train;

/// Trials that each succeed with the same probability: what is needed to draw how many succeed, by
/// inverting the binomial distribution.
final class Trials {

  /// The largest expected number of successes among trials that are drawn together, so that the
  /// probability of none is far from 0.
  private static final double FEW = 8;

  private final double p;
  private final double odds;

  /// The probability that none succeeds, by number of trials.
  private final double[] none;

  /// @param p probability of success, at most 1/2
  /// @param most the largest number of trials that are drawn
  Trials(double p, int most) {
    this.p = p;
    odds = p / (1 - p);
    none = new double[p == 0 ? 1 : (int) Math.max(1, Math.min(most, FEW / p)) + 1];
    none[0] = 1;
    for (int n = 1; n < none.length; n++) none[n] = none[n - 1] * (1 - p);
  }

  /// The probability of success.
  double p() {
    return p;
  }

  /// The largest number of trials that can be drawn together.
  int together() {
    return none.length - 1;
  }

  /// How many of `n` trials, at most [#together], succeed, given a uniform number.
  int successes(int n, double u) {
    double each = none[n];
    double below = each;
    int k = 0;
    while (u >= below && k < n) {
      each *= (n - k) * odds / (k + 1);
      below += each;
      k++;
    }
    return k;
  }
}
