package myelin.models.rate;

import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Signal;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.CoupledBlock;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.random.RandomStream;

/// What rate neurons with input noise share:
///
/// ```
///   tau dX/dt = -lambda X + mu + phi(I) + sqrt(tau) sigma xi(t)
/// ```
///
/// with steps of the stochastic exponential Euler method (Hahne et al. 2017,
/// doi:10.3389/fninf.2017.00034). A model adds the gain phi.
abstract class RateIpn extends CoupledBlock {

  static final int EX = 0;
  static final int IN = 1;

  private final double[] rate = decaying("rate");
  private final double[] noise = variable("noise");
  private final double[] input = new double[LANES];

  private final Coefficient P1 =
      coefficient(p -> StrictMath.exp(-p.get("lambda") * p.h() / p.get("tau")));
  private final Coefficient P2 = coefficient(RateIpn::input);
  private final Coefficient noiseFactor = coefficient(RateIpn::noise);
  private final Coefficient mu = parameter("mu");
  private final Coefficient sigma = parameter("sigma");
  private final Coefficient lowest =
      coefficient(
          p -> p.get("rectify_output") != 0 ? p.get("rectify_rate") : Double.NEGATIVE_INFINITY);
  private RandomStream random = new RandomStream(0);

  private final String model;

  /// An empty block of neurons of the model of that name.
  RateIpn(String model) {
    this.model = model;
  }

  /// Declares the common parameters but for those of the gain.
  static NeuronModel.Builder declare(String name) {
    return NeuronModel.named(name)
        .state("rate", Unit.NONE, 0, "rate", Condition.FINITE)
        .recordable("noise", Unit.NONE, "noise of the last step, sigma times a normal number")
        .parameter("tau", Unit.MS, 10, "time constant of the rate", Condition.POSITIVE)
        .parameter("lambda", Unit.NONE, 1, "passive decay", Condition.NOT_NEGATIVE)
        .parameter("mu", Unit.NONE, 0, "mean input", Condition.FINITE)
        .parameter("sigma", Unit.NONE, 1, "strength of the noise", Condition.NOT_NEGATIVE);
  }

  /// Declares the common parameters that follow those of the gain.
  static NeuronModel.Builder rectified(NeuronModel.Builder model) {
    return model
        .flag("rectify_output", false, "keep the rate at rectify_rate or above")
        .parameter("rectify_rate", Unit.NONE, 0, "lowest rate", Condition.NOT_NEGATIVE)
        .clock(false)
        .archive()
        .silent()
        .tells(Signal.RATE);
  }

  @Override
  protected void derive(Derivation d) {
    random = new RandomStream(seed());
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

  /// Writes phi of what neurons receive to `input`, one element a lane.
  ///
  /// @param ex sums of the rates that arrive with weights >= 0
  /// @param in sums of those with weights < 0
  /// @param rate of the neurons themselves
  abstract void couple(double[] ex, double[] in, double[] rate, double[] input);

  @Override
  protected final void step(long t, Input unused, SpikeOutbox out) {
    couple(received(EX, 0), received(IN, 0), rate, input);
    double[] sent = sent(0);
    for (int i = 0, n = size(); i < n; i++) {
      double x = rate[i];
      sent[i] = x;
      noise[i] = sigma.of(i) == 0 ? 0 : sigma.of(i) * draw(i, t);
      double drive = mu.of(i) + input[i];
      rate[i] =
          Math.max(lowest.of(i), P1.of(i) * x + P2.of(i) * drive + noiseFactor.of(i) * noise[i]);
      if (!Double.isFinite(rate[i])) throw runsAway(i, t);
    }
  }

  private BadInput runsAway(int i, long t) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "%s %d cannot be integrated in step %d, where its rate grew beyond all numbers; look at the weights, tau, lambda and g"
            .formatted(model, id(i), t));
  }

  private double draw(int i, long t) {
    return random.at(RandomStream.Purpose.RATE, id(i), t).nextNormal();
  }
}
