package myelin.models.rate;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;

/// Rate neurons with input noise, a model for each gain phi:
///
/// ```
///   tau dX/dt = -lambda * X + mu + phi(I) + sqrt(tau) * sigma * xi(t)
/// ```
///
/// with steps of the stochastic exponential Euler method (Hahne et al. 2017,
/// doi:10.3389/fninf.2017.00034).
public final class RateIpn extends RateBlock {

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

  private final double[] rate = decaying("rate");
  private final double[] noise = variable("noise");

  private final Coefficient P1 =
      coefficient(p -> StrictMath.exp(-p.get("lambda") * p.h() / p.get("tau")));
  private final Coefficient P2 = coefficient(RateIpn::input);
  private final Coefficient noiseFactor = coefficient(RateIpn::noise);
  private final Coefficient mu = parameter("mean");
  private final Coefficient sigma = parameter("std");
  private final Coefficient lowest =
      coefficient(
          p -> p.get("rectify_output") != 0 ? p.get("rectify_rate") : Double.NEGATIVE_INFINITY);

  private RateIpn(String model, Gain.Kind kind) {
    super(model, kind, true);
  }

  private static NeuronModel model(Gain.Kind kind) {
    String name = kind.neuron("ipn");
    NeuronModel.Builder model =
        NeuronModel.named(name)
            .words("rate neuron with input noise and " + kind.words(), description(kind))
            .state("rate", Unit.NONE, 0, "rate", Condition.FINITE)
            .parameter("tau", Unit.MS, 10, "time constant of the rate", Condition.POSITIVE)
            .parameter("lambda", Unit.NONE, 1, "passive decay", Condition.NOT_NEGATIVE);
    gains(Noise.declare(model, kind), kind)
        .flag("rectify_output", false, "keep the rate at rectify_rate or above")
        .parameter("rectify_rate", Unit.NONE, 0, "lowest rate", Condition.NOT_NEGATIVE)
        .shown(
            "noise", Unit.NONE, REAL, 0.0, "noise of the last step, a normal number times sigma");
    return common(Noise.oldNames(model, kind)).block(() -> new RateIpn(name, kind));
  }

  private static String description(Gain.Kind kind) {
    return """
      tau dX/dt = -lambda * X + %s + phi(I) + sqrt(tau) * %s * xi(t)
      phi(x)    = %s

    %s
    %s
    With rectify_output the rate is kept at rectify_rate or above. Steps are those of the
    stochastic exponential Euler method.
    %s
    """
        .formatted(
            Noise.mean(kind),
            Noise.strength(kind),
            kind.equation(),
            INPUT,
            multiplied(kind, "X"),
            SOURCE);
  }

  private static double input(Derivation p) {
    double lambda = p.get("lambda");
    double x = p.h() / p.get("tau");
    return lambda == 0 ? x : -StrictMath.expm1(-lambda * x) / lambda;
  }

  private static double noise(Derivation p) {
    double lambda = p.get("lambda");
    double x = p.h() / p.get("tau");
    return StrictMath.sqrt(lambda == 0 ? x : -0.5 * StrictMath.expm1(-2 * lambda * x) / lambda);
  }

  @Override
  protected void step(long t, Input unused, SpikeOutbox out) {
    int n = size();
    System.arraycopy(rate, 0, sent(0), 0, n);
    draw(t, sigma.each(), noise);
    advance(n, input(rate), P1.each(), P2.each(), mu.each(), noiseFactor.each());
    double[] least = lowest.each();
    for (int i = 0; i < n; i++) rate[i] = Math.max(least[i], rate[i]);
    requireFinite(rate, t);
  }

  private void advance(int n, double[] input, double[] P1, double[] P2, double[] mu, double[] f) {
    for (int i = 0; i < n; i++) {
      rate[i] = P1[i] * rate[i] + P2[i] * (mu[i] + input[i]) + f[i] * noise[i];
    }
  }
}
