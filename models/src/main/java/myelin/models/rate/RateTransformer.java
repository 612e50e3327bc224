package myelin.models.rate;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.NeuronModel;

/// Nodes that pass on rates through a gain phi, a model for each gain: in each step they send what
/// arrived in the step before.
///
/// ```
///   X(t + h) = phi(I(t))
/// ```
///
/// Hahne et al. 2017, doi:10.3389/fninf.2017.00034.
public final class RateTransformer extends RateBlock {

  /// The model with a linear gain.
  public static final NeuronModel LIN = model(Gains.LIN);

  /// The model with a hyperbolic tangent as gain.
  public static final NeuronModel TANH = model(Gains.TANH);

  /// The model with a threshold-linear gain.
  public static final NeuronModel THRESHOLD_LIN = model(Gains.THRESHOLD_LIN);

  /// The model with a sigmoid as gain.
  public static final NeuronModel SIGMOID = model(Gains.SIGMOID);

  /// The model with a sigmoid of fourth order (Gancarz and Grossberg 1998).
  public static final NeuronModel SIGMOID_GG_1998 = model(Gains.SIGMOID_GG_1998);

  /// The model with a Gaussian gain.
  public static final NeuronModel GAUSS = model(Gains.GAUSS);

  private final double[] rate = variable("rate");

  private RateTransformer(String model, Gain.Kind kind) {
    super(model, kind, false);
  }

  private static NeuronModel model(Gain.Kind kind) {
    String name = kind.transformer();
    NeuronModel.Builder model =
        NeuronModel.named(name)
            .words("passes rates on through " + kind.words(), description(kind))
            .state("rate", Unit.NONE, 0, "rate", Condition.FINITE);
    return common(gain(model, kind)).block(() -> new RateTransformer(name, kind));
  }

  private static String description(Gain.Kind kind) {
    return """
      X(t + h) = phi(I(t)),   phi(x) = %s

    %s
    In each step it sends what arrived in the step before; h is the length of a step.%s
    %s
    """
        .formatted(
            kind.equation(),
            INPUT,
            kind == Gains.LIN ? " As in NEST,\ng is the only parameter that has an effect." : "",
            SOURCE);
  }

  @Override
  protected void step(long t, Input unused, SpikeOutbox out) {
    System.arraycopy(rate, 0, sent(0), 0, size());
    System.arraycopy(input(rate), 0, rate, 0, size());
    requireFinite(rate, t);
  }
}
