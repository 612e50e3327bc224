package myelin.connectome;

import java.util.List;
import myelin.engine.declare.ModelRegistry;
import myelin.models.OwnModels;
import myelin.node.NodeModel;

/// The neuron of Shiu et al. (2024), `iaf_shiu_2024`: with the same input it fires in the same
/// steps as the authors' in Brian 2.
public final class FlyNeuron {

  /// The model's name.
  public static final String NAME = OwnModels.IAF_SHIU_2024.name();

  /// The receptor at which spikes add to the synaptic input.
  public static final int SPIKES = 1;

  /// The receptor at which they move the potential itself.
  public static final int JUMPS = 2;

  private FlyNeuron() {}

  /// Adds the model to those of a network, unless it is there.
  public static NodeModel install(ModelRegistry models) {
    if (models.find(NAME).isEmpty()) models.addAll(List.of(OwnModels.IAF_SHIU_2024));
    return NodeModel.of(models.named(NAME));
  }
}
