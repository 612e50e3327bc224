package myelin.models.precise;

import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.models.neuron.Propagator;

/// What precise neurons with exponentially decaying synaptic currents share.
abstract class ExponentialCurrents extends PreciseNeurons {

  static final String EQUATIONS =
      """
        dV_m/dt     = -(V_m - E_L) / tau_m + (I_syn_ex + I_syn_in + I_e + I_stim) / C_m
        dI_syn_x/dt = -I_syn_x / tau_syn_x,  and + w at a spike of weight w
        V_m >= V_th: spike; V_m is then held at V_reset for t_ref

      Spikes of weight < 0 go to I_syn_in. Spikes arrive, V_m crosses the threshold and the
      refractory period ends at any time, on the grid or not; t_ref is rounded up to steps.
      Currents of stimulators change at the ends of steps.

      """;

  /// Synaptic currents (pA).
  final double[] I_ex = decaying("I_syn_ex");

  final double[] I_in = decaying("I_syn_in");

  final Coefficient tau_ex = parameter("tau_syn_ex");
  final Coefficient tau_in = parameter("tau_syn_in");
  private final Coefficient P11_ex = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_syn_ex")));
  private final Coefficient P11_in = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_syn_in")));
  private final Coefficient P21_ex = coefficient(p -> exponential(p, "tau_syn_ex"));
  private final Coefficient P21_in = coefficient(p -> exponential(p, "tau_syn_in"));

  ExponentialCurrents(int refractoryParameter) {
    moves(refractoryParameter, I_ex, I_in);
  }

  private static double exponential(Derivation p, String tau_syn) {
    return Propagator.exponential(p.get(tau_syn), p.get("tau_m"), p.get("C_m"), p.h());
  }

  @Override
  void advance() {
    double[] V = this.V;
    double[] I_ex = this.I_ex;
    double[] I_in = this.I_in;
    double[] P22 = this.P22.each();
    double[] P20 = this.P20.each();
    double[] P21_ex = this.P21_ex.each();
    double[] P21_in = this.P21_in.each();
    double[] I_e = this.I_e.each();
    double[] I_stim = this.I_stim;
    for (int i = 0; i < LANES; i++) {
      V[i] =
          P22[i] * V[i] + P21_ex[i] * I_ex[i] + P21_in[i] * I_in[i] + P20[i] * (I_e[i] + I_stim[i]);
    }
    multiply(I_ex, P11_ex.each());
    multiply(I_in, P11_in.each());
  }

  private static void multiply(double[] I, double[] P11) {
    for (int i = 0; i < LANES; i++) I[i] *= P11[i];
  }

  @Override
  final double potential(int i, double dt) {
    double tau = tau_m.of(i);
    double C = C_m.of(i);
    return StrictMath.exp(-dt / tau) * V[i]
        + driven(I_ex[i], tau_ex.of(i), tau, C, dt)
        + driven(I_in[i], tau_in.of(i), tau, C, dt)
        + Propagator.constant(tau, C, dt) * (I_e.of(i) + I_stim[i]);
  }

  private static double driven(double I, double tau_syn, double tau, double C, double dt) {
    return I == 0 ? 0 : Propagator.exponential(tau_syn, tau, C, dt) * I;
  }

  @Override
  final void decay(int i, double dt) {
    if (I_ex[i] != 0) I_ex[i] *= StrictMath.exp(-dt / tau_ex.of(i));
    if (I_in[i] != 0) I_in[i] *= StrictMath.exp(-dt / tau_in.of(i));
  }

  @Override
  final void receive(int i, double weight, double wait) {
    if (weight < 0) I_in[i] += weight;
    else I_ex[i] += weight;
  }
}
