package myelin.connect.recipe;

import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import myelin.engine.base.Ids;
import myelin.engine.random.RandomStream;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;

/// Recipes of rules whose pairs depend on places. The work goes with the synapses made, not with
/// the pairs there are: pairs of cells have bounds, candidates are drawn by the bounds, and taken
/// by their own values.
///
/// What is drawn for a driver is in its own stream, as in [Recipes].
public final class SpatialRecipes {

  private static final int COUNT_BITS = 32;

  private static final int BITS = 30;
  private static final double GRAIN = 0x1p-30;

  private SpatialRecipes() {}

  /// Draws for the drivers of one cell after the other.
  private interface ByDriver {

    /// Moves to a cell of drivers.
    void cell(int cell);

    /// Draws what belongs to a driver.
    void draw(int driver, EdgeBatch batch);
  }

  /// Passes over the targets, cell by cell.
  private static Recipe byTarget(Recipes.Nodes nodes, Space space, Supplier<ByDriver> rule) {
    return owned -> {
      ByDriver each = rule.get();
      return new Recipe.Cursor() {
        private int cell = -1;
        private int s;
        private int end;
        private boolean looked;

        @Override
        public boolean next(EdgeBatch batch) {
          while (batch.size() < EdgeBatch.FULL) {
            if (s == end) {
              if (++cell == space.driverCells.size()) {
                cell--;
                break;
              }
              s = space.driverCells.start(cell);
              end = space.driverCells.start(cell + 1);
              looked = false;
            }
            int driver = space.driverCells.place(s++);
            if (!owned.test(nodes.targets().at(driver))) continue;
            if (!looked) each.cell(cell);
            looked = true;
            each.draw(driver, batch);
          }
          return batch.size() > 0;
        }
      };
    };
  }

  /// Each pair is connected with the probability that the kernel of `space` is; below 0 is never,
  /// above 1 always.
  public static Recipe pairwiseBernoulli(Recipes.Nodes nodes, Space space) {
    Recipe recipe = byTarget(nodes, space, () -> new Bernoulli(nodes, space));
    requireValues(space, new Candidates(space, nodes.targets(), nodes.sources(), false), d -> -1);
    return checked(recipe, isDrawn(space) && !Space.isSure(space.bounds));
  }

