package myelin.cli.pictures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.neuron.NeuronModel;

/// Values of parameters that are lists with an element for each receptor, so that pictures show two
/// receptors: one quick and excitatory, one slow and, where there is a reversal potential,
/// inhibitory.
final class Lists {

  private static final Map<String, double[]> TWO =
      Map.of(
          "tau_syn", new double[] {2, 10},
          "tau_rise", new double[] {1, 2},
          "tau_decay", new double[] {5, 20},
          "E_rev", new double[] {0, -85});

  private Lists() {}

  /// The values for a model whose list has one element; none for others.
  static Map<String, double[]> of(NeuronModel model) {
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
    List<ParameterSpec> lists =
        model.parameters().stream().filter(p -> p.kind() == ParameterSpec.Kind.REALS).toList();
    return model.shaped(
        lists.stream()
            .mapToInt(p -> values.containsKey(p.name()) ? 2 : ((double[]) p.initial()).length)
            .toArray());
  }
}
