package myelin.models.neuron;

import myelin.engine.Channel.Content;
import myelin.engine.Condition;
import myelin.engine.Derivation;
import myelin.engine.NeuronModel;
import myelin.engine.SpikeOutbox;
import myelin.engine.Unit;

/// Leaky integrate-and-fire neuron with alpha-shaped synaptic currents; see [#MODEL].
public final class IafPscAlpha extends LeakyNeurons {

  private static final int EX = 0;
  private static final int IN = 1;
  private static final int CURRENT = 2;

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("iaf_psc_alpha")
                  .words(
                      "leaky integrate-and-fire neuron with alpha-shaped synaptic currents",
                      """
                        dV_m/dt = -(V_m - E_L) / tau_m + (I_syn_ex + I_syn_in + I_e + I_stim) / C_m
                        I_syn_x(t) = sum over spikes of  w  e / tau_syn_x  (t - s)  exp(-(t - s) / tau_syn_x)
                        V_m >= V_th: spike; V_m is then held at V_reset for t_ref

                      A spike of weight w causes a current that peaks at w, tau_syn after its arrival. Spikes
                      of weight < 0 go to I_syn_in. Steps are exact (Rotter and Diesmann 1999,
                      doi:10.1007/s004220050570).
                      """),
              Double.NEGATIVE_INFINITY)
          .parameter("tau_syn_ex", Unit.MS, 2, "rise time, excitatory", Condition.POSITIVE)
          .parameter("tau_syn_in", Unit.MS, 2, "rise time, inhibitory", Condition.POSITIVE)
          .recordable("I_syn_ex", Unit.PA, "excitatory synaptic current")
          .recordable("I_syn_in", Unit.PA, "inhibitory synaptic current")
          .clock(false)
          .archive()
          .channel("excitatory spikes", Content.WEIGHTS, Unit.PA)
          .channel("inhibitory spikes", Content.WEIGHTS, Unit.PA)
          .channel("current", Content.CURRENT, Unit.NONE)
          .receptor(0, "default", EX, IN, CURRENT)
          .block(IafPscAlpha::new);

  private final double[] dI_ex = new double[LANES];
  private final double[] I_ex = new double[LANES];
  private final double[] dI_in = new double[LANES];
  private final double[] I_in = new double[LANES];

  private double[] P11_ex = {};
  private double[] P21_ex = {};
  private double[] P31_ex = {};
  private double[] P32_ex = {};
  private double[] rise_ex = {};
  private double[] P11_in = {};
  private double[] P21_in = {};
  private double[] P31_in = {};
  private double[] P32_in = {};
  private double[] rise_in = {};
  private double[] P33 = {};
  private double[] P30 = {};
  private double[] P30_I_e = {};

  private IafPscAlpha() {}

  @Override
  protected void derive(Derivation d) {
    super.derive(d);
    deriveBound(d);
    double h = d.h();
    P11_ex = d.column(p -> StrictMath.exp(-h / p.get("tau_syn_ex")));
    P21_ex = d.column(p -> h * StrictMath.exp(-h / p.get("tau_syn_ex")));
    P31_ex = d.column(p -> alpha(p, "tau_syn_ex"));
    P32_ex = d.column(p -> exponential(p, "tau_syn_ex"));
    rise_ex = d.column(p -> Math.E / p.get("tau_syn_ex"));
    P11_in = d.column(p -> StrictMath.exp(-h / p.get("tau_syn_in")));
    P21_in = d.column(p -> h * StrictMath.exp(-h / p.get("tau_syn_in")));
    P31_in = d.column(p -> alpha(p, "tau_syn_in"));
    P32_in = d.column(p -> exponential(p, "tau_syn_in"));
    rise_in = d.column(p -> Math.E / p.get("tau_syn_in"));
    P33 = d.column(p -> StrictMath.exp(-h / p.get("tau_m")));
    P30 = d.column(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), h));
    P30_I_e = d.column(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), h) * p.get("I_e"));
  }

  private static double alpha(Derivation p, String tau_syn) {
    return Propagator.alpha(p.get(tau_syn), p.get("tau_m"), p.get("C_m"), p.h());
  }

  private static double exponential(Derivation p, String tau_syn) {
    return Propagator.exponential(p.get(tau_syn), p.get("tau_m"), p.get("C_m"), p.h());
  }

  @Override
  protected void step(long t, double[][] input, SpikeOutbox out) {
    propagate(input[CURRENT]);
    hold();
    receive(dI_ex, I_ex, P11_ex, P21_ex, rise_ex, input[EX]);
    receive(dI_in, I_in, P11_in, P21_in, rise_in, input[IN]);
    fireAtThreshold(t, out);
  }

  /// Currents of the last step move the potential; input that arrives in this step acts from the
  /// next.
  private void propagate(double[] I_stim) {
    for (int i = 0; i < LANES; i++) {
      V[i] =
          P33[i] * V[i]
              + (P31_ex[i] * dI_ex[i] + P32_ex[i] * I_ex[i])
              + (P31_in[i] * dI_in[i] + P32_in[i] * I_in[i])
              + P30_I_e[i];
    }
    if (I_stim != null) for (int i = 0; i < LANES; i++) V[i] += P30[i] * I_stim[i];
    bound();
  }

  private static void receive(
      double[] dI, double[] I, double[] P11, double[] P21, double[] rise, double[] spikes) {
    for (int i = 0; i < LANES; i++) {
      I[i] = P21[i] * dI[i] + P11[i] * I[i];
      dI[i] = P11[i] * dI[i] + rise[i] * spikes[i];
    }
  }

  @Override
  protected double read(int recordable, int i) {
    return switch (recordable) {
      case V_M -> V_m(i);
      case 1 -> I_ex[i];
      default -> I_in[i];
    };
  }

  @Override
  protected void tidy() {
    super.tidy();
    clearNothing(dI_ex);
    clearNothing(I_ex);
    clearNothing(dI_in);
    clearNothing(I_in);
  }
}
