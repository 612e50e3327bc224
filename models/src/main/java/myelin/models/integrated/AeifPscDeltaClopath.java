package myelin.models.integrated;

import static myelin.models.integrated.LaneEquations.decay;
import static myelin.models.integrated.LaneEquations.filter;

import java.util.Arrays;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.math.Exponential;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.models.integrated.LaneEquations.Seen;
import myelin.nestml.integrate.BlockIntegrator;

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
                        C_m dV_m/dt  = -g_L * (V_m - E_L) + g_L * Delta_T * exp((V_m - V_th) / Delta_T)
                                       - w + z + I_e + I_stim
                        tau_w dw/dt  = a * (V_m - E_L) - w
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

  private final LaneEquations lanes = new LaneEquations(this::slopes, this::react, this::findHeld);
  private final double[][] integrated = Arrays.copyOf(state, INTEGRATED);
  private final BlockIntegrator integrator = new BlockIntegrator(lanes, INTEGRATED, state[STEP]);
  private BlockIntegrator.Tolerance within = LaneEquations.within(1);

  private final Coefficient b = parameter("b");
  private final Coefficient rise = parameter("Delta_T");
  private final Coefficient V_peak = parameter("V_peak");
  private final Coefficient V_reset = parameter("V_reset");
  private final Coefficient V_clamp = parameter("V_clamp");
  private final Coefficient V_th_max = parameter("V_th_max");
  private final Coefficient I_sp = parameter("I_sp");
  private final Coefficient tolerance = parameter("gsl_error_tol");
  private final Coefficient clampSteps = coefficient(p -> p.steps("t_clamp"));
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  private final Seen C_m = lanes.parameter(parameter("C_m"));
  private final Seen g_L = lanes.parameter(parameter("g_L"));
  private final Seen E_L = lanes.parameter(parameter("E_L"));
  private final Seen I_e = lanes.parameter(parameter("I_e"));
  private final Seen a = lanes.parameter(parameter("a"));
  private final Seen Delta_T = lanes.parameter(parameter("Delta_T"));
  private final Seen peak = lanes.parameter(V_peak);
  private final Seen reset = lanes.parameter(V_reset);
  private final Seen clamp = lanes.parameter(V_clamp);
  private final Seen V_th_rest = lanes.parameter(parameter("V_th_rest"));
  private final Seen tau_w = lanes.parameter(parameter("tau_w"));
  private final Seen tau_z = lanes.parameter(parameter("tau_z"));
  private final Seen tau_V_th = lanes.parameter(parameter("tau_V_th"));
  private final Seen tau_plus = lanes.parameter(parameter("tau_u_bar_plus"));
  private final Seen tau_minus = lanes.parameter(parameter("tau_u_bar_minus"));
  private final Seen tau_bar = lanes.parameter(parameter("tau_u_bar_bar"));
  private final Seen clamped = lanes.input();
  private final Seen refractory = lanes.input();
  private final Seen I_stim = lanes.input();

  /// Sums of the spikes that arrive in this step (mV), until its first step of the integrator.
  private final double[] waiting = new double[LANES];

  private final double[] nothing = new double[LANES];
  private final double[] u = new double[LANES];

  /// The places of the neurons that are clamped or refractory, the first [#holding] elements.
  private final int[] held = new int[LANES + 1];

  private int holding;

  /// Whether any neuron has no rise, so that its spikes are steps.
  private boolean stepwise;

  private long now;
  private SpikeOutbox out = new SpikeOutbox();

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
    super.begin(i);
    state[V_TH][i] = V_TH_AT_FIRST;
  }

  @Override
  protected void derive(Derivation d) {
    super.derive(d);
    lanes.derive(d.uniform());
    stepwise = d.any(p -> p.get("Delta_T") == 0);
    within = BlockIntegrator.Tolerance.of(tolerance.each(), tolerance.each(), true);
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox outbox) {
    int n = size();
    double[] currents = input.current(CURRENT);
    I_stim.set(currents == null ? nothing : currents);
    clamped.set(state[CLAMPED]);
    refractory.set(state[REFRACTORY]);
    System.arraycopy(input.sums(SPIKES), 0, waiting, 0, n);
    now = t;
    out = outbox;
    int stuck = integrator.advance(h(), integrated, n, within);
    if (stuck != BlockIntegrator.NONE) throw stuck(stuck);
    for (int i = 0; i < n; i++) {
      double v = state[V][i];
      if (v < -1e3 || Math.abs(state[W][i]) > 1e6) throw stuck(i);
      if (state[CLAMPED][i] > 0) state[CLAMPED][i]--;
      if (state[REFRACTORY][i] > 0) state[REFRACTORY][i]--;
    }
    leave(t + 1, state[V], state[U_PLUS], state[U_MINUS], state[U_BAR]);
  }

  /// Takes up what waits, fires, or ends a spike, after a step of the integrator.
  private void react(int[] lane, int n) {
    for (int p = 0; p < n; p++) {
      int i = lane[p];
      boolean isClamped = state[CLAMPED][i] > 0;
      if (!isClamped && !(state[REFRACTORY][i] > 0)) state[V][i] += waiting[i];
      waiting[i] =
          0; // what arrives while it is held is lost, also if it is released within the step
      if (isClamped) {
        if (state[CLAMPED][i] == 1) release(i);
      } else if (state[V][i] >= (rise.of(i) > 0 ? V_peak.of(i) : state[V_TH][i])) {
        spike(i);
      }
    }
  }

  private void release(int i) {
    state[V][i] = V_reset.of(i);
    state[CLAMPED][i] = 0;
    state[REFRACTORY][i] = withThisStep(refractorySteps.of(i));
  }

  private void spike(int i) {
    state[V][i] = V_clamp.of(i);
    state[W][i] += b.of(i);
    state[Z][i] = I_sp.of(i);
    state[V_TH][i] = V_th_max.of(i);
    state[CLAMPED][i] = withThisStep(clampSteps.of(i));
    fire(i, now, out);
  }

  /// A number of steps that begin now: the rest of the present step is added.
  private static double withThisStep(double steps) {
    return steps > 0 ? steps + 1 : 0;
  }

  private BadInput stuck(int i) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "aeif_psc_delta_clopath %d cannot be integrated in step %d, where V_m = %s mV, w = %s pA: a step takes more than %d steps of the integrator, or its result makes no sense. A parameter, a state or an input is far out of range; look at C_m, g_L, a and tau_w"
            .formatted(id(i), now, state[V][i], state[W][i], BlockIntegrator.MOST_STEPS));
  }

  /// The slopes of all variables.
  private void slopes(int n, double[][] y, double[][] dy) {
    see(n, y[V]);
    potential(n, y, dy[V]);
    double[] slope = a.here();
    double[] E = E_L.here();
    double[] tau = tau_w.here();
    double[] w = y[W];
    double[] dw = dy[W];
    for (int p = 0; p < n; p++) dw[p] = (slope[p] * (u[p] - E[p]) - w[p]) / tau[p];
    for (int k = 0; k < holding; k++) if (clamped.here()[held[k]] > 0) dw[held[k]] = 0;
    decay(tau_z.here(), y[Z], dy[Z], n);
    filter(tau_V_th.here(), V_th_rest.here(), y[V_TH], dy[V_TH], n);
    filter(tau_plus.here(), u, y[U_PLUS], dy[U_PLUS], n);
    filter(tau_minus.here(), u, y[U_MINUS], dy[U_MINUS], n);
    filter(tau_bar.here(), y[U_MINUS], y[U_BAR], dy[U_BAR], n);
  }

  /// Finds the places of the neurons that are clamped or refractory.
  private void findHeld(int n) {
    double[] still = clamped.here();
    double[] silent = refractory.here();
    holding = 0;
    for (int p = 0; p < n; p++) {
      held[holding] = p;
      holding += Math.max(still[p], silent[p]) > 0 ? 1 : 0;
    }
  }

  /// Puts the potentials that the equations see into [#u].
  private void see(int n, double[] v) {
    double[] most = peak.here();
    for (int p = 0; p < n; p++) u[p] = Math.min(v[p], most[p]);
    for (int k = 0; k < holding; k++) {
      int p = held[k];
      u[p] = clamped.here()[p] > 0 ? clamp.here()[p] : reset.here()[p];
    }
  }

  private void potential(int n, double[][] y, double[] dV) {
    double[] exponent = lanes.opening;
    double[] D = Delta_T.here();
    double[] V_th = y[V_TH];
    for (int p = 0; p < n; p++) exponent[p] = (u[p] - V_th[p]) / D[p];
    if (stepwise) for (int p = 0; p < n; p++) if (D[p] == 0) exponent[p] = 0;
    Exponential.exp(exponent, exponent, n);
    double[] g = g_L.here();
    double[] E = E_L.here();
    double[] C = C_m.here();
    double[] constant = I_e.here();
    double[] stimulus = I_stim.here();
    double[] w = y[W];
    double[] z = y[Z];
    for (int p = 0; p < n; p++) {
      double I = g[p] * (D[p] * exponent[p] - (u[p] - E[p])) - w[p] + z[p] + constant[p];
      dV[p] = (I + stimulus[p]) / C[p];
    }
    for (int k = 0; k < holding; k++) dV[held[k]] = 0;
  }
}
