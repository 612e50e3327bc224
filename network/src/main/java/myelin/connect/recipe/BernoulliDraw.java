package myelin.connect.recipe;

import java.util.Arrays;
import myelin.engine.random.RandomStream;
import myelin.space.Tree;

/// Takes each candidate of a driver with the probability that the kernel is: first by the bound in
/// its cell, then by its own value.
final class BernoulliDraw implements SpatialPass.Draw {

  private static final long LOW = 0xFFFFFFFFL;
  private static final double GRAIN = 0x1p-32;

  private final Recipes.Nodes nodes;
  private final Space space;
  private final Candidates candidates;
  private final RandomStream random;
  private final Waits waits;
  private final double[] probability;
  private long[] bits = {};
  private long[] chance = {};
  private double[] rate = {};
  private double[] most = {};
  private double[] groupRate = {};
  private double[] before = {0};
  private final DrawnList some = new DrawnList();
  private int[] out = {};

  BernoulliDraw(Recipes.Nodes nodes, Space space) {
    this.nodes = nodes;
    this.space = space;
    candidates = new Candidates(space, nodes.targets(), nodes.sources(), Candidates.Purpose.PAIRS);
    random = nodes.draws().stream();
    waits = new Waits(random);
    probability = new double[space.poolTree.nodes(0)];
  }

  @Override
  public void group(int group) {
    candidates.group(group);
    int n = candidates.leaves.size;
    if (chance.length < n) {
      bits = new long[2 * n * Tree.LEAF];
      chance = new long[2 * n];
    }
    for (int e = 0; e < n; e++) set(e, Leaves.chance(candidates.leaves.most[e]));
    int m = candidates.cells.size;
    if (rate.length < m) {
      rate = new double[2 * m];
      groupRate = new double[2 * m];
      most = new double[2 * m];
      before = new double[2 * m + 1];
    }
    for (int e = 0; e < m; e++) {
      most[e] = candidates.cells.most[e];
      groupRate[e] = RadialTable.rate(most[e]);
      rate[e] = groupRate[e];
    }
    some.room(n * Tree.LEAF + Tree.LEAF);
  }

  private void set(int leaf, long itsChance) {
    chance[leaf] = itsChance;
    probability[candidates.leaves.from[leaf] / Tree.LEAF] = Leaves.probability(itsChance);
  }

  @Override
  public int draw(int driver) {
    int target = nodes.targets().at(driver);
    int place = nodes.excluded(target);
    int excluded = place < 0 ? -1 : space.poolTree.number(place);
    nodes.draws().pairs(random, driver, target);
    candidates.to(driver);
    RadialTable table = candidates.measure();
    if (table != null) bound(table);
    dense();
    if (out.length < some.n) out = new int[2 * some.n];
    int taken = candidates.take(some, excluded, random, out, 0);
    sparse();
    if (out.length < taken + some.n) out = Arrays.copyOf(out, 2 * (taken + some.n));
    return candidates.take(some, excluded, random, out, taken);
  }

  @Override
  public int[] drawn() {
    return out;
  }

  /// Bounds the kernel in each cell as seen from the driver. A row of the table may reach far, so
  /// that the bound for the whole group is the closer one.
  private void bound(RadialTable table) {
    double[] square = candidates.leaves.square;
    for (int e = 0, n = candidates.leaves.size; e < n; e++) {
      set(e, table.chance(table.row(square[e] * (1 - 1e-9))));
    }
    square = candidates.cells.square;
    for (int e = 0, n = candidates.cells.size; e < n; e++) {
      int row = table.row(square[e] * (1 - 1e-9));
      double here = table.most(row);
      double ofGroup = candidates.cells.most[e];
      most[e] = Math.min(here, ofGroup);
      rate[e] = here < ofGroup ? table.rate(row) : groupRate[e];
    }
  }

  /// Draws for each candidate of a leaf by the bound there, and how the drawn number goes on.
  private void dense() {
    int leaves = candidates.leaves.size;
    random.nextLongs(bits, leaves);
    int[] s = some.s;
    int n = Leaves.take(bits, chance, candidates.leaves.from, leaves, space.poolTree.size(), s);
    random.nextLongs(bits, (n + 1) / 2);
    double[] unit = some.unit;
    double[] bound = some.most;
    for (int i = 0; i < n; i += 2) {
      unit[i] = (bits[i / 2] >>> 32) * GRAIN;
      unit[i + 1] = (bits[i / 2] & LOW) * GRAIN;
    }
    for (int i = 0; i < n; i++) bound[i] = probability[s[i] / Tree.LEAF];
    Arrays.fill(some.fine, 0, n, GRAIN);
    some.n = n;
    some.grain = GRAIN;
  }

  /// The candidates of all other cells lie side by side on a line, each as long as its rate; those
  /// that have an event on their length are drawn.
  private void sparse() {
    CellList cells = candidates.cells;
    for (int e = 0; e < cells.size; e++) {
      before[e + 1] = before[e] + (cells.to[e] - cells.from[e]) * rate[e];
    }
    some.n = 0;
    some.grain = Waits.GRAIN;
    double end = before[cells.size];
    if (end == 0) return;
    waits.begin(1.1 * end + 8);
    int last = -1;
    int e = 0;
    for (double x = waits.next(); x < end; x += waits.next()) {
      while (x >= before[e + 1]) e++;
      int from = cells.from[e];
      int s = Math.min(from + (int) ((x - before[e]) / rate[e]), cells.to[e] - 1);
      if (s == last) continue;
      last = s;
      some.room(some.n + 1);
      some.s[some.n] = s;
      some.unit[some.n] = waits.uniform();
      some.fine[some.n] = Waits.GRAIN;
      some.most[some.n++] = most[e];
    }
  }
}
