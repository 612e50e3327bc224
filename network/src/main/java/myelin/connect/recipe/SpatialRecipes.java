package myelin.connect.recipe;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import myelin.engine.random.RandomStream;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;

/// Recipes of rules whose pairs depend on places. The work goes with the synapses made, not with
/// the pairs there are: pairs of cells have bounds, candidates are drawn by the bounds, and taken
/// by their own values.
///
/// What is drawn for a driver is in its own stream, as in [Recipes].
public final class SpatialRecipes {

  /// From so many drivers, and so many candidates of each cell, it is found how many synapses there
  /// are.
  private static final int SOME = 64;

  private static final int SOME_OF_A_CELL = 4;

  private SpatialRecipes() {}

  /// Each pair is connected with the probability that the kernel of `space` is; below 0 is never,
  /// above 1 always.
  public static Recipe pairwiseBernoulli(Recipes.Nodes nodes, Space space) {
    requireValues(nodes, space, Candidates.Purpose.PAIRS, excluded(nodes));
    Supplier<SpatialPass.Draw> rule = () -> new BernoulliDraw(nodes, space);
    Recipe recipe = new SpatialPass.Rule(nodes, space, rule, false, true);
    return checked(recipe, isDrawn(space) && !Space.isSure(space.bounds));
  }

  /// The node of the pool that is no partner of a driver, or a negative number.
  private static IntUnaryOperator excluded(Recipes.Nodes nodes) {
    return driver -> nodes.excluded(nodes.targets().at(driver));
  }

  /// Refuses values of a kernel that are no numbers, before anything is changed; those that are
  /// drawn anew for each pair are not known yet.
  private static void requireValues(
      Recipes.Nodes nodes, Space space, Candidates.Purpose purpose, IntUnaryOperator excluded) {
    if (isDrawn(space) || Space.isSure(space.bounds)) return;
    Candidates all = new Candidates(space, nodes.targets(), nodes.sources(), purpose);
    for (int g = 0; g < Candidates.groups(space); g++) all.requireValues(g, excluded);
  }

  private static boolean isDrawn(Space space) {
    return space.kernel != null && space.kernel.isDrawn();
  }

  /// Draws everything once where a draw may fail, so that it does so before anything is changed.
  private static Recipe checked(Recipe recipe, boolean mayFail) {
    if (!mayFail) return recipe;
    EdgeBatch batch = new EdgeBatch();
    for (Recipe.Cursor all = recipe.open(Recipes.ALL); all.next(batch); ) batch.clear();
    return recipe;
  }

  /// Each pair is connected by a Poisson number of synapses, whose mean is the kernel of `space`.
  ///
  /// @param poisson draws a Poisson number where there is no bound for the mean
  public static Recipe pairwisePoisson(Recipes.Nodes nodes, Space space, Poisson poisson) {
    requireValues(nodes, space, Candidates.Purpose.NUMBERS, excluded(nodes));
    Supplier<SpatialPass.Draw> rule = () -> new PoissonDraw(nodes, space, poisson);
    Recipe recipe = new SpatialPass.Rule(nodes, space, rule, false, true);
    boolean large = !(space.bounds.most() <= PoissonDraw.MOST);
    return checked(recipe, large || (isDrawn(space) && !Space.isSure(space.bounds)));
  }

  /// Draws Poisson numbers.
  @FunctionalInterface
  public interface Poisson {
    int draw(double mean, RandomStream random);
  }

  /// Takes each candidate of a driver a Poisson number of times, whose mean is the kernel.
  private static final class PoissonDraw implements SpatialPass.Draw {

    /// Beyond this mean each number is drawn by itself.
    private static final double MOST = 64;

    private final Recipes.Nodes nodes;
    private final Space space;
    private final Candidates candidates;
    private final RandomStream random;
    private final Poisson poisson;
    private int[] out = {};
    private int taken;

    PoissonDraw(Recipes.Nodes nodes, Space space, Poisson poisson) {
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
      for (double x = random.nextExponential() / most;
          x < n;
          x += random.nextExponential() / most) {
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

  /// Each target draws so many of its sources, each as likely as its value of the kernel of
  /// `space`.
  ///
  /// @param degree draws the number for a target
  /// @throws myelin.engine.base.BadInput if there are not enough for one
  public static Recipe fixedIndegree(
      Recipes.Nodes nodes, Space space, boolean multapses, ToIntFunction<RandomStream> degree) {
    return degrees(nodes, space, multapses, degree, false);
  }

  private static Recipe degrees(
      Recipes.Nodes nodes,
      Space space,
      boolean multapses,
      ToIntFunction<RandomStream> degree,
      boolean turned) {
    requireValues(nodes, space, Candidates.Purpose.WEIGHTS, excluded(nodes));
    new Partners(nodes, space, multapses, degree).requireEnough();
    Supplier<SpatialPass.Draw> rule = () -> new Partners(nodes, space, multapses, degree);
    Recipe recipe = new SpatialPass.Rule(nodes, space, rule, turned, false);
    boolean mayBeNone = space.bounds.least() <= 0 || !Space.isSure(space.bounds);
    return checked(recipe, isDrawn(space) && mayBeNone);
  }

  /// Each source draws so many of its targets; `nodes` and `space` are those of the opposite
  /// direction, so that sources are its targets.
  public static Recipe fixedOutdegree(
      Recipes.Nodes turned, Space space, boolean multapses, ToIntFunction<RandomStream> degree) {
    return degrees(turned, space, multapses, degree, true);
  }

  /// About how many synapses there are: the sum over all pairs of a function of the kernel, from
  /// some drivers and some of their candidates.
  ///
  /// @throws myelin.engine.base.BadInput if a value that is looked at is no number
  public static double sum(Recipes.Nodes nodes, Space space, ToDoubleFunction<Double> part) {
    Candidates candidates =
        new Candidates(space, nodes.targets(), nodes.sources(), Candidates.Purpose.NUMBERS);
    RandomStream random = new RandomStream(0).at(RandomStream.Purpose.APART, 0, 0);
    int groups = Candidates.groups(space);
    int level = Candidates.level(space);
    double sum = 0;
    int looked = 0;
    for (int k = 0; k < Math.min(groups, SOME); k++) {
      int g = (int) ((k + 0.5) * groups / Math.min(groups, SOME));
      int from = space.driverTree.from(level, g);
      int driver = space.driverTree.place(from + k % (space.driverTree.to(level, g) - from));
      candidates.group(g);
      candidates.to(driver);
      int excluded = nodes.excluded(nodes.targets().at(driver));
      sum += sum(candidates, candidates.cells, excluded, part, random);
      looked++;
    }
    return looked == 0 ? 0 : sum / looked * space.drivers.size();
  }

  private static double sum(
      Candidates candidates,
      CellList cells,
      int excluded,
      ToDoubleFunction<Double> part,
      RandomStream random) {
    double sum = 0;
    for (int e = 0; e < cells.size; e++) {
      int n = cells.to[e] - cells.from[e];
      int some = Math.min(n, SOME_OF_A_CELL);
      double each = (double) n / some;
      for (int k = 0; k < some; k++) {
        int s = cells.from[e] + (int) ((k + 0.5) * each);
        if (candidates.node(s) == excluded || !candidates.contains(s)) continue;
        double value = candidates.value(s, random);
        if (value > 0) sum += each * part.applyAsDouble(value);
      }
    }
    return sum;
  }
}
