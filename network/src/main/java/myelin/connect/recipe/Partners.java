package myelin.connect.recipe;

import java.util.Arrays;
import java.util.BitSet;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.random.RandomStream;

/// Draws a number of partners for a driver from its candidates, each as likely as its value of the
/// kernel. Candidates are drawn by their bounds and taken by their values; where that fails too
/// often, all values are listed.
final class Partners {

  /// So many draws in vain are made before values are listed, and so many more for each partner.
  private static final int VAIN = 64;

  private static final int VAIN_EACH = 16;

  private final Space space;
  private final Ids drivers;
  private final Ids pool;
  private final boolean repeating;
  private final boolean autapses;
  private final Candidates candidates;
  private final BitSet taken = new BitSet();
  private double[] before = {};
  private int[] drawn = {};
  private int[] listed = {};
  private double[] weight = {};

  Partners(Space space, Ids drivers, Ids pool, boolean repeating, boolean autapses) {
    this.space = space;
    this.drivers = drivers;
    this.pool = pool;
    this.repeating = repeating;
    this.autapses = autapses;
    candidates = new Candidates(space, drivers, pool, true);
  }

  /// Looks at the pool from a cell of drivers.
  void cell(int here) {
    candidates.cell(here);
  }

  /// Moves to a driver.
  private void at(int driver) {
    candidates.at(driver);
    int n = candidates.entries();
    if (before.length < n + 1) before = new double[Math.max(n + 1, 2 * before.length)];
    for (int e = 0; e < n; e++) {
      double most = Math.max(0, candidates.most(e));
      before[e + 1] = before[e] + (candidates.to(e) - candidates.from(e)) * most;
    }
  }

  private int excluded(int driver) {
    return autapses ? -1 : pool.indexOf(drivers.at(driver));
  }

  /// The places of `n` partners in the pool; the array is reused.
  ///
  /// @throws BadInput if there are not enough
  int[] draw(int driver, int n, RandomStream random) {
    if (drawn.length < n) drawn = new int[(int) Math.min(2L * n, Integer.MAX_VALUE - 8)];
    if (n == 0) return drawn;
    at(driver);
    int excluded = excluded(driver);
    double all = before[candidates.entries()];
    int found = 0;
    if (all < Double.POSITIVE_INFINITY) {
      long left = VAIN + (long) VAIN_EACH * n;
      while (found < n && left > 0 && all > 0) {
        int node = one(all, excluded, random);
        if (node < 0) left--;
        else drawn[found++] = node;
      }
    }
    if (found < n) list(driver, n, found, excluded, random);
    if (!repeating) taken.clear();
    return drawn;
  }

  /// A partner, or a negative number if the candidate was not taken.
  private int one(double all, int excluded, RandomStream random) {
    double u = random.nextDouble() * all;
    int e = Arrays.binarySearch(before, 1, candidates.entries(), u);
    e = e >= 0 ? e : -e - 2;
    int from = candidates.from(e);
    int s = from + random.nextInt(candidates.to(e) - from);
    int node = candidates.node(s);
    if (node == excluded || (!repeating && taken.get(node))) return -1;
    if (!candidates.covered(e) || candidates.least(e) < candidates.most(e)) {
      if (!candidates.takes(e, s, random.nextDouble() * candidates.most(e), 0, random)) return -1;
    }
    if (!repeating) taken.set(node);
    return node;
  }

  /// Draws those that are missing from a list of all.
  private void list(int driver, int n, int found, int excluded, RandomStream random) {
    int size = 0;
    for (int e = 0; e < candidates.entries(); e++) {
      for (int s = candidates.from(e); s < candidates.to(e); s++) {
        int node = candidates.node(s);
        if (node == excluded || (!repeating && taken.get(node)) || !candidates.contains(e, s))
          continue;
        double w = candidates.value(s, random);
        if (!(w > 0)) continue;
        if (size == listed.length) {
          listed = Arrays.copyOf(listed, 2 * size + 16);
          weight = Arrays.copyOf(weight, 2 * size + 16);
        }
        listed[size] = node;
        weight[size++] = w;
      }
    }
    requireEnough(driver, repeating ? Math.min(1, n - found) : n - found, size);
    if (repeating) again(n, found, size, random);
    else once(n, found, size, random);
  }

  private void again(int n, int found, int size, RandomStream random) {
    double[] sum = new double[size + 1];
    double unit = 1;
    for (int i = 0; i < size; i++) {
      sum[i + 1] = sum[i] + weight[i] * unit;
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
  private void once(int n, int found, int size, RandomStream random) {
    record Time(int node, double at) {}
    Time[] times = new Time[size];
    for (int i = 0; i < size; i++)
      times[i] = new Time(listed[i], random.nextExponential() / weight[i]);
    Arrays.sort(times, java.util.Comparator.comparingDouble(Time::at));
    for (int k = found; k < n; k++) drawn[k] = times[k - found].node();
  }

  /// Refuses a driver that has too few candidates for `n` partners.
  void require(int driver, int n) {
    int wanted = repeating ? Math.min(1, n) : n;
    if (wanted == 0) return;
    candidates.at(driver);
    int excluded = excluded(driver);
    long sure = excluded >= 0 ? -1 : 0;
    for (int e = 0; e < candidates.entries() && sure < wanted; e++) {
      boolean all = candidates.covered(e) && candidates.least(e) > 0;
      if (all) sure += candidates.to(e) - candidates.from(e);
    }
    if (sure >= wanted) return;
    RandomStream none = new RandomStream(0);
    int found = 0;
    for (int e = 0; e < candidates.entries() && found < wanted; e++) {
      for (int s = candidates.from(e); s < candidates.to(e) && found < wanted; s++) {
        if (candidates.node(s) == excluded || !candidates.contains(e, s)) continue;
        if (space.kernel != null && !space.kernel.isDrawn() && !(candidates.value(s, none) > 0))
          continue;
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
    throw new BadInput(BadInput.Kind.VALUE, text.formatted(drivers.at(driver), found, wanted));
  }
}
