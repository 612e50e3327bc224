package myelin.models;

import myelin.engine.neuron.NeuronModel;
import myelin.models.neuron.IafShiu2024;

/// Models that NEST lacks and that serve one purpose: they are not on the list of [Models], but are
/// added to the networks that need them.
public final class OwnModels {

  /// The neuron of Shiu et al. (2024), for connectomes of flies.
  public static final NeuronModel IAF_SHIU_2024 = IafShiu2024.MODEL;

  private OwnModels() {}
}
