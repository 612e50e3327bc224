package myelin.connect.recipe;

import myelin.space.Cells;
import myelin.space.Mask;
import myelin.space.Neighborhood;
import myelin.space.Positions;
import myelin.value.Bounds;
import myelin.value.Box;
import myelin.value.Place;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Where the partners of nodes are sought. The nodes that partners are drawn for are the
/// **drivers**, the nodes that these are drawn from the **pool**: sources for a target, or targets
/// for a source. Both are sorted into cells; a kernel has bounds for each pair of cells.
public final class Space {

  private static final int PER_CELL = 16;

  /// About so many cells at most are looked at for a driver.
  private static final double MOST_CELLS = 1000;

  final Positions drivers;
  final Positions pool;
  final Cells driverCells;
  final Cells poolCells;
  final Neighborhood neighborhood;

  /// Null if all partners are equally likely.
  final @Nullable Quantity<?> kernel;

  final @Nullable RadialTable table;

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
    double inMask = share(mask == null ? null : mask.on(pool), pool);
    driverCells = new Cells(drivers, perCell(drivers.size() * inMask));
    poolCells = new Cells(pool, perCell(pool.size() * inMask));
    edges = towards ? drivers : pool;
    Mask here = mask == null ? null : mask.on(mirrored ? drivers : pool);
    neighborhood = new Neighborhood(here, mirrored, edges);
    boolean all = true;
    for (int k = 0; k < pool.dimensions(); k++) {
      all &= RadialTable.span(k, drivers, pool) <= edges.period(k) * (1 + 1e-12);
    }
    near = all;
    table =
        kernel != null && kernel.isRadial() ? new RadialTable(kernel, drivers, pool, edges) : null;
    bounds = kernel == null ? new Bounds(1, 1, true) : bounds(kernel);
  }

  private Bounds bounds(Quantity<?> value) {
    Box all = new Box();
    for (int k = 0; k < Place.MOST; k++) all.away(k, 0, 0);
    for (int k = 0; k < pool.dimensions(); k++) {
      Bounds sources = coordinates(k, towards ? poolCells : driverCells);
      Bounds targets = coordinates(k, towards ? driverCells : poolCells);
      all.source(k, sources.least(), sources.most());
      all.target(k, targets.least(), targets.most());
      double far = Math.min(RadialTable.span(k, drivers, pool), edges.period(k) / 2);
      all.away(k, 0, far * (1 + 1e-12));
    }
    return value.over(all);
  }

  /// Whether each value that a draw gives is a finite number.
  static boolean isSure(Bounds kernel) {
    return kernel.sure() && kernel.isFinite();
  }

  private static Bounds coordinates(int k, Cells cells) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < cells.size(); c++) {
      least = Math.min(least, cells.least(k, c));
      most = Math.max(most, cells.most(k, c));
    }
    return new Bounds(least, most, true);
  }

  private static int perCell(double nodes) {
    return (int) Math.max(PER_CELL, nodes / MOST_CELLS);
  }

  /// About which part of the pool lies in the box around a mask.
  private static double share(@Nullable Mask mask, Positions pool) {
    double share = 1;
    for (int k = 0; k < pool.dimensions() && mask != null; k++) {
      double extent = pool.extent()[k];
      if (extent > 0) share *= Math.min(1, (mask.upper(k) - mask.lower(k)) / extent);
    }
    return Math.max(0, share);
  }
}
