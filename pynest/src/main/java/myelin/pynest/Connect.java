package myelin.pynest;

import java.util.Arrays;
import java.util.List;
import myelin.Names;
import myelin.connect.ConnectionRule;
import myelin.connect.Synapse;
import myelin.connect.ThirdFactorRule;
import myelin.connect.TripartiteSynapses;
import myelin.node.NodeCollection;
import myelin.value.Quantity;

/// Makes connections.
public final class Connect {

  private Connect() {}

  /// A connection rule.
  ///
  /// @param number its indegree, outdegree, number or probability, which may be drawn
  public static ConnectionRule rule(
      String name, Quantity<?> number, boolean autapses, boolean multapses, boolean symmetric) {
    ConnectionRule rule = ConnectionRule.named(name, number);
    if (!autapses) rule = rule.withoutAutapses();
    if (!multapses) rule = rule.withoutMultapses();
    return symmetric ? rule.symmetric() : rule;
  }

  /// The same with a plain number.
  public static ConnectionRule rule(
      String name, double number, boolean autapses, boolean multapses, boolean symmetric) {
    return rule(name, Names.number(number), autapses, multapses, symmetric);
  }

  /// Connects by a rule.
  public static void nodes(
      Kernel kernel,
      NodeCollection sources,
      NodeCollection targets,
      ConnectionRule rule,
      Synapse synapse) {
    kernel.network().connect(sources, targets, rule, synapse);
  }

  /// The same for `n` sources and `m` targets with consecutive ids.
  public static void spans(
      Kernel kernel, int source, int n, int target, int m, ConnectionRule rule, Synapse synapse) {
    nodes(kernel, kernel.nodes(source, n), kernel.nodes(target, m), rule, synapse);
  }

  /// Connects by a rule, each pair by one synapse of each kind.
  public static void collocated(
      Kernel kernel,
      NodeCollection sources,
      NodeCollection targets,
      ConnectionRule rule,
      Object[] synapses) {
    kernel.network().connect(sources, targets, rule, all(synapses));
  }

  /// Sources, targets and third factors in one array, to take them from Python together.
  public static NodeCollection[] threeNodes(
      NodeCollection sources, NodeCollection targets, NodeCollection third) {
    return new NodeCollection[] {sources, targets, third};
  }

  /// Connects by a rule, and some of the pairs also by way of third factors.
  ///
  /// @param poolSize number of nodes in a pool, 0 for all
  public static void tripartite(
      Kernel kernel,
      NodeCollection[] nodes,
      ConnectionRule rule,
      double p,
      int poolSize,
      boolean blocks,
      Object[] primary,
      Object[] third_in,
      Object[] third_out) {
    ThirdFactorRule thirdRule = Names.third_factor_bernoulli_with_pool(p);
    if (poolSize != 0) thirdRule = thirdRule.pool_size(poolSize);
    if (blocks) thirdRule = thirdRule.blocks();
    TripartiteSynapses synapses =
        new TripartiteSynapses(
            List.of(all(primary)), List.of(all(third_in)), List.of(all(third_out)));
    kernel.network().connect(nodes[0], nodes[1], nodes[2], rule, thirdRule, synapses);
  }

  private static Synapse[] all(Object[] synapses) {
    return Arrays.stream(synapses).map(Synapse.class::cast).toArray(Synapse[]::new);
  }

  /// Connects pairs, each by one synapse of each kind.
  public static void pairs(Kernel kernel, int[] sources, int[] targets, Object[] synapses) {
    kernel.network().connect(sources, targets, all(synapses));
  }

  /// Connects pairs by synapses of a model with these parameters. The arrays of ids are not copied:
  /// nobody else has them.
  public static void pairsOf(
      Kernel kernel, int[] sources, int[] targets, String model, String[] names, Object[] values) {
    Synapse synapse = kernel.synapse(model, names, values);
    kernel.network().connect(List.of(new Synapse.Pairs(sources, targets, synapse, "")));
  }

  /// Connects many to one.
  public static void many(Kernel kernel, int[] sources, int target, Synapse synapse) {
    kernel.network().connect(sources, target, synapse);
  }
}
