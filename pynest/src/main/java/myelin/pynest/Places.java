package myelin.pynest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import myelin.Names;
import myelin.connect.ConnectionRule;
import myelin.engine.base.BadInput;
import myelin.engine.random.RandomStream;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import myelin.space.Mask;
import myelin.space.Positions;
import myelin.value.Dimension.Scalar;
import myelin.value.Place;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Places of nodes for Python. Coordinates cross as one array, place by place.
public final class Places {

  private Places() {}

  /// Places on a grid.
  ///
  /// @param center null for the origin
  /// @param extent null for 1 along each axis
  public static Positions grid(
      int[] shape, double @Nullable [] center, double @Nullable [] extent, boolean wrapped) {
    Positions grid = Positions.grid(shape);
    if (extent != null) grid = grid.extent(extent);
    if (center != null) grid = grid.center(center);
    return wrapped ? grid.wrapped() : grid;
  }

  /// Places with these coordinates.
  ///
  /// @param extent null for that of the places, rounded up
  public static Positions free(
      double[] coordinates, int dimensions, double @Nullable [] extent, boolean wrapped) {
    return free(axes(coordinates, dimensions), extent, wrapped);
  }

  private static Positions free(double[][] axes, double @Nullable [] extent, boolean wrapped) {
    Positions free = Positions.free(axes);
    if (extent != null) free = free.extent(extent);
    return wrapped ? free.wrapped() : free;
  }

  /// Places with coordinates that are drawn.
  ///
  /// @param axes what is drawn for each axis
  /// @param seed of the random numbers
  /// @param call how many calls came before; each draws others
  public static Positions drawn(
      int n, Object[] axes, long seed, int call, double @Nullable [] extent, boolean wrapped) {
    double[][] all = new double[axes.length][n];
    RandomStream random = new RandomStream(seed);
    for (int i = 0; i < n; i++) {
      random.at(RandomStream.Purpose.APART, call, i);
      for (int k = 0; k < axes.length; k++) all[k][i] = ((Quantity<?>) axes[k]).draw(random, i);
    }
    return free(all, extent, wrapped);
  }

  /// Creates a node at each place.
  ///
  /// @param each for each node its own names and values; empty if it has none
  public static NodeCollection create(
      Kernel kernel,
      String model,
      Positions positions,
      String[] names,
      Object[] values,
      Object[][] each) {
    List<Map<String, Object>> own = new ArrayList<>();
    for (Object[] one : each) own.add(Presets.values((String[]) one[0], (Object[]) one[1]));
    NodeModel chosen = kernel.preset(model);
    if (names.length > 0) chosen = chosen.with(Presets.values(names, values));
    NodeCollection made = kernel.network().create(chosen, positions, own);
    kernel.created(chosen, positions.size());
    return made;
  }

  /// The middle of an extent.
  public static double[] center(Positions positions) {
    return positions.center();
  }

  /// The size of an extent.
  public static double[] extent(Positions positions) {
    return positions.extent();
  }

  private static Positions of(NodeCollection nodes) {
    return nodes
        .positions()
        .orElseThrow(() ->
            new BadInput(
                BadInput.Kind.VALUE,
                "these nodes have no places, or were not created together: " + nodes));
  }

  /// The coordinates of nodes.
  public static double[] coordinates(NodeCollection nodes) {
    return flat(of(nodes).toArray());
  }

  /// The ways from places to nodes.
  public static double[] displacements(double[] from, int dimensions, NodeCollection to) {
    return flat(of(to).displacements(axes(from, dimensions)));
  }

  /// The lengths of these ways.
  public static double[] distances(double[] from, int dimensions, NodeCollection to) {
    return Positions.lengths(of(to).displacements(axes(from, dimensions)));
  }

  /// Distance of the nodes of pairs, not a number for those without places.
  public static double[] distances(Kernel kernel, int[] sources, int[] targets) {
    return kernel.network().distances(sources, targets);
  }

  /// For each point the ids of the nodes that are nearest.
  public static int[][] nearest(NodeCollection nodes, double[] points, int dimensions) {
    Positions all = of(nodes);
    int[][] found = new int[points.length / dimensions][];
    for (int i = 0; i < found.length; i++) {
      double[] point = Arrays.copyOfRange(points, i * dimensions, (i + 1) * dimensions);
      found[i] = Arrays.stream(all.nearest(point)).map(nodes::id).toArray();
    }
    return found;
  }

  /// The ids of the nodes in a mask around a point.
  public static int[] inside(NodeCollection nodes, Mask mask, double[] anchor) {
    return Arrays.stream(of(nodes).inside(mask, anchor)).map(nodes::id).toArray();
  }

