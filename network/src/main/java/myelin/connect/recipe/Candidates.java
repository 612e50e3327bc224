package myelin.connect.recipe;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.random.RandomStream;
import myelin.space.Layers;
import myelin.space.Neighborhood;
import myelin.space.Tree;
import myelin.value.Bounds;
import myelin.value.Box;
import myelin.value.Place;
import org.jspecify.annotations.Nullable;

/// The nodes of a pool that may be partners of one driver, in cells, with bounds of the kernel in
/// each. Moved from driver to driver; those of one group share what is found for the group.
final class Candidates {

  /// What candidates are sought for.
  enum Purpose {
    /// Each is taken or not; leaves where that is likely are kept apart.
    PAIRS,
    /// Each is taken a number of times.
    NUMBERS,
    /// Some are taken, by their weights; these must be finite.
    WEIGHTS
  }

  /// Above this probability each candidate of a leaf has a random number; below it gaps between
  /// those that are taken are drawn.
  static final double DENSE = 0.05;

  /// Drivers of one node of this level of their tree are a group.
  static final int GROUP = 2;

  /// A cell is split where its bound makes more candidates be drawn in vain.
  private static final double IN_VAIN = 1;

  /// The same where weights count, as a part of all.
  private static final double ROUGH = 1.0 / 32;

  private static final double FINE = 1.0 / 2048;

  private final Space space;
  private final Ids drivers;
  private final Ids pool;
  private final Purpose purpose;

  /// The largest value that the kernel may have.
  private final double limit;

  private final Box box = new Box();
  private final Neighborhood.Cell pair;
  private final Place place = new Place();
  private final double[] x;
  private final double[] y;
  private final double[] z;

  /// By axis how far two nodes are apart at most, or half of the period, which is farther than any
  /// shortest way: `h - |d - h|` is that way for a difference of coordinates `d`.
  private final double[] halfway = new double[Place.MOST];

  /// Whether bounds are found for each driver; else those of its group serve.
  private final boolean refined;

  /// Whether a distance and the table tell almost always whether a candidate is taken.
  private final boolean simple;

  /// Leaves whose candidates have a random number each; none unless for pairs.
  final CellList leaves;

  /// All other cells.
  final CellList cells;

  /// By leaf of the tree: whether all are in the mask.
  private final boolean[] covered;

  /// By leaf of the tree: no value of the kernel there is less.
  private final double[] least;

  private final double[] middle = new double[Place.MOST];
  private final double[] half = new double[Place.MOST];
  private int group;
  private double allowed;

  private int driver;
  private final double[] at = new double[Place.MOST];

  Candidates(Space space, Ids drivers, Ids pool, Purpose purpose) {
    this.space = space;
    this.drivers = drivers;
    this.pool = pool;
    this.purpose = purpose;
    limit = purpose == Purpose.WEIGHTS ? Double.MAX_VALUE : Double.POSITIVE_INFINITY;
    pair = space.neighborhood.new Cell();
    for (int k = space.pool.dimensions(); k < Place.MOST; k++) box.away(k, 0, 0);
    x = space.poolTree.sorted(0);
    y = space.poolTree.sorted(1);
    z = space.poolTree.sorted(2);
    for (int k = 0; k < space.pool.dimensions(); k++) {
      double period = space.edges.period(k);
      halfway[k] = period < Double.POSITIVE_INFINITY ? period / 2 : space.span(k);
    }
    RadialTable table = space.table;
    refined = table != null && table.falling() && space.near;
    simple = table != null && space.near;
    leaves = new CellList(space.poolTree);
    cells = new CellList(space.poolTree);
    covered = new boolean[space.poolTree.nodes(0)];
    least = new double[covered.length];
  }

  /// Number of groups of drivers.
  static int groups(Space space) {
    return space.driverTree.nodes(level(space));
  }

  /// The level of the tree of drivers whose nodes are groups.
  static int level(Space space) {
    return Math.min(GROUP, space.driverTree.levels() - 1);
  }

  /// Looks at the pool from a group of drivers.
  void group(int newGroup) {
    if (purpose != Purpose.WEIGHTS) {
      look(newGroup, IN_VAIN);
      return;
    }
    look(newGroup, Double.POSITIVE_INFINITY);
    look(newGroup, ROUGH * total());
    look(newGroup, FINE * total());
  }

  private void look(int newGroup, double mayBeVain) {
    group = space.driverTree.node(level(space), newGroup);
    allowed = mayBeVain;
    leaves.size = 0;
    cells.size = 0;
    for (int k = 0; k < space.pool.dimensions(); k++) {
      double from = space.driverTree.least(k, group);
      double to = space.driverTree.most(k, group);
      middle[k] = (from + to) / 2;
      half[k] = CellList.halfWidth(from, to);
      limit(space.towards, k, from, to);
    }
    descend(space.poolTree.levels() - 1, 0);
  }

