package myelin.connect.recipe;

import myelin.engine.random.RandomStream;
import myelin.space.Layers;
import myelin.space.Neighborhood;
import myelin.value.Bounds;
import myelin.value.Box;
import myelin.value.Place;
import org.jspecify.annotations.Nullable;

/// The nodes of a pool that may be partners of one driver, cell by cell, with bounds of the kernel
/// in each. Moved from driver to driver; those of one cell share what is found for the cell.
final class Candidates {

  /// Above this probability each candidate of a cell is looked at; below it gaps between them are
  /// drawn.
  static final double DENSE = 0.12;

  private final Space space;
  private final Box box = new Box();
  private final Neighborhood.Cell pair;
  private final Place place = new Place();
  private final double[] x;
  private final double[] y;
  private final double[] z;

  private final boolean flat;
  private final double periodX;
  private final double periodY;
  private final double periodZ;
  private int entries;
  private int[] cell = {};
  private int[] from = {};
  private int[] to = {};
  private double[] least = {};
  private double[] most = {};
  private boolean[] covered = {};
  private double[] rate = {};

  /// For each cell the number of candidates and their rates before it, those above [#DENSE] left
  /// out.
  private double[] before = {};

  private int driver;
  private double dx;
  private double dy;
  private double dz;

  Candidates(Space space) {
    this.space = space;
    pair = space.neighborhood.new Cell();
    for (int k = space.pool.dimensions(); k < Place.MOST; k++) box.away(k, 0, 0);
    x = space.poolCells.sorted(0);
    y = space.poolCells.sorted(1);
    z = space.poolCells.sorted(2);
    flat = space.pool.dimensions() < 3;
    periodX = space.edges.period(0);
    periodY = space.edges.period(1);
    periodZ = flat ? Double.POSITIVE_INFINITY : space.edges.period(2);
  }

  /// Looks at the pool from a cell of drivers.
  void cell(int here) {
    entries = 0;
    int cells = space.poolCells.size();
    if (cell.length == 0) {
      cell = new int[cells];
      from = new int[cells];
      to = new int[cells];
      least = new double[cells];
      most = new double[cells];
      rate = new double[cells];
      covered = new boolean[cells];
      before = new double[cells + 1];
    }
    for (int k = 0; k < space.pool.dimensions(); k++) {
      limit(space.towards, k, space.driverCells.least(k, here), space.driverCells.most(k, here));
    }
    for (int c = 0; c < cells; c++) {
      int fit = pair.look(space.driverCells, here, space.poolCells, c, box);
      if (fit < 0) continue;
      bound(c);
      if (!(most[entries] > 0)) continue;
      cell[entries] = c;
      from[entries] = space.poolCells.start(c);
      to[entries] = space.poolCells.start(c + 1);
      covered[entries] = fit > 0;
      entries++;
    }
    if (falling() != null) return;
    for (int e = 0; e < entries; e++) rate[e] = RadialTable.rate(most[e]);
    sum();
  }

  /// The table by which bounds are found for each driver; null if the bounds of its cell serve.
  private @Nullable RadialTable falling() {
    RadialTable table = space.table;
    return table != null && table.falling() ? table : null;
  }

  private void sum() {
    for (int e = 0; e < entries; e++) {
      double length = most[e] > DENSE ? 0 : (to(e) - from(e)) * rate[e];
      before[e + 1] = before[e] + length;
    }
  }

  /// Bounds the kernel in each cell as seen from the driver.
  private void look(RadialTable table) {
    for (int e = 0; e < entries; e++) {
      double near = 0;
      double far = 0;
      for (int k = 0; k < space.pool.dimensions(); k++) {
        double half = (space.poolCells.most(k, cell[e]) - space.poolCells.least(k, cell[e])) / 2;
        double here = k == 0 ? dx : k == 1 ? dy : dz;
        double way = space.poolCells.least(k, cell[e]) + half - here;
        double middle = Math.abs(space.neighborhood.way(k, way));
        double least = Math.max(0, middle - half);
        double most = middle + half;
        near += least * least;
        far += most * most;
      }
      int row = table.row(near * (1 - 1e-9));
      most[e] = table.most(row);
      rate[e] = table.rate(row);
      least[e] = table.least(table.row(far * (1 + 1e-9)));
    }
    sum();
  }

  private void limit(boolean target, int k, double from, double to) {
    if (target) box.target(k, from, to);
    else box.source(k, from, to);
  }

