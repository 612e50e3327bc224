package myelin.engine.neuron;

import java.util.stream.Collectors;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Signal;

/// Looks receptors of a model up.
final class Receptors {

  private Receptors() {}

  /// The receptor of that number.
  ///
  /// @throws BadInput listing the receptors if there is none of that number
  static Receptor withNumber(int number, NeuronModel model) {
    for (Receptor r : model.receptors()) if (r.number() == number) return r;
    if (model.receptors().isEmpty()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s takes neither spikes nor currents; it is connected by models that carry %s"
              .formatted(model.name(), model.signal().map(Signal::text).orElse("other signals")));
    }
    String allowed =
        model.receptors().stream()
            .map(r -> r.number() + " (" + r.name() + ")")
            .collect(Collectors.joining(", "));
    throw new BadInput(
        BadInput.Kind.UNKNOWN_RECEPTOR,
        "Receptor type %d is not available in %s; it has %s"
            .formatted(number, model.name(), allowed));
  }
}
