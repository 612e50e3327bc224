package myelin.space;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.stream.Collectors;
import myelin.engine.base.BadInput;
import myelin.engine.base.Memory;
import myelin.engine.base.Unit;
import myelin.engine.random.RandomStream;
import myelin.value.Dimension;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Where nodes are, in two or three dimensions (um): on a grid ([#grid]), at given places
/// ([#free]), or at random ([#random]). Immutable.
///
/// They lie in a box, the extent. Its opposite edges may be joined ([#wrapped]): then the distance
/// of two places is the shortest way, which may lead across an edge.
public final class Positions {

  /// Positions may lie so far outside of the extent (as a part of it), by rounding.
  private static final double SLACK = 1e-12;

  private static final int[] FREE = {};

  private final double[][] coordinates;
  private final double[] center;
  private final double[] extent;
  private final boolean wrapped;

  /// Number of places along each axis; empty if they are on no grid.
  private final int[] shape;

  private WeakReference<Tree> tree = new WeakReference<>(null);

  private Positions(
      double[][] coordinates, double[] center, double[] extent, boolean wrapped, int[] shape) {
    this.coordinates = coordinates;
    this.center = center;
    this.extent = extent;
    this.wrapped = wrapped;
    this.shape = shape;
  }

  /// Places in the middle of the fields of a grid. They are in the order of NEST: column by column
  /// from the left, in a column from the top down, in three dimensions there in the direction of
  /// the last axis.
  ///
  /// The extent is 1 um along each axis and its center at the origin until others are set.
  ///
  /// @param shape number of columns and rows, and of layers in three dimensions
  /// @throws BadInput unless there are two or three numbers above 0
  public static Positions grid(int... shape) {
    requireDimensions("grid", shape.length);
    for (int n : shape) {
      if (n >= 1) continue;
      throw refused("grid: the numbers in %s must be above 0".formatted(Arrays.toString(shape)));
    }
    double[] one = new double[shape.length];
    Arrays.fill(one, 1);
    return onGrid(shape.clone(), new double[shape.length], one, false);
  }

  private static Positions onGrid(int[] shape, double[] center, double[] extent, boolean wrapped) {
    int d = shape.length;
    long n = 1;
    for (int s : shape) n *= s;
    if (n > Integer.MAX_VALUE) throw refused("grid: there are too many places, " + n);
    double[][] all = new double[d][(int) n];
    for (int i = 0; i < n; i++) {
      int rest = i;
      for (int k = d - 1; k >= 0; k--) {
        int at = rest % shape[k];
        rest /= shape[k];
        double field = extent[k] / shape[k];
        double from = k == 1 ? extent[k] / 2 : -extent[k] / 2; // rows are counted from the top
        double step = k == 1 ? -field : field;
        all[k][i] = center[k] + from + step * at + step * 0.5;
      }
    }
    return new Positions(all, center, extent, wrapped, shape);
  }

  /// Places with these coordinates. The extent is that of the places, rounded up to a whole number,
  /// around their middle, until another is set.
  ///
  /// @param coordinates for each axis an array with one number for each place
  /// @throws BadInput unless there are two or three arrays of one length
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static Positions free(Quantity<Dimension.Length>... coordinates) {
    double[][] all = new double[coordinates.length][];
    for (int k = 0; k < all.length; k++) all[k] = coordinates[k].numbers();
    return free(all);
  }

  /// The same with plain numbers (um).
  public static Positions free(double[][] coordinates) {
    requireDimensions("free", coordinates.length);
    int d = coordinates.length;
    int n = coordinates[0].length;
    double[][] all = new double[d][];
    double[] center = new double[d];
    double[] extent = new double[d];
    for (int k = 0; k < d; k++) {
      all[k] = coordinates[k].clone();
      if (all[k].length != n || n == 0) {
        throw refused(
            "free: there must be as many coordinates along each axis, at least one; there are %d and %d"
                .formatted(n, all[k].length));
      }
      requireFinite("free", all[k]);
      double least = Arrays.stream(all[k]).min().orElse(0);
      double most = Arrays.stream(all[k]).max().orElse(0);
      center[k] = (least + most) / 2;
      extent[k] = Math.ceil(most - least);
      if (!Double.isFinite(extent[k]) || !Double.isFinite(center[k])) {
        throw refused(
            "free: coordinates from %s um to %s um are too far apart".formatted(least, most));
      }
    }
    return new Positions(all, center, extent, false, FREE);
  }

  /// Places whose coordinates are drawn.
  ///
  /// @param n how many
  /// @param seed of the random numbers; other numbers are drawn with each
  /// @param coordinates what is drawn for each axis
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static Positions random(int n, long seed, Quantity<Dimension.Length>... coordinates) {
    if (n < 1) throw refused("random: there must be at least one place, not " + n);
    for (Quantity<?> axis : coordinates) {
      if (axis.length() < 0 || axis.length() == n) continue;
      throw refused("random: %s for %d places; there must be as many".formatted(axis, n));
    }
    Memory.require(1.0 * n * coordinates.length * Double.BYTES, () -> "%,d places".formatted(n));
    double[][] all = new double[coordinates.length][n];
    RandomStream random = new RandomStream(seed);
    for (int i = 0; i < n; i++) {
      random.at(RandomStream.Purpose.APART, 0, i);
      for (int k = 0; k < all.length; k++) all[k][i] = coordinates[k].draw(random, i);
    }
    return free(all);
  }

  /// The same in an extent of that size along each axis. Places on a grid fill it.
  ///
  /// @throws BadInput if a place is outside, or there is not one size for each axis
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final Positions extent(Quantity<Dimension.Length>... sizes) {
    return extent(numbers(sizes));
  }

  /// The same with plain numbers (um).
  public Positions extent(double[] sizes) {
    requireEach("extent", sizes);
    for (double size : sizes) {
      if (size >= 0 && size < Double.POSITIVE_INFINITY) continue;
      throw refused("extent: sizes must be finite and at least 0 um: " + Arrays.toString(sizes));
    }
    return placed(center, sizes.clone());
  }

  /// The same around that center. Places on a grid move with it; others stay.
  ///
  /// @throws BadInput if a place is outside then, or there is not one coordinate for each axis
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final Positions center(Quantity<Dimension.Length>... coordinates) {
    return center(numbers(coordinates));
  }

  /// The same with plain numbers (um).
  public Positions center(double[] coordinates) {
    requireEach("center", coordinates);
    requireFinite("center", coordinates);
    return placed(coordinates.clone(), extent);
  }

  /// These places, with another center and extent at once.
  Positions restored(double[] newCenter, double[] newExtent) {
    return placed(newCenter, newExtent);
  }

  private Positions placed(double[] newCenter, double[] newExtent) {
    if (isGrid()) return onGrid(shape, newCenter, newExtent, wrapped);
    for (int k = 0; k < newExtent.length; k++) {
      double most = newExtent[k] / 2 * (1 + SLACK) + SLACK * Math.abs(newCenter[k]);
      for (double x : coordinates[k]) {
        if (Math.abs(x - newCenter[k]) <= most) continue;
        throw refused(
            "Node position outside of layer: a coordinate is %s um along axis %d, where the extent of %s um has its center at %s um"
                .formatted(x, k, newExtent[k], newCenter[k]));
      }
    }
    return new Positions(coordinates, newCenter, newExtent, wrapped, shape);
  }

  /// The same with opposite edges joined; NEST's `edge_wrap`.
  public Positions wrapped() {
    return new Positions(coordinates, center, extent, true, shape);
  }

  private static double[] numbers(Quantity<?>[] all) {
    return Arrays.stream(all).mapToDouble(Quantity::number).toArray();
  }

  private void requirePlace(int i) {
    if (i >= 0 && i < size()) return;
    throw refused("there is no place %d; there are %d, from 0 on".formatted(i, size()));
  }

  private void requireEach(String what, double[] numbers) {
    if (numbers.length == dimensions()) return;
    throw refused(
        "%s: Expected a %d-dimensional position, not a %d-dimensional one"
            .formatted(what, dimensions(), numbers.length));
  }

  private static void requireFinite(String what, double[] coordinates) {
    for (double x : coordinates) {
      if (Double.isFinite(x)) continue;
      throw refused("%s: a coordinate is %s; it must be finite".formatted(what, x));
    }
  }

  private static void requireDimensions(String what, int n) {
    if (n == 2 || n == 3) return;
    throw refused("%s: Number of dimensions must be 2 or 3, not %d".formatted(what, n));
  }

  private static BadInput refused(String text) {
    return new BadInput(BadInput.Kind.VALUE, text);
  }

  /// Number of places.
  public int size() {
    return coordinates[0].length;
  }

  /// Number of dimensions.
  public int dimensions() {
    return coordinates.length;
  }

  /// Coordinate `k` of place `i` (um).
  ///
  /// @throws BadInput if there is no such coordinate or place
  public double at(int k, int i) {
    if (k < 0 || k >= dimensions()) {
      throw refused("there is no coordinate %d of %d".formatted(k, dimensions()));
    }
    requirePlace(i);
    return coordinates[k][i];
  }

  /// All coordinates, axis by axis (um); a copy.
  public double[][] toArray() {
    return Arrays.stream(coordinates).map(double[]::clone).toArray(double[][]::new);
  }

  /// The coordinates themselves; to be read only.
  double[][] coordinates() {
    return coordinates;
  }

  /// The places in the order of a tree, kept for as long as somebody uses it.
  public synchronized Tree tree() {
    Tree sorted = tree.get();
    if (sorted == null) {
      sorted = new Tree(this);
      tree = new WeakReference<>(sorted);
    }
    return sorted;
  }

  /// The middle of the extent (um).
  public double[] center() {
    return center.clone();
  }

  /// The size of the extent along each axis (um).
  public double[] extent() {
    return extent.clone();
  }

  /// Whether opposite edges are joined.
  public boolean isWrapped() {
    return wrapped;
  }

  /// Whether these are places of a grid.
  public boolean isGrid() {
    return shape.length > 0;
  }

  /// Number of places of the whole grid along each axis; empty if there is none.
  public int[] shape() {
    return shape.clone();
  }

  /// After how long a way along an axis one is back (um); infinite if edges are not joined.
  public double period(int k) {
    return wrapped && extent[k] > 0 ? extent[k] : Double.POSITIVE_INFINITY;
  }

  /// Some of these places, in the same extent.
  ///
  /// @param places their numbers
  /// @throws BadInput if there is no such place
  public Positions at(int[] places) {
    for (int i : places) requirePlace(i);
    double[][] some = new double[dimensions()][places.length];
    for (int k = 0; k < some.length; k++) {
      for (int i = 0; i < places.length; i++) some[k][i] = coordinates[k][places[i]];
    }
    return new Positions(some, center, extent, wrapped, shape);
  }

  /// The way along axis `k` from `from` to `to`, the shortest if edges are joined (um). Of two that
  /// are equally long, halfway around, it is that against the axis, as in NEST.
  public double displacement(int k, double from, double to) {
    return shortest(to - from, period(k));
  }

  static double shortest(double way, double period) {
    if (way >= -period / 2 && way < period / 2) return way;
    return way - period * Math.floor(way / period + 0.5);
  }

  /// The ways from places to these places, axis by axis: from each to that of the same number, or
  /// from one to all, or from all to one (um).
  ///
  /// @throws BadInput if there are neither as many, nor one of either
  public double[][] displacements(double[][] from) {
    requireEach("from", new double[from.length]);
    for (double[] axis : from) {
      if (axis.length == from[0].length) continue;
      throw refused("from: there must be as many coordinates along each axis");
    }
    int a = from[0].length;
    int n = Math.max(a, size());
    if ((a != n && a != 1) || (size() != n && size() != 1)) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "to_arg and from_arg must have same size unless one have size 1: there are %d and %d"
              .formatted(size(), a));
    }
    double[][] ways = new double[dimensions()][n];
    for (int k = 0; k < ways.length; k++) {
      for (int i = 0; i < n; i++) {
        ways[k][i] = displacement(k, from[k][a == 1 ? 0 : i], coordinates[k][size() == 1 ? 0 : i]);
      }
    }
    return ways;
  }

  /// The lengths of ways (um).
  public static double[] lengths(double[][] ways) {
    double[] length = new double[ways[0].length];
    for (int i = 0; i < length.length; i++) {
      double sum = 0;
      for (double[] way : ways) sum += way[i] * way[i];
      length[i] = Math.sqrt(sum);
    }
    return length;
  }

  /// The numbers of the places that are nearest to a point, all that are equally near (to 14
  /// digits), in ascending order.
  ///
  /// @param point its coordinates (um)
  public int[] nearest(double... point) {
    requireEach("location", point);
    requireFinite("location", point);
    double[][] from = Arrays.stream(point).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
    double[] distance = lengths(displacements(from));
    double least = Arrays.stream(distance).min().orElse(0);
    return java.util.stream.IntStream.range(0, distance.length)
        .filter(i -> distance[i] - least <= 1e-14 * least)
        .toArray();
  }

  /// The numbers of the places that lie in a mask around a point, in ascending order.
  ///
  /// @param anchor coordinates of the point (um)
  /// @throws BadInput if the mask or the point has another number of dimensions, or the mask is
  ///   larger than an extent with joined edges
  public int[] inside(Mask mask, double... anchor) {
    requireEach("anchor", anchor);
    requireFinite("anchor", anchor);
    mask.requireWithin(this);
    Neighborhood here = new Neighborhood(mask, false, this);
    double[] way = new double[Mask.MOST];
    return java.util.stream.IntStream.range(0, size())
        .filter(i -> {
          for (int k = 0; k < anchor.length; k++) {
            way[k] = displacement(k, anchor[k], coordinates[k][i]);
          }
          return here.contains(way[0], way[1], way[2]);
        })
        .toArray();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Positions that
        && wrapped == that.wrapped
        && Arrays.deepEquals(coordinates, that.coordinates)
        && Arrays.equals(center, that.center)
        && Arrays.equals(extent, that.extent)
        && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(coordinates);
  }

  @Override
  public String toString() {
    String what = isGrid() ? "grid" + Arrays.toString(shape) : "free";
    return "%s: %d places in %s um%s"
        .formatted(
            what,
            size(),
            Arrays.stream(extent).mapToObj(Unit.NONE::text).collect(Collectors.joining(" x ")),
            wrapped ? ", wrapped" : "");
  }
}
