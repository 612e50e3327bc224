package myelin.connect.recipe;

import myelin.value.Bounds;
import myelin.value.Box;
import myelin.value.Place;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Limits of a value that depends on distance alone, by the square of the distance. They are so
/// close that the value itself is hardly ever needed to compare it with a number.
final class RadialTable {

  private static final int SIZE = 4096;

  /// Rows reach so much farther (as a part), as squares of distances are rounded.
  private static final double SLACK = 1e-9;

  /// For each row the least value and the most; the last row is for all that is farther.
  final double[] limits = new double[2 * SIZE + 2];

  private final double[] rate = new double[SIZE + 1];
  private final long[] chance = new long[SIZE + 1];
  final double scale;

  /// Whether the value nowhere rises with distance.
  private final boolean falling;

  /// The limits of a value, which is 0 beyond a radius.
  ///
  /// @param value null if it is 1
  /// @param far no square of a distance is larger
  /// @param radius negative or infinite if it ends nowhere
  RadialTable(@Nullable Quantity<?> value, double far, double radius) {
    double square = radius >= 0 ? radius * radius : Double.POSITIVE_INFINITY;
    double end = Math.min(far, square) * (1 + 2 * SLACK);
    scale = end > 0 ? SIZE / end : 0;
    Box box = new Box();
    for (int k = 1; k < Place.MOST; k++) box.away(k, 0, 0);
    boolean falls = true;
    for (int i = 0; i <= SIZE; i++) {
      double from = scale == 0 ? 0 : i / scale * (1 - SLACK);
      double to = scale == 0 ? 0 : (i + 1) / scale * (1 + SLACK);
      if (i == SIZE) to = Math.max(to, far * (1 + 1e-9));
      box.away(0, Math.sqrt(from), Math.sqrt(to));
      set(i, value, box, from > square, to >= square);
      falls &= i == 0 || (most(i) <= most(i - 1) && least(i) <= least(i - 1));
    }
    falling = falls;
  }

  private void set(
      int row, @Nullable Quantity<?> value, Box box, boolean beyond, boolean partlyBeyond) {
    double least = 1;
    double most = 1;
    if (value != null && !beyond) {
      Bounds all = value.over(box);
      least = Double.isNaN(all.least()) ? Double.NEGATIVE_INFINITY : all.least();
      most = Double.isNaN(all.most()) ? Double.POSITIVE_INFINITY : all.most();
    }
    limits[2 * row] = beyond ? 0 : partlyBeyond ? Math.min(0, least) : least;
    limits[2 * row + 1] = beyond ? 0 : most;
    rate[row] = rate(most(row));
    chance[row] = Leaves.chance(most(row));
  }

  /// `-log (1 - p)`: the rate of a process that has an event in a unit of time with probability
  /// `p`.
  static double rate(double p) {
    return -StrictMath.log1p(-Math.clamp(p, 0, 1));
  }

  double rate(int row) {
    return rate[row];
  }

  /// The chance of a candidate, see [Leaves#chance].
  long chance(int row) {
    return chance[row];
  }

  boolean falling() {
    return falling;
  }

  /// The row of a distance, whose square this is.
  int row(double square) {
    return Math.min(SIZE, (int) (square * scale));
  }

  double least(int row) {
    return limits[2 * row];
  }

  double most(int row) {
    return limits[2 * row + 1];
  }
}
