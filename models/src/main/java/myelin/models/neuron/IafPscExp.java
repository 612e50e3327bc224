package myelin.models.neuron;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Counts;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.random.RandomStream;

/// Leaky integrate-and-fire neuron with exponentially decaying synaptic currents; see [#MODEL].
public class IafPscExp extends LeakyNeurons {

  private static final int EX = 0;
  private static final int IN = 1;
  private static final int CURRENT = 2;

  /// The channel of filtered currents.
  static final int FILTERED = 3;

  private static final double DETERMINISTIC_BELOW = 1e-10;

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("iaf_psc_exp")
                  .words(
                      "leaky integrate-and-fire neuron with exponentially decaying synaptic currents",
                      """
                        dV_m/dt     = -(V_m - E_L) / tau_m + (I_syn_ex + I_syn_in + I_e + I_stim) / C_m
                        dI_syn_x/dt = -I_syn_x / tau_syn_x,  and + w at a spike of weight w
                        V_m >= V_th: spike; V_m is then held at V_reset for t_ref

                      Spikes of weight < 0 go to I_syn_in. A current onto receptor 1 passes through the
                      excitatory synapse's filter: dI_syn_ex/dt = (I_1 - I_syn_ex) / tau_syn_ex.

                      With delta > 0 the threshold is soft: in each step the neuron fires with
                      probability phi h, phi = rho exp((V_m - V_th) / delta); as in NEST, even while
                      V_m is held at V_reset. Steps are exact (Rotter and Diesmann 1999,
                      doi:10.1007/s004220050570).
                      """))
          .receptor(1, "filtered", Receptor.REFUSED, Receptor.REFUSED, FILTERED)
          .fastLoop(Threshold.VECTORS)
          .block(IafPscExp::new);

  /// Synaptic currents.
  final double[] I_ex = decaying("I_syn_ex");

  final double[] I_in = decaying("I_syn_in");

  private final Coefficient P11_ex = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_syn_ex")));
  private final Coefficient P21_ex = coefficient(p -> exponential(p, "tau_syn_ex"));
  private final Coefficient P11_in = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_syn_in")));
  private final Coefficient P21_in = coefficient(p -> exponential(p, "tau_syn_in"));
  private final Coefficient P22 = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_m")));
  private final Coefficient P20 =
      coefficient(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), p.h()));
  private final Coefficient P20_I_e =
      coefficient(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), p.h()) * p.get("I_e"));
  private final Coefficient delta = parameter("delta");
  private final Coefficient rho = parameter("rho");

  /// Coefficients of neurons that are all alike.
  private record Alike(
      double P11_ex, double P21_ex, double P11_in, double P21_in, double P22, double P20_I_e) {}

  private Alike same = new Alike(0, 0, 0, 0, 0, 0);
  private boolean noisy;
  private RandomStream random = new RandomStream(0);

  /// An empty block.
  IafPscExp() {}

  /// Declares parameters, recordables, channels and receptor 0.
  static NeuronModel.Builder declare(NeuronModel.Builder model) {
    return declare(model, Double.NaN)
        .parameter("tau_syn_ex", Unit.MS, 2, "decay time, excitatory", Condition.POSITIVE)
        .parameter("tau_syn_in", Unit.MS, 2, "decay time, inhibitory", Condition.POSITIVE)
        .parameter("delta", Unit.MV, 0, "width of a soft threshold", Condition.NOT_NEGATIVE)
        .parameter("rho", Unit.HZ, 0.01, "firing rate at a soft threshold", Condition.NOT_NEGATIVE)
        .recordable("I_syn_ex", Unit.PA, "excitatory synaptic current")
        .recordable("I_syn_in", Unit.PA, "inhibitory synaptic current")
        .clock(false)
        .archive()
        .channel("excitatory spikes", Content.WEIGHTS, Unit.PA)
        .channel("inhibitory spikes", Content.WEIGHTS, Unit.PA)
        .channel("current", Content.CURRENT, Unit.NONE)
        .channel("filtered current", Content.CURRENT, Unit.NONE)
        .receptor(0, "default", EX, IN, CURRENT);
  }

  @Override
  protected void derive(Derivation d) {
    super.derive(d);
    same =
        new Alike(P11_ex.of(0), P21_ex.of(0), P11_in.of(0), P21_in.of(0), P22.of(0), P20_I_e.of(0));
    noisy = d.any(p -> p.get("delta") >= DETERMINISTIC_BELOW);
    random = new RandomStream(seed());
  }

  private static double exponential(Derivation p, String tau_syn) {
    return Propagator.exponential(p.get(tau_syn), p.get("tau_m"), p.get("C_m"), p.h());
  }

  @Override
  protected boolean repeats() {
    return super.repeats() && !noisy;
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    if (!alike() || input.current(CURRENT) != null) advanceEach(input);
    else if (input.isSparse()) advanceSparse(input);
    else if (input.isCounted()) advanceAlike(input.counts(EX), input.counts(IN));
    else advanceAlike(input.sums(EX), input.sums(IN));
    fire(t, out);
    double[] I_1 = input.current(FILTERED);
    if (I_1 != null) filter(I_1);
  }

  private void fire(long t, SpikeOutbox out) {
    hold();
    if (noisy) fireAtRandom(t, out);
    else fireAtThreshold(t, out);
  }

  /// Currents of the last step move the potential; input that arrives in this step acts from the
  /// next step on.
  private void advanceEach(Input input) {
    double[] P22 = this.P22.each();
    double[] P21_ex = this.P21_ex.each();
    double[] P21_in = this.P21_in.each();
    double[] P20 = this.P20.each();
    double[] P20_I_e = this.P20_I_e.each();
    for (int i = 0, n = lanes(); i < n; i++) {
      V[i] = P22[i] * V[i] + P21_ex[i] * I_ex[i] + P21_in[i] * I_in[i] + P20_I_e[i];
    }
    double[] I_stim = input.current(CURRENT);
    if (I_stim != null) for (int i = 0, n = lanes(); i < n; i++) V[i] += P20[i] * I_stim[i];
    receive(I_ex, P11_ex.each(), input.sums(EX));
    receive(I_in, P11_in.each(), input.sums(IN));
  }

  /// The same for neurons that are all alike, without currents from stimulators: one pass over the
  /// state, with coefficients in registers.
  private void advanceAlike(double[] spikes_ex, double[] spikes_in) {
    Alike p = same;
    for (int i = 0, n = lanes(); i < n; i++) {
      double x = I_ex[i];
      double y = I_in[i];
      V[i] = p.P22 * V[i] + p.P21_ex * x + p.P21_in * y + p.P20_I_e;
      I_ex[i] = p.P11_ex * x + spikes_ex[i];
      I_in[i] = p.P11_in * y + spikes_in[i];
    }
  }

  /// The same where few spikes arrive or none.
  private void advanceSparse(Input input) {
    Alike p = same;
    for (int i = 0, n = lanes(); i < n; i++) {
      double x = I_ex[i];
      double y = I_in[i];
      V[i] = p.P22 * V[i] + p.P21_ex * x + p.P21_in * y + p.P20_I_e;
      I_ex[i] = p.P11_ex * x + 0.0; // as with sums of nothing: not -0
      I_in[i] = p.P11_in * y + 0.0;
    }
    input.addTo(EX, I_ex);
    input.addTo(IN, I_in);
  }

  /// The same where spikes are counted.
  private void advanceAlike(Counts spikes_ex, Counts spikes_in) {
    Alike p = same;
    byte[] n_ex = spikes_ex.numbers();
    byte[] n_in = spikes_in.numbers();
    int first_ex = spikes_ex.first();
    int first_in = spikes_in.first();
    double w_ex = spikes_ex.weight();
    double w_in = spikes_in.weight();
    for (int i = 0, n = lanes(); i < n; i++) {
      double x = I_ex[i];
      double y = I_in[i];
      V[i] = p.P22 * V[i] + p.P21_ex * x + p.P21_in * y + p.P20_I_e;
      I_ex[i] = p.P11_ex * x + (w_ex * n_ex[first_ex + i] + 0.0);
      I_in[i] = p.P11_in * y + (w_in * n_in[first_in + i] + 0.0);
    }
  }

  private void receive(double[] I, double[] P11, double[] spikes) {
    for (int i = 0, n = lanes(); i < n; i++) I[i] = P11[i] * I[i] + spikes[i];
  }

  private void filter(double[] I_1) {
    for (int i = 0, n = lanes(); i < n; i++) I_ex[i] += (1 - P11_ex.of(i)) * I_1[i];
  }

  private void fireAtRandom(long t, SpikeOutbox out) {
    for (int i = 0, n = size(); i < n; i++) {
      boolean fires;
      if (delta.of(i) < DETERMINISTIC_BELOW) {
        fires = aboveThreshold(i) >= 0;
      } else {
        double phi = rho.of(i) * StrictMath.exp(aboveThreshold(i) / delta.of(i));
        fires = random.at(RandomStream.Purpose.ESCAPE, id(i), t).nextDouble() < phi * h() * 1e-3;
      }
      if (fires) reset(i, t, out);
    }
  }
}
