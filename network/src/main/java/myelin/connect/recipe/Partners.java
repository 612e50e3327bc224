package myelin.connect.recipe;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.ToIntFunction;
import myelin.engine.base.BadInput;
import myelin.engine.random.RandomStream;

/// Draws a number of partners for a driver from its candidates, each as likely as its value of the
/// kernel. Candidates are drawn by their bounds and taken by their values, many at a time; where
/// that fails too often, all values are listed.
final class Partners implements SpatialPass.Draw {

  /// So many draws in vain are made before values are listed, and so many more for each partner.
  private static final int VAIN = 64;

  private static final int VAIN_EACH = 16;

  /// Candidates are drawn so many at a time at most.
  private static final int TOGETHER = 4096;

  private static final long LOW = 0xFFFFFFFFL;
  private static final double UNIT = 0x1p-32;

  private final Recipes.Nodes nodes;
  private final Space space;
  private final boolean repeating;
  private final ToIntFunction<RandomStream> degree;
  private final Candidates candidates;
  private final RandomStream random;
  private final RandomStream degrees;
  private final BitSet taken = new BitSet();
  private final Alias alias = new Alias();
  private double all;

  /// Which part of those that are drawn is about taken.
  private double success;

  private long[] bits = {};
  private final DrawnList some = new DrawnList();
  private int[] out = {};
  private int[] drawn = {};
  private int[] listed = {};
  private double[] weight = {};

  /// Partners for the targets of `nodes`.
  ///
  /// @param degree draws the number of partners of a driver
  Partners(
      Recipes.Nodes nodes, Space space, boolean repeating, ToIntFunction<RandomStream> degree) {
    this.nodes = nodes;
    this.space = space;
    this.repeating = repeating;
    this.degree = degree;
    candidates =
        new Candidates(space, nodes.targets(), nodes.sources(), Candidates.Purpose.WEIGHTS);
    random = nodes.draws().stream();
    degrees = nodes.draws().stream();
  }

  @Override
  public void group(int group) {
    candidates.group(group);
    CellList cells = candidates.cells;
    if (weight.length < cells.size) weight = new double[2 * cells.size];
    all = 0;
    double sure = 0;
    int largest = 0;
    for (int e = 0; e < cells.size; e++) {
      int n = cells.to[e] - cells.from[e];
      weight[e] = n * cells.most[e];
      all += weight[e];
      largest = Math.max(largest, n);
      sure += n * Math.max(0, cells.least[e]);
    }
    success = all > 0 ? Math.max(0.25, (1 + sure / all) / 2) : 1;
    some.grain = largest * UNIT;
    if (all > 0 && all < Double.POSITIVE_INFINITY) alias.set(weight, cells.size, all);
  }

  private int degree(int driver) {
    int node = nodes.targets().at(driver);
    return degree.applyAsInt(nodes.draws().degrees(degrees, driver, node));
  }

  private int excluded(int driver) {
    return nodes.excluded(nodes.targets().at(driver));
  }

  /// Draws partners.
  ///
  /// @throws BadInput if there are not enough
  @Override
  public int draw(int driver) {
    int n = degree(driver);
    if (n == 0) return 0;
    int node = nodes.targets().at(driver);
    nodes.draws().pairs(random, driver, node);
    candidates.to(driver);
    if (drawn.length < n) drawn = new int[(int) Math.min(2L * n, Integer.MAX_VALUE - 8)];
    int place = excluded(driver);
    int excluded = place < 0 ? -1 : space.poolTree.number(place);
    int found = 0;
    if (all > 0 && all < Double.POSITIVE_INFINITY) {
      long left = VAIN + (long) VAIN_EACH * n;
      while (found < n && left > 0) {
        some(n - found);
        int m = candidates.take(some, excluded, random, out, 0);
        int more = repeating ? again(found, Math.min(m, n - found)) : others(found, n, m);
        left -= some.n - more;
        found += more;
      }
    }
    if (found < n) list(driver, n, found, excluded);
    if (!repeating) taken.clear();
    return n;
  }

  private int again(int found, int more) {
    System.arraycopy(out, 0, drawn, found, more);
    return more;
  }

  /// Adds those that have not been drawn before.
  private int others(int found, int n, int m) {
    int more = 0;
    for (int k = 0; k < m && found + more < n; k++) {
      if (taken.get(out[k])) continue;
      taken.set(out[k]);
      drawn[found + more++] = out[k];
    }
    return more;
  }

