package myelin.models.integrated;

import static myelin.models.integrated.LaneEquations.decay;
import static myelin.models.integrated.LaneEquations.exponential;
import static myelin.models.integrated.LaneEquations.follow;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Signal;
import myelin.engine.input.Input;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;
import myelin.models.integrated.LaneEquations.Seen;

/// Hodgkin-Huxley neuron with gap junctions and alpha-shaped synaptic currents; see [#MODEL].
public final class HhPscAlphaGap extends GapBlock {

  private static final int EFFORT = 1000;

  private static final int EX = 0;
  private static final int IN = 1;
  private static final int CURRENT = 2;

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("hh_psc_alpha_gap")
                  .words(
                      "Hodgkin-Huxley neuron with gap junctions and alpha-shaped currents",
                      """
                        C_m dV_m/dt = -g_Na * m^3 * h * (V_m - E_Na) - (g_Kv1 * n^4 + g_Kv3 * p^2) * (V_m - E_K)
                                      - g_L * (V_m - E_L) + I_syn_ex + I_syn_in + I_gap + I_e + I_stim
                        dx/dt       = alpha_x(V_m) * (1 - x) - beta_x(V_m) * x,  for x = m, h, n, p
                        I_syn_x(t)  = sum over spikes of  w * e / tau_syn_x * (t - s) * exp(-(t - s) / tau_syn_x)
                        I_gap       = sum over gap junctions of  w * (V_other - V_m)

                      with the gates m = Act_m, h = Inact_h, n = Act_n, p = Inact_p. An interneuron of the
                      neocortex: rates by Mancilla et al. (2007, doi:10.1523/JNEUROSCI.2715-06.2007), gap
                      junctions by Hahne et al. (2015, doi:10.3389/fninf.2015.00022).

                      The neuron fires in a step in which V_m has fallen and is still at 0 mV or more, unless
                      it fired less than t_ref before; nothing is reset. Spikes of weight < 0 go to I_syn_in.
                      Integrated by the Runge-Kutta-Fehlberg formulas of orders 4 and 5, with an error of at
                      most 1e-6 in each state variable and step of the integration.
                      """))
          .clock(false)
          .archive()
          .channel("excitatory spikes", Content.WEIGHTS, Unit.PA)
          .channel("inhibitory spikes", Content.WEIGHTS, Unit.PA)
          .channel("current", Content.CURRENT, Unit.NONE)
          .receptor(0, "default", EX, IN, CURRENT)
          .tells(Signal.POTENTIAL)
          .block(HhPscAlphaGap::new);

  // Places in the state after V: first what is recorded, in the order in which it is declared, then
  // what makes the synaptic currents rise.
  private static final int M = 1;
  private static final int H = 2;
  private static final int N = 3;
  private static final int P = 4;
  private static final int I_EX = 5;
  private static final int I_IN = 6;
  private static final int DI_EX = 7;
  private static final int DI_IN = 8;
  private static final int INTEGRATED = 9;

  private static final double ERROR = 1e-6;

  private final Seen g_Na = seen("g_Na");
  private final Seen g_Kv1 = seen("g_Kv1");
  private final Seen g_Kv3 = seen("g_Kv3");
  private final Seen g_L = seen("g_L");
  private final Seen E_Na = seen("E_Na");
  private final Seen E_K = seen("E_K");
  private final Seen E_L = seen("E_L");
  private final Seen C_m = seen("C_m");
  private final Seen I_e = seen("I_e");
  private final Seen tau_syn_ex = seen("tau_syn_ex");
  private final Seen tau_syn_in = seen("tau_syn_in");
  private final Coefficient jump_ex = coefficient(p -> Math.E / p.get("tau_syn_ex"));
  private final Coefficient jump_in = coefficient(p -> Math.E / p.get("tau_syn_in"));

  private HhPscAlphaGap() {
    super("hh_psc_alpha_gap", INTEGRATED, ERROR);
  }

  private static NeuronModel.Builder declare(NeuronModel.Builder model) {
    Condition gate = Condition.NOT_NEGATIVE;
    return model
        .state("V_m", Unit.MV, -69.60401191631222, "membrane potential", Condition.FINITE)
        .state("Act_m", Unit.NONE, 0.019198766985083732, "activation of Na", gate)
        .state("Inact_h", Unit.NONE, 0.868462041294399, "inactivation of Na", gate)
        .state("Act_n", Unit.NONE, 0.0005741576228359767, "activation of Kv1", gate)
        .state("Inact_p", Unit.NONE, 0.0002511318227150632, "activation of Kv3", gate)
        .recordable("I_syn_ex", Unit.PA, "excitatory synaptic current")
        .recordable("I_syn_in", Unit.PA, "inhibitory synaptic current")
        .parameter("g_Na", Unit.NS, 4500, "conductance of Na", Condition.NOT_NEGATIVE)
        .parameter("g_Kv1", Unit.NS, 9, "conductance of Kv1", Condition.NOT_NEGATIVE)
        .parameter("g_Kv3", Unit.NS, 9000, "conductance of Kv3", Condition.NOT_NEGATIVE)
        .parameter("g_L", Unit.NS, 10, "leak conductance", Condition.NOT_NEGATIVE)
        .parameter("C_m", Unit.PF, 40, "membrane capacitance", Condition.POSITIVE)
        .parameter("E_Na", Unit.MV, 74, "reversal potential of Na", Condition.FINITE)
        .parameter("E_K", Unit.MV, -90, "reversal potential of K", Condition.FINITE)
        .parameter("E_L", Unit.MV, -70, "reversal potential of the leak", Condition.FINITE)
        .parameter("tau_syn_ex", Unit.MS, 0.2, "rise time, excitatory", Condition.POSITIVE)
        .parameter("tau_syn_in", Unit.MS, 2, "rise time, inhibitory", Condition.POSITIVE)
        .parameter("t_ref", Unit.MS, 2, "least time between spikes", Condition.DURATION)
        .parameter("I_e", Unit.PA, 0, "constant input current", Condition.FINITE);
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
    return 0;
  }

  @Override
  void receive(double[][] state, Input input, int n) {
    double[] spikes_ex = input.sums(EX);
    double[] spikes_in = input.sums(IN);
    for (int i = 0; i < n; i++) {
      state[DI_EX][i] += jump_ex.of(i) * spikes_ex[i];
      state[DI_IN][i] += jump_in.of(i) * spikes_in[i];
    }
  }

  @Override
  void others(int n, double[][] y, double[][] dy) {
    double[] u = y[V];
    lanes.ramp(75.5, 13.5, u, lanes.opening, n);
    exponential(0, 42.248, u, lanes.closing, n);
    lanes.gate(40 * 13.5, 1.2262, y[M], dy[M], n);
    exponential(0, 24.186, u, lanes.opening, n);
    lanes.ramp(-51.25, 5.2, u, lanes.closing, n);
    lanes.gate(0.0035, 0.017 * 5.2, y[H], dy[H], n);
    lanes.ramp(-44, 2.3, u, lanes.opening, n);
    exponential(-44, 34, u, lanes.closing, n);
    lanes.gate(0.014 * 2.3, 0.0043, y[N], dy[N], n);
    lanes.ramp(95, 11.8, u, lanes.opening, n);
    exponential(0, 22.222, u, lanes.closing, n);
    lanes.gate(11.8, 0.025, y[P], dy[P], n);
    decay(tau_syn_ex.here(), y[DI_EX], dy[DI_EX], n);
    decay(tau_syn_in.here(), y[DI_IN], dy[DI_IN], n);
    follow(tau_syn_ex.here(), y[DI_EX], y[I_EX], dy[I_EX], n);
    follow(tau_syn_in.here(), y[DI_IN], y[I_IN], dy[I_IN], n);
  }

  @Override
  void potential(int n, double[][] y, double[] inward, double[] dV) {
    double[] u = y[V];
    double[] I = lanes.opening;
    sodium(n, y[M], y[H], u, I);
    potassium(n, y[N], y[P], u, I);
    double[] g = g_L.here();
    double[] E = E_L.here();
    double[] C = C_m.here();
    double[] constant = I_e.here();
    double[] ex = y[I_EX];
    double[] in = y[I_IN];
    for (int p = 0; p < n; p++) {
      double received = ex[p] + in[p] + inward[p] + constant[p];
      dV[p] = (received - (I[p] + g[p] * (u[p] - E[p]))) / C[p];
    }
  }

  private void sodium(int n, double[] m, double[] h, double[] u, double[] I) {
    double[] g = g_Na.here();
    double[] E = E_Na.here();
    for (int p = 0; p < n; p++) I[p] = g[p] * (m[p] * m[p] * m[p]) * h[p] * (u[p] - E[p]);
  }

  private void potassium(int n, double[] x, double[] y, double[] u, double[] I) {
    double[] g_1 = g_Kv1.here();
    double[] g_3 = g_Kv3.here();
    double[] E = E_K.here();
    for (int p = 0; p < n; p++) {
      double slow = g_1[p] * (x[p] * x[p] * x[p] * x[p]);
      I[p] += (slow + g_3[p] * (y[p] * y[p])) * (u[p] - E[p]);
    }
  }

  @Override
  protected void tidy() {
    for (int k = I_EX; k <= DI_IN; k++) clearNothing(state()[k]);
  }
}
