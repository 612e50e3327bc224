package myelin.connect.recipe;

import java.util.function.IntUnaryOperator;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
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
  private final Ids drivers;
  private final Ids pool;

  /// The largest value that the kernel may have.
  private final double limit;

  private final boolean allSure;
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
  private boolean[] sure = {};
  private double[] rate = {};

  /// For each cell the number of candidates and their rates before it, those above [#DENSE] left
  /// out.
  private double[] before = {};

  private int driver;
  private double dx;
  private double dy;
  private double dz;

  /// Candidates among nodes.
  ///
  /// @param weighs whether the kernel weighs partners against each other, so that its values must
  ///   be finite
  Candidates(Space space, Ids drivers, Ids pool, boolean weighs) {
    this.space = space;
    this.drivers = drivers;
    this.pool = pool;
    allSure = Space.isSure(space.bounds);
    limit = weighs ? Double.MAX_VALUE : Double.POSITIVE_INFINITY;
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
      sure = new boolean[cells];
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
      sure[entries] = space.kernel == null || allSure || Space.isSure(space.kernel.over(box));
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

  /// Draws all values of the kernel that may be no numbers, for the drivers of a cell.
  ///
  /// @param excluded gives the node that is no partner of a driver, or a negative number
  /// @throws BadInput if one is none
  void requireValues(int here, IntUnaryOperator excluded) {
    RandomStream none = new RandomStream(0);
    cell(here);
    for (int e = 0; e < entries; e++) {
      for (int i = space.driverCells.start(here); i < space.driverCells.start(here + 1); i++) {
        if (sure[e]) continue;
        at(space.driverCells.place(i));
        int no = excluded.applyAsInt(driver);
        for (int s = from(e); s < to(e); s++) if (node(s) != no && contains(e, s)) value(s, none);
      }
    }
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

  /// The kernel for the first driver of a cell and the last candidate of cell number `e`, where
  /// nothing else is known of it; at most 1 if it is infinite.
  double one(int here, int e) {
    at(space.driverCells.place(space.driverCells.start(here)));
    double value = value(to(e) - 1, new RandomStream(0));
    return value < Double.POSITIVE_INFINITY ? Math.max(0, value) : 1;
  }

  /// The kernel for a candidate.
  ///
  /// @throws BadInput if it is not a number, or infinite where it must not be
  double value(int s, RandomStream random) {
    if (space.kernel == null) return 1;
    int node = node(s);
    if (space.towards) Layers.between(space.pool, node, space.drivers, driver, place);
    else Layers.between(space.drivers, driver, space.pool, node, place);
    double value = space.kernel.draw(random, 0, place);
    if (value <= limit) return value;
    int one = drivers.at(driver);
    int other = pool.at(node);
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s is %s from node %d to node %d; it must be %s"
            .formatted(
                space.kernel,
                value,
                space.towards ? other : one,
                space.towards ? one : other,
                limit < Double.POSITIVE_INFINITY ? "finite" : "a number"));
  }
}
