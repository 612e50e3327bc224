package myelin.connect;

import myelin.connect.recipe.Recipes;
import myelin.engine.base.BadInput;
import myelin.engine.random.RandomStream;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;
import myelin.value.Bounds;
import myelin.value.Quantity;

/// Recipes of rules in which numbers of synapses are drawn for each target, source or pair.
///
/// The draws that decide on a pair are in the stream of its target (for `fixed_outdegree`: its
/// source), one after the other. A synapse's ordinal is made of the place of that node and of a
/// count within it.
final class DrawnRecipes {

  private static final int COUNT_BITS = 32;

  private static final double MOST_POISSON = 1e6;

  private DrawnRecipes() {}

  /// The recipe of a rule whose number is drawn.
  ///
  /// @throws BadInput if a number is drawn that is not allowed
  static Recipe of(ConnectionRule rule, Quantity<?> number, Recipes.Nodes nodes) {
    Recipe recipe = drawing(rule, number, nodes);
    if (isSure(rule, number.bounds(), nodes)) return recipe;
    EdgeBatch batch = new EdgeBatch();
    for (Recipe.Cursor all = recipe.open(Recipes.ALL); all.next(batch); ) batch.clear();
    return recipe;
  }

  /// Whether all numbers that can be drawn are allowed, so that nothing need be drawn to find out.
  private static boolean isSure(ConnectionRule rule, Bounds number, Recipes.Nodes nodes) {
    if (!number.sure() || !(number.least() >= 0)) return false;
    boolean out = rule.kind() == ConnectionRule.Kind.FIXED_OUTDEGREE;
    int room = (out ? nodes.targets() : nodes.sources()).size() - (nodes.autapses() ? 0 : 1);
    return switch (rule.kind()) {
      case PAIRWISE_BERNOULLI -> number.most() <= 1;
      case PAIRWISE_POISSON -> number.most() <= MOST_POISSON;
      default -> rule.multapses() ? room > 0 && number.most() < 0x1p31 : number.most() < room + 1.0;
    };
  }

  private static Recipe drawing(ConnectionRule rule, Quantity<?> number, Recipes.Nodes nodes) {
    return switch (rule.kind()) {
      case FIXED_INDEGREE -> fixedIndegree(rule, number, nodes, "sources");
      case FIXED_OUTDEGREE -> fixedOutdegree(rule, number, nodes);
      case PAIRWISE_BERNOULLI ->
          pairs(
              nodes,
              (random, source) -> {
                double p = number.draw(random, 0);
                rule.requireNumber(p);
                return random.nextDouble() < p ? 1 : 0;
              });
      case PAIRWISE_POISSON ->
          pairs(
              nodes,
              (random, source) -> {
                double mean = number.draw(random, 0);
                rule.requireNumber(mean);
                return poisson(mean, random);
              });
      default -> throw new IllegalStateException(rule.name());
    };
  }

  /// Each pair is connected by a Poisson number of synapses: the synapses of a target are the
  /// events of a Poisson process along its sources, so only as many numbers are drawn as there are
  /// synapses.
  static Recipe pairwisePoisson(Recipes.Nodes nodes, double mean) {
    int S = nodes.sources().size();
    return Recipes.byTarget(
        nodes,
        () -> {
          RandomStream random = nodes.draws().stream();
          return (j, batch) -> {
            if (mean == 0) return;
            int target = nodes.targets().at(j);
            int excluded = nodes.excluded(target);
            nodes.draws().pairs(random, j, target);
            long ordinal = (long) j << COUNT_BITS;
            for (double x = 0; ; ) {
              x += random.nextExponential() / mean;
              if (x >= S) return;
              int i = (int) x;
              if (i == excluded) continue;
              batch.ensure(1);
              batch.add(nodes.sources().at(i), target, ordinal++);
            }
          };
        });
  }

  /// The number of synapses of a pair.
  @FunctionalInterface
  private interface Count {
    int draw(RandomStream random, int source);
  }

  private static Recipe pairs(Recipes.Nodes nodes, Count number) {
    int S = nodes.sources().size();
    return Recipes.byTarget(
        nodes,
        () -> {
          RandomStream random = nodes.draws().stream();
          return (j, batch) -> {
            int target = nodes.targets().at(j);
            int excluded = nodes.excluded(target);
            nodes.draws().pairs(random, j, target);
            long ordinal = (long) j << COUNT_BITS;
            for (int i = 0; i < S; i++) {
              int n = number.draw(random, i);
              if (i == excluded) continue;
              batch.ensure(n);
              for (int k = 0; k < n; k++) batch.add(nodes.sources().at(i), target, ordinal++);
            }
          };
        });
  }

  private static Recipe fixedIndegree(
      ConnectionRule rule, Quantity<?> number, Recipes.Nodes nodes, String what) {
    return Recipes.byTarget(
        nodes,
        () -> {
          RandomStream degrees = nodes.draws().stream();
          var choice = new Recipes.Choice(nodes.sources(), nodes.draws(), rule.multapses());
          return (j, batch) -> {
            int target = nodes.targets().at(j);
            int excluded = nodes.excluded(target);
            int n = degree(rule, number, nodes.draws().degrees(degrees, j, target));
            Recipes.requireEnough(
                rule.name(), what, nodes.sources(), excluded, n, rule.multapses());
            choice.at(j, target);
            choice.sources(target, n, excluded, (long) j << COUNT_BITS, batch);
          };
        });
  }

  private static Recipe fixedOutdegree(
      ConnectionRule rule, Quantity<?> number, Recipes.Nodes nodes) {
    var turned = nodes.turned();
    return Recipes.mirrored(fixedIndegree(rule, number, turned, "targets"));
  }

  static int degree(ConnectionRule rule, Quantity<?> number, RandomStream random) {
    double n = Math.floor(number.draw(random, 0));
    rule.requireNumber(n);
    return (int) n;
  }

  /// A Poisson number: products of uniform numbers, a mean of at most 16 at a time.
  static int poisson(double mean, RandomStream random) {
    if (mean > MOST_POISSON) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "pairwise_poisson: a mean of %s is too large; at most 1e6".formatted(mean));
    }
    int n = 0;
    for (double left = mean; left > 0; left -= 16) {
      double limit = StrictMath.exp(-Math.min(left, 16));
      double product = random.nextDouble();
      while (product > limit) {
        product *= random.nextDouble();
        n++;
      }
    }
    return n;
  }
}
