package myelin.connect.recipe;

import myelin.space.Mask;
import myelin.space.Neighborhood;
import myelin.space.Positions;
import myelin.space.Tree;
import myelin.value.Bounds;
import myelin.value.Box;
import myelin.value.Place;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Where the partners of nodes are sought. The nodes that partners are drawn for are the
/// **drivers**, the nodes that these are drawn from the **pool**: sources for a target, or targets
/// for a source. Both are in trees; a kernel has bounds for each pair of nodes of these.
public final class Space {

  final Positions drivers;
  final Positions pool;
  final Tree driverTree;
  final Tree poolTree;
  final Neighborhood neighborhood;

  /// Null if all partners are equally likely.
  final @Nullable Quantity<?> kernel;

  /// Null if the kernel depends on more than distance.
  final @Nullable RadialTable table;

  /// Whether the table has the mask in it, too: there it is 0 outside.
  final boolean folded;

  /// What is known of the kernel for all pairs.
  final Bounds bounds;

  /// Whether the drivers are the targets.
  final boolean towards;

  /// Whose edges count.
  final Positions edges;

  /// Whether no two nodes are farther apart along an axis, without going around, than its length.
  final boolean near;

  /// Partners of drivers.
  ///
  /// @param mask where partners are sought, or null for everywhere
  /// @param mirrored whether the mask lies around the partners instead of the drivers
  /// @param kernel a probability, mean number or weight that depends on places, or null
  /// @param towards whether the drivers are the targets
  public Space(
      Positions drivers,
      Positions pool,
      @Nullable Mask mask,
      boolean mirrored,
      @Nullable Quantity<?> kernel,
      boolean towards) {
    this.drivers = drivers;
    this.pool = pool;
    this.kernel = kernel;
    this.towards = towards;
    driverTree = drivers.tree();
    poolTree = pool.tree();
    edges = towards ? drivers : pool;
    Mask here = mask == null ? null : mask.on(mirrored ? drivers : pool);
    neighborhood = new Neighborhood(here, mirrored, edges);
    boolean all = true;
    double far = 0;
    for (int k = 0; k < pool.dimensions(); k++) {
      double span = span(k);
      all &= span <= edges.period(k) * (1 + 1e-12);
      double reach = Math.min(span, edges.period(k) / 2);
      far += reach * reach;
    }
    near = all;
    double radius = neighborhood.radius();
    folded = radius >= 0;
    table = kernel == null || kernel.isRadial() ? new RadialTable(kernel, far, radius) : null;
    bounds = kernel == null ? new Bounds(1, 1, true) : bounds(kernel);
  }

  private Bounds bounds(Quantity<?> value) {
    Box all = new Box();
    for (int k = 0; k < Place.MOST; k++) all.away(k, 0, 0);
    for (int k = 0; k < pool.dimensions(); k++) {
      Bounds sources = coordinates(k, towards ? poolTree : driverTree);
      Bounds targets = coordinates(k, towards ? driverTree : poolTree);
      all.source(k, sources.least(), sources.most());
      all.target(k, targets.least(), targets.most());
      double far = Math.min(span(k), edges.period(k) / 2);
      all.away(k, 0, far * (1 + 1e-12));
    }
    return value.over(all);
  }

  /// Whether each value that a draw gives is a finite number.
  static boolean isSure(Bounds kernel) {
    return kernel.sure() && kernel.isFinite();
  }

  /// The range of coordinate `k` of all nodes.
  double span(int k) {
    Bounds one = coordinates(k, driverTree);
    Bounds other = coordinates(k, poolTree);
    return Math.max(one.most(), other.most()) - Math.min(one.least(), other.least());
  }

  private static Bounds coordinates(int k, Tree tree) {
    int all = tree.node(tree.levels() - 1, 0);
    return new Bounds(tree.least(k, all), tree.most(k, all), true);
  }
}