  private double total() {
    double total = 0;
    for (int e = 0; e < cells.size; e++) total += (cells.to[e] - cells.from[e]) * cells.most[e];
    return total;
  }

  private void limit(boolean target, int k, double from, double to) {
    if (target) box.target(k, from, to);
    else box.source(k, from, to);
  }

  /// Adds a node of the pool's tree to the cells, or splits it.
  private void descend(int level, int i) {
    Tree tree = space.poolTree;
    int node = tree.node(level, i);
    boolean isCovered = true;
    double low = 1;
    double high = 1;
    RadialTable table = space.table;
    if (refined && space.folded && table != null) {
      double near = 0;
      double far = 0;
      for (int k = 0; k < tree.dimensions(); k++) {
        double a = tree.least(k, node);
        double b = tree.most(k, node);
        double way = Math.abs((a + b) / 2 - middle[k]);
        double width = half[k] + CellList.halfWidth(a, b);
        way = halfway[k] - Math.abs(way - halfway[k]);
        double nearest = Math.max(0, way - width);
        near += nearest * nearest;
        far += (way + width) * (way + width);
      }
      low = table.least(table.row(far * (1 + 1e-9)));
      high = table.most(table.row(near * (1 - 1e-9)));
    } else {
      int fit = pair.look(space.driverTree, group, tree, node, box);
      if (fit < 0) return;
      isCovered = fit > 0;
      Bounds all = bounds(node);
      low = Double.isNaN(all.least()) ? Double.NEGATIVE_INFINITY : all.least();
      high = Double.isNaN(all.most()) ? Double.POSITIVE_INFINITY : all.most();
    }
    if (!(high > 0)) return;
    boolean dense = purpose == Purpose.PAIRS && high > DENSE;
    double vain =
        (high - (isCovered ? Math.max(0, low) : 0)) * (tree.to(level, i) - tree.from(level, i));
    if (level > 0 && (dense || vain > allowed)) {
      descend(level - 1, 2 * i);
      if (2 * i + 1 < tree.nodes(level - 1)) descend(level - 1, 2 * i + 1);
      return;
    }
    (dense ? leaves : cells).add(level, i, low, high, isCovered);
    int end = Math.min(covered.length, (i + 1) << level);
    Arrays.fill(covered, i << level, end, isCovered);
    Arrays.fill(least, i << level, end, low);
  }

  /// Whether every driver of a group surely has so many candidates whose value is above 0.
  boolean surelyHas(int newGroup, int many) {
    look(newGroup, Double.POSITIVE_INFINITY);
    for (double share = 1; share > 1e-3; share /= 4) {
      look(newGroup, share * Math.min(total(), Double.MAX_VALUE));
      long sure = 0;
      for (int e = 0; e < cells.size; e++) {
        if (cells.covered[e] && cells.least[e] > 0) sure += cells.to[e] - cells.from[e];
      }
      if (sure >= many) return true;
    }
    return false;
  }

  /// Draws all values of the kernel that may be no numbers, for the drivers of a group.
  ///
  /// @param excluded gives the node that is no partner of a driver, or a negative number
  /// @throws BadInput if one is none
  void requireValues(int newGroup, IntUnaryOperator excluded) {
    look(newGroup, Double.POSITIVE_INFINITY);
    requireValues(newGroup, space.poolTree.levels() - 1, 0, excluded);
  }

  private void requireValues(int newGroup, int level, int i, IntUnaryOperator excluded) {
    Tree tree = space.poolTree;
    if (pair.look(space.driverTree, group, tree, tree.node(level, i), box) < 0) return;
    if (Space.isSure(bounds(tree.node(level, i)))) return;
    if (level > 0) {
      requireValues(newGroup, level - 1, 2 * i, excluded);
      if (2 * i + 1 < tree.nodes(level - 1)) {
        requireValues(newGroup, level - 1, 2 * i + 1, excluded);
      }
      return;
    }
    RandomStream none = new RandomStream(0);
    int from = space.driverTree.from(level(space), newGroup);
    int to = space.driverTree.to(level(space), newGroup);
    for (int d = from; d < to; d++) {
      to(space.driverTree.place(d));
      int no = excluded.applyAsInt(driver);
      for (int s = tree.from(0, i); s < tree.to(0, i); s++) {
        if (node(s) != no && inMask(s)) value(s, none);
      }
    }
  }

