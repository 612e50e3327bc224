package myelin.models.integrated;

import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;

/// Adaptive exponential integrate-and-fire neuron for synapses that depend on its potential; see
/// [#MODEL].
public final class AeifPscDeltaClopath extends ClopathBlock {

  private static final int EFFORT = 500;

  private static final int SPIKES = 0;
  private static final int CURRENT = 1;

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("aeif_psc_delta_clopath")
                  .words(
                      "adaptive exponential integrate-and-fire neuron for clopath_synapse",
                      """
                        C_m dV_m/dt  = -g_L (V_m - E_L) + g_L Delta_T exp((V_m - V_th) / Delta_T)
                                       - w + z + I_e + I_stim
                        tau_w dw/dt  = a (V_m - E_L) - w
                        tau_z dz/dt  = -z
                        dV_th/dt     = (V_th_rest - V_th) / tau_V_th
                        du/dt        = (V_m - u) / tau_u  for u = u_bar_plus, u_bar_minus; u_bar_bar likewise
                                       follows u_bar_minus

                      Spikes move V_m by their weight. When V_m reaches V_peak, or V_th where
                      Delta_T is 0, even within a step, the neuron fires: V_m is held at V_clamp for
                      t_clamp; w jumps by b and is held as long; z, a depolarising after-potential,
                      begins at I_sp and V_th at V_th_max. Then V_m is held at V_reset for t_ref.
                      Spikes that arrive meanwhile are lost. With t_clamp = 0, V_m goes on from
                      V_clamp by its equation, and is not reset.

                      Clopath et al. (2010, doi:10.1038/nn.2479), Clopath and Gerstner (2010,
                      doi:10.3389/fnsyn.2010.00025). In each step in which V_m is above theta_plus,
                      and u_bar_plus was above theta_minus delay_u_bars ago, its synapses of the
                      model clopath_synapse are potentiated by A_LTP times both differences. Their
                      depression is A_LTD times the difference of u_bar_minus, as it was
                      delay_u_bars ago, from theta_minus, times u_bar_bar^2 / u_ref_squared unless
                      A_LTD_const.

                      Integrated by the Runge-Kutta-Fehlberg formulas of orders 4 and 5, with an
                      error in each state variable and step of the integration of at most
                      gsl_error_tol, plus gsl_error_tol times its change in that step.
                      """))
          .clock(false)
          .archive()
          .channel("spikes", Content.WEIGHTS, Unit.MV)
          .channel("current", Content.CURRENT, Unit.NONE)
          .receptor(0, "default", SPIKES, SPIKES, CURRENT)
          .severalSpikesPerStep()
          .check(AeifPscDeltaClopath::check)
          .block(AeifPscDeltaClopath::new);

  // Places in the state: first what is integrated, then counters of steps, then the integrator's
  // step.
  private static final int V = 0;
  private static final int W = 1;
  private static final int Z = 2;
  private static final int V_TH = 3;
  private static final int U_PLUS = 4;
  private static final int U_MINUS = 5;
  private static final int U_BAR = 6;
  private static final int INTEGRATED = 7;
  private static final int CLAMPED = 7;
  private static final int REFRACTORY = 8;
  private static final int STEP = 9;

  /// Beyond this, the exponential function of a spike overflows.
  private static final double LARGEST_EXPONENT = 663.7;

  /// The initial threshold (mV), whatever the threshold at rest, as in NEST.
  private static final double V_TH_AT_FIRST = -50.4;

  private final double[][] state = {
    variable("V_m"),
    variable("w"),
    variable("z"),
    variable("V_th"),
    variable("u_bar_plus"),
    variable("u_bar_minus"),
    variable("u_bar_bar"),
    hidden(),
    hidden(),
    hidden()
  };

  private final Rkf45 integrator = new Rkf45(this::slopes, INTEGRATED, 0, 0, true);
  private final double[] y = new double[INTEGRATED];

  private final Coefficient C_m = parameter("C_m");
  private final Coefficient g_L = parameter("g_L");
  private final Coefficient E_L = parameter("E_L");
  private final Coefficient I_e = parameter("I_e");
  private final Coefficient a = parameter("a");
  private final Coefficient b = parameter("b");
  private final Coefficient Delta_T = parameter("Delta_T");
  private final Coefficient V_peak = parameter("V_peak");
  private final Coefficient V_reset = parameter("V_reset");
  private final Coefficient V_clamp = parameter("V_clamp");
  private final Coefficient V_th_max = parameter("V_th_max");
  private final Coefficient V_th_rest = parameter("V_th_rest");
  private final Coefficient I_sp = parameter("I_sp");
  private final Coefficient tau_w = parameter("tau_w");
  private final Coefficient tau_z = parameter("tau_z");
  private final Coefficient tau_V_th = parameter("tau_V_th");
  private final Coefficient tau_plus = parameter("tau_u_bar_plus");
  private final Coefficient tau_minus = parameter("tau_u_bar_minus");
  private final Coefficient tau_bar = parameter("tau_u_bar_bar");
  private final Coefficient tolerance = parameter("gsl_error_tol");
  private final Coefficient clampSteps = coefficient(p -> p.steps("t_clamp"));
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  // Values of the neuron that is being integrated.
  private int lane;
  private double I_stim;
  private boolean isClamped;
  private boolean isHeld;

  private AeifPscDeltaClopath() {}

  private static NeuronModel.Builder declare(NeuronModel.Builder model) {
    Condition any = Condition.FINITE;
    Condition time = Condition.POSITIVE;
    model
        .state("V_m", Unit.MV, -70.6, "membrane potential", any)
        .state("w", Unit.PA, 0, "adaptation current", any)
        .recordable("z", Unit.PA, "depolarising after-potential, as a current")
        .recordable("V_th", Unit.MV, "threshold");
    return ClopathBlock.declare(model, 7, -70.6)
        .parameter("C_m", Unit.PF, 281, "membrane capacitance", time)
        .parameter("g_L", Unit.NS, 30, "leak conductance", any)
        .parameter("E_L", Unit.MV, -70.6, "reversal potential of the leak", any)
        .parameter("I_e", Unit.PA, 0, "constant input current", any)
        .parameter("a", Unit.NS, 4, "adaptation by the potential", any)
        .parameter("b", Unit.PA, 80.5, "jump of w at a spike", any)
        .parameter("Delta_T", Unit.MV, 2, "slope of the rise", Condition.NOT_NEGATIVE)
        .parameter("V_peak", Unit.MV, 33, "potential of a spike", any)
        .parameter("V_reset", Unit.MV, -60, "potential after a spike", any)
        .parameter("V_clamp", Unit.MV, 33, "potential during a spike", any)
        .parameter("t_clamp", Unit.MS, 2, "length of a spike", Condition.DURATION)
        .parameter("t_ref", Unit.MS, 0, "refractory time after it", Condition.DURATION)
        .parameter("V_th_max", Unit.MV, 30.4, "V_th at a spike", any)
        .parameter("V_th_rest", Unit.MV, -50.4, "V_th at rest", any)
        .parameter("I_sp", Unit.PA, 400, "z at a spike", any)
        .parameter("tau_w", Unit.MS, 144, "time constant of w", time)
        .parameter("tau_z", Unit.MS, 40, "time constant of z", time)
        .parameter("tau_V_th", Unit.MS, 50, "time constant of V_th", time)
        .parameter("gsl_error_tol", Unit.NONE, 1e-6, "allowed error of a step", time);
  }

  private static void check(NeuronModel.Values p) {
    requireOrder(p, "V_reset", "V_peak", p.get("V_reset") < p.get("V_peak"), "below");
    requireOrder(p, "V_th_rest", "V_th_max", p.get("V_th_rest") <= p.get("V_th_max"), "at most");
    double Delta_T = p.get("Delta_T");
    if (Delta_T > 0 && (p.get("V_peak") - p.get("V_th_rest")) / Delta_T >= LARGEST_EXPONENT) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "aeif_psc_delta_clopath: Delta_T = %s mV is too small for V_peak = %s mV and V_th_rest = %s mV, whose difference must be below %s times that, or the rise of a spike overflows; set a larger one, or 0 for none"
              .formatted(Delta_T, p.get("V_peak"), p.get("V_th_rest"), LARGEST_EXPONENT));
    }
  }

  private static void requireOrder(
      NeuronModel.Values p, String lower, String upper, boolean holds, String how) {
    if (holds) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s = %s mV must be %s %s = %s mV"
            .formatted(lower, p.get(lower), how, upper, p.get(upper)));
  }

  @Override
  protected int effort() {
    return EFFORT;
  }

  @Override
  protected void begin(int i) {
    state[V_TH][i] = V_TH_AT_FIRST;
  }

  @Override
  protected void derive(Derivation d) {
    Rkf45.begin(state[STEP], size(), d.h());
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] currents = input.current(CURRENT);
    double[] spikes = input.sums(SPIKES);
    for (int i = 0, n = size(); i < n; i++) {
      lane = i;
      I_stim = currents == null ? 0 : currents[i];
      for (int k = 0; k < INTEGRATED; k++) y[k] = state[k][i];
      integrate(t, spikes[i], out);
      for (int k = 0; k < INTEGRATED; k++) state[k][i] = y[k];
      if (state[CLAMPED][i] > 0) state[CLAMPED][i]--;
      if (state[REFRACTORY][i] > 0) state[REFRACTORY][i]--;
      leave(i, t + 1, y[V], y[U_PLUS], y[U_MINUS], y[U_BAR]);
    }
  }

  /// Takes one step of the simulation, in as many steps of the integrator as needed; after each the
  /// neuron may fire.
  ///
  /// @param arriving sum of the spikes that arrive (mV)
  private void integrate(long t, double arriving, SpikeOutbox out) {
    double waiting = arriving;
    integrator.allow(tolerance.of(lane), tolerance.of(lane));
    integrator.resume(state[STEP][lane]);
    int steps = 0;
    for (double s = 0; s < h(); ) {
      isClamped = state[CLAMPED][lane] > 0;
      isHeld = isClamped || state[REFRACTORY][lane] > 0;
      s = integrator.advance(s, h(), y);
      if (++steps > Rkf45.MOST_STEPS) throw stuck(t);
      if (!isHeld) y[V] += waiting;
      waiting = 0; // what arrives while it is held is lost, also if it is released within the step
      react(t, out);
    }
    state[STEP][lane] = integrator.step();
    double sum = y[V] + y[W] + y[U_PLUS] + y[U_MINUS] + y[U_BAR];
    if (!Double.isFinite(sum) || y[V] < -1e3 || Math.abs(y[W]) > 1e6) throw stuck(t);
  }

  /// Fires, or ends a spike.
  private void react(long t, SpikeOutbox out) {
    int i = lane;
    if (isClamped) {
      if (state[CLAMPED][i] != 1) return;
      y[V] = V_reset.of(i);
      state[CLAMPED][i] = 0;
      state[REFRACTORY][i] = withThisStep(refractorySteps.of(i));
    } else if (y[V] >= (Delta_T.of(i) > 0 ? V_peak.of(i) : y[V_TH])) {
      y[V] = V_clamp.of(i);
      y[W] += b.of(i);
      y[Z] = I_sp.of(i);
      y[V_TH] = V_th_max.of(i);
      state[CLAMPED][i] = withThisStep(clampSteps.of(i));
      fire(i, t, out);
    }
  }

  /// A number of steps that begin now: the rest of the present step is added.
  private static double withThisStep(double steps) {
    return steps > 0 ? steps + 1 : 0;
  }

  private BadInput stuck(long t) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "aeif_psc_delta_clopath %d cannot be integrated in step %d, where V_m = %s mV, w = %s pA: a step takes more than %d steps of the integrator, or its result makes no sense. A parameter, a state or an input is far out of range; look at C_m, g_L, a and tau_w"
            .formatted(id(lane), t, y[V], y[W], Rkf45.MOST_STEPS));
  }

  /// The equations, at time `s` in the step.
  private void slopes(double s, double[] y, double[] dy) {
    int i = lane;
    double u = Math.min(y[V], V_peak.of(i));
    if (isHeld) u = isClamped ? V_clamp.of(i) : V_reset.of(i);
    double w = y[W];
    double leak = g_L.of(i) * (u - E_L.of(i));
    double D = Delta_T.of(i);
    double I_spike = D == 0 ? 0 : g_L.of(i) * D * StrictMath.exp((u - y[V_TH]) / D);
    dy[V] = isHeld ? 0 : (-leak + I_spike - w + y[Z] + I_e.of(i) + I_stim) / C_m.of(i);
    dy[W] = isClamped ? 0 : (a.of(i) * (u - E_L.of(i)) - w) / tau_w.of(i);
    dy[Z] = -y[Z] / tau_z.of(i);
    dy[V_TH] = -(y[V_TH] - V_th_rest.of(i)) / tau_V_th.of(i);
    dy[U_PLUS] = (u - y[U_PLUS]) / tau_plus.of(i);
    dy[U_MINUS] = (u - y[U_MINUS]) / tau_minus.of(i);
    dy[U_BAR] = (y[U_MINUS] - y[U_BAR]) / tau_bar.of(i);
  }
}
