package myelin.models.precise;

import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.neuron.NeuronModel;
import myelin.models.neuron.Threshold;

/// Leaky integrate-and-fire neuron with exponentially decaying synaptic currents, precise spike
/// times and no spike missed; see [#MODEL].
public final class IafPscExpPsLossless extends ExponentialCurrents {

  /// The model.
  public static final NeuronModel MODEL =
      complete(
              declare(
                      "iaf_psc_exp_ps_lossless",
                      "iaf_psc_exp_ps that misses no spike, whatever the resolution",
                      EQUATIONS
                          + """
                          Between spikes V_m has at most one peak, which is looked for, so that no
                          spike is missed where V_m rises above V_th and falls below again within a
                          step. This requires that tau_syn_ex = tau_syn_in, and that they differ
                          from tau_m.

                          With t_ref = 0 the neuron goes on from V_reset at once, and may fire
                          several times in a step; NEST 3.10 allows that, too, but then such a
                          neuron falls silent after its first spike. I_syn is I_syn_ex + I_syn_in.
                          offset is the time from the last spike to the end of its step. Krishnan et
                          al. 2018 (doi:10.3389/fninf.2017.00075).
                          """,
                      Double.NEGATIVE_INFINITY,
                      Condition.DURATION)
                  .parameter("tau_syn_ex", Unit.MS, 2, "decay time, excitatory", Condition.POSITIVE)
                  .parameter("tau_syn_in", Unit.MS, 2, "decay time, inhibitory", Condition.POSITIVE)
                  .shown("I_syn", Unit.PA, ParameterSpec.Kind.REAL, 0.0, "synaptic current")
                  .state("I_syn_ex", Unit.PA, 0, "excitatory synaptic current", Condition.FINITE)
                  .state("I_syn_in", Unit.PA, 0, "inhibitory synaptic current", Condition.FINITE)
                  .shown(
                      "offset",
                      Unit.MS,
                      ParameterSpec.Kind.REAL,
                      0.0,
                      "time from the last spike to the end of its step")
                  .unrecorded(),
              Unit.PA)
          .severalSpikesPerStep()
          .check(IafPscExpPsLossless::requireTimeConstants)
          .block(IafPscExpPsLossless::new);

  private static final int I_SYN = 1;
  private static final int OFFSET = 4;
  private static final int IS_REFRACTORY = 5;

  /// For each lane, a number that is not below 0 if the potential may have been at the threshold
  /// within the step.
  private final double[] near = new double[LANES];

  private final double[] nought = new double[LANES];

  private IafPscExpPsLossless() {
    super(IS_REFRACTORY);
  }

  private static void requireTimeConstants(NeuronModel.Values p) {
    if (p.get("tau_syn_ex") != p.get("tau_syn_in")) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "tau_syn_ex = %s ms must equal tau_syn_in = %s ms; set both, or use iaf_psc_exp_ps"
              .formatted(p.get("tau_syn_ex"), p.get("tau_syn_in")));
    }
    if (p.get("tau_syn_ex") == p.get("tau_m")) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "tau_syn_ex = tau_syn_in = %s ms must differ from tau_m; change one of them, or use iaf_psc_exp_ps"
              .formatted(p.get("tau_m")));
    }
  }

  /// The potential is concave up to its peak: it has one within the step only if it rises at the
  /// beginning and falls at the end, and is at the threshold only if its first tangent gets there.
  @Override
  void advance() {
    super.advance();
    double[] V_0 = before(0);
    double[] ex_0 = before(1);
    double[] in_0 = before(2);
    double[] V = this.V;
    double[] I_ex = this.I_ex;
    double[] I_in = this.I_in;
    double[] I_e = this.I_e.each();
    double[] tau = tau_m.each();
    double[] C = C_m.each();
    double[] theta = V_th.each();
    double[] near = this.near;
    double[] I_stim = this.I_stim;
    double h = h();
    for (int i = 0; i < LANES; i++) {
      double I = I_e[i] + I_stim[i];
      double rises = (ex_0[i] + in_0[i] + I) / C[i] - V_0[i] / tau[i];
      double falls = V[i] / tau[i] - (I_ex[i] + I_in[i] + I) / C[i];
      near[i] = Math.min(Math.min(rises, falls), V_0[i] + h * rises - theta[i]);
    }
  }

  @Override
  int nextExcursion(int from, int n) {
    return Threshold.next(near, nought, from, n);
  }

  @Override
  double excursion(int i, double dt) {
    double rises = slope(i, 0);
    double falls = slope(i, dt);
    if (!(rises > 0 && falls < 0 && V[i] + dt * rises >= V_th.of(i))) return -1;
    Bracket peak = bracket();
    peak.open(0, rises, dt, falls);
    while (peak.isOpen()) peak.narrow(slope(i, peak.guess()));
    return potential(i, peak.guess()) >= V_th.of(i) ? peak.guess() : -1;
  }

  /// How fast the potential of neuron `i` grows after `dt` (ms), in mV/ms.
  private double slope(int i, double dt) {
    double I = (I_ex[i] + I_in[i]) * StrictMath.exp(-dt / tau_ex.of(i)) + I_e.of(i) + I_stim[i];
    return I / C_m.of(i) - potential(i, dt) / tau_m.of(i);
  }

  @Override
  public double read(int variable, int i) {
    return switch (variable) {
      case I_SYN -> I_ex[i] + I_in[i];
      case OFFSET -> lastOffset(i);
      default -> super.read(variable, i);
    };
  }
}
