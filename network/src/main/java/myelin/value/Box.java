package myelin.value;

import java.util.Arrays;

/// What is known of the places of many pairs: limits of each coordinate of their sources and
/// targets, and of how far these are apart. Mutable; nothing is known at first. Lengths are in
/// micrometers.
public final class Box {

  private final double[] leastAway = new double[Place.MOST];
  private final double[] mostAway = new double[Place.MOST];
  private final Bounds[] source = new Bounds[Place.MOST];
  private final Bounds[] target = new Bounds[Place.MOST];

  /// Everything.
  public Box() {
    Arrays.fill(mostAway, Double.POSITIVE_INFINITY);
    Arrays.fill(source, Bounds.ANY);
    Arrays.fill(target, Bounds.ANY);
  }

  /// Limits how far sources and targets are apart along an axis.
  public void away(int k, double least, double most) {
    leastAway[k] = least;
    mostAway[k] = most;
  }

  /// Limits a coordinate of the sources.
  public void source(int k, double least, double most) {
    source[k] = Bounds.of(least, most);
  }

  /// Limits a coordinate of the targets.
  public void target(int k, double least, double most) {
    target[k] = Bounds.of(least, most);
  }

  /// The least square of the distance, or less.
  public double leastSquare() {
    return leastAway[0] * leastAway[0] + leastAway[1] * leastAway[1] + leastAway[2] * leastAway[2];
  }

  /// The largest square of the distance, or more.
  public double mostSquare() {
    return mostAway[0] * mostAway[0] + mostAway[1] * mostAway[1] + mostAway[2] * mostAway[2];
  }

  Bounds away(int k) {
    return Bounds.of(leastAway[k], mostAway[k]);
  }

  Bounds source(int k) {
    return source[k];
  }

  Bounds target(int k) {
    return target[k];
  }

  /// The limits of the distance, a hair wider, as it is a root of a sum.
  Bounds distance() {
    return Bounds.of(Math.sqrt(leastSquare()) * (1 - 1e-12), Math.sqrt(mostSquare()) * (1 + 1e-12));
  }
}