  /// Bounds the kernel between the two cells.
  private void bound(int c) {
    if (space.kernel == null) {
      least[entries] = most[entries] = 1;
      return;
    }
    if (space.table != null && space.table.falling()) {
      most[entries] = space.table.most(space.table.row(box.leastSquare()));
      least[entries] = space.table.least(space.table.row(box.mostSquare()));
      return;
    }
    for (int k = 0; k < space.pool.dimensions(); k++) {
      limit(!space.towards, k, space.poolCells.least(k, c), space.poolCells.most(k, c));
    }
    Bounds all = space.kernel.over(box);
    least[entries] = Double.isNaN(all.least()) ? Double.NEGATIVE_INFINITY : all.least();
    most[entries] = Double.isNaN(all.most()) ? Double.POSITIVE_INFINITY : all.most();
  }

  /// Moves to a driver of the cell.
  void at(int newDriver) {
    driver = newDriver;
    dx = space.drivers.at(0, driver);
    dy = space.drivers.at(1, driver);
    dz = space.drivers.dimensions() > 2 ? space.drivers.at(2, driver) : 0;
    RadialTable table = falling();
    if (table != null) look(table);
  }

  /// The sum of the rates of all candidates in cells before number `e`, those in [#DENSE] cells
  /// left out.
  double before(int e) {
    return before[e];
  }

  /// Number of cells in which candidates are.
  int entries() {
    return entries;
  }

  /// The candidates of cell number `e` begin here.
  int from(int e) {
    return from[e];
  }

  /// The candidates of cell number `e` end before.
  int to(int e) {
    return to[e];
  }

  /// No value of the kernel there is less.
  double least(int e) {
    return least[e];
  }

  /// No value of the kernel there is more.
  double most(int e) {
    return most[e];
  }

  /// `-log (1 - p)`, where `p` is the most that the kernel can be as a probability.
  double rate(int e) {
    return rate[e];
  }

  /// Whether all candidates there are in the mask.
  boolean covered(int e) {
    return covered[e];
  }

  /// The node of the pool that a candidate is.
  int node(int s) {
    return space.poolCells.place(s);
  }

  /// Whether a candidate is in the mask and its value of the kernel is above a number, which lies
  /// between `than` and `than + grain`.
  boolean takes(int e, int s, double than, double grain, RandomStream random) {
    Neighborhood near = space.neighborhood;
    double ax = near.way(0, x[s] - dx);
    double ay = near.way(1, y[s] - dy);
    double az = flat ? 0 : near.way(2, z[s] - dz);
    if (!covered[e] && !near.contains(ax, ay, az)) return false;
    if (than + grain <= least[e]) return true;
    if (space.table != null) {
      int row = space.table.row(ax * ax + ay * ay + az * az);
      if (than + grain <= space.table.least(row)) return true;
      if (than >= space.table.most(row)) return false;
    }
    double exact = grain == 0 ? than : than + grain * random.nextDouble();
    return exact < value(s, random);
  }

  /// Takes candidates of a cell as [#takes] does, but all at once, for kernels that depend on
  /// distance alone.
  ///
  /// @param bits random numbers, from number `at` on, in units of `grain`
  /// @param out where those that are taken are put
  /// @return how many are taken; negative if the cell has to be looked at candidate by candidate
  int takeAll(int e, int[] bits, int at, double grain, int[] out) {
    RadialTable table = space.table;
    if (table == null || !covered[e] || !space.near) return -1;
    int first = from[e];
    int n = to[e] - first;
    int taken = 0;
    int likely = 0;
    for (int k = 0; k < n; k++) {
      double ax = Math.abs(x[first + k] - dx);
      double ay = Math.abs(y[first + k] - dy);
      ax = Math.min(ax, periodX - ax);
      ay = Math.min(ay, periodY - ay);
      double square = ax * ax + ay * ay;
      if (!flat) {
        double az = Math.abs(z[first + k] - dz);
        az = Math.min(az, periodZ - az);
        square += az * az;
      }
      int row = table.row(square);
      double u = bits[at + k] * grain;
      boolean is = u + grain <= table.least(row);
      out[taken] = first + k;
      taken += is ? 1 : 0;
      likely += u < table.most(row) ? 1 : 0;
    }
    return likely > taken ? -1 : taken;
  }

  /// Whether a candidate is in the mask.
  boolean contains(int e, int s) {
    if (covered[e]) return true;
    Neighborhood near = space.neighborhood;
    return near.contains(near.way(0, x[s] - dx), near.way(1, y[s] - dy), near.way(2, z[s] - dz));
  }

  /// The kernel for a candidate.
  double value(int s, RandomStream random) {
    if (space.kernel == null) return 1;
    int node = node(s);
    if (space.towards) Layers.between(space.pool, node, space.drivers, driver, place);
    else Layers.between(space.drivers, driver, space.pool, node, place);
    return space.kernel.draw(random, 0, place);
  }
}
