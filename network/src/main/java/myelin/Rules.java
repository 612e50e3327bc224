package myelin;

/// Connection rules, with NEST's names; users reach them through [Names].
class Rules extends Distributions {

  Rules() {}

  /// Every source to every target.
  public static ConnectionRule all_to_all() {
    return new ConnectionRule(ConnectionRule.Kind.ALL_TO_ALL, 0);
  }

  /// The first source to the first target, the second to the second, ...
  public static ConnectionRule one_to_one() {
    return new ConnectionRule(ConnectionRule.Kind.ONE_TO_ONE, 0);
  }

  /// Every target receives `indegree` synapses from sources drawn at random.
  public static ConnectionRule fixed_indegree(int indegree) {
    return new ConnectionRule(ConnectionRule.Kind.FIXED_INDEGREE, indegree);
  }

  /// Every source sends `outdegree` synapses to targets drawn at random.
  public static ConnectionRule fixed_outdegree(int outdegree) {
    return new ConnectionRule(ConnectionRule.Kind.FIXED_OUTDEGREE, outdegree);
  }

  /// `N` synapses in all, between sources and targets drawn at random.
  public static ConnectionRule fixed_total_number(long N) {
    return new ConnectionRule(ConnectionRule.Kind.FIXED_TOTAL_NUMBER, N);
  }

  /// Each pair is connected with probability `p`, independently.
  public static ConnectionRule pairwise_bernoulli(double p) {
    return new ConnectionRule(ConnectionRule.Kind.PAIRWISE_BERNOULLI, p);
  }
}