  /// Refuses values of a kernel that are no numbers, before anything is changed; those that are
  /// drawn anew for each pair are not known yet.
  private static void requireValues(Space space, Candidates all, IntUnaryOperator excluded) {
    if (isDrawn(space) || Space.isSure(space.bounds)) return;
    for (int cell = 0; cell < space.driverCells.size(); cell++) all.requireValues(cell, excluded);
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

  private static final class Bernoulli implements ByDriver {

    private final Recipes.Nodes nodes;
    private final Candidates candidates;
    private final RandomStream random;
    private final Waits waits;
    private final int room;
    private int[] bits = {};
    private int[] out = {};
    private int target;
    private int excluded;
    private long ordinal;

    Bernoulli(Recipes.Nodes nodes, Space space) {
      this.nodes = nodes;
      candidates = new Candidates(space, nodes.targets(), nodes.sources(), false);
      random = nodes.draws().stream();
      waits = new Waits(random);
      room = space.pool.size();
    }

    @Override
    public void cell(int cell) {
      candidates.cell(cell);
    }

    @Override
    public void draw(int driver, EdgeBatch batch) {
      target = nodes.targets().at(driver);
      excluded = nodes.excluded(target);
      ordinal = (long) driver << COUNT_BITS;
      nodes.draws().pairs(random, driver, target);
      candidates.at(driver);
      batch.ensure(2 * room);
      int n = 0;
      for (int e = 0; e < candidates.entries(); e++) {
        if (candidates.most(e) > Candidates.DENSE) n += candidates.to(e) - candidates.from(e);
      }
      if (bits.length < n) bits = new int[2 * n];
      random.nextInts(1 << BITS, bits, n);
      int at = 0;
      for (int e = 0; e < candidates.entries(); e++) {
        if (candidates.most(e) > Candidates.DENSE) at = dense(e, at, batch);
      }
      sparse(batch);
    }

    private void add(int s, EdgeBatch batch) {
      int node = candidates.node(s);
      if (node != excluded) batch.add(nodes.sources().at(node), target, ordinal++);
    }

    /// Looks at each candidate of a cell; their random numbers begin at `at`.
    private int dense(int e, int at, EdgeBatch batch) {
      int from = candidates.from(e);
      int n = candidates.to(e) - from;
      if (out.length < n) out = new int[2 * n];
      int taken = candidates.takeAll(e, bits, at, GRAIN, out);
      for (int k = 0; k < taken; k++) add(out[k], batch);
      if (taken >= 0) return at + n;
      double sure = candidates.covered(e) ? candidates.least(e) : 0;
      double most = candidates.most(e);
      for (int k = 0; k < n; k++) {
        double u = bits[at + k] * GRAIN;
        if (u >= most) continue;
        if (u + GRAIN <= sure || candidates.takes(e, from + k, u, GRAIN, random)) {
          add(from + k, batch);
        }
      }
      return at + n;
    }

    /// The candidates of all other cells lie side by side on a line, each as long as its rate;
    /// those that have an event on their length are looked at.
    private void sparse(EdgeBatch batch) {
      int entries = candidates.entries();
      double end = candidates.before(entries);
      if (end == 0) return;
      waits.begin(1.1 * end + 8);
      int e = 0;
      for (double x = 0; ; ) {
        x += waits.next();
        if (!(x < end)) return;
        while (x >= candidates.before(e + 1)) e++;
        int from = candidates.from(e);
        double rate = candidates.rate(e);
        int k = (int) ((x - candidates.before(e)) / rate);
        k = Math.min(k, candidates.to(e) - from - 1);
        x = Math.max(x, candidates.before(e) + (k + 1) * rate);
        double most = candidates.most(e);
        double u = waits.uniform() * most;
        if (candidates.takes(e, from + k, u, Waits.GRAIN * most, random)) add(from + k, batch);
      }
    }
  }

  /// Each pair is connected by a Poisson number of synapses, whose mean is the kernel of `space`.
  ///
  /// @param poisson draws a Poisson number where there is no bound for the mean
  public static Recipe pairwisePoisson(Recipes.Nodes nodes, Space space, Poisson poisson) {
    Recipe recipe = byTarget(nodes, space, () -> new PoissonNumbers(nodes, space, poisson));
    requireValues(space, new Candidates(space, nodes.targets(), nodes.sources(), false), d -> -1);
    boolean large = !(space.bounds.most() <= PoissonNumbers.MOST);
    return checked(recipe, large || (isDrawn(space) && !Space.isSure(space.bounds)));
  }

  /// Draws Poisson numbers.
  @FunctionalInterface
  public interface Poisson {
    int draw(double mean, RandomStream random);
  }

  private static final class PoissonNumbers implements ByDriver {

    private final Recipes.Nodes nodes;
    private final Candidates candidates;
    private final RandomStream random;
    private final Poisson poisson;

    /// Beyond this mean each number is drawn by itself.
    private static final double MOST = 64;

    PoissonNumbers(Recipes.Nodes nodes, Space space, Poisson poisson) {
      this.nodes = nodes;
      this.poisson = poisson;
      candidates = new Candidates(space, nodes.targets(), nodes.sources(), false);
      random = nodes.draws().stream();
    }

    @Override
    public void cell(int cell) {
      candidates.cell(cell);
    }

    @Override
    public void draw(int driver, EdgeBatch batch) {
      int target = nodes.targets().at(driver);
      int excluded = nodes.excluded(target);
      long ordinal = (long) driver << COUNT_BITS;
      nodes.draws().pairs(random, driver, target);
      candidates.at(driver);
      for (int e = 0; e < candidates.entries(); e++) {
        int from = candidates.from(e);
        int n = candidates.to(e) - from;
        double most = candidates.most(e);
        if (!(most > 0)) continue;
        if (most > MOST) {
          for (int s = from; s < from + n; s++) {
            if (!candidates.contains(e, s)) continue;
            if (candidates.node(s) == excluded) continue;
            double mean = candidates.value(s, random);
            int many = mean > 0 ? poisson.draw(mean, random) : 0;
            batch.ensure(many);
            int source = nodes.sources().at(candidates.node(s));
            for (int k = 0; k < many; k++) batch.add(source, target, ordinal++);
          }
          continue;
        }
        for (double x = 0; ; ) {
          x += random.nextExponential() / most;
          if (!(x < n)) break;
          int s = from + (int) x;
          if (!candidates.takes(e, s, random.nextDouble() * most, 0, random)) continue;
          if (candidates.node(s) == excluded) continue;
          batch.ensure(1);
          batch.add(nodes.sources().at(candidates.node(s)), target, ordinal++);
        }
      }
    }
  }

  /// Each target draws so many of its sources, each as likely as its value of the kernel of
  /// `space`.
  ///
  /// @param degree draws the number for a target
  /// @throws myelin.engine.base.BadInput if there are not enough for one
  public static Recipe fixedIndegree(
      Recipes.Nodes nodes, Space space, boolean multapses, ToIntFunction<RandomStream> degree) {
    CallRandom draws = nodes.draws();
    Supplier<Partners> all =
        () -> new Partners(space, nodes.targets(), nodes.sources(), multapses, nodes.autapses());
    requireValues(
        space,
        new Candidates(space, nodes.targets(), nodes.sources(), true),
        driver -> nodes.excluded(nodes.targets().at(driver)));
    requireEnough(nodes.targets(), space, draws, all.get(), degree);
    Recipe recipe =
        byTarget(
            nodes,
            space,
            () ->
                new ByDriver() {
                  private final Partners partners = all.get();
                  private final RandomStream random = draws.stream();
                  private final RandomStream degrees = draws.stream();

                  @Override
                  public void cell(int cell) {
                    partners.cell(cell);
                  }

                  @Override
                  public void draw(int driver, EdgeBatch batch) {
                    int target = nodes.targets().at(driver);
                    int n = degree.applyAsInt(draws.degrees(degrees, driver, target));
                    draws.pairs(random, driver, target);
                    int[] drawn = partners.draw(driver, n, random);
                    batch.ensure(n);
                    batch.add(nodes.sources(), drawn, n, target, (long) driver << COUNT_BITS);
                  }
                });
    boolean mayBeNone = space.bounds.least() <= 0 || !Space.isSure(space.bounds);
    return checked(recipe, isDrawn(space) && mayBeNone);
  }

  private static void requireEnough(
      Ids drivers,
      Space space,
      CallRandom draws,
      Partners partners,
      ToIntFunction<RandomStream> degree) {
    RandomStream degrees = draws.stream();
    for (int cell = 0; cell < space.driverCells.size(); cell++) {
      partners.cell(cell);
      for (int s = space.driverCells.start(cell); s < space.driverCells.start(cell + 1); s++) {
        int driver = space.driverCells.place(s);
        int n = degree.applyAsInt(draws.degrees(degrees, driver, drivers.at(driver)));
        partners.require(driver, n);
      }
    }
  }

  /// Each source draws so many of its targets; `nodes` and `space` are those of the opposite
  /// direction, so that sources are its targets.
  public static Recipe fixedOutdegree(
      Recipes.Nodes turned, Space space, boolean multapses, ToIntFunction<RandomStream> degree) {
    return Recipes.mirrored(fixedIndegree(turned, space, multapses, degree));
  }

  /// About how many candidates with which values there are: the sum over all pairs, from some of
  /// the drivers.
  ///
  /// @throws myelin.engine.base.BadInput if a value that is looked at is no number
  public static double sum(Recipes.Nodes nodes, Space space, ToDoubleFunction<Double> most) {
    Candidates candidates = new Candidates(space, nodes.targets(), nodes.sources(), false);
    int cells = space.driverCells.size();
    int every = Math.max(1, cells / 64);
    double sum = 0;
    double drivers = 0;
    for (int c = 0; c < cells; c += every) {
      candidates.cell(c);
      double n = space.driverCells.start(c + 1) - space.driverCells.start(c);
      drivers += n;
      for (int e = 0; e < candidates.entries(); e++) {
        double middle = (Math.max(0, candidates.least(e)) + candidates.most(e)) / 2;
        if (middle == Double.POSITIVE_INFINITY) middle = candidates.one(c, e);
        double part = candidates.covered(e) ? 1 : 0.5;
        sum += n * part * (candidates.to(e) - candidates.from(e)) * most.applyAsDouble(middle);
      }
    }
    return drivers == 0 ? 0 : sum / drivers * space.drivers.size();
  }
}
