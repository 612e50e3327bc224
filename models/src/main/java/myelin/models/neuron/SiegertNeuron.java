package myelin.models.neuron;

import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Signal;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.CoupledBlock;
import myelin.engine.neuron.NeuronModel;

/// Mean firing rate of a population of leaky integrate-and-fire neurons; see [#MODEL].
public final class SiegertNeuron extends CoupledBlock {

  private static final int DRIFT = 0;
  private static final int DIFFUSION = 1;

  /// The model.
  public static final NeuronModel MODEL =
      NeuronModel.named("siegert_neuron")
          .words(
              "mean-field rate of a population of leaky integrate-and-fire neurons",
              """
                tau dr/dt = -r + mean + Phi(mu, sigma^2)
                mu        = sum over sources j of  drift_factor * r_j
                sigma^2   = sum over sources j of  diffusion_factor * r_j

              One neuron stands for a population: r is its rate [Hz], r_j are the rates of the
              populations that project to it. Phi(mu, sigma^2) is the rate of a leaky
              integrate-and-fire neuron of tau_m, t_ref, theta, V_reset with white noise as input,
              of mean mu [mV] and variance sigma^2 [mV^2] (Siegert 1951,
              doi:10.1103/PhysRev.81.617); with colored noise for tau_syn > 0 (Fourcaud and Brunel
              2002). A neuron without sources settles at its mean, and serves as external drive.
              Hahne et al. 2017 (doi:10.3389/fninf.2017.00034).
              """)
          .state("rate", Unit.HZ, 0, "firing rate", Condition.FINITE)
          .parameter("tau", Unit.MS, 1, "time constant of the rate", Condition.POSITIVE)
          .parameter("mean", Unit.HZ, 0, "additional constant rate", Condition.FINITE)
          .parameter("tau_m", Unit.MS, 5, "membrane time constant", Condition.POSITIVE)
          .parameter("tau_syn", Unit.MS, 0, "synaptic time constant", Condition.NOT_NEGATIVE)
          .parameter("t_ref", Unit.MS, 2, "refractory period", Condition.NOT_NEGATIVE)
          .parameter("theta", Unit.MV, 15, "threshold relative to rest", Condition.FINITE)
          .parameter("V_reset", Unit.MV, 0, "reset relative to rest", Condition.FINITE)
          .clock(false)
          .archive()
          .silent()
          .tells(Signal.DIFFUSION)
          .check(p -> {
            if (p.get("V_reset") < p.get("theta")) return;
            throw new BadInput(
                BadInput.Kind.VALUE,
                "V_reset = %s mV must be below theta = %s mV"
                    .formatted(p.get("V_reset"), p.get("theta")));
          })
          .block(SiegertNeuron::new);

  private final double[] rate = decaying("rate");

  private final Coefficient P1 = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau")));
  private final Coefficient P2 = coefficient(p -> -StrictMath.expm1(-p.h() / p.get("tau")));
  private final Coefficient mean = parameter("mean");
  private final Coefficient tau_m = parameter("tau_m");
  private final Coefficient tau_syn = parameter("tau_syn");
  private final Coefficient t_ref = parameter("t_ref");
  private final Coefficient theta = parameter("theta");
  private final Coefficient V_reset = parameter("V_reset");

  private SiegertNeuron() {}

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] mu = received(DRIFT, 0);
    double[] variance = received(DIFFUSION, 0);
    double[] sent = sent(0);
    for (int i = 0, n = size(); i < n; i++) {
      sent[i] = rate[i];
      double sigmaSquare = requireVariance(variance[i], i, t);
      double phi =
          Siegert.rate(
              mu[i],
              sigmaSquare,
              tau_m.of(i),
              tau_syn.of(i),
              t_ref.of(i),
              theta.of(i),
              V_reset.of(i));
      rate[i] = P1.of(i) * rate[i] + P2.of(i) * (mean.of(i) + phi);
    }
  }

  private double requireVariance(double variance, int i, long t) {
    if (variance >= 0) return variance;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "siegert_neuron %d receives a variance of %s mV^2 in step %d; rates and diffusion factors must not be negative"
            .formatted(id(i), variance, t));
  }
}
