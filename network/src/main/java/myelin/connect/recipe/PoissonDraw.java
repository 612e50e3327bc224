package myelin.connect.recipe;

import java.util.Arrays;
import myelin.engine.random.RandomStream;

/// Takes each candidate of a driver a Poisson number of times, whose mean is the kernel.
final class PoissonDraw implements SpatialPass.Draw {

  /// Beyond this mean each number is drawn by itself.
  static final double MOST = 64;

  private final Recipes.Nodes nodes;
  private final Space space;
  private final Candidates candidates;
  private final RandomStream random;
  private final SpatialRecipes.Poisson poisson;
  private int[] out = {};
  private int taken;

  PoissonDraw(Recipes.Nodes nodes, Space space, SpatialRecipes.Poisson poisson) {
    this.nodes = nodes;
    this.space = space;
    this.poisson = poisson;
    candidates =
        new Candidates(space, nodes.targets(), nodes.sources(), Candidates.Purpose.NUMBERS);
    random = nodes.draws().stream();
  }

  @Override
  public void group(int group) {
    candidates.group(group);
  }

  @Override
  public int draw(int driver) {
    int target = nodes.targets().at(driver);
    int place = nodes.excluded(target);
    int excluded = place < 0 ? -1 : space.poolTree.number(place);
    nodes.draws().pairs(random, driver, target);
    candidates.to(driver);
    taken = 0;
    CellList cells = candidates.cells;
    for (int e = 0; e < cells.size; e++) {
      double most = cells.most[e];
      if (most > MOST) each(cells.from[e], cells.to[e], excluded);
      else events(cells.from[e], cells.to[e] - cells.from[e], most, excluded);
    }
    return taken;
  }

  private void each(int from, int to, int excluded) {
    for (int s = from; s < to; s++) {
      if (s == excluded || !candidates.contains(s)) continue;
      double mean = candidates.value(s, random);
      add(s, mean > 0 ? poisson.draw(mean, random) : 0);
    }
  }

  private void events(int from, int n, double most, int excluded) {
    for (double x = random.nextExponential() / most; x < n; x += random.nextExponential() / most) {
      int s = from + (int) x;
      if (s == excluded) continue;
      if (candidates.takes(s, random.nextDouble(), 0, most, random)) add(s, 1);
    }
  }

  private void add(int s, int many) {
    if (out.length < taken + many) out = Arrays.copyOf(out, 2 * (taken + many));
    Arrays.fill(out, taken, taken + many, s);
    taken += many;
  }

  @Override
  public int[] drawn() {
    return out;
  }
}
