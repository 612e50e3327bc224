package myelin.models.binary;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.math.ErrorFunction;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

/// Binary neuron with a threshold that is normally distributed; see [#MODEL].
public final class ErfcNeuron extends BinaryNeurons {

  private static final double ROOT_2 = StrictMath.sqrt(2);

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("erfc_neuron"),
              "binary neuron with an error function as its gain",
              """
                P(S = 1) = erfc(-(h + c - theta) / (sqrt(2) * sigma)) / 2, at each update

              This is a threshold to which noise of variance sigma^2 is added at each update.
              """)
          .parameter("theta", Unit.MV, 0, "mean threshold of the input", Condition.FINITE)
          .parameter(
              "sigma", Unit.MV, 1, "standard deviation of the threshold", Condition.NOT_NEGATIVE)
          .block(ErfcNeuron::new);

  private final Coefficient theta = parameter("theta");
  private final Coefficient sigma = parameter("sigma");

  private ErfcNeuron() {}

  @Override
  double probability(int i, double input) {
    return 0.5 * ErrorFunction.erfc((theta.of(i) - input) / (ROOT_2 * sigma.of(i)));
  }
}
