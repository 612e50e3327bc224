package myelin.models.neuron;

import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Signal;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.CoupledBlock;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.random.RandomStream;

/// Linear rate neuron with input noise; see [#MODEL].
public final class LinRateIpn extends CoupledBlock {

  private static final int EX = 0;
  private static final int IN = 1;

  /// The model.
  public static final NeuronModel MODEL =
      NeuronModel.named("lin_rate_ipn")
          .words(
              "linear rate neuron with input noise",
              """
                tau dX/dt = -lambda X + mu + phi(I) + sqrt(tau) sigma xi(t),   phi(x) = g x

              I is the weighted sum of the rates that arrive. With mult_coupling input of weights >= 0 is
              multiplied by g_ex (theta_ex - X), that of weights < 0 by g_in (theta_in + X). With
              rectify_output the rate is kept at rectify_rate or above. Steps are those of the stochastic
              exponential Euler method. As the gain is linear, linear_summation makes no difference.
              Hahne et al. 2017 (doi:10.3389/fninf.2017.00034).
              """)
          .state("rate", Unit.NONE, 0, "rate", Condition.FINITE)
          .recordable("noise", Unit.NONE, "noise of the last step, sigma times a normal number")
          .parameter("tau", Unit.MS, 10, "time constant of the rate", Condition.POSITIVE)
          .parameter("lambda", Unit.NONE, 1, "passive decay", Condition.NOT_NEGATIVE)
          .parameter("mu", Unit.NONE, 0, "mean input", Condition.FINITE)
          .parameter("sigma", Unit.NONE, 1, "strength of the noise", Condition.NOT_NEGATIVE)
          .parameter("g", Unit.NONE, 1, "gain", Condition.FINITE)
          .flag("linear_summation", true, "sum input before the gain, or after it")
          .flag("mult_coupling", false, "multiply input by a function of the rate")
          .parameter("g_ex", Unit.NONE, 1, "factor of excitatory coupling", Condition.FINITE)
          .parameter("g_in", Unit.NONE, 1, "factor of inhibitory coupling", Condition.FINITE)
          .parameter("theta_ex", Unit.NONE, 0, "shift of excitatory coupling", Condition.FINITE)
          .parameter("theta_in", Unit.NONE, 0, "shift of inhibitory coupling", Condition.FINITE)
          .flag("rectify_output", false, "keep the rate at rectify_rate or above")
          .parameter("rectify_rate", Unit.NONE, 0, "lowest rate", Condition.NOT_NEGATIVE)
          .clock(false)
          .archive()
          .silent()
          .tells(Signal.RATE)
          .block(LinRateIpn::new);

  private final double[] rate = new double[LANES];
  private final double[] noise = new double[LANES];
  private final double[][] state = {rate, noise};

  private double[] P1 = {};
  private double[] P2 = {};
  private double[] noiseFactor = {};
  private double[] mu = {};
  private double[] sigma = {};
  private double[] g = {};
  private double[] g_ex = {};
  private double[] g_in = {};
  private double[] theta_ex = {};
  private double[] theta_in = {};
  private double[] multiplies = {};
  private double[] lowest = {};
  private RandomStream random = new RandomStream(0);

  private LinRateIpn() {}

  @Override
  protected void derive(Derivation d) {
    P1 = d.column(p -> StrictMath.exp(-p.get("lambda") * p.h() / p.get("tau")));
    P2 = d.column(LinRateIpn::input);
    noiseFactor = d.column(LinRateIpn::noise);
    mu = d.column(p -> p.get("mu"));
    sigma = d.column(p -> p.get("sigma"));
    g = d.column(p -> p.get("g"));
    g_ex = d.column(p -> p.get("g_ex"));
    g_in = d.column(p -> p.get("g_in"));
    theta_ex = d.column(p -> p.get("theta_ex"));
    theta_in = d.column(p -> p.get("theta_in"));
    multiplies = d.column(p -> p.get("mult_coupling"));
    lowest =
        d.column(
            p -> p.get("rectify_output") != 0 ? p.get("rectify_rate") : Double.NEGATIVE_INFINITY);
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

  @Override
  public double[][] state() {
    return state;
  }

  @Override
  public double[] value() {
    return rate;
  }

  @Override
  protected void step(long t, double[][] input, SpikeOutbox out) {
    double[] ex = received(EX, 0);
    double[] in = received(IN, 0);
    double[] sent = sent(0);
    for (int i = 0, n = size(); i < n; i++) {
      double x = rate[i];
      sent[i] = x;
      noise[i] = sigma[i] == 0 ? 0 : sigma[i] * draw(i, t);
      boolean multiply = multiplies[i] != 0;
      double H_ex = multiply ? g_ex[i] * (theta_ex[i] - x) : 1;
      double H_in = multiply ? g_in[i] * (theta_in[i] + x) : 1;
      double drive = mu[i] + g[i] * (H_ex * ex[i] + H_in * in[i]);
      rate[i] = Math.max(lowest[i], P1[i] * x + P2[i] * drive + noiseFactor[i] * noise[i]);
      if (!Double.isFinite(rate[i])) throw runsAway(i, t);
    }
  }

  private BadInput runsAway(int i, long t) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "lin_rate_ipn %d cannot be integrated in step %d, where its rate grew beyond all numbers; look at the weights, tau, lambda and g"
            .formatted(id(i), t));
  }

  private double draw(int i, long t) {
    return random.at(RandomStream.Purpose.RATE, id(i), t).nextNormal();
  }

  @Override
  public double read(int recordable, int i) {
    return recordable == 0 ? rate[i] : noise[i];
  }

  @Override
  protected void write(int recordable, int i, double value) {
    rate[i] = value;
  }

  @Override
  protected void tidy() {
    clearNothing(rate);
  }
}
