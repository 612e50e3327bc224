package myelin.cli.pictures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.neuron.NeuronModel;

/// Values of parameters that are lists with an element for each receptor, so that pictures show two
/// receptors: one quick and excitatory, one slow and, where there is a reversal potential,
/// inhibitory; and trees of two compartments with a receptor on each.
final class Lists {

  private static final Map<String, double[]> TWO =
      Map.of(
          "tau_syn", new double[] {2, 10},
          "tau_rise", new double[] {1, 2},
          "tau_decay", new double[] {5, 20},
          "E_rev", new double[] {0, -85});

  private static final Map<String, List<Map<String, Object>>> TREE =
      Map.of(
          "compartments",
          List.of(
              Map.of("parent_idx", -1, "params", Map.of("gbar_Na", 10, "gbar_K", 4)),
              Map.of("parent_idx", 0, "params", Map.of("C_m", 0.1, "g_C", 0.2))),
          "receptors",
          List.of(
              Map.of("comp_idx", 0, "receptor_type", "GABA"),
              Map.of("comp_idx", 1, "receptor_type", "AMPA_NMDA")));

  /// The lengths of both, with what the compartments hang on and where and of what type the
  /// receptors are.
  private static final int[] TREE_KEY = {2, -1, 0, 2, 0, 1, 1, 3};

  private Lists() {}

  private static boolean isTree(NeuronModel model) {
    return TREE.keySet().stream().allMatch(name -> model.parameter(name).isPresent());
  }

  /// The unit of a current into a model.
  static String unitOfCurrent(NeuronModel model) {
    return isTree(model) ? "nA" : "pA";
  }

  /// The values for a model whose list has one element, or that is a tree; none for others.
  static Map<String, ?> of(NeuronModel model) {
    if (isTree(model)) return TREE;
    Map<String, double[]> values = new HashMap<>();
    for (ParameterSpec p : model.parameters()) {
      double[] two = TWO.get(p.name());
      if (two == null || p.kind() != ParameterSpec.Kind.REALS) continue;
      if (((double[]) p.initial()).length == 1) values.put(p.name(), two);
    }
    return values;
  }

  /// The model as it is with these values.
  static NeuronModel shaped(NeuronModel model, Map<String, ?> values) {
    if (values.isEmpty()) return model;
    if (isTree(model)) return model.shaped(TREE_KEY);
    List<ParameterSpec> lists =
        model.parameters().stream().filter(p -> p.kind() == ParameterSpec.Kind.REALS).toList();
    return model.shaped(
        lists.stream()
            .mapToInt(p -> values.containsKey(p.name()) ? 2 : ((double[]) p.initial()).length)
            .toArray());
  }
}
