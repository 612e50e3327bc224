package myelin.models.binary;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.math.Hyperbolic;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

/// Binary neuron with a hyperbolic tangent and a line as its gain; see [#MODEL].
public final class GinzburgNeuron extends BinaryNeurons {

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("ginzburg_neuron"),
              "binary neuron with a sigmoid gain",
              """
                P(S = 1) = c_1 * u + c_2 * (1 + tanh(c_3 * (u - theta))) / 2,   u = h + c, at each update

              Values below 0 count as 0, values above 1 as 1. c_1 = 0 and c_2 = 1 give a sigmoid,
              c_2 = 0 a line.
              """)
          .parameter(
              "theta", Unit.MV, 0, "input at which the sigmoid is one half", Condition.FINITE)
          .parameter("c_1", Unit.NONE, 0, "slope of the line (1/mV)", Condition.FINITE)
          .parameter("c_2", Unit.NONE, 1, "height of the sigmoid", Condition.FINITE)
          .parameter("c_3", Unit.NONE, 1, "slope of the sigmoid (1/mV)", Condition.FINITE)
          .block(GinzburgNeuron::new);

  private final Coefficient theta = parameter("theta");
  private final Coefficient c_1 = parameter("c_1");
  private final Coefficient c_2 = parameter("c_2");
  private final Coefficient c_3 = parameter("c_3");

  private GinzburgNeuron() {}

  @Override
  double probability(int i, double input) {
    double sigmoid = 0.5 * (1 + Hyperbolic.tanh(c_3.of(i) * (input - theta.of(i))));
    return c_1.of(i) * input + c_2.of(i) * sigmoid;
  }
}
