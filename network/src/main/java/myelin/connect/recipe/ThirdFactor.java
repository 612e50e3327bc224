package myelin.connect.recipe;

import java.util.Arrays;
import java.util.function.IntPredicate;
import myelin.engine.base.Ids;
import myelin.engine.random.RandomStream;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;

/// Third factors of the pairs of a recipe: with probability `p` a pair has one, taken at random
/// from the pool of the pair's target.
///
/// ```
///   source ----- primary -----> target
///      \                        ^
///       `- in -> third - out --'
/// ```
///
/// The numbers drawn for a pair are a function of seed, call and the pair's ordinal; those drawn
/// for a pool, of seed, call and target.
///
/// @param primary the pairs
/// @param targets targets of the pairs
/// @param third nodes from which third factors are taken
/// @param draws the random numbers of the call
/// @param p probability of a third factor
/// @param poolSize number of nodes in a pool
/// @param blocks whether the nodes of a pool are neighbours, in the order of the targets; if not,
///   pools are drawn
public record ThirdFactor(
    Recipe primary,
    Ids targets,
    Ids third,
    CallRandom draws,
    double p,
    int poolSize,
    boolean blocks) {

  /// From the sources of the pairs to their third factors.
  public Recipe in() {
    return recipe(true);
  }

  /// From the third factors to the targets of the pairs.
  public Recipe out() {
    return recipe(false);
  }

  private Recipe recipe(boolean in) {
    return owned ->
        Recipes.following(
            primary.open(in ? Recipes.ALL : owned), new Following(this, in, owned)::add);
  }

  /// What follows from the pairs in one pass over them.
  private static final class Following {

    private static final int[] NONE = {};

    private final ThirdFactor of;
    private final boolean in;
    private final IntPredicate owned;
    private final RandomStream random;

    /// By place of the target, once they have been drawn.
    private final int[][] pools;

    Following(ThirdFactor of, boolean in, IntPredicate owned) {
      this.of = of;
      this.in = in;
      this.owned = owned;
      random = of.draws.stream();
      pools = new int[of.targets.size()][];
      Arrays.fill(pools, NONE);
    }

    void add(EdgeBatch drawn, int e, EdgeBatch batch) {
      of.draws.third(random, drawn.ordinal(e));
      if (random.nextDouble() >= of.p) return;
      int node = of.third.at(place(drawn.target(e), random.nextInt(of.poolSize)));
      int from = in ? drawn.source(e) : node;
      int to = in ? node : drawn.target(e);
      if (owned.test(to)) batch.add(from, to, drawn.ordinal(e));
    }

    /// The place among all third factors of the `k`-th node in a target's pool.
    private int place(int target, int k) {
      if (of.poolSize == of.third.size()) return k;
      int j = of.targets.indexOf(target);
      if (!of.blocks) return pool(j, target)[k];
      if (of.poolSize > 1) return j * of.poolSize + k;
      return j / (of.targets.size() / of.third.size());
    }

    private int[] pool(int j, int target) {
      if (pools[j] == NONE) pools[j] = draw(j, target);
      return pools[j];
    }

    /// Draws a pool without repetition (Floyd's algorithm; Bentley and Floyd 1987,
    /// doi:10.1145/30401.315746).
    private int[] draw(int j, int target) {
      RandomStream stream = of.draws.stream();
      of.draws.pool(stream, j, target);
      int[] pool = new int[of.poolSize];
      int n = of.third.size();
      for (int k = 0; k < pool.length; k++) {
        int last = n - pool.length + k;
        int chosen = stream.nextInt(last + 1);
        for (int m = 0; m < k; m++) {
          if (pool[m] == chosen) {
            chosen = last;
            break;
          }
        }
        pool[k] = chosen;
      }
      return pool;
    }
  }
}
