package myelin.models.rate;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

/// Rate neurons with output noise, a model for each gain phi: they send the noisy rate Y
///
/// ```
///   tau dX/dt = -X + mu + phi(I)
///   Y         = X + sqrt(tau) * sigma * xi(t)
/// ```
///
/// with steps of the exponential Euler method, in each of which the noise is constant (Hahne et al.
/// 2017, doi:10.3389/fninf.2017.00034).
public final class RateOpn extends RateBlock {

  /// The model with a linear gain.
  public static final NeuronModel LIN = model(Gains.LIN);

  /// The model with a hyperbolic tangent as gain.
  public static final NeuronModel TANH = model(Gains.TANH);

  /// The model with a threshold-linear gain.
  public static final NeuronModel THRESHOLD_LIN = model(Gains.THRESHOLD_LIN);

  private final double[] rate = decaying("rate");
  private final double[] noise = variable("noise");
  private final double[] noisy = variable("noisy_rate");

  private final Coefficient P1 = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau")));
  private final Coefficient P2 = coefficient(p -> -StrictMath.expm1(-p.h() / p.get("tau")));
  private final Coefficient noiseFactor = coefficient(p -> StrictMath.sqrt(p.get("tau") / p.h()));
  private final Coefficient mu = parameter("mean");
  private final Coefficient sigma = parameter("std");

  private RateOpn(String model, Gain.Kind kind) {
    super(model, kind, true);
  }

  private static NeuronModel model(Gain.Kind kind) {
    String name = kind.neuron("opn");
    NeuronModel.Builder model =
        NeuronModel.named(name)
            .words("rate neuron with output noise and " + kind.words(), description(kind))
            .state("rate", Unit.NONE, 0, "rate without noise", Condition.FINITE)
            .parameter("tau", Unit.MS, 10, "time constant of the rate", Condition.POSITIVE);
    gains(Noise.declare(model, kind), kind)
        .shown("noise", Unit.NONE, REAL, 0.0, "noise of the last step, a normal number times sigma")
        .shown("noisy_rate", Unit.NONE, REAL, 0.0, "what was sent in the last step");
    return common(Noise.oldNames(model, kind)).block(() -> new RateOpn(name, kind));
  }

  private static String description(Gain.Kind kind) {
    return """
      tau dX/dt = -X + mu + phi(I),   phi(x) = %s
      Y         = X + sqrt(tau / h) * sigma * N

    Others receive Y, which is recorded as noisy_rate; N is a normal number for each step of
    length h.
    %s
    %s
    Steps are those of the exponential Euler method.
    %s
    """
        .formatted(kind.equation(), INPUT, multiplied(kind, "Y"), SOURCE);
  }

  /// The rates that are sent.
  @Override
  public double[] value() {
    return noisy;
  }

  @Override
  protected void step(long t, Input unused, SpikeOutbox out) {
    int n = size();
    draw(t, sigma.each(), noise);
    double[] factor = noiseFactor.each();
    for (int i = 0; i < n; i++) noisy[i] = rate[i] + factor[i] * noise[i];
    double[] sent = sent(0);
    System.arraycopy(noisy, 0, sent, 0, n);
    advance(n, input(sent), P1.each(), P2.each(), mu.each());
    requireFinite(rate, t);
  }

  private void advance(int n, double[] input, double[] P1, double[] P2, double[] mu) {
    for (int i = 0; i < n; i++) rate[i] = P1[i] * rate[i] + P2[i] * (mu[i] + input[i]);
  }
}
