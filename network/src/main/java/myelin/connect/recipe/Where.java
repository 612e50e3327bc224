package myelin.connect.recipe;

import java.util.function.ToIntFunction;
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
public record Where(
    @Nullable Mask mask,
    boolean onSource,
    boolean oversized,
    @Nullable Quantity<?> kernel,
    @Nullable Positions sources,
    @Nullable Positions targets) {

  /// Everywhere.
  public static final Where ANYWHERE = new Where(null, false, false, null, null, null);

  /// The same in a mask.
  public Where within(Mask newMask) {
    return new Where(newMask, onSource, oversized, kernel, sources, targets);
  }

  /// The same with the mask around targets.
  public Where aroundTargets() {
    return new Where(mask, true, oversized, kernel, sources, targets);
  }

  /// The same with a mask of any size.
  public Where ofAnySize() {
    return new Where(mask, onSource, true, kernel, sources, targets);
  }

  /// The same with partners as likely as a value.
  public Where by(Quantity<?> newKernel) {
    return new Where(mask, onSource, oversized, newKernel, sources, targets);
  }

  /// Whether the rule needs places, if its number is this.
  public boolean isSpatial(@Nullable Quantity<?> drawn) {
    return mask != null || kernel != null || (drawn != null && drawn.isSpatial());
  }

  /// Refuses what says more of a mask where there is none.
  public void requireMask(String rule) {
    if (mask != null || (!onSource && !oversized)) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: %s has no effect without a mask; give one, or leave it out"
            .formatted(rule, onSource ? "use_on_source" : "allow_oversized_mask"));
  }

  /// The same for nodes at the places that they have.
  ///
  /// @throws BadInput if they have none, or mask or kernel do not fit them
  public Where at(Layers layers, Ids from, Ids to, @Nullable Quantity<?> drawn) {
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
      if (!oversized) mask.requireWithin(b); // the edges of the sources' extent do not count
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

  /// About how many synapses a rule for pairs makes.
  ///
  /// @param one whether a pair has one at most
  public double expected(Recipes.Nodes nodes, Quantity<?> number, boolean one) {
    return SpatialRecipes.sum(nodes, pairs(number), most -> one ? Math.min(1, most) : most);
  }

  /// The recipe of `pairwise_bernoulli`.
  public Recipe bernoulli(Recipes.Nodes nodes, Quantity<?> p) {
    return SpatialRecipes.pairwiseBernoulli(nodes, pairs(p));
  }

  /// The recipe of `pairwise_poisson`.
  public Recipe poisson(Recipes.Nodes nodes, Quantity<?> mean, SpatialRecipes.Poisson poisson) {
    return SpatialRecipes.pairwisePoisson(nodes, pairs(mean), poisson);
  }

  /// The recipe of `fixed_indegree`.
  ///
  /// @throws BadInput if a target has not enough sources
  public Recipe indegree(
      Recipes.Nodes nodes, boolean multapses, ToIntFunction<RandomStream> degree) {
    Space space = new Space(known(targets), known(sources), mask, false, kernel, true);
    return SpatialRecipes.fixedIndegree(nodes, space, multapses, degree);
  }

  /// The recipe of `fixed_outdegree`.
  ///
  /// @throws BadInput if a source has not enough targets
  public Recipe outdegree(
      Recipes.Nodes nodes, boolean multapses, ToIntFunction<RandomStream> degree) {
    Space space = new Space(known(sources), known(targets), mask, false, kernel, false);
    return SpatialRecipes.fixedOutdegree(nodes.turned(), space, multapses, degree);
  }

  @Override
  public String toString() {
    return (mask == null ? "" : ".mask(" + mask + ")")
        + (onSource ? ".use_on_source()" : "")
        + (oversized ? ".allow_oversized_mask()" : "")
        + (kernel == null ? "" : ".kernel(" + kernel + ")");
  }
}
