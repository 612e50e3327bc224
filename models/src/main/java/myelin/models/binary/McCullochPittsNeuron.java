package myelin.models.binary;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

/// Binary neuron with a step as its gain; see [#MODEL].
public final class McCullochPittsNeuron extends BinaryNeurons {

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("mcculloch_pitts_neuron"),
              "binary neuron that is on where its input exceeds a threshold",
              """
                S = 1 if h + c > theta, else 0, at each update
              """)
          .parameter("theta", Unit.MV, 0, "threshold of the input", Condition.FINITE)
          .block(McCullochPittsNeuron::new);

  private final Coefficient theta = parameter("theta");

  private McCullochPittsNeuron() {}

  @Override
  double probability(int i, double input) {
    return input > theta.of(i) ? 1 : 0;
  }
}
