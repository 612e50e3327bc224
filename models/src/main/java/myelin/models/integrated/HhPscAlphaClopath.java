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

/// Hodgkin-Huxley neuron for synapses that depend on its potential; see [#MODEL].
public final class HhPscAlphaClopath extends ClopathBlock {

  private static final int EFFORT = 700;

  private static final int EX = 0;
  private static final int IN = 1;
  private static final int CURRENT = 2;

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("hh_psc_alpha_clopath")
                  .words(
                      "Hodgkin-Huxley neuron for clopath_synapse, with alpha-shaped currents",
                      """
                        C_m dV_m/dt = -g_Na m^3 h (V_m - E_Na) - g_K n^4 (V_m - E_K) - g_L (V_m - E_L)
                                      + I_syn_ex + I_syn_in + I_e + I_stim
                        dx/dt       = alpha_x(V_m) (1 - x) - beta_x(V_m) x,  for x = m, h, n
                        I_syn_x(t)  = sum over spikes of  w  e / tau_syn_x  (t - s)  exp(-(t - s) / tau_syn_x)
                        du/dt       = (V_m - u) / tau_u  for u = u_bar_plus, u_bar_minus; u_bar_bar likewise
                                      follows u_bar_minus

                      with the gates m = Act_m, h = Inact_h, n = Act_n (Hodgkin and Huxley 1952,
                      doi:10.1113/jphysiol.1952.sp004764). In each step in which V_m is above
                      theta_plus, and u_bar_plus was above theta_minus delay_u_bars ago, its
                      synapses of the model clopath_synapse are potentiated by A_LTP times both
                      differences. Their depression is A_LTD times the difference of u_bar_minus, as
                      it was delay_u_bars ago, from theta_minus, times u_bar_bar^2 / u_ref_squared
                      unless A_LTD_const (Clopath et al. 2010, doi:10.1038/nn.2479).

                      The neuron fires in a step in which V_m has fallen and is still at 0 mV or more, unless
                      it fired less than t_ref before; nothing is reset. Spikes of weight < 0 go to I_syn_in.
                      Integrated by the Runge-Kutta-Fehlberg formulas of orders 4 and 5, with an error of at
                      most 1e-3 in each state variable and step of the integration.
                      """))
          .clock(false)
          .archive()
          .channel("excitatory spikes", Content.WEIGHTS, Unit.PA)
          .channel("inhibitory spikes", Content.WEIGHTS, Unit.PA)
          .channel("current", Content.CURRENT, Unit.NONE)
          .receptor(0, "default", EX, IN, CURRENT)
          .block(HhPscAlphaClopath::new);

  // Places in the state: first what is recorded, then what makes the synaptic currents rise, then
  // what is not integrated.
  private static final int V = 0;
  private static final int M = 1;
  private static final int H = 2;
  private static final int N = 3;
  private static final int U_PLUS = 4;
  private static final int U_MINUS = 5;
  private static final int U_BAR = 6;
  private static final int I_EX = 7;
  private static final int I_IN = 8;
  private static final int DI_EX = 9;
  private static final int DI_IN = 10;
  private static final int INTEGRATED = 11;
  private static final int REFRACTORY = 11;
  private static final int STEP = 12;

  private static final double ERROR = 1e-3;

  private final double[][] state = {
    variable("V_m"),
    variable("Act_m"),
    variable("Inact_h"),
    variable("Act_n"),
    variable("u_bar_plus"),
    variable("u_bar_minus"),
    variable("u_bar_bar"),
    decaying("I_syn_ex"),
    decaying("I_syn_in"),
    hiddenDecaying(),
    hiddenDecaying(),
    hidden(),
    hidden()
  };

  private final Rkf45 integrator = new Rkf45(this::slopes, INTEGRATED, ERROR, 0);
  private final double[] y = new double[INTEGRATED];

  private final Coefficient g_Na = parameter("g_Na");
  private final Coefficient g_K = parameter("g_K");
  private final Coefficient g_L = parameter("g_L");
  private final Coefficient E_Na = parameter("E_Na");
  private final Coefficient E_K = parameter("E_K");
  private final Coefficient E_L = parameter("E_L");
  private final Coefficient C_m = parameter("C_m");
  private final Coefficient I_e = parameter("I_e");
  private final Coefficient tau_syn_ex = parameter("tau_syn_ex");
  private final Coefficient tau_syn_in = parameter("tau_syn_in");
  private final Coefficient tau_plus = parameter("tau_u_bar_plus");
  private final Coefficient tau_minus = parameter("tau_u_bar_minus");
  private final Coefficient tau_bar = parameter("tau_u_bar_bar");
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  // Values of the neuron that is being integrated.
  private int lane;
  private double I_stim;

  private HhPscAlphaClopath() {}

  private static NeuronModel.Builder declare(NeuronModel.Builder model) {
    Condition gate = Condition.NOT_NEGATIVE;
    model
        .state("V_m", Unit.MV, -65, "membrane potential", Condition.FINITE)
        .state("Act_m", Unit.NONE, 0.05293248525724958, "activation of Na", gate)
        .state("Inact_h", Unit.NONE, 0.5961207535084603, "inactivation of Na", gate)
        .state("Act_n", Unit.NONE, 0.3176769140606974, "activation of K", gate);
    return ClopathBlock.declare(model, 114, 0)
        .recordable("I_syn_ex", Unit.PA, "excitatory synaptic current")
        .recordable("I_syn_in", Unit.PA, "inhibitory synaptic current")
        .parameter("g_Na", Unit.NS, 12_000, "conductance of Na", Condition.NOT_NEGATIVE)
        .parameter("g_K", Unit.NS, 3600, "conductance of K", Condition.NOT_NEGATIVE)
        .parameter("g_L", Unit.NS, 30, "leak conductance", Condition.NOT_NEGATIVE)
        .parameter("C_m", Unit.PF, 100, "membrane capacitance", Condition.POSITIVE)
        .parameter("E_Na", Unit.MV, 50, "reversal potential of Na", Condition.FINITE)
        .parameter("E_K", Unit.MV, -77, "reversal potential of K", Condition.FINITE)
        .parameter("E_L", Unit.MV, -54.402, "reversal potential of the leak", Condition.FINITE)
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
  protected void derive(Derivation d) {
    Rkf45.begin(state[STEP], size(), d.h());
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] currents = input.current(CURRENT);
    double[] spikes_ex = input.sums(EX);
    double[] spikes_in = input.sums(IN);
    for (int i = 0, n = size(); i < n; i++) {
      lane = i;
      I_stim = currents == null ? 0 : currents[i];
      for (int k = 0; k < INTEGRATED; k++) y[k] = state[k][i];
      double before = y[V];
      integrate(t);
      for (int k = 0; k < INTEGRATED; k++) state[k][i] = y[k];
      leave(i, t + 1, y[V], y[U_PLUS], y[U_MINUS], y[U_BAR]);
      state[DI_EX][i] += Math.E / tau_syn_ex.of(i) * spikes_ex[i];
      state[DI_IN][i] += Math.E / tau_syn_in.of(i) * spikes_in[i];
      if (state[REFRACTORY][i] > 0) {
        state[REFRACTORY][i]--;
      } else if (y[V] >= 0 && y[V] < before) {
        state[REFRACTORY][i] = refractorySteps.of(i);
        fire(i, t, out);
      }
    }
  }

  /// Takes one step of the simulation, in as many steps of the integrator as needed.
  private void integrate(long t) {
    integrator.resume(state[STEP][lane]);
    int steps = 0;
    for (double s = 0; s < h(); s = integrator.advance(s, h(), y)) {
      if (++steps > Rkf45.MOST_STEPS) throw stuck(t);
    }
    state[STEP][lane] = integrator.step();
    double filtered = y[U_PLUS] + y[U_MINUS] + y[U_BAR];
    if (!Double.isFinite(y[V]) || !Double.isFinite(filtered)) throw stuck(t);
  }

  private BadInput stuck(long t) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "hh_psc_alpha_clopath %d cannot be integrated in step %d, where V_m = %s mV: a step takes more than %d steps of the integrator, or its result is not a number. A parameter, a state or an input is far out of range; look at C_m, the conductances, the time constants and V_m"
            .formatted(id(lane), t, y[V], Rkf45.MOST_STEPS));
  }

  /// The equations, at time `s` in the step.
  private void slopes(double s, double[] y, double[] dy) {
    int i = lane;
    double u = y[V];
    double m = y[M];
    double h = y[H];
    double n = y[N];
    double I_Na = g_Na.of(i) * (m * m * m) * h * (u - E_Na.of(i));
    double I_K = g_K.of(i) * (n * n * n * n) * (u - E_K.of(i));
    double I_L = g_L.of(i) * (u - E_L.of(i));
    dy[V] = (y[I_EX] + y[I_IN] + I_e.of(i) + I_stim - (I_Na + I_K + I_L)) / C_m.of(i);

    double away = u + 65;
    dy[M] = ramp(0.1, u + 40, 10) * (1 - m) - 4 * StrictMath.exp(-away / 18) * m;
    dy[H] = 0.07 * StrictMath.exp(-away / 20) * (1 - h) - h / (1 + StrictMath.exp(-(u + 35) / 10));
    dy[N] = ramp(0.01, u + 55, 10) * (1 - n) - 0.125 * StrictMath.exp(-away / 80) * n;

    dy[U_PLUS] = (u - y[U_PLUS]) / tau_plus.of(i);
    dy[U_MINUS] = (u - y[U_MINUS]) / tau_minus.of(i);
    dy[U_BAR] = (y[U_MINUS] - y[U_BAR]) / tau_bar.of(i);

    dy[I_EX] = y[DI_EX] - y[I_EX] / tau_syn_ex.of(i);
    dy[I_IN] = y[DI_IN] - y[I_IN] / tau_syn_in.of(i);
    dy[DI_EX] = -y[DI_EX] / tau_syn_ex.of(i);
    dy[DI_IN] = -y[DI_IN] / tau_syn_in.of(i);
  }

  /// Rises from zero far below `u = 0` to `slope * u` far above; at 0 its limit is taken.
  private static double ramp(double slope, double u, double width) {
    return u == 0 ? slope * width : slope * u / (1 - StrictMath.exp(-u / width));
  }
}
