package myelin.cli.pictures;

import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;

/// What a model does, from simulations.
public final class Pictures {

  private Pictures() {}

  /// The pictures of a model; none of one that has nothing to show, or that does not go with the
  /// nodes that are tried.
  public static List<Picture> of(ModelRegistry models, Model model) {
    try {
      return drawn(models, model);
    } catch (BadInput e) {
      return List.of();
    }
  }

  private static List<Picture> drawn(ModelRegistry models, Model model) {
    return switch (Family.of(model)) {
      case NEURONS, PRECISE, SILENT -> NeuronPictures.of(models, (NeuronModel) model);
      case BINARY -> RatePictures.binary(models, (NeuronModel) model);
      case RATES -> RatePictures.of(models, (NeuronModel) model);
      case STIMULATORS -> StimulatorPictures.of(models, model);
      case PLASTIC -> SynapsePictures.of(models, (SynapseModel) model);
      case COUPLINGS -> RatePictures.coupling(models, model);
      case RECORDERS, OTHERS, STATIC -> List.of();
    };
  }
}
