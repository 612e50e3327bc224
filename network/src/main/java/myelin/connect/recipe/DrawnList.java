package myelin.connect.recipe;

import java.util.Arrays;

/// Candidates of one driver that have been drawn by bounds of the kernel.
final class DrawnList {

  /// Number of candidates.
  int n;

  /// How far random numbers are apart at most.
  double grain;

  /// By their numbers in the tree.
  int[] s = {};

  /// A random number for each, from 0 to 1, to be refined by up to [#fine].
  double[] unit = {};

  /// How far random numbers are apart for each, at most [#grain].
  double[] fine = {};

  /// The bound that each has been drawn by.
  double[] most = {};

  /// The square of the distance of each from the driver.
  double[] square = {};

  /// How many have been in doubt.
  int doubts;

  /// Which ones.
  int[] doubt = {};

  /// Where each of these has been put.
  int[] doubtful = {};

  void room(int wanted) {
    if (s.length >= wanted) return;
    int room = 2 * wanted;
    s = Arrays.copyOf(s, room);
    unit = Arrays.copyOf(unit, room);
    fine = Arrays.copyOf(fine, room);
    most = Arrays.copyOf(most, room);
    square = Arrays.copyOf(square, room);
    doubt = Arrays.copyOf(doubt, room);
    doubtful = Arrays.copyOf(doubtful, room);
  }

  /// Takes candidates whose random part of the bound is below the value in a table, and those for
  /// which the table does not tell.
  ///
  /// @param no a candidate that is not taken, or a negative number
  /// @param out where those that are taken are put, from number `t` on
  /// @return how many are there then
  int compare(RadialTable table, int no, int[] out, int t) {
    double[] limits = table.limits;
    double scale = table.scale;
    int last = limits.length / 2 - 1;
    int d = 0;
    int[] s = this.s;
    double[] unit = this.unit;
    double[] most = this.most;
    double[] square = this.square;
    int[] doubt = this.doubt;
    int[] doubtful = this.doubtful;
    for (int i = 0, end = n; i < end; i++) {
      int c = s[i];
      int row = 2 * Math.min(last, (int) (square[i] * scale));
      double than = unit[i] * most[i];
      int likely = isBelow(than, limits[row + 1]);
      int unsure = isBelow(limits[row], than + grain * most[i]);
      if (c == no) likely = 0;
      out[t] = c;
      doubt[d] = i;
      doubtful[d] = t;
      t += likely;
      d += likely & unsure;
    }
    doubts = d;
    return t;
  }

  /// 1 if a number is below another, else 0; without a jump, which would be taken at random.
  private static int isBelow(double a, double b) {
    return (int) (Double.doubleToRawLongBits(a - b) >>> 63);
  }
}
