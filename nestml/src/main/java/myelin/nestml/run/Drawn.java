package myelin.nestml.run;

import myelin.engine.random.RandomStream;

/// Random numbers of distributions that random streams do not offer.
final class Drawn {

  /// Above this mean, a Poisson number is a rounded normal one.
  private static final double LARGE = 500;

  private Drawn() {}

  /// A Poisson distributed number, by adding up probabilities.
  static double poisson(RandomStream stream, double mean) {
    if (mean > LARGE) {
      return Math.max(0, Math.rint(mean + StrictMath.sqrt(mean) * stream.nextNormal()));
    }
    double u = stream.nextDouble();
    double p = StrictMath.exp(-mean);
    double sum = p;
    int n = 0;
    while (u > sum && p > 0) {
      p *= mean / ++n;
      sum += p;
    }
    return n;
  }
}
