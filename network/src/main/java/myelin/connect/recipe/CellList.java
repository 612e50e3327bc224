package myelin.connect.recipe;

import java.util.Arrays;
import myelin.space.Tree;
import myelin.value.Place;

/// Some cells of a tree, which hold candidates: where these are, what is known of the kernel there,
/// and how far each cell is from a driver.
final class CellList {

  private final Tree tree;
  private final double[][] middle = new double[Place.MOST][0];
  private final double[][] half = new double[Place.MOST][0];

  /// Number of cells.
  int size;

  /// The candidates of a cell are at `from .. to - 1` in the order of the tree.
  int[] from = {};

  int[] to = {};

  /// No value of the kernel is less.
  double[] least = {};

  /// No value of the kernel is more.
  double[] most = {};

  /// Whether all candidates are in the mask.
  boolean[] covered = {};

  /// After [#measure] the square of the distance from the driver, or less.
  double[] square = {};

  CellList(Tree tree) {
    this.tree = tree;
  }

  void add(int level, int i, double newLeast, double newMost, boolean isCovered) {
    if (size == from.length) grow(2 * size + 64);
    from[size] = tree.from(level, i);
    to[size] = tree.to(level, i);
    least[size] = newLeast;
    most[size] = newMost;
    covered[size] = isCovered;
    int node = tree.node(level, i);
    for (int k = 0; k < tree.dimensions(); k++) {
      double a = tree.least(k, node);
      double b = tree.most(k, node);
      middle[k][size] = (a + b) / 2;
      half[k][size] = halfWidth(a, b);
    }
    size++;
  }

  /// Half of a width, a little more, as a middle is rounded.
  static double halfWidth(double from, double to) {
    return (to - from) / 2 + 0x1p-51 * (Math.abs(from) + Math.abs(to));
  }

  private void grow(int room) {
    from = Arrays.copyOf(from, room);
    to = Arrays.copyOf(to, room);
    least = Arrays.copyOf(least, room);
    most = Arrays.copyOf(most, room);
    covered = Arrays.copyOf(covered, room);
    square = new double[room];
    for (int k = 0; k < Place.MOST; k++) {
      middle[k] = Arrays.copyOf(middle[k], room);
      half[k] = Arrays.copyOf(half[k], room);
    }
  }

  /// Finds how far cells are from a driver at these coordinates.
  ///
  /// @param halfway by axis `h`, so that `h - |d - h|` is the shortest way for a difference of
  ///   coordinates `d`
  void measure(double[] at, double[] halfway) {
    along(at[0], halfway[0], middle[0], half[0], square, size);
    for (int k = 1; k < tree.dimensions(); k++) {
      addAlong(at[k], halfway[k], middle[k], half[k], square, size);
    }
  }

  // x + |x| is twice what is above 0 of x; a quarter of its square is the square of that.

  private static void along(
      double at, double halfway, double[] middle, double[] half, double[] out, int n) {
    for (int e = 0; e < n; e++) {
      double way = halfway - Math.abs(Math.abs(middle[e] - at) - halfway) - half[e];
      double twice = way + Math.abs(way);
      out[e] = 0.25 * twice * twice;
    }
  }

  private static void addAlong(
      double at, double halfway, double[] middle, double[] half, double[] out, int n) {
    for (int e = 0; e < n; e++) {
      double way = halfway - Math.abs(Math.abs(middle[e] - at) - halfway) - half[e];
      double twice = way + Math.abs(way);
      out[e] += 0.25 * twice * twice;
    }
  }
}
