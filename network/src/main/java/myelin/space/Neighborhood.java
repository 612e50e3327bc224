package myelin.space;

import myelin.engine.base.BadInput;
import myelin.value.Box;
import org.jspecify.annotations.Nullable;

/// Which displacements from a node lie in a mask, or in its mirror image, where edges may be
/// joined.
public final class Neighborhood {

  /// So many ways around joined edges are looked at for a displacement at most.
  private static final double MOST_WAYS = 4096;

  private final @Nullable Mask mask;
  private final double sign;
  private final double[] period = new double[Mask.MOST];

  /// Whether the mask holds the shortest ways only, so that no others need be looked at.
  private final boolean near;

  /// The displacements in `mask`, or all if it is null.
  ///
  /// @param mirrored whether displacements are seen from the other end
  /// @param positions where nodes are; their edges count
  /// @throws BadInput if the mask is so large that it holds joined edges thousands of times
  public Neighborhood(@Nullable Mask mask, boolean mirrored, Positions positions) {
    this.mask = mask == null ? null : mask.on(positions);
    sign = mirrored ? -1 : 1;
    boolean all = true;
    double ways = 1;
    for (int k = 0; k < period.length; k++) {
      period[k] = k < positions.dimensions() ? positions.period(k) : Double.POSITIVE_INFINITY;
      if (this.mask == null || period[k] == Double.POSITIVE_INFINITY) continue;
      ways *= Math.max(0, this.mask.upper(k) - this.mask.lower(k)) / period[k] + 1;
      double reach = Math.max(-this.mask.lower(k), this.mask.upper(k));
      all &= reach < period[k] / 2 * (1 - 1e-9);
    }
    if (ways > MOST_WAYS) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s goes around the joined edges of %s about %.0f times; at most %.0f are possible. Without a mask all nodes are sought"
              .formatted(mask, positions, ways, MOST_WAYS));
    }
    near = all;
  }

  /// The radius of the circle or ball that it is; infinite if it is everywhere, negative if it has
  /// another shape or reaches around joined edges (um).
  public double radius() {
    if (mask == null) return Double.POSITIVE_INFINITY;
    return near ? mask.radius() : -1;
  }

  /// Along axis `k` the shortest way for a difference of coordinates (um).
  public double way(int k, double difference) {
    return Positions.shortest(difference, period[k]);
  }

  /// Whether a displacement, the shortest, lies in it, or one that leads to the same place around
  /// the edges.
  public boolean contains(double x, double y, double z) {
    if (mask == null) return true;
    if (mask.contains(sign * x, sign * y, sign * z)) return true;
    if (near) return false;
    for (int i = first(0, sign * x); i <= last(0, sign * x); i++) {
      for (int j = first(1, sign * y); j <= last(1, sign * y); j++) {
        for (int k = first(2, sign * z); k <= last(2, sign * z); k++) {
          boolean in =
              mask.contains(around(0, sign * x, i), around(1, sign * y, j), around(2, sign * z, k));
          if (in) return true;
        }
      }
    }
    return false;
  }

  private double around(int k, double x, int times) {
    return times == 0 ? x : x + times * period[k];
  }

  /// How often one can go around from a coordinate backwards without leaving the mask's box.
  private int first(int k, double x) {
    if (mask == null || period[k] == Double.POSITIVE_INFINITY) return 0;
    return (int) Math.ceil((mask.lower(k) - x) / period[k] - 1e-9);
  }

  private int last(int k, double x) {
    if (mask == null || period[k] == Double.POSITIVE_INFINITY) return 0;
    return (int) Math.floor((mask.upper(k) - x) / period[k] + 1e-9);
  }

  /// How two nodes of trees lie to each other.
  public final class Cell {

    private final double[] from = new double[Mask.MOST];
    private final double[] to = new double[Mask.MOST];
    private final double[] low = new double[Mask.MOST];
    private final double[] high = new double[Mask.MOST];

    /// Nothing yet.
    public Cell() {}

    /// Looks at the displacements from the places of one node to those of another.
    ///
    /// @param box is told how far these are apart
    /// @return -1 if none lies in the neighborhood, 1 if all do, else 0
    public int look(Tree here, int node, Tree there, int other, Box box) {
      for (int k = 0; k < here.dimensions(); k++) {
        double a = there.least(k, other) - here.most(k, node);
        double b = there.most(k, other) - here.least(k, node);
        set(k, a, b, box);
      }
      return mask == null ? 1 : fit(mask);
    }

    private void set(int k, double a, double b, Box box) {
      double l = period[k];
      if (l < Double.POSITIVE_INFINITY) {
        double shift = l * Math.floor((a + b) / 2 / l + 0.5);
        a -= shift;
        b -= shift;
      }
      double slack = 1e-12 * (Math.abs(a) + Math.abs(b));
      from[k] = Math.min(sign * a, sign * b) - slack;
      to[k] = Math.max(sign * a, sign * b) + slack;
      double nearest = Math.max(0, Math.max(a, -b));
      double farthest = Math.max(Math.abs(a), Math.abs(b));
      if (farthest > l / 2) {
        nearest = b - a >= l ? 0 : Math.min(nearest, l - farthest);
        farthest = l / 2;
      }
      box.away(k, Math.max(0, nearest - slack), farthest + slack);
    }

    private int fit(Mask wanted) {
      boolean none = true;
      for (int i = first(0, to[0]); i <= last(0, from[0]); i++) {
        around(0, i);
        for (int j = first(1, to[1]); j <= last(1, from[1]); j++) {
          around(1, j);
          for (int k = first(2, to[2]); k <= last(2, from[2]); k++) {
            around(2, k);
            Mask.Fit fit = wanted.fit(low, high);
            if (fit == Mask.Fit.INSIDE) return 1;
            none &= fit == Mask.Fit.OUTSIDE;
          }
        }
      }
      return none ? -1 : 0;
    }

    private void around(int k, int times) {
      low[k] = Neighborhood.this.around(k, from[k], times);
      high[k] = Neighborhood.this.around(k, to[k], times);
    }
  }
}
