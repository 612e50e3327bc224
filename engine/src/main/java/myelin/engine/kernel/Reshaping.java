package myelin.engine.kernel;

import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Population;
import myelin.engine.table.ConnectionTable;

/// Gives a neuron lists of other lengths. Neurons whose lists have equal lengths make a population,
/// so the neuron moves from one to another, in its part; the place that it leaves stays empty.
///
/// Synapses know their targets by their places there, so nothing may be connected to it yet.
final class Reshaping {

  private Reshaping() {}

  /// Refuses a neuron that cannot get another shape any more.
  static void require(Kernel kernel, int id) {
    if (kernel.now == 0) kernel.build();
    kernel.ranks().together(() -> requireHere(kernel, id));
  }

  private static void requireHere(Kernel kernel, int id) {
    String why = "";
    if (kernel.now > 0) why = "the network has been simulated";
    else if (isReached(kernel, id)) why = "connections end on it";
    if (why.isEmpty()) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s, node %d: its lists cannot get other elements, since %s; set them before, or give them to create"
            .formatted(kernel.model(id).name(), id, why));
  }

  private static boolean isReached(Kernel kernel, int id) {
    if (kernel.deviceLinks.reaches(id)) return true;
    if (!kernel.isHere(id)) return false;
    int place = kernel.nodes.local(id);
    for (ConnectionTable table : kernel.wiring.byKey(kernel.nodes.part(id))) {
      if (table.key.model() != kernel.nodes.model(id)) continue;
      for (int i = 0; i < table.size(); i++) if (table.target(i) == place) return true;
    }
    return false;
  }

  /// Moves a neuron to a population of another shape; numbers that both have stay as they are.
  static void apply(Kernel kernel, int id, NeuronModel shape) {
    int before = kernel.nodes.model(id);
    int m = kernel.index(shape);
    kernel.deviceLinks.invalidate();
    if (!kernel.isHere(id)) {
      kernel.nodes.move(id, m, 0);
      return;
    }
    Population[] mine = kernel.populations[kernel.nodes.part(id)];
    Population from = mine[before];
    int old = kernel.nodes.local(id);
    int place = mine[m].add(Ids.range(id, 1), 0, 1);
    for (ParameterSpec.Role role : ParameterSpec.Role.values()) {
      for (ParameterSpec p : shape.shape().numbers()) {
        if (p.role() != role || !from.model().shape().has(p.name())) continue;
        mine[m].put(p, place, from.get(p, old, kernel.now), kernel.now);
      }
      mine[m].refreshIfStale(place);
    }
    mine[m].freeze(place, from.isFrozen(old));
    from.abandon(old);
    kernel.nodes.move(id, m, place);
  }

  /// Refuses neurons that lack something without which they cannot be simulated.
  static void requireComplete(Kernel kernel) {
    if (kernel.nodes.models().stream().allMatch(m -> m.incomplete().isEmpty())) return;
    for (int id = 1; id <= kernel.nodes.size(); id++) {
      if (!(kernel.nodes.modelOf(id) instanceof NeuronModel model)) continue;
      if (model.incomplete().isEmpty()) continue;
      throw new BadInput(
          BadInput.Kind.UNKNOWN_COMPARTMENT,
          "%s, node %d: %s".formatted(model.name(), id, model.incomplete()));
    }
  }
}