  /// A mask.
  ///
  /// @param kind NEST's name
  /// @param numbers for `rectangular` and `box` both corners and two angles; for `circular` and
  ///   `spherical` the radius; for `doughnut` both radii; for `elliptical` and `ellipsoidal` three
  ///   axes and two angles
  public static Mask mask(String kind, double[] numbers) {
    return switch (kind) {
      case "rectangular", "box" -> {
        int d = kind.equals("box") ? 3 : 2;
        double[] lower = Arrays.copyOfRange(numbers, 0, d);
        double[] upper = Arrays.copyOfRange(numbers, d, 2 * d);
        yield Mask.box(lower, upper, numbers[2 * d], numbers[2 * d + 1]);
      }
      case "circular" -> Mask.circular(Names.um(numbers[0]));
      case "spherical" -> Mask.spherical(Names.um(numbers[0]));
      case "doughnut" -> Mask.doughnut(Names.um(numbers[0]), Names.um(numbers[1]));
      case "elliptical" -> Mask.elliptical(Names.um(numbers[0]), Names.um(numbers[1]), numbers[3]);
      case "ellipsoidal" ->
          Mask.ellipsoidal(
              Names.um(numbers[0]),
              Names.um(numbers[1]),
              Names.um(numbers[2]),
              numbers[3],
              numbers[4]);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /// A mask of fields.
  public static Mask fields(int[] shape, int[] anchor) {
    return Mask.grid(shape, anchor);
  }

  /// A mask that is moved.
  public static Mask moved(Mask mask, double[] anchor) {
    return mask.anchor(anchor);
  }

  /// Two masks as one: `&`, `|` or `-`.
  public static Mask combined(String sign, Mask one, Mask other) {
    return switch (sign) {
      case "&" -> one.and(other);
      case "|" -> one.or(other);
      default -> one.minus(other);
    };
  }

  /// Whether points are in a mask.
  public static boolean[] contains(Mask mask, double[] points) {
    int d = mask.dimensions();
    boolean[] inside = new boolean[points.length / d];
    for (int i = 0; i < inside.length; i++) {
      double z = d > 2 ? points[i * d + 2] : 0;
      inside[i] = mask.contains(points[i * d], points[i * d + 1], z);
    }
    return inside;
  }

  /// A rule that seeks partners by their places.
  ///
  /// @param onSource has no effect without a mask, as in NEST
  /// @param mask null for everywhere
  /// @param kernel how likely partners of a fixed degree are, or null
  public static ConnectionRule rule(
      ConnectionRule rule,
      @Nullable Mask mask,
      boolean onSource,
      boolean oversized,
      @Nullable Quantity<Scalar> kernel) {
    ConnectionRule made = rule;
    if (mask != null) made = made.mask(mask);
    if (onSource && mask != null) made = made.use_on_source();
    if (oversized) made = made.allow_oversized_mask();
    return kernel == null ? made : made.kernel(kernel);
  }

  /// The value of an expression for each of some nodes.
  public static double[] values(Quantity<?> value, NodeCollection nodes, long seed, int call) {
    return Formula.draw(value.at(of(nodes).toArray()), nodes.size(), seed, call);
  }

  /// The value of an expression for pairs of a node and a place each.
  public static double[] values(
      Quantity<?> value, NodeCollection node, double[] points, long seed, int call) {
    Positions from = of(node);
    int d = from.dimensions();
    value.requirePairs(d);
    double[] found = new double[points.length / d];
    RandomStream random = new RandomStream(seed);
    Place place = new Place();
    for (int i = 0; i < found.length; i++) {
      for (int k = 0; k < d; k++) {
        place.source(k, from.at(k, 0));
        place.target(k, points[i * d + k]);
        place.away(k, Math.abs(from.displacement(k, from.at(k, 0), points[i * d + k])));
      }
      random.at(RandomStream.Purpose.APART, call, i);
      found[i] = value.draw(random, i, place);
    }
    return found;
  }

  private static double[][] axes(double[] flat, int dimensions) {
    double[][] axes = new double[dimensions][flat.length / dimensions];
    for (int i = 0; i < flat.length; i++) axes[i % dimensions][i / dimensions] = flat[i];
    return axes;
  }

  private static double[] flat(double[][] axes) {
    double[] flat = new double[axes.length * axes[0].length];
    for (int i = 0; i < flat.length; i++) flat[i] = axes[i % axes.length][i / axes.length];
    return flat;
  }
}
