package myelin.connect;

import java.util.ArrayList;
import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Nearest;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.kernel.Kernel;
import myelin.engine.neuron.NeuronModel;
import myelin.value.Quantity;

/// Finds the receptor that synapses end on, and refuses those that it does not take.
final class Receptors {

  private Receptors() {}

  /// The receptor's number, after a look at every model among the targets.
  ///
  /// @param current whether currents are to arrive, else spikes
  /// @throws BadInput if a target has no such receptor, or it takes other input or another unit
  static int number(Kernel kernel, Ids targets, Synapse synapse, boolean current) {
    int number = synapse.receptor();
    NeuronModel last = null;
    for (int i = 0; i < targets.size(); i++) {
      if (!(kernel.model(targets.at(i)) instanceof NeuronModel model) || model == last) continue;
      requirePort(model, synapse, current);
      Receptor r = named(model, synapse);
      if (last != null && r.number() != number) {
        throw new BadInput(
            BadInput.Kind.UNKNOWN_RECEPTOR,
            "receptor '%s' is number %d of %s and %d of %s; connect them one by one"
                .formatted(synapse.receptorName(), number, last.name(), r.number(), model.name()));
      }
      number = r.number();
      last = model;
      requireAccepts(model, r, current);
      if (!current) requireSign(model, r, synapse.name(), synapse.weight().bounds().least());
      requireUnit(model, r, synapse, current);
    }
    return number;
  }

  /// Refuses a number beyond those of receptors, or compartments, that users have listed.
  private static void requirePort(NeuronModel model, Synapse synapse, boolean current) {
    boolean listed =
        model.parameter("receptors").filter(p -> p.kind() == ParameterSpec.Kind.MAPS).isPresent();
    if (!listed || synapse.receptorName() != null) return;
    long ports =
        model.receptors().stream()
            .filter(r -> (current ? r.current() : r.spikes()) != Receptor.REFUSED)
            .count();
    if (synapse.receptor() < ports) return;
    throw new BadInput(
        BadInput.Kind.UNKNOWN_PORT,
        "Port with id %d does not exist. Valid %s receptor ports for %s are in [0, %d["
            .formatted(synapse.receptor(), current ? "current" : "spike", model.name(), ports));
  }

  private static Receptor named(NeuronModel model, Synapse synapse) {
    String name = synapse.receptorName();
    if (name == null) return model.receptor(synapse.receptor());
    List<String> names = new ArrayList<>();
    for (Receptor r : model.receptors()) {
      if (r.name().equals(name)) return r;
      names.add(r.name());
    }
    throw new BadInput(
        BadInput.Kind.UNKNOWN_RECEPTOR,
        "%s has no receptor '%s'%s".formatted(model.name(), name, Nearest.hint(name, names)));
  }

  private static void requireAccepts(NeuronModel model, Receptor r, boolean current) {
    if ((current ? r.current() : r.spikes()) != Receptor.REFUSED) return;
    throw new BadInput(
        BadInput.Kind.UNKNOWN_RECEPTOR,
        "receptor %d (%s) of %s does not accept %s"
            .formatted(r.number(), r.name(), model.name(), current ? "currents" : "spikes"));
  }

  /// Refuses a weight below 0 where a receptor takes none.
  ///
  /// @param least the least that the weights may be
  static void requireSign(NeuronModel model, Receptor r, String synapse, double least) {
    if (!(least < 0) || r.spikesNegative() != Receptor.REFUSED) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: weights of %s are not allowed; receptor %d (%s) of %s takes none below 0. Bound drawn ones with redraw(0, max)"
            .formatted(synapse, least, r.number(), r.name(), model.name()));
  }

  /// Checks the unit of the weight and of all that is measured as weights are, such as a limit.
  private static void requireUnit(NeuronModel model, Receptor r, Synapse synapse, boolean current) {
    int channel = current ? r.current() : r.spikes();
    if (channel < 0) return;
    Channel c = model.channels().get(channel);
    for (ParameterSpec p : synapse.model().parameters()) {
      Quantity<?> value = synapse.values().get(p.name());
      if (p.unit() != Unit.WEIGHT || value == null) continue;
      requireUnit(model, c, synapse.name(), p.name(), value);
    }
  }

  /// Refuses a weight, or a limit of weights, in a unit that is not the channel's.
  static void requireUnit(
      NeuronModel model, Channel c, String synapse, String parameter, Quantity<?> value) {
    Unit given = value.unit();
    if (given == Unit.NONE || given == c.unit() || c.content() == Channel.Content.SPIKES) return;
    throw new BadInput(
        BadInput.Kind.UNIT,
        "%s: %s = %s is in %s, but %s takes %s for %s"
            .formatted(
                synapse,
                parameter,
                value,
                given.symbol(),
                model.name(),
                c.unit() == Unit.NONE ? "a pure number, a factor," : c.unit().symbol(),
                c.name()));
  }
}
