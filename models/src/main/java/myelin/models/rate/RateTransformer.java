package myelin.models.rate;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.NeuronModel;

/// Nodes that pass rates on through a gain phi, a model for each: in each step they send what
/// arrived in the step before.
///
/// ```
///   X(t + h) = phi(I(t))
/// ```
///
/// Hahne et al. 2017, doi:10.3389/fninf.2017.00034.
public final class RateTransformer extends RateBlock {

  /// That of a linear gain.
  public static final NeuronModel LIN = model(Gains.LIN);

  /// That of a hyperbolic tangent.
  public static final NeuronModel TANH = model(Gains.TANH);

  /// That of a threshold-linear gain.
  public static final NeuronModel THRESHOLD_LIN = model(Gains.THRESHOLD_LIN);

  /// That of a sigmoid.
  public static final NeuronModel SIGMOID = model(Gains.SIGMOID);

  /// That of a sigmoid of fourth order (Gancarz and Grossberg 1998).
  public static final NeuronModel SIGMOID_GG_1998 = model(Gains.SIGMOID_GG_1998);

  /// That of a Gaussian gain.
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
    What it sends in a step is what arrived in the step of length h before.%s
    %s
    """
        .formatted(
            kind.equation(),
            INPUT,
            kind == Gains.LIN ? " As in NEST,\ng is the only one of its parameters that acts." : "",
            SOURCE);
  }

  @Override
  protected void step(long t, Input unused, SpikeOutbox out) {
    System.arraycopy(rate, 0, sent(0), 0, size());
    System.arraycopy(input(rate), 0, rate, 0, size());
    requireFinite(rate, t);
  }
}
