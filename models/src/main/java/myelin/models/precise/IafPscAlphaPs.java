package myelin.models.precise;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.models.neuron.Propagator;

/// Leaky integrate-and-fire neuron with alpha-shaped synaptic currents and precise spike times; see
/// [#MODEL].
public final class IafPscAlphaPs extends PreciseNeurons {

  /// The model.
  public static final NeuronModel MODEL =
      complete(
              declare(
                      "iaf_psc_alpha_ps",
                      "iaf_psc_alpha that receives and fires spikes at any time within a step",
                      """
                        dV_m/dt = -(V_m - E_L) / tau_m + (I_syn_ex + I_syn_in + I_e + I_stim) / C_m
                        I_syn_x(t) = sum over spikes of  w * e / tau_syn_x * (t - s) * exp(-(t - s) / tau_syn_x)
                        V_m >= V_th: spike; V_m is then held at V_reset for t_ref

                      A spike of weight w causes a current that peaks at w, tau_syn after its arrival. Spikes
                      of weight < 0 go to I_syn_in. Spikes arrive, V_m crosses the threshold and the
                      refractory period ends at any time, on the grid or not; t_ref is rounded up to steps.
                      Currents of stimulators change at the ends of steps.

                      V_m is compared with V_th when a spike arrives and at the end of a step: where it rises
                      above V_th and falls below again in between, the spike is missed, as in NEST.
                      Morrison et al. 2007 (doi:10.1162/neco.2007.19.1.47).
                      """,
                      Double.NEGATIVE_INFINITY,
                      Condition.POSITIVE_DURATION)
                  .parameter("tau_syn_ex", Unit.MS, 2, "rise time, excitatory", Condition.POSITIVE)
                  .parameter("tau_syn_in", Unit.MS, 2, "rise time, inhibitory", Condition.POSITIVE)
                  .shown(
                      "I_syn_ex",
                      Unit.PA,
                      ParameterSpec.Kind.REAL,
                      0.0,
                      "excitatory synaptic current")
                  .shown(
                      "I_syn_in",
                      Unit.PA,
                      ParameterSpec.Kind.REAL,
                      0.0,
                      "inhibitory synaptic current")
                  .shown(
                      "dI_syn_ex",
                      Unit.NONE,
                      ParameterSpec.Kind.REAL,
                      0.0,
                      "slope that spikes give the excitatory current (pA/ms)")
                  .unrecorded()
                  .shown(
                      "dI_syn_in",
                      Unit.NONE,
                      ParameterSpec.Kind.REAL,
                      0.0,
                      "slope that spikes give the inhibitory current (pA/ms)")
                  .unrecorded(),
              Unit.PA)
          .block(IafPscAlphaPs::new);

  private static final int IS_REFRACTORY = 5;

  // An alpha-shaped current is I(t) = (I + dI t) exp(-t / tau_syn).
  private final double[] I_ex = decaying("I_syn_ex");
  private final double[] I_in = decaying("I_syn_in");
  private final double[] dI_ex = decaying("dI_syn_ex");
  private final double[] dI_in = decaying("dI_syn_in");

  private final Coefficient tau_ex = parameter("tau_syn_ex");
  private final Coefficient tau_in = parameter("tau_syn_in");
  private final Coefficient P11_ex = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_syn_ex")));
  private final Coefficient P11_in = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_syn_in")));
  private final Coefficient P31_ex = coefficient(p -> alpha(p, "tau_syn_ex"));
  private final Coefficient P31_in = coefficient(p -> alpha(p, "tau_syn_in"));
  private final Coefficient P32_ex = coefficient(p -> exponential(p, "tau_syn_ex"));
  private final Coefficient P32_in = coefficient(p -> exponential(p, "tau_syn_in"));

  private IafPscAlphaPs() {
    moves(IS_REFRACTORY, I_ex, I_in, dI_ex, dI_in);
  }

  private static double alpha(Derivation p, String tau_syn) {
    return Propagator.alpha(p.get(tau_syn), p.get("tau_m"), p.get("C_m"), p.h());
  }

  private static double exponential(Derivation p, String tau_syn) {
    return Propagator.exponential(p.get(tau_syn), p.get("tau_m"), p.get("C_m"), p.h());
  }

  @Override
  void advance() {
    double[] V = this.V;
    double[] P22 = this.P22.each();
    double[] P20 = this.P20.each();
    double[] I_e = this.I_e.each();
    double[] I_stim = this.I_stim;
    for (int i = 0; i < LANES; i++) V[i] = P22[i] * V[i] + P20[i] * (I_e[i] + I_stim[i]);
    advance(I_ex, dI_ex, P11_ex.each(), P31_ex.each(), P32_ex.each());
    advance(I_in, dI_in, P11_in.each(), P31_in.each(), P32_in.each());
  }

  private void advance(double[] I, double[] dI, double[] P11, double[] P31, double[] P32) {
    double[] V = this.V;
    double h = h();
    for (int i = 0; i < LANES; i++) {
      V[i] += P31[i] * dI[i] + P32[i] * I[i];
      I[i] = P11[i] * (I[i] + h * dI[i]);
      dI[i] *= P11[i];
    }
  }

  @Override
  double potential(int i, double dt) {
    double tau = tau_m.of(i);
    double C = C_m.of(i);
    return StrictMath.exp(-dt / tau) * V[i]
        + Propagator.constant(tau, C, dt) * (I_e.of(i) + I_stim[i])
        + driven(I_ex[i], dI_ex[i], tau_ex.of(i), tau, C, dt)
        + driven(I_in[i], dI_in[i], tau_in.of(i), tau, C, dt);
  }

  private static double driven(
      double I, double dI, double tau_syn, double tau, double C, double dt) {
    if (I == 0 && dI == 0) return 0;
    return Propagator.alpha(tau_syn, tau, C, dt) * dI
        + Propagator.exponential(tau_syn, tau, C, dt) * I;
  }

  @Override
  void decay(int i, double dt) {
    decay(I_ex, dI_ex, i, dt, tau_ex.of(i));
    decay(I_in, dI_in, i, dt, tau_in.of(i));
  }

  private static void decay(double[] I, double[] dI, int i, double dt, double tau_syn) {
    if (I[i] == 0 && dI[i] == 0) return;
    double decay = StrictMath.exp(-dt / tau_syn);
    I[i] = decay * (I[i] + dt * dI[i]);
    dI[i] *= decay;
  }

  @Override
  void receive(int i, double weight, double wait) {
    if (weight < 0) dI_in[i] += weight * Math.E / tau_in.of(i);
    else dI_ex[i] += weight * Math.E / tau_ex.of(i);
  }
}
