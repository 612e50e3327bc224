package myelin.connect.recipe;

import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.random.RandomStream;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;

/// How the pairs of each connection rule are drawn. Draws for a target (for `fixed_outdegree`: a
/// source) are a function of seed, call and the node, or of the call's own seed and the node's
/// place, so the worker that owns the target can draw them.
public final class Recipes {

  private Recipes() {}

  /// What a call connects.
  public record Nodes(Ids sources, Ids targets, CallRandom draws, boolean autapses) {

    /// The same with sources and targets exchanged.
    public Nodes turned() {
      Ids from = targets;
      return new Nodes(from, sources, draws, autapses);
    }

    /// The place among the sources of a node that may not be chosen, or a negative number.
    public int excluded(int target) {
      return autapses ? -1 : sources.indexOf(target);
    }
  }

  /// Draws the synapses onto the target at place `j`.
  @FunctionalInterface
  public interface ByTarget {
    void draw(int j, EdgeBatch batch);
  }

  public static Recipe byTarget(Nodes nodes, java.util.function.Supplier<ByTarget> rule) {
    return owned -> {
      ByTarget target = rule.get();
      int n = nodes.targets().size();
      return new Recipe.Cursor() {
        private int j;

        @Override
        public boolean next(EdgeBatch batch) {
          while (j < n && batch.size() < EdgeBatch.FULL) {
            if (owned.test(nodes.targets().at(j))) target.draw(j, batch);
            j++;
          }
          return batch.size() > 0;
        }
      };
    };
  }

  public static Recipe allToAll(Nodes nodes) {
    int S = nodes.sources().size();
    return byTarget(
        nodes,
        () ->
            (j, batch) -> {
              int target = nodes.targets().at(j);
              int excluded = nodes.excluded(target);
              batch.ensure(S);
              for (int i = 0; i < S; i++) {
                if (i != excluded) batch.add(nodes.sources().at(i), target, (long) j * S + i);
              }
            });
  }