  /// Draws candidates by the bounds in their cells, and for each what its value must be above;
  /// about as many more as fail.
  private void some(int wanted) {
    int n = (int) Math.min(TOGETHER, 1.02 * wanted / success + 8);
    if (bits.length < n) {
      some.room(n);
      out = new int[some.s.length];
      bits = new long[some.s.length];
    }
    random.nextLongs(bits, n);
    int[] from = candidates.cells.from;
    int[] to = candidates.cells.to;
    double[] most = candidates.cells.most;
    int[] s = some.s;
    double[] unit = some.unit;
    double[] fine = some.fine;
    double[] bound = some.most;
    for (int i = 0; i < n; i++) {
      int e = alias.draw(bits[i] >>> 32);
      long product = (bits[i] & LOW) * (to[e] - from[e]);
      s[i] = from[e] + (int) (product >>> 32);
      unit[i] = (product & LOW) * UNIT;
      fine[i] = (to[e] - from[e]) * UNIT;
      bound[i] = most[e];
    }
    some.n = n;
  }

  @Override
  public int[] drawn() {
    return drawn;
  }

  /// Draws those that are missing from a list of all.
  private void list(int driver, int n, int found, int excluded) {
    int size = 0;
    CellList cells = candidates.cells;
    double[] value = {};
    for (int e = 0; e < cells.size; e++) {
      for (int s = cells.from[e]; s < cells.to[e]; s++) {
        if (s == excluded || (!repeating && taken.get(s)) || !candidates.contains(s)) continue;
        double w = candidates.value(s, random);
        if (!(w > 0)) continue;
        if (size == value.length) value = Arrays.copyOf(value, 2 * size + 16);
        if (size == listed.length) listed = Arrays.copyOf(listed, 2 * size + 16);
        listed[size] = s;
        value[size++] = w;
      }
    }
    requireEnough(driver, repeating ? Math.min(1, n - found) : n - found, size);
    if (repeating) again(n, found, value, size);
    else once(n, found, value, size);
  }

  private void again(int n, int found, double[] value, int size) {
    double[] sum = new double[size + 1];
    double unit = 1;
    for (int i = 0; i < size; i++) {
      sum[i + 1] = sum[i] + value[i] * unit;
      if (sum[i + 1] < Double.POSITIVE_INFINITY) continue;
      unit /= 2.0 * size; // sums of the largest weights are finite then
      i = -1;
    }
    for (int k = found; k < n; k++) {
      int i = Arrays.binarySearch(sum, 1, size, random.nextDouble() * sum[size]);
      drawn[k] = listed[i >= 0 ? i : -i - 2];
    }
  }

  /// Takes those whose exponential times are the least, at rates that are their weights: as if they
  /// were drawn one after the other. Efraimidis and Spirakis (2006), doi:10.1016/j.ipl.2005.11.003.
  private void once(int n, int found, double[] value, int size) {
    record Time(int node, double at) {}
    Time[] times = new Time[size];
    for (int i = 0; i < size; i++)
      times[i] = new Time(listed[i], random.nextExponential() / value[i]);
    Arrays.sort(times, java.util.Comparator.comparingDouble(Time::at));
    for (int k = found; k < n; k++) drawn[k] = times[k - found].node();
  }

  /// Refuses drivers that have too few candidates.
  void requireEnough() {
    int level = Candidates.level(space);
    for (int g = 0; g < Candidates.groups(space); g++) {
      int from = space.driverTree.from(level, g);
      int to = space.driverTree.to(level, g);
      int wanted = 0;
      for (int s = from; s < to; s++) wanted = Math.max(wanted, wanted(space.driverTree.place(s)));
      if (wanted == 0 || candidates.surelyHas(g, wanted + 1)) continue;
      candidates.group(g);
      for (int s = from; s < to; s++) require(space.driverTree.place(s));
    }
  }

  private int wanted(int driver) {
    int n = degree(driver);
    return repeating ? Math.min(1, n) : n;
  }

  private void require(int driver) {
    int wanted = wanted(driver);
    if (wanted == 0) return;
    candidates.to(driver);
    int place = excluded(driver);
    CellList cells = candidates.cells;
    RandomStream none = new RandomStream(0);
    int found = 0;
    for (int e = 0; e < cells.size && found < wanted; e++) {
      for (int s = cells.from[e]; s < cells.to[e] && found < wanted; s++) {
        if (candidates.node(s) == place || !candidates.contains(s)) continue;
        boolean known = space.kernel != null && !space.kernel.isDrawn() && cells.least[e] <= 0;
        if (known && !(candidates.value(s, none) > 0)) continue;
        found++;
      }
    }
    requireEnough(driver, wanted, found);
  }

  private void requireEnough(int driver, int wanted, int found) {
    if (found >= wanted) return;
    String text =
        space.towards
            ? "Global target ID %d: Not enough sources found inside mask: %d, where %d are needed"
            : "Global source ID %d: Not enough targets found inside mask: %d, where %d are needed";
    throw new BadInput(
        BadInput.Kind.VALUE, text.formatted(nodes.targets().at(driver), found, wanted));
  }
}
