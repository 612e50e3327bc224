package myelin;

import myelin.connect.ConnectionRule;
import myelin.connect.ThirdFactorRule;
import myelin.value.Dimension;
import myelin.value.Distributions;
import myelin.value.Quantity;

/// Connection rules, with NEST's names; users reach them through [Names].
public abstract class Rules extends Distributions {

  protected Rules() {}

  /// Every source to every target.
  public static ConnectionRule all_to_all() {
    return ConnectionRule.named("all_to_all", 0);
  }

  /// The first source to the first target, the second to the second, ...
  public static ConnectionRule one_to_one() {
    return ConnectionRule.named("one_to_one", 0);
  }

  /// Every target receives `indegree` synapses from sources drawn at random.
  public static ConnectionRule fixed_indegree(int indegree) {
    return ConnectionRule.named("fixed_indegree", indegree);
  }

  /// Every source sends `outdegree` synapses to targets drawn at random.
  public static ConnectionRule fixed_outdegree(int outdegree) {
    return ConnectionRule.named("fixed_outdegree", outdegree);
  }

  /// `N` synapses in all, between sources and targets drawn at random.
  public static ConnectionRule fixed_total_number(long N) {
    return ConnectionRule.named("fixed_total_number", (double) N);
  }

  /// Every target receives as many synapses from sources drawn at random as are drawn for it.
  public static ConnectionRule fixed_indegree(Quantity<Dimension.Scalar> indegree) {
    return ConnectionRule.named("fixed_indegree", indegree);
  }

  /// Every source sends as many synapses to targets drawn at random as are drawn for it.
  public static ConnectionRule fixed_outdegree(Quantity<Dimension.Scalar> outdegree) {
    return ConnectionRule.named("fixed_outdegree", outdegree);
  }

  /// Each pair is connected with probability `p`, independently.
  public static ConnectionRule pairwise_bernoulli(double p) {
    return ConnectionRule.named("pairwise_bernoulli", p);
  }

  /// Each pair is connected with a probability drawn for it.
  public static ConnectionRule pairwise_bernoulli(Quantity<Dimension.Scalar> p) {
    return ConnectionRule.named("pairwise_bernoulli", p);
  }

  /// Each pair is connected in both directions with probability `p`, with the same weight and
  /// delay. A pair of nodes that are both among sources and targets is drawn twice.
  public static ConnectionRule symmetric_pairwise_bernoulli(double p) {
    return ConnectionRule.named("symmetric_pairwise_bernoulli", p);
  }

  /// Each pair is connected by a Poisson number of synapses of that mean.
  public static ConnectionRule pairwise_poisson(double pairwise_avg_num_conns) {
    return ConnectionRule.named("pairwise_poisson", pairwise_avg_num_conns);
  }

  /// Each pair is connected by a Poisson number of synapses of a mean drawn for it.
  public static ConnectionRule pairwise_poisson(Quantity<Dimension.Scalar> pairwise_avg_num_conns) {
    return ConnectionRule.named("pairwise_poisson", pairwise_avg_num_conns);
  }

  /// Each primary synapse has a third factor with probability `p`; see [ThirdFactorRule].
  public static ThirdFactorRule third_factor_bernoulli_with_pool(double p) {
    return ThirdFactorRule.of(p);
  }
}
