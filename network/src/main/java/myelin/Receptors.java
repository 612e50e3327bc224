package myelin;

import java.util.ArrayList;
import java.util.List;
import myelin.engine.BadInput;
import myelin.engine.Channel;
import myelin.engine.Ids;
import myelin.engine.Kernel;
import myelin.engine.Nearest;
import myelin.engine.NeuronModel;
import myelin.engine.Receptor;
import myelin.engine.Unit;

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
      requireUnit(model, r, synapse, current);
    }
    return number;
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

  /// Looks at the weight and at what limits it.
  private static void requireUnit(NeuronModel model, Receptor r, Synapse synapse, boolean current) {
    int channel = current ? r.current() : r.spikes();
    if (channel < 0) return;
    Channel c = model.channels().get(channel);
    if (c.content() == Channel.Content.SPIKES) return;
    for (String parameter : List.of("weight", "Wmax")) {
      Value<?> value = synapse.values().get(parameter);
      if (value == null || value.unit() == Unit.NONE || value.unit() == c.unit()) continue;
      throw new BadInput(
          BadInput.Kind.UNIT,
          "%s: %s = %s is in %s, but %s of %s takes %s"
              .formatted(
                  synapse.name(),
                  parameter,
                  value,
                  value.unit().symbol(),
                  c.name(),
                  model.name(),
                  c.unit() == Unit.NONE ? "a pure number, a factor" : c.unit().symbol()));
    }
  }
}
