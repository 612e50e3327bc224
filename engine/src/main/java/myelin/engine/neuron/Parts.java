package myelin.engine.neuron;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;

/// What neurons of one shape have.
///
/// @param variables the recordables, then what can be read or set, but not recorded
/// @param shownBy the recordables that show parameters of other names, by these
/// @param incomplete what they lack before they can be simulated; empty if nothing
record Parts(
    List<Recordable> recordables,
    List<Recordable> variables,
    List<Channel> channels,
    List<Receptor> receptors,
    Map<String, String> shownBy,
    String incomplete) {

  /// The number among the variables of what shows a state variable, or else the parameter of that
  /// name; negative if nothing does.
  int variable(String parameter) {
    String shown = shownBy.getOrDefault(parameter, parameter);
    for (int k = 0; k < variables.size(); k++) {
      if (variables.get(k).name().equals(shown)) return k;
    }
    return -1;
  }

  /// Number of the receptor whose spikes go to a channel; 0 if there is none.
  int receptorOf(int channel) {
    for (Receptor r : receptors) {
      if (r.spikes() == channel || r.spikesNegative() == channel) return r.number();
    }
    return 0;
  }

  /// The receptor of that number of a model, which has these parts.
  ///
  /// @throws BadInput listing the receptors if there is none of that number
  Receptor receptor(int number, NeuronModel model) {
    for (Receptor r : receptors) if (r.number() == number) return r;
    if (receptors.isEmpty() && model.signal().isPresent()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s takes neither spikes nor currents; it is connected by models that carry %s"
              .formatted(model.name(), model.signal().get().text()));
    }
    List<String> allowed = new ArrayList<>();
    for (Receptor r : receptors) allowed.add(r.number() + " (" + r.name() + ")");
    throw new BadInput(
        BadInput.Kind.UNKNOWN_RECEPTOR,
        "Receptor type %d is not available in %s; it has %s"
            .formatted(
                number, model.name(), allowed.isEmpty() ? "none" : String.join(", ", allowed)));
  }
}
