package myelin.models.integrated;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Signal;
import myelin.engine.input.Input;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

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
                        C_m dV_m/dt = -g_Na m^3 h (V_m - E_Na) - (g_Kv1 n^4 + g_Kv3 p^2) (V_m - E_K)
                                      - g_L (V_m - E_L) + I_syn_ex + I_syn_in + I_gap + I_e + I_stim
                        dx/dt       = alpha_x(V_m) (1 - x) - beta_x(V_m) x,  for x = m, h, n, p
                        I_syn_x(t)  = sum over spikes of  w  e / tau_syn_x  (t - s)  exp(-(t - s) / tau_syn_x)
                        I_gap       = sum over gap junctions of  w (V_other - V_m)

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

  private final Coefficient g_Na = parameter("g_Na");
  private final Coefficient g_Kv1 = parameter("g_Kv1");
  private final Coefficient g_Kv3 = parameter("g_Kv3");
  private final Coefficient g_L = parameter("g_L");
  private final Coefficient E_Na = parameter("E_Na");
  private final Coefficient E_K = parameter("E_K");
  private final Coefficient E_L = parameter("E_L");
  private final Coefficient C_m = parameter("C_m");
  private final Coefficient I_e = parameter("I_e");
  private final Coefficient tau_syn_ex = parameter("tau_syn_ex");
  private final Coefficient tau_syn_in = parameter("tau_syn_in");

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
      state[DI_EX][i] += Math.E / tau_syn_ex.of(i) * spikes_ex[i];
      state[DI_IN][i] += Math.E / tau_syn_in.of(i) * spikes_in[i];
    }
  }

  @Override
  void others(int i, double[] y, double[] dy) {
    double u = y[V];
    double m = y[M];
    double h = y[H];
    double n = y[N];
    double p = y[P];
    dy[M] = ramp(40, u - 75.5, 13.5) * (1 - m) - 1.2262 / StrictMath.exp(u / 42.248) * m;
    dy[H] = 0.0035 / StrictMath.exp(u / 24.186) * (1 - h) - ramp(0.017, u + 51.25, 5.2) * h;
    dy[N] = ramp(0.014, u + 44, 2.3) * (1 - n) - 0.0043 / StrictMath.exp((u + 44) / 34) * n;
    dy[P] = ramp(1, u - 95, 11.8) * (1 - p) - 0.025 / StrictMath.exp(u / 22.222) * p;

    double tau_ex = tau_syn_ex.of(i);
    double tau_in = tau_syn_in.of(i);
    dy[I_EX] = y[DI_EX] - y[I_EX] / tau_ex;
    dy[I_IN] = y[DI_IN] - y[I_IN] / tau_in;
    dy[DI_EX] = -y[DI_EX] / tau_ex;
    dy[DI_IN] = -y[DI_IN] / tau_in;
  }

  @Override
  double slope(int i, double[] y, double I_gap, double I_stim) {
    double u = y[V];
    double m = y[M];
    double n = y[N];
    double p = y[P];
    double I_Na = g_Na.of(i) * (m * m * m) * y[H] * (u - E_Na.of(i));
    double I_K = (g_Kv1.of(i) * (n * n * n * n) + g_Kv3.of(i) * (p * p)) * (u - E_K.of(i));
    double I_L = g_L.of(i) * (u - E_L.of(i));
    double inward = y[I_EX] + y[I_IN] + I_gap + I_e.of(i) + I_stim;
    return (inward - (I_Na + I_K + I_L)) / C_m.of(i);
  }

  /// Rises from zero far below `u = 0` to `slope * u` far above. The quotient has no value at 0;
  /// its limit is taken there.
  private static double ramp(double slope, double u, double width) {
    return u == 0 ? slope * width : slope * u / (1 - StrictMath.exp(-u / width));
  }

  @Override
  protected void tidy() {
    for (int k = I_EX; k <= DI_IN; k++) clearNothing(state()[k]);
  }
}
