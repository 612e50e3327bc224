package myelin.models.neuron;

import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import org.jspecify.annotations.Nullable;

/// Leaky integrate-and-fire neuron whose potential jumps at a spike; see [#MODEL].
public final class IafPscDelta extends LeakyNeurons {

  private static final int SPIKES = 0;
  private static final int CURRENT = 1;

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("iaf_psc_delta")
                  .words(
                      "leaky integrate-and-fire neuron whose potential jumps at each spike",
                      """
                        dV_m/dt = -(V_m - E_L) / tau_m + (I_e + I_stim) / C_m,  and + w at a spike of weight w
                        V_m >= V_th: spike; V_m is then held at V_reset for t_ref

                      Spikes that arrive while V_m is held are lost; with refractory_input they wait, decaying
                      with tau_m, and are added when V_m is released. Steps are exact (Rotter and Diesmann
                      1999, doi:10.1007/s004220050570).
                      """),
              -Double.MAX_VALUE)
          .flag("refractory_input", false, "keep spikes that arrive in the refractory period")
          .clock(true)
          .archive()
          .channel("spikes", Content.WEIGHTS, Unit.MV)
          .channel("current", Content.CURRENT, Unit.NONE)
          .receptor(0, "default", SPIKES, SPIKES, CURRENT)
          .fastLoop(Threshold.VECTORS)
          .block(IafPscDelta::new);

  private final double[] waiting = hidden();

  private final Coefficient P33 = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_m")));
  private final Coefficient P30 =
      coefficient(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), p.h()));
  private final Coefficient P30_I_e =
      coefficient(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), p.h()) * p.get("I_e"));
  private final Coefficient decay = coefficient(p -> p.h() / p.get("tau_m"));
  private final Coefficient keeps = parameter("refractory_input");
  private boolean anyKeeps;

  private IafPscDelta() {}

  @Override
  protected void derive(Derivation d) {
    super.derive(d);
    deriveBound(d);
    deriveClock(d);
    anyKeeps = d.any(p -> p.get("refractory_input") != 0);
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] spikes = input.sums(SPIKES);
    propagate(input.current(CURRENT));
    if (anyKeeps) keep(spikes);
    for (int i = 0, n = lanes(); i < n; i++) V[i] += spikes[i];
    bound();
    hold();
    fireAtThreshold(t, out);
  }

  private void propagate(double @Nullable [] I_stim) {
    double[] P33 = this.P33.each();
    double[] P30 = this.P30.each();
    double[] P30_I_e = this.P30_I_e.each();
    for (int i = 0, n = lanes(); i < n; i++) V[i] = P33[i] * V[i] + P30_I_e[i];
    if (I_stim != null) for (int i = 0, n = lanes(); i < n; i++) V[i] += P30[i] * I_stim[i];
  }

  /// Keeps the input of silent neurons, as much of it as will be left when they are released, and
  /// adds it to neurons that have been released.
  private void keep(double[] spikes) {
    for (int i = 0, n = lanes(); i < n; i++) {
      if (keeps.of(i) == 0 || waiting[i] == 0 || isSilent(i)) continue;
      spikes[i] += waiting[i];
      waiting[i] = 0;
    }
    for (int k = 0; k < refractory.count(); k++) {
      int i = refractory.lane(k);
      if (keeps.of(i) == 0 || spikes[i] == 0) continue;
      waiting[i] += spikes[i] * StrictMath.exp(-refractory.left(k) * decay.of(i));
    }
  }

  private boolean isSilent(int i) {
    for (int k = 0; k < refractory.count(); k++) if (refractory.lane(k) == i) return true;
    return false;
  }
}
