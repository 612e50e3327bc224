package myelin.connect;

import myelin.connect.recipe.CallRandom;
import myelin.connect.recipe.ThirdFactor;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.wiring.Recipe;

/// Says which synapses have a third factor, such as an astrocyte, that their source excites and
/// that acts on their target; an immutable value. This is NEST's rule
/// `third_factor_bernoulli_with_pool`: a synapse has a third factor with probability `p`, taken at
/// random from the pool of the synapse's target.
///
/// A pool has `pool_size` nodes, which are drawn for each target; unless that is set, it has all
/// nodes. With [#blocks()] a pool's nodes are neighbours: where `pool_size` is 1, the first targets
/// share the first node, else the first target has the first `pool_size` nodes to itself, and so
/// on.
///
/// Source: Jiang et al. (2024), Modeling neuron-astrocyte interactions in neural networks using
/// distributed simulation, doi:10.1101/2024.11.11.622953.
public final class ThirdFactorRule {

  /// NEST's name of the rule.
  public static final String NAME = "third_factor_bernoulli_with_pool";

  private static final int ALL = 0;

  private final double p;
  private final int poolSize;
  private final boolean blocks;

  private ThirdFactorRule(double p, int poolSize, boolean blocks) {
    this.p = p;
    this.poolSize = poolSize;
    this.blocks = blocks;
  }

  /// A third factor with probability `p` for each synapse, from pools of all nodes.
  ///
  /// @throws BadInput unless `p` is between 0 and 1
  public static ThirdFactorRule of(double p) {
    if (p >= 0 && p <= 1) return new ThirdFactorRule(p, ALL, false);
    throw new BadInput(
        BadInput.Kind.VALUE, "%s: p = %s must be between 0 and 1".formatted(NAME, p));
  }

  /// The same with that number of nodes in a pool.
  ///
  /// @throws BadInput unless there is at least one
  public ThirdFactorRule pool_size(int nodes) {
    if (nodes >= 1) return new ThirdFactorRule(p, nodes, blocks);
    throw new BadInput(
        BadInput.Kind.VALUE, "%s: pool_size = %d must be at least 1".formatted(NAME, nodes));
  }

  /// The same with pools of neighbours; NEST's `pool_type` "block".
  public ThirdFactorRule blocks() {
    return new ThirdFactorRule(p, poolSize, true);
  }

  /// The probability that a synapse has a third factor.
  double p() {
    return p;
  }

  /// Draws third factors of pairs.
  ///
  /// @throws BadInput if the third factors are too few, or cannot be divided into such blocks
  ThirdFactor factors(Recipe primary, Ids targets, Ids third, CallRandom draws) {
    int size = poolSize == ALL ? third.size() : poolSize;
    if (size > third.size()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: pool_size = %d must be between 1 and %d, the number of third factors"
              .formatted(NAME, size, third.size()));
    }
    boolean shared = size == 1 && targets.size() % third.size() == 0;
    if (blocks && !shared && (size == 1 || (long) targets.size() * size != third.size())) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %d targets and %d third factors cannot be divided into blocks of pool_size = %d; with pool_size 1 there must be a whole number of targets for each third factor, else pool_size third factors for each target"
              .formatted(NAME, targets.size(), third.size(), size));
    }
    return new ThirdFactor(primary, targets, third, draws, p, size, blocks);
  }

  @Override
  public String toString() {
    return "%s(%s)%s%s"
        .formatted(
            NAME,
            p,
            poolSize == ALL ? "" : ".pool_size(" + poolSize + ")",
            blocks ? ".blocks()" : "");
  }
}
