package myelin.models.integrated;

import static myelin.models.integrated.LaneEquations.decay;
import static myelin.models.integrated.LaneEquations.exponential;
import static myelin.models.integrated.LaneEquations.follow;
import static myelin.models.integrated.LaneEquations.invert;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Signal;
import myelin.engine.input.Input;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;
import myelin.models.integrated.LaneEquations.Seen;

/// Hodgkin-Huxley neuron of Traub and Miles with gap junctions; see [#MODEL].
public final class HhCondBetaGapTraub extends GapBlock {

  private static final int EFFORT = 700;

  private static final int EX = 0;
  private static final int IN = 1;
  private static final int CURRENT = 2;

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("hh_cond_beta_gap_traub")
                  .words(
                      "Hodgkin-Huxley neuron of Traub and Miles with gap junctions",
                      """
                        C_m dV_m/dt = -g_Na * m^3 * h * (V_m - E_Na) - g_K * n^4 * (V_m - E_K) - g_L * (V_m - E_L)
                                      - g_ex * (V_m - E_ex) - g_in * (V_m - E_in) + I_gap + I_e + I_stim
                        dx/dt       = alpha_x(V_m - V_T) * (1 - x) - beta_x(V_m - V_T) * x,  for x = m, h, n
                        g_x(t)      = sum over spikes of  w * b(t - s),  where b rises with tau_rise_x and
                                      decays with tau_decay_x, and has a peak of 1
                        I_gap       = sum over gap junctions of  w * (V_other - V_m)

                      with the gates m = Act_m, h = Inact_h, n = Act_n, of cells of the hippocampus (Traub and
                      Miles 1991, doi:10.1017/CBO9780511895401, as in Brette et al. 2007,
                      doi:10.1007/s10827-007-0038-6), beta functions by Rotter and Diesmann (1999,
                      doi:10.1007/s004220050570), and gap junctions by Hahne et al. (2015,
                      doi:10.3389/fninf.2015.00022).

                      The neuron fires in a step in which V_m has fallen and is still 30 mV or more above V_T,
                      unless it fired less than t_ref before; nothing is reset. Spikes of weight < 0 go to
                      g_in. Integrated by the Runge-Kutta-Fehlberg formulas of orders 4 and 5, with an error
                      of at most 1e-3 in each state variable and step of the integration.
                      """))
          .clock(false)
          .archive()
          .channel("excitatory spikes", Content.WEIGHTS, Unit.NS)
          .channel("inhibitory spikes", Content.WEIGHTS, Unit.NS)
          .channel("current", Content.CURRENT, Unit.NONE)
          .receptor(0, "default", EX, IN, CURRENT)
          .tells(Signal.POTENTIAL)
          .block(HhCondBetaGapTraub::new);

  // Places in the state after V: first what is recorded, in the order in which it is declared, then
  // what makes the conductances rise.
  private static final int M = 1;
  private static final int H = 2;
  private static final int N = 3;
  private static final int G_EX = 4;
  private static final int G_IN = 5;
  private static final int DG_EX = 6;
  private static final int DG_IN = 7;
  private static final int INTEGRATED = 8;

  private static final double ERROR = 1e-3;

  /// How far above V_T the potential of a spike is at least (mV).
  private static final double CREST = 30;

  private final Seen g_Na = seen("g_Na");
  private final Seen g_K = seen("g_K");
  private final Seen g_L = seen("g_L");
  private final Seen E_Na = seen("E_Na");
  private final Seen E_K = seen("E_K");
  private final Seen E_L = seen("E_L");
  private final Seen E_ex = seen("E_ex");
  private final Seen E_in = seen("E_in");
  private final Coefficient V_T = parameter("V_T");
  private final Seen shift = seen("V_T");
  private final Seen C_m = seen("C_m");
  private final Seen I_e = seen("I_e");
  private final Seen tau_rise_ex = seen("tau_rise_ex");
  private final Seen tau_decay_ex = seen("tau_decay_ex");
  private final Seen tau_rise_in = seen("tau_rise_in");
  private final Seen tau_decay_in = seen("tau_decay_in");

  /// The jump of the variable that makes a conductance rise, for a peak of 1 nS.
  private final Coefficient jump_ex =
      coefficient(p -> jump(p.get("tau_rise_ex"), p.get("tau_decay_ex")));

  private final Coefficient jump_in =
      coefficient(p -> jump(p.get("tau_rise_in"), p.get("tau_decay_in")));

  private final double[] u = new double[LANES];

  private HhCondBetaGapTraub() {
    super("hh_cond_beta_gap_traub", INTEGRATED, ERROR);
  }

  private static NeuronModel.Builder declare(NeuronModel.Builder model) {
    Condition gate = Condition.NOT_NEGATIVE;
    Condition time = Condition.POSITIVE;
    return model
        .state("V_m", Unit.MV, -60, "membrane potential", Condition.FINITE)
        .state("Act_m", Unit.NONE, 9.895563096746586e-09, "activation of Na", gate)
        .state("Inact_h", Unit.NONE, 0.999999999106396, "inactivation of Na", gate)
        .state("Act_n", Unit.NONE, 2.551577051602551e-07, "activation of K", gate)
        .recordable("g_ex", Unit.NS, "excitatory conductance")
        .recordable("g_in", Unit.NS, "inhibitory conductance")
        .parameter("g_Na", Unit.NS, 20_000, "conductance of Na", Condition.NOT_NEGATIVE)
        .parameter("g_K", Unit.NS, 6000, "conductance of K", Condition.NOT_NEGATIVE)
        .parameter("g_L", Unit.NS, 10, "leak conductance", Condition.NOT_NEGATIVE)
        .parameter("C_m", Unit.PF, 200, "membrane capacitance", Condition.POSITIVE)
        .parameter("E_Na", Unit.MV, 50, "reversal potential of Na", Condition.FINITE)
        .parameter("E_K", Unit.MV, -90, "reversal potential of K", Condition.FINITE)
        .parameter("E_L", Unit.MV, -60, "reversal potential of the leak", Condition.FINITE)
        .parameter("V_T", Unit.MV, -50, "shift of the kinetics", Condition.FINITE)
        .parameter("E_ex", Unit.MV, 0, "reversal potential, excitatory", Condition.FINITE)
        .parameter("E_in", Unit.MV, -80, "reversal potential, inhibitory", Condition.FINITE)
        .parameter("tau_rise_ex", Unit.MS, 0.5, "rise time, excitatory", time)
        .parameter("tau_decay_ex", Unit.MS, 5, "decay time, excitatory", time)
        .parameter("tau_rise_in", Unit.MS, 0.5, "rise time, inhibitory", time)
        .parameter("tau_decay_in", Unit.MS, 10, "decay time, inhibitory", time)
        .parameter("t_ref", Unit.MS, 2, "least time between spikes", Condition.DURATION)
        .parameter("I_e", Unit.PA, 0, "constant input current", Condition.FINITE);
  }

  /// With `q = decay / rise` the peak is at `rise q ln q / (q - 1)`; see iaf_cond_beta.
  private static double jump(double rise, double decay) {
    double ratio = decay / rise;
    if (ratio == 1) return Math.E / decay;
    return StrictMath.pow(ratio, ratio / (ratio - 1)) / decay;
  }

  @Override
  protected int effort() {
    return EFFORT;
  }

  @Override
  int currents() {
    return CURRENT;
  }

  @Override
  double crest(int i) {
    return V_T.of(i) + CREST;
  }

  @Override
  void receive(double[][] state, Input input, int n) {
    double[] spikes_ex = input.sums(EX);
    double[] spikes_in = input.sums(IN);
    for (int i = 0; i < n; i++) {
      state[DG_EX][i] += spikes_ex[i] * jump_ex.of(i);
      state[DG_IN][i] -= spikes_in[i] * jump_in.of(i);
    }
  }

  @Override
  void potential(int n, double[][] y, double[] inward, double[] dV) {
    double[] v = y[V];
    double[] I = lanes.opening;
    sodium(n, y[M], y[H], v, I);
    potassium(n, y[N], v, I);
    synaptic(n, y[G_EX], E_ex.here(), v, I);
    synaptic(n, y[G_IN], E_in.here(), v, I);
    double[] g = g_L.here();
    double[] E = E_L.here();
    double[] C = C_m.here();
    double[] constant = I_e.here();
    for (int p = 0; p < n; p++) {
      dV[p] = (constant[p] + inward[p] - (I[p] + g[p] * (v[p] - E[p]))) / C[p];
    }
  }

  private void sodium(int n, double[] m, double[] h, double[] v, double[] I) {
    double[] g = g_Na.here();
    double[] E = E_Na.here();
    for (int p = 0; p < n; p++) I[p] = g[p] * (m[p] * m[p] * m[p]) * h[p] * (v[p] - E[p]);
  }

  private void potassium(int n, double[] x, double[] v, double[] I) {
    double[] g = g_K.here();
    double[] E = E_K.here();
    for (int p = 0; p < n; p++) I[p] += g[p] * (x[p] * x[p] * x[p] * x[p]) * (v[p] - E[p]);
  }

  private static void synaptic(int n, double[] g, double[] E, double[] v, double[] I) {
    for (int p = 0; p < n; p++) I[p] += g[p] * (v[p] - E[p]);
  }

  @Override
  void others(int n, double[][] y, double[][] dy) {
    double[] v = y[V];
    double[] by = shift.here();
    for (int p = 0; p < n; p++) u[p] = v[p] - by[p];
    lanes.ramp(13, 4, u, lanes.opening, n);
    lanes.ramp(40, -5, u, lanes.closing, n);
    lanes.gate(0.32 * 4, 0.28 * 5, y[M], dy[M], n);
    exponential(17, 18, u, lanes.opening, n);
    exponential(40, 5, u, lanes.closing, n);
    invert(lanes.closing, n);
    lanes.gate(0.128, 4, y[H], dy[H], n);
    lanes.ramp(15, 5, u, lanes.opening, n);
    exponential(10, 40, u, lanes.closing, n);
    lanes.gate(0.032 * 5, 0.5, y[N], dy[N], n);
    follow(tau_rise_ex.here(), y[DG_EX], y[G_EX], dy[G_EX], n);
    follow(tau_rise_in.here(), y[DG_IN], y[G_IN], dy[G_IN], n);
    decay(tau_decay_ex.here(), y[DG_EX], dy[DG_EX], n);
    decay(tau_decay_in.here(), y[DG_IN], dy[DG_IN], n);
  }

  @Override
  protected void tidy() {
    for (int k = G_EX; k <= DG_IN; k++) clearNothing(state()[k]);
  }
}
