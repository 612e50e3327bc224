package myelin.connect;

import java.util.function.ToIntFunction;
import myelin.connect.recipe.Recipes;
import myelin.connect.recipe.Space;
import myelin.connect.recipe.SpatialRecipes;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.random.RandomStream;
import myelin.engine.wiring.Recipe;
import myelin.space.Layers;
import myelin.space.Mask;
import myelin.space.Positions;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Where a rule seeks the partners of nodes.
///
/// @param mask the region around a node; null for everywhere
/// @param onSource whether the mask of a rule for pairs lies around the target, and sources are
///   sought in it
/// @param oversized whether the mask may be larger than an extent with joined edges
/// @param kernel how likely each partner is, for rules of a fixed degree; null if all are alike
/// @param sources the places of the sources, once they are known
/// @param targets the places of the targets
record Where(
    @Nullable Mask mask,
    boolean onSource,
    boolean oversized,
    @Nullable Quantity<?> kernel,
    @Nullable Positions sources,
    @Nullable Positions targets) {

  static final Where ANYWHERE = new Where(null, false, false, null, null, null);

  Where within(Mask newMask) {
    return new Where(newMask, onSource, oversized, kernel, sources, targets);
  }

  Where aroundTargets() {
    return new Where(mask, true, oversized, kernel, sources, targets);
  }

  Where ofAnySize() {
    return new Where(mask, onSource, true, kernel, sources, targets);
  }

  Where by(Quantity<?> newKernel) {
    return new Where(mask, onSource, oversized, newKernel, sources, targets);
  }

  /// Whether the rule needs places, if its number is this.
  boolean isSpatial(@Nullable Quantity<?> drawn) {
    return mask != null || kernel != null || (drawn != null && drawn.isSpatial());
  }

  /// The same for nodes at the places that they have.
  ///
  /// @throws BadInput if they have none, or mask or kernel do not fit them
  Where at(Layers layers, Ids from, Ids to, @Nullable Quantity<?> drawn) {
    Positions a = layers.require(from, "source");
    Positions b = layers.require(to, "target");
    if (a.dimensions() != b.dimensions()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "Target layer must have same number of dimensions as source layer: %d and %d"
              .formatted(b.dimensions(), a.dimensions()));
    }
    for (Quantity<?> value : new Quantity<?>[] {kernel, drawn}) {
      if (value != null && value.isSpatial()) value.requirePairs(a.dimensions());
    }
    if (mask != null) {
      mask.on(a);
      mask.on(b);
      if (!oversized) {
        mask.requireWithin(a);
        mask.requireWithin(b);
      }
    }
    return new Where(mask, onSource, oversized, kernel, a, b);
  }

  private static Positions known(@Nullable Positions positions) {
    if (positions != null) return positions;
    throw new BadInput(BadInput.Kind.VALUE, "the rule needs nodes that have places");
  }

  private Space pairs(Quantity<?> number) {
    return new Space(known(targets), known(sources), mask, !onSource, number, true);
  }

  /// About how many pairs or synapses a rule for pairs makes.
  double expected(ConnectionRule rule, Quantity<?> number) {
    boolean one = rule.kind().isProbability();
    return SpatialRecipes.sum(pairs(number), most -> one ? Math.min(1, most) : most);
  }

  /// The way to draw the pairs of a rule whose number is this.
  ///
  /// @throws BadInput if a node has not enough partners
  Recipe recipe(ConnectionRule rule, Quantity<?> number, Recipes.Nodes nodes) {
    return switch (rule.kind()) {
      case PAIRWISE_BERNOULLI -> SpatialRecipes.pairwiseBernoulli(nodes, pairs(number));
      case PAIRWISE_POISSON ->
          SpatialRecipes.pairwisePoisson(nodes, pairs(number), DrawnRecipes::poisson);
      case FIXED_INDEGREE -> {
        Space space = new Space(known(targets), known(sources), mask, false, kernel, true);
        yield SpatialRecipes.fixedIndegree(nodes, space, rule.multapses(), degree(rule, number));
      }
      case FIXED_OUTDEGREE -> {
        Space space = new Space(known(sources), known(targets), mask, false, kernel, false);
        Recipes.Nodes turned = nodes.turned();
        yield SpatialRecipes.fixedOutdegree(turned, space, rule.multapses(), degree(rule, number));
      }
      default -> throw new IllegalStateException(rule.name());
    };
  }

  private static ToIntFunction<RandomStream> degree(ConnectionRule rule, Quantity<?> number) {
    if (number.isNumber()) return random -> rule.degree();
    return random -> DrawnRecipes.degree(rule, number, random);
  }

  @Override
  public String toString() {
    return (mask == null ? "" : ".mask(" + mask + ")")
        + (onSource ? ".use_on_source()" : "")
        + (oversized ? ".allow_oversized_mask()" : "")
        + (kernel == null ? "" : ".kernel(" + kernel + ")");
  }
}
