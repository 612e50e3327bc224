package myelin.cli.pictures;

import java.util.Comparator;
import java.util.List;
import myelin.engine.declare.Coding;
import myelin.engine.declare.Model;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;

/// What sort of model, as it declares itself. The order is that of the index.
public enum Family {
  /// Fire, on the grid of time.
  NEURONS("Neurons", "neuron"),
  /// Fire between steps.
  PRECISE("Neurons with precise spike times", "neuron with precise spike times"),
  /// Are on or off.
  BINARY("Binary neurons", "binary neuron"),
  /// Have a rate in place of spikes.
  RATES("Rate neurons and populations", "rate neuron"),
  /// Astrocytes, readouts.
  SILENT("Other cells", "cell that does not fire"),
  /// Give currents, spikes or rates.
  STIMULATORS("Stimulators", "stimulator"),
  /// Write down.
  RECORDERS("Recorders", "recorder"),
  /// Neither.
  OTHERS("Other devices", "device"),
  /// Carry spikes, and do not change.
  STATIC("Synapses whose weights stay", "synapse"),
  /// Carry spikes, and change by them.
  PLASTIC("Plastic synapses", "plastic synapse"),
  /// Carry other things all the time.
  COUPLINGS("Couplings", "coupling");

  private final String title;
  private final String one;

  Family(String title, String one) {
    this.title = title;
    this.one = one;
  }

  /// For a heading.
  public String title() {
    return title;
  }

  /// One of them.
  public String one() {
    return one;
  }

  /// Those of the models that are of it, by name.
  public List<Model> of(List<Model> models) {
    return models.stream()
        .filter(m -> of(m) == this)
        .sorted(Comparator.comparing(Model::name))
        .toList();
  }

  /// The family of a model.
  public static Family of(Model model) {
    return switch (model) {
      case NeuronModel n -> of(n);
      case SynapseModel s when s.signal().isPresent() -> COUPLINGS;
      case SynapseModel s -> s.plastic() ? PLASTIC : STATIC;
      default ->
          switch (model.elementType()) {
            case "stimulator", "neuron" -> STIMULATORS;
            case "recorder" -> RECORDERS;
            default -> OTHERS;
          };
    };
  }

  private static Family of(NeuronModel model) {
    if (model.sends() == Coding.TRANSITIONS) return BINARY;
    if (model.spikes()) return model.precise() ? PRECISE : NEURONS;
    Signal signal = model.signal().orElse(null);
    return signal == Signal.RATE || signal == Signal.DIFFUSION ? RATES : SILENT;
  }
}
