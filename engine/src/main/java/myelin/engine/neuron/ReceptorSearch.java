package myelin.engine.neuron;

import java.util.ArrayList;
import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Receptor;

/// Finds a receptor of a model by its number, or says which there are.
final class ReceptorSearch {

  private ReceptorSearch() {}

  /// Number of the receptor whose spikes go to a channel; 0 if there is none.
  static int of(NeuronModel model, int channel) {
    for (Receptor r : model.receptors()) {
      if (r.spikes() == channel || r.spikesNegative() == channel) return r.number();
    }
    return 0;
  }

  /// The receptor of that number.
  ///
  /// @throws BadInput listing the receptors if there is none of that number
  static Receptor find(NeuronModel model, int number) {
    for (Receptor r : model.receptors()) if (r.number() == number) return r;
    if (model.receptors().isEmpty() && model.signal().isPresent()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s takes neither spikes nor currents; it is connected by models that carry %s"
              .formatted(model.name(), model.signal().get().text()));
    }
    List<String> allowed = new ArrayList<>();
    for (Receptor r : model.receptors()) allowed.add(r.number() + " (" + r.name() + ")");
    throw new BadInput(
        BadInput.Kind.UNKNOWN_RECEPTOR,
        "Receptor type %d is not available in %s; it has %s"
            .formatted(
                number, model.name(), allowed.isEmpty() ? "none" : String.join(", ", allowed)));
  }
}
