package myelin.connect.recipe;

import myelin.space.Positions;
import myelin.value.Bounds;
import myelin.value.Box;
import myelin.value.Place;
import myelin.value.Quantity;

/// Limits of a value that depends on distance alone, by the square of the distance. They are so
/// close that the value itself is hardly ever needed to compare it with a number.
final class RadialTable {

  private static final int SIZE = 1024;

  /// For each row the least value and the most.
  private final double[] limits = new double[2 * SIZE];

  private final double[] rate = new double[SIZE];
  private final double scale;

  /// Whether the value nowhere rises with distance.
  private final boolean falling;

  RadialTable(Quantity<?> value, Positions drivers, Positions pool, Positions edges) {
    double far = 0;
    for (int k = 0; k < pool.dimensions(); k++) {
      double reach = Math.min(span(k, drivers, pool), edges.period(k) / 2);
      far += reach * reach;
    }
    scale = far > 0 ? (SIZE - 1) / (far * (1 + 1e-9)) : 0;
    Box box = new Box();
    for (int k = 1; k < Place.MOST; k++) box.away(k, 0, 0);
    boolean falls = true;
    for (int i = 0; i < SIZE; i++) {
      double from = i / scale * (1 - 1e-12);
      double to = (i + 1) / scale * (1 + 1e-12);
      if (scale == 0) to = from = 0;
      box.away(0, Math.sqrt(from), Math.sqrt(to));
      Bounds all = value.over(box);
      limits[2 * i] = Double.isNaN(all.least()) ? Double.NEGATIVE_INFINITY : all.least();
      limits[2 * i + 1] = Double.isNaN(all.most()) ? Double.POSITIVE_INFINITY : all.most();
      rate[i] = rate(most(i));
      falls &= i == 0 || (most(i) <= most(i - 1) && least(i) <= least(i - 1));
    }
    falling = falls;
  }

  /// The range of coordinate `k`.
  static double span(int k, Positions one, Positions other) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Positions p : new Positions[] {one, other}) {
      for (int i = 0; i < p.size(); i++) {
        least = Math.min(least, p.at(k, i));
        most = Math.max(most, p.at(k, i));
      }
    }
    return most - least;
  }

  /// `-log (1 - p)`: the rate of a process that has an event in a unit of time with probability
  /// `p`.
  static double rate(double p) {
    return -StrictMath.log1p(-Math.clamp(p, 0, 1));
  }

  double rate(int row) {
    return rate[row];
  }

  boolean falling() {
    return falling;
  }

  /// The row of a distance, whose square this is.
  int row(double square) {
    return Math.min(SIZE - 1, (int) (square * scale));
  }

  double least(int row) {
    return limits[2 * row];
  }

  double most(int row) {
    return limits[2 * row + 1];
  }
}
