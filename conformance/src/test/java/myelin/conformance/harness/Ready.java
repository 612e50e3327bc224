package myelin.conformance.harness;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import myelin.engine.declare.Model;
import myelin.engine.neuron.NeuronModel;
import myelin.node.NodeModel;

/// Models as they can be simulated: neurons that are trees get a small one.
public final class Ready {

  private static final List<String> RECEPTORS = List.of("AMPA", "GABA", "NMDA", "AMPA_NMDA");

  private Ready() {}

  /// The model, of trees with a root and two further compartments, and receptors of all types.
  public static NodeModel node(Model model) {
    NodeModel named = NodeModel.named(model.name());
    if (model.parameter("compartments").isEmpty()) return named;
    Map<String, Double> channels = Map.of("gbar_Na", 10.0, "gbar_K", 3.0);
    return named
        .with(
            "compartments",
            List.of(
                Map.of("parent_idx", -1, "params", channels),
                Map.of("parent_idx", 0, "params", Map.of("C_m", 0.1)),
                Map.of("parent_idx", 0)))
        .with(
            "receptors",
            IntStream.range(0, RECEPTORS.size())
                .mapToObj(r -> Map.of("comp_idx", r % 3, "receptor_type", RECEPTORS.get(r)))
                .toList());
  }

  /// The model of the neurons that [#node] creates.
  public static NeuronModel shaped(NeuronModel model) {
    if (model.parameter("compartments").isEmpty()) return model;
    return model.shaped(3, -1, 0, 0, 4, 0, 0, 1, 1, 2, 2, 0, 3);
  }
}
