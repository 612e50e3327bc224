package myelin.models.precise;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.models.neuron.Propagator;

/// Leaky integrate-and-fire neuron whose potential jumps at a spike, with precise spike times; see
/// [#MODEL].
public final class IafPscDeltaPs extends PreciseNeurons {

  /// The model.
  public static final NeuronModel MODEL =
      complete(
              declare(
                      "iaf_psc_delta_ps",
                      "iaf_psc_delta that receives and fires spikes at any time within a step",
                      """
                        dV_m/dt = -(V_m - E_L) / tau_m + (I_e + I_stim) / C_m,  and + w at a spike of weight w
                        V_m >= V_th: spike; V_m is then held at V_reset for t_ref

                      Spikes arrive, V_m crosses the threshold and the refractory period ends at any
                      time, on the grid or not; t_ref is rounded up to steps. Spikes that arrive at
                      one time are summed before V_m is compared with V_th. The time of a crossing
                      has a closed form. Currents of stimulators change at the ends of steps.

                      Spikes that arrive while V_m is held are lost; with refractory_input, which NEST 3.10
                      shows but cannot set, they wait, decaying with tau_m, and are added when V_m is released.
                      Morrison et al. 2007 (doi:10.1162/neco.2007.19.1.47).
                      """,
                      -Double.MAX_VALUE,
                      Condition.POSITIVE_DURATION)
                  .flag(
                      "refractory_input",
                      false,
                      "keep spikes that arrive in the refractory period"),
              Unit.MV)
          .block(IafPscDeltaPs::new);

  private static final int IS_REFRACTORY = 1;

  /// Input that waits for the end of the refractory period, as it will be then (mV).
  private final double[] waiting = hidden();

  private final Coefficient keeps = parameter("refractory_input");
  private boolean anyKeeps;

  private IafPscDeltaPs() {
    moves(IS_REFRACTORY);
  }

  @Override
  protected void derive(Derivation d) {
    super.derive(d);
    anyKeeps = d.any(p -> p.get("refractory_input") != 0);
  }

  @Override
  void advance() {
    double[] V = this.V;
    double[] P22 = this.P22.each();
    double[] P20 = this.P20.each();
    double[] I_e = this.I_e.each();
    double[] I_stim = this.I_stim;
    for (int i = 0; i < LANES; i++) V[i] = P22[i] * V[i] + P20[i] * (I_e[i] + I_stim[i]);
  }

  @Override
  double potential(int i, double dt) {
    double tau = tau_m.of(i);
    return StrictMath.exp(-dt / tau) * V[i]
        + Propagator.constant(tau, C_m.of(i), dt) * (I_e.of(i) + I_stim[i]);
  }

  @Override
  void decay(int i, double dt) {}

  @Override
  double crossing(int i, double dt) {
    double tau = tau_m.of(i);
    double rise = tau / C_m.of(i) * (I_e.of(i) + I_stim[i]) - V[i];
    double s = -tau * StrictMath.log1p(-(V_th.of(i) - V[i]) / rise);
    return s >= 0 && s <= dt ? s : dt;
  }

  @Override
  void receive(int i, double weight, double wait) {
    if (wait < 0) V[i] += weight;
    else if (anyKeeps && keeps.of(i) != 0) {
      waiting[i] += weight * StrictMath.exp(-wait / tau_m.of(i));
    }
  }

  @Override
  void release(int i) {
    V[i] += waiting[i];
    waiting[i] = 0;
  }
}