  /// The bounds of the kernel from the group to a node of the tree, at which [#pair] has looked.
  private Bounds bounds(int node) {
    if (space.kernel == null) return new Bounds(1, 1, true);
    for (int k = 0; k < space.pool.dimensions(); k++) {
      limit(!space.towards, k, space.poolTree.least(k, node), space.poolTree.most(k, node));
    }
    return space.kernel.over(box);
  }

  /// Moves to a driver of the group.
  void to(int newDriver) {
    driver = newDriver;
    for (int k = 0; k < space.drivers.dimensions(); k++) at[k] = space.drivers.at(k, driver);
  }

  /// The table by which bounds are found for each driver, after distances of cells have been
  /// measured; null if the bounds of its group serve.
  @Nullable RadialTable measure() {
    if (!refined) return null;
    leaves.measure(at, halfway);
    cells.measure(at, halfway);
    return space.table;
  }

  /// The node of the pool that a candidate is.
  int node(int s) {
    return space.poolTree.place(s);
  }

  /// Takes candidates whose random part of the bound is below their value of the kernel.
  ///
  /// @param no the number of a node in the tree that is not taken, or a negative number
  /// @param out where those that are taken are put, from number `first` on
  /// @return how many are there then
  int take(DrawnList drawn, int no, RandomStream random, int[] out, int first) {
    RadialTable table = space.table;
    if (table == null || !simple) return takeEach(drawn, no, random, out, first);
    measure(drawn);
    int taken = drawn.compare(table, no, out, first);
    if (drawn.doubts > 0) taken = decide(drawn, random, out, taken);
    return space.folded ? taken : takeInMask(out, first, taken);
  }

  /// Finds the square of the distance of each candidate.
  private void measure(DrawnList drawn) {
    int n = drawn.n;
    along(x, at[0], halfway[0], drawn.s, n, drawn.square);
    addAlong(y, at[1], halfway[1], drawn.s, n, drawn.square);
    if (space.pool.dimensions() > 2) addAlong(z, at[2], halfway[2], drawn.s, n, drawn.square);
  }

  private static void along(double[] x, double at, double halfway, int[] s, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      double way = halfway - Math.abs(Math.abs(x[s[i]] - at) - halfway);
      out[i] = way * way;
    }
  }

  private static void addAlong(
      double[] x, double at, double halfway, int[] s, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      double way = halfway - Math.abs(Math.abs(x[s[i]] - at) - halfway);
      out[i] += way * way;
    }
  }

  /// Leaves out those candidates in doubt that are not taken.
  private int decide(DrawnList drawn, RandomStream random, int[] out, int taken) {
    int t = drawn.doubtful[0];
    for (int d = 0; d < drawn.doubts; d++) {
      int k = drawn.doubtful[d];
      if (takes(drawn, drawn.doubt[d], random)) out[t++] = out[k];
      int next = d + 1 < drawn.doubts ? drawn.doubtful[d + 1] : taken;
      System.arraycopy(out, k + 1, out, t, next - k - 1);
      t += next - k - 1;
    }
    return t;
  }

  private int takeInMask(int[] out, int first, int taken) {
    int t = first;
    for (int k = first; k < taken; k++) if (contains(out[k])) out[t++] = out[k];
    return t;
  }

  private int takeEach(DrawnList drawn, int no, RandomStream random, int[] out, int t) {
    for (int i = 0; i < drawn.n; i++) {
      if (drawn.s[i] != no && takes(drawn, i, random)) out[t++] = drawn.s[i];
    }
    return t;
  }

  private boolean takes(DrawnList drawn, int i, RandomStream random) {
    return takes(drawn.s[i], drawn.unit[i], drawn.fine[i], drawn.most[i], random);
  }

  /// Whether a candidate is in the mask and its value of the kernel is above a part of a bound,
  /// which lies between `unit` and `unit + grain`.
  boolean takes(int s, double unit, double grain, double most, RandomStream random) {
    if (!contains(s)) return false;
    if (!space.folded && (unit + grain) * most <= least[s / Tree.LEAF]) return true;
    double exact = grain == 0 ? unit : unit + grain * random.nextDouble();
    return exact * most < value(s, random);
  }

  /// Whether a candidate is in the mask.
  boolean contains(int s) {
    return (covered[s / Tree.LEAF] && !space.folded) || inMask(s);
  }

  private boolean inMask(int s) {
    Neighborhood near = space.neighborhood;
    boolean flat = space.pool.dimensions() < 3;
    return near.contains(
        near.way(0, x[s] - at[0]), near.way(1, y[s] - at[1]), flat ? 0 : near.way(2, z[s] - at[2]));
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
