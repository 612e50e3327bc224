package myelin.space;

import myelin.value.Box;
import org.jspecify.annotations.Nullable;

/// Which displacements from a node lie in a mask, or in its mirror image, where edges may be
/// joined.
public final class Neighborhood {

  private final @Nullable Mask mask;
  private final double sign;
  private final double[] period = new double[Mask.MOST];

  /// The displacements in `mask`, or all if it is null.
  ///
  /// @param mirrored whether displacements are seen from the other end
  /// @param positions where nodes are; their edges count
  public Neighborhood(@Nullable Mask mask, boolean mirrored, Positions positions) {
    this.mask = mask == null ? null : mask.on(positions);
    sign = mirrored ? -1 : 1;
    for (int k = 0; k < period.length; k++) {
      period[k] = k < positions.dimensions() ? positions.period(k) : Double.POSITIVE_INFINITY;
    }
  }

  /// Along axis `k` the shortest way for a difference of coordinates (um).
  public double way(int k, double difference) {
    return Positions.shortest(difference, period[k]);
  }

  /// Whether a displacement, the shortest, lies in it.
  public boolean contains(double x, double y, double z) {
    if (mask == null) return true;
    if (mask.contains(sign * x, sign * y, sign * z)) return true;
    // half way around, one way is as short as the other
    boolean half = isHalf(0, x) || isHalf(1, y) || isHalf(2, z);
    if (!half) return false;
    for (int turned = 1; turned < 8; turned++) {
      double a = (turned & 1) != 0 && isHalf(0, x) ? -x : x;
      double b = (turned & 2) != 0 && isHalf(1, y) ? -y : y;
      double c = (turned & 4) != 0 && isHalf(2, z) ? -z : z;
      if (mask.contains(sign * a, sign * b, sign * c)) return true;
    }
    return false;
  }

  private boolean isHalf(int k, double way) {
    return Math.abs(way) >= period[k] / 2 * (1 - 1e-12);
  }

  /// How two cells lie to each other.
  public final class Cell {

    private final double[][] from = new double[2][Mask.MOST];
    private final double[][] to = new double[2][Mask.MOST];
    private final boolean[] split = new boolean[Mask.MOST];
    private final double[] low = new double[Mask.MOST];
    private final double[] high = new double[Mask.MOST];

    /// Nothing yet.
    public Cell() {}

    /// Looks at the displacements from one cell to another.
    ///
    /// @param box is told how far these are apart
    /// @return -1 if none lies in the neighborhood, 1 if all do, else 0
    public int look(Cells here, int cell, Cells there, int other, Box box) {
      for (int k = 0; k < here.dimensions(); k++) {
        double a = there.least(k, other) - here.most(k, cell);
        double b = there.most(k, other) - here.least(k, cell);
        set(k, a, b, box);
      }
      return mask == null ? 1 : fit(mask);
    }

    private void set(int k, double a, double b, Box box) {
      double l = period[k];
      split[k] = false;
      if (b - a >= l) {
        a = -l / 2;
        b = l / 2;
      } else if (l < Double.POSITIVE_INFINITY) {
        double middle = (a + b) / 2;
        double shift = l * Math.floor(middle / l + 0.5);
        a -= shift;
        b -= shift;
      }
      double near = Math.max(0, Math.max(a, -b));
      double far = Math.max(Math.abs(a), Math.abs(b));
      from[0][k] = a;
      to[0][k] = b;
      if (far > l / 2) {
        near = Math.min(near, l - far);
        split[k] = true;
        boolean above = b > l / 2;
        from[1][k] = above ? -l / 2 : a + l;
        to[1][k] = above ? b - l : l / 2;
        if (above) to[0][k] = l / 2;
        else from[0][k] = -l / 2;
        far = l / 2;
      }
      double slack = 1e-12 * (far + 1e-3 * near);
      box.away(k, Math.max(0, near - slack), far + slack);
    }

    private int fit(Mask wanted) {
      boolean all = true;
      boolean none = true;
      for (int part = 0; part < 8; part++) {
        boolean is = true;
        for (int k = 0; k < Mask.MOST; k++) {
          int half = part >> k & 1;
          is &= half == 0 || split[k];
          double a = sign * from[half][k];
          double b = sign * to[half][k];
          double slack = 1e-12 * (Math.abs(a) + Math.abs(b));
          low[k] = Math.min(a, b) - slack;
          high[k] = Math.max(a, b) + slack;
        }
        if (!is) continue;
        Mask.Fit fit = wanted.fit(low, high);
        all &= fit == Mask.Fit.INSIDE;
        none &= fit == Mask.Fit.OUTSIDE;
      }
      return all ? 1 : none ? -1 : 0;
    }
  }
}
