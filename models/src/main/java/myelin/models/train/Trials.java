package myelin.models.train;

/// Trials that succeed with the same probability each: what is needed to draw how many of some
/// succeed, by inversion of the binomial distribution.
final class Trials {

  /// So many successes may be expected of those that are drawn together, so that the probability of
  /// none is far from 0.
  private static final double FEW = 8;

  private final double p;
  private final double odds;

  /// By number of trials the probability that none succeeds.
  private final double[] none;

  /// @param p probability of success, at most 1/2
  /// @param most so many trials are drawn at most
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

  /// So many trials can be drawn together.
  int together() {
    return none.length - 1;
  }

  /// How many of `n` trials succeed, at most [#together], given a uniform number.
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
