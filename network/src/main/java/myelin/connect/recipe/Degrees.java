package myelin.connect.recipe;

import myelin.engine.base.BadInput;
import myelin.engine.random.RandomStream;

/// Shares a total number of synapses out among targets as if pairs were drawn one by one.
final class Degrees {

  private Degrees() {}

  /// The indegrees of targets that have `room` possible sources each.
  ///
  /// They are drawn target by target from what is left: with repetition each number is binomial,
  /// without it hypergeometric.
  ///
  /// @throws BadInput if there are not enough pairs
  static int[] draw(long total, double[] room, boolean repeating, RandomStream random) {
    double pairs = 0;
    for (double r : room) pairs += r;
    if ((total > 0 && pairs == 0) || (!repeating && total > pairs)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "fixed_total_number(%d): there are only %.0f pairs%s"
              .formatted(
                  total, pairs, repeating ? "" : ", and without multapses each counts once"));
    }
    int[] degree = new int[room.length];
    double left = total;
    for (int j = 0; j < room.length && left > 0; j++) {
      double n =
          room[j] >= pairs
              ? left
              : repeating
                  ? binomial(left, room[j] / pairs, random)
                  : hypergeometric(room[j], pairs, left, random);
      degree[j] = Math.toIntExact((long) n);
      left -= degree[j];
      pairs -= room[j];
    }
    return degree;
  }

  /// Number of successes in `n` trials of probability `p`.
  static double binomial(double n, double p, RandomStream random) {
    if (p <= 0) return 0;
    double mode = Math.floor((n + 1) * p);
    double odds = p / (1 - p);
    double atMode =
        logFactorial(n)
            - logFactorial(mode)
            - logFactorial(n - mode)
            + mode * StrictMath.log(p)
            + (n - mode) * StrictMath.log1p(-p);
    return invert(
        mode, 0, n, StrictMath.exp(atMode), k -> (n - k) / (k + 1) * odds, random.nextDouble());
  }

  /// Number of marked pairs among `drawn` that are drawn from `pairs`, of which `marked` are
  /// marked.
  static double hypergeometric(double marked, double pairs, double drawn, RandomStream random) {
    double least = Math.max(0, drawn - (pairs - marked));
    double most = Math.min(drawn, marked);
    double mode = Math.floor((drawn + 1) * (marked + 1) / (pairs + 2));
    mode = Math.max(least, Math.min(most, mode));
    double others = pairs - marked;
    double atMode =
        logChoose(marked, mode) + logChoose(others, drawn - mode) - logChoose(pairs, drawn);
    return invert(
        mode,
        least,
        most,
        StrictMath.exp(atMode),
        k -> (marked - k) / (k + 1) * ((drawn - k) / (others - drawn + k + 1)),
        random.nextDouble());
  }

  private static double logChoose(double n, double k) {
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  }

  /// Ratio of the probabilities of `k + 1` and `k`.
  @FunctionalInterface
  private interface Ratio {
    double after(double k);
  }

  /// Inverts a unimodal distribution by walking outwards from its mode, up and down in turn: it
  /// takes about as many steps as the standard deviation.
  ///
  /// Devroye (1986), Non-uniform random variate generation, X.4, doi:10.1007/978-1-4613-8643-8.
  private static double invert(
      double mode, double least, double most, double atMode, Ratio ratio, double u) {
    double up = mode;
    double down = mode;
    double pUp = atMode;
    double pDown = atMode;
    double left = u - atMode;
    if (left < 0) return mode;
    while (true) {
      boolean moved = false;
      if (up < most) {
        pUp *= ratio.after(up);
        up++;
        left -= pUp;
        moved = true;
        if (left < 0) return up;
      }
      if (down > least) {
        down--;
        pDown /= ratio.after(down);
        left -= pDown;
        moved = true;
        if (left < 0) return down;
      }
      if (!moved || pUp + pDown < Double.MIN_NORMAL) return mode;
    }
  }

  /// Logarithm of n!: summed where it is small, else by Stirling's series, to 1e-15 relative.
  static double logFactorial(double n) {
    if (n < 32) {
      double product = 1;
      for (int k = 2; k <= n; k++) product *= k;
      return StrictMath.log(product);
    }
    double x = n + 1;
    double y = 1 / (x * x);
    double series = (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y / 1680))) / x;
    return (x - 0.5) * StrictMath.log(x) - x + 0.5 * StrictMath.log(2 * Math.PI) + series;
  }
}