  public static Recipe oneToOne(Nodes nodes) {
    if (nodes.sources().size() != nodes.targets().size()) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "one_to_one: %d sources and %d targets; there must be as many of each"
              .formatted(nodes.sources().size(), nodes.targets().size()));
    }
    return byTarget(
        nodes,
        () ->
            (j, batch) -> {
              int source = nodes.sources().at(j);
              int target = nodes.targets().at(j);
              if (!nodes.autapses() && source == target) return;
              batch.ensure(1);
              batch.add(source, target, j);
            });
  }

  public static Recipe fixedIndegree(Nodes nodes, int indegree, boolean multapses) {
    for (int j = 0; j < nodes.targets().size(); j++) {
      int excluded = nodes.excluded(nodes.targets().at(j));
      requireEnough("fixed_indegree", "sources", nodes.sources(), excluded, indegree, multapses);
      if (nodes.autapses()) break;
    }
    return byTarget(
        nodes,
        () -> {
          Choice choice = new Choice(nodes.sources(), nodes.draws(), multapses);
          return (j, batch) -> {
            int target = nodes.targets().at(j);
            choice.at(j, target);
            choice.sources(target, indegree, nodes.excluded(target), (long) j * indegree, batch);
          };
        });
  }

  public static Recipe fixedOutdegree(Nodes nodes, int outdegree, boolean multapses) {
    Ids targets = nodes.targets();
    for (int i = 0; i < nodes.sources().size(); i++) {
      int excluded = nodes.autapses() ? -1 : targets.indexOf(nodes.sources().at(i));
      requireEnough("fixed_outdegree", "targets", targets, excluded, outdegree, multapses);
      if (nodes.autapses()) break;
    }
    return owned -> {
      Choice choice = new Choice(targets, nodes.draws(), multapses);
      EdgeBatch all = new EdgeBatch();
      return new Recipe.Cursor() {
        private int i;

        @Override
        public boolean next(EdgeBatch batch) {
          while (i < nodes.sources().size() && batch.size() < EdgeBatch.FULL) {
            int source = nodes.sources().at(i);
            int excluded = nodes.autapses() ? -1 : targets.indexOf(source);
            all.clear();
            choice.at(i, source);
            choice.sources(source, outdegree, excluded, (long) i * outdegree, all);
            batch.ensure(outdegree);
            for (int e = 0; e < all.size(); e++) {
              if (owned.test(all.source(e))) batch.add(source, all.source(e), all.ordinal(e));
            }
            i++;
          }
          return batch.size() > 0;
        }
      };
    };
  }

  /// The number of synapses onto each target is drawn first, target after target, such that they
  /// are together as if `total` pairs had been drawn one by one; then each target draws its
  /// sources.
  public static Recipe fixedTotalNumber(Nodes nodes, long total, boolean multapses) {
    int T = nodes.targets().size();
    double[] room = new double[T];
    for (int j = 0; j < T; j++) {
      int excluded = nodes.excluded(nodes.targets().at(j));
      room[j] = nodes.sources().size() - (excluded >= 0 ? 1 : 0);
    }
    int[] indegree = Degrees.draw(total, room, multapses, nodes.draws().degrees());
    long[] before = new long[T + 1];
    for (int j = 0; j < T; j++) before[j + 1] = before[j] + indegree[j];
    return byTarget(
        nodes,
        () -> {
          Choice choice = new Choice(nodes.sources(), nodes.draws(), multapses);
          return (j, batch) -> {
            int target = nodes.targets().at(j);
            choice.at(j, target);
            choice.sources(target, indegree[j], nodes.excluded(target), before[j], batch);
          };
        });
  }

  /// The gaps between connected sources are geometric, so only as many numbers are drawn as there
  /// are synapses.
  public static Recipe pairwiseBernoulli(Nodes nodes, double p) {
    int S = nodes.sources().size();
    double perLog = 1 / StrictMath.log1p(-p);
    return byTarget(
        nodes,
        () -> {
          RandomStream random = nodes.draws().stream();
          return (j, batch) -> {
            if (p == 0) return;
            int target = nodes.targets().at(j);
            int excluded = nodes.excluded(target);
            nodes.draws().pairs(random, j, target);
            batch.ensure(S);
            long i = -1;
            while (true) {
              i += 1 + (p == 1 ? 0 : (long) (StrictMath.log(random.nextDouble()) * perLog));
              if (i >= S) return;
              if (i != excluded) {
                batch.add(nodes.sources().at((int) i), target, (long) j * S + i);
              }
            }
          };
        });
  }

  /// What follows from a synapse of another recipe.
  @FunctionalInterface
  interface Step {

    /// Adds what follows from synapse `e` of `drawn`, at most one synapse, to `batch`, which has
    /// room.
    void add(EdgeBatch drawn, int e, EdgeBatch batch);
  }

  /// A pass over what follows from the synapses of another pass.
  static Recipe.Cursor following(Recipe.Cursor all, Step step) {
    EdgeBatch drawn = new EdgeBatch();
    return batch -> {
      while (batch.size() == 0) {
        drawn.clear();
        if (!all.next(drawn)) return false;
        batch.ensure(drawn.size());
        for (int e = 0; e < drawn.size(); e++) step.add(drawn, e, batch);
      }
      return true;
    };
  }

  /// The same pairs with source and target exchanged.
  public static Recipe mirrored(Recipe there) {
    return owned ->
        following(
            there.open(ALL),
            (drawn, e, batch) -> {
              if (!owned.test(drawn.source(e))) return;
              int from = drawn.target(e);
              batch.add(from, drawn.source(e), drawn.ordinal(e));
            });
  }

  /// Those synapses of a recipe that have certain ordinals.
  public static Recipe only(Recipe all, LongPredicate ordinals) {
    return owned ->
        following(
            all.open(owned),
            (drawn, e, batch) -> {
              if (!ordinals.test(drawn.ordinal(e))) return;
              batch.add(drawn.source(e), drawn.target(e), drawn.ordinal(e));
            });
  }

  /// The synapse `e` of an explicit list from `sources[e]` to `targets[e]`, or to the only target.
  public static Recipe explicit(int[] sources, int[] targets) {
    if (targets.length == 1) return toOne(sources, targets[0]);
    return owned ->
        new Recipe.Cursor() {
          private int e;

          @Override
          public boolean next(EdgeBatch batch) {
            batch.ensure(Math.min(2 * EdgeBatch.FULL, targets.length - e));
            while (e < targets.length && batch.size() < EdgeBatch.FULL) {
              int end = Math.min(targets.length, e + EdgeBatch.FULL);
              batch.addOwned(sources, targets, e, end, owned);
              e = end;
            }
            return batch.size() > 0;
          }
        };
  }

  private static Recipe toOne(int[] sources, int target) {
    return owned ->
        new Recipe.Cursor() {
          private int e = owned.test(target) ? 0 : sources.length;

          @Override
          public boolean next(EdgeBatch batch) {
            int end = Math.min(sources.length, e + EdgeBatch.FULL);
            batch.ensure(end - e);
            for (; e < end; e++) batch.add(sources[e], target, e);
            return batch.size() > 0;
          }
        };
  }

  public static void requireEnough(
      String rule, String what, Ids ids, int excluded, int degree, boolean multapses) {
    int room = ids.size() - (excluded >= 0 ? 1 : 0);
    if (degree == 0 || room >= degree || (multapses && room > 0)) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s(%d): there are only %d %s%s%s"
            .formatted(
                rule,
                degree,
                room,
                what,
                excluded >= 0 ? " without the node itself" : "",
                multapses ? "" : ", and without multapses each can be taken once"));
  }

  /// Draws some of `from`, with or without repetition.
  public static final class Choice {
    private final Ids from;
    private final CallRandom draws;
    private final RandomStream random;
    private final boolean repeating;
    private final long[] taken;
    private int[] drawn = {};

    public Choice(Ids from, CallRandom draws, boolean repeating) {
      this.from = from;
      this.draws = draws;
      random = draws.stream();
      this.repeating = repeating;
      taken = new long[repeating ? 0 : from.size() / Long.SIZE + 1];
    }

    public void at(int place, int node) {
      draws.pairs(random, place, node);
    }

    /// Adds `n` synapses from nodes of `from` to `target`, none from place `excluded`.
    public void sources(int target, int n, int excluded, long ordinal, EdgeBatch batch) {
      batch.ensure(n);
      int room = from.size() - (excluded >= 0 ? 1 : 0);
      if (repeating) {
        if (n > drawn.length) drawn = new int[2 * n];
        random.nextInts(room, drawn, n);
        if (excluded >= 0) skip(excluded, n);
        batch.add(from, drawn, n, target, ordinal);
      } else if (n <= room / 2) {
        take(n, room, excluded);
        addTaken(true, target, excluded, ordinal, batch);
      } else {
        take(room - n, room, excluded);
        addTaken(false, target, excluded, ordinal, batch);
      }
    }

    private void skip(int excluded, int n) {
      for (int k = 0; k < n; k++) drawn[k] += drawn[k] >= excluded ? 1 : 0;
    }

    private void take(int n, int room, int excluded) {
      java.util.Arrays.fill(taken, 0);
      for (int k = 0; k < n; ) {
        int i = random.nextInt(room);
        if (excluded >= 0 && i >= excluded) i++;
        long bit = 1L << i;
        if ((taken[i / Long.SIZE] & bit) != 0) continue;
        taken[i / Long.SIZE] |= bit;
        k++;
      }
    }

    private void addTaken(boolean wanted, int target, int excluded, long ordinal, EdgeBatch batch) {
      long k = ordinal;
      for (int i = 0; i < from.size(); i++) {
        boolean is = (taken[i / Long.SIZE] >>> i & 1) != 0;
        if (is == wanted && i != excluded) batch.add(from.at(i), target, k++);
      }
    }
  }

  /// Owns all nodes: for passes over all synapses.
  public static final IntPredicate ALL = id -> true;
}
