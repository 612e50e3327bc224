package myelin.conformance.network;

import java.util.List;
import java.util.SplittableRandom;

/// Choices of a random program, the same for the same seed.
final class Pick {

  private final SplittableRandom random;

  Pick(long seed) {
    random = new SplittableRandom(seed);
  }

  /// A whole number from 0 to `n - 1`.
  int below(int n) {
    return random.nextInt(n);
  }

  /// True with probability `p`.
  boolean chance(double p) {
    return random.nextDouble() < p;
  }

  /// A number between two, with two digits after the point so that it reads well.
  double between(double low, double high) {
    return Math.rint(100 * random.nextDouble(low, high)) / 100;
  }

  /// Milliseconds on a grid of 0.1 ms: `from` to `to` tenths.
  double tenths(int from, int to) {
    return random.nextInt(from, to + 1) / 10.0;
  }

  /// One of these.
  @SafeVarargs
  final <T> T of(T... all) {
    return all[below(all.length)];
  }

  /// One of these.
  <T> T of(List<T> all) {
    return all.get(below(all.size()));
  }

  /// A seed for something else.
  long seed() {
    return random.nextLong();
  }
}
