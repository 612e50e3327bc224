package myelin.models.integrated;

import static myelin.models.integrated.LaneEquations.decay;
import static myelin.models.integrated.LaneEquations.exponential;
import static myelin.models.integrated.LaneEquations.filter;
import static myelin.models.integrated.LaneEquations.follow;
import static myelin.models.integrated.LaneEquations.invert;

import java.util.Arrays;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.models.integrated.LaneEquations.Seen;
import myelin.nestml.integrate.BlockIntegrator;

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
                        C_m dV_m/dt = -g_Na * m^3 * h * (V_m - E_Na) - g_K * n^4 * (V_m - E_K) - g_L * (V_m - E_L)
                                      + I_syn_ex + I_syn_in + I_e + I_stim
                        dx/dt       = alpha_x(V_m) * (1 - x) - beta_x(V_m) * x,  for x = m, h, n
                        I_syn_x(t)  = sum over spikes of  w * e / tau_syn_x * (t - s) * exp(-(t - s) / tau_syn_x)
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

  private final LaneEquations lanes = new LaneEquations(this::slopes);
  private final double[][] integrated = Arrays.copyOf(state, INTEGRATED);
  private final BlockIntegrator integrator = new BlockIntegrator(lanes, INTEGRATED, state[STEP]);
  private final BlockIntegrator.Tolerance tolerance = LaneEquations.within(ERROR);

  private final Seen g_Na = lanes.parameter(parameter("g_Na"));
  private final Seen g_K = lanes.parameter(parameter("g_K"));
  private final Seen g_L = lanes.parameter(parameter("g_L"));
  private final Seen E_Na = lanes.parameter(parameter("E_Na"));
  private final Seen E_K = lanes.parameter(parameter("E_K"));
  private final Seen E_L = lanes.parameter(parameter("E_L"));
  private final Seen C_m = lanes.parameter(parameter("C_m"));
  private final Seen I_e = lanes.parameter(parameter("I_e"));
  private final Seen tau_syn_ex = lanes.parameter(parameter("tau_syn_ex"));
  private final Seen tau_syn_in = lanes.parameter(parameter("tau_syn_in"));
  private final Seen tau_plus = lanes.parameter(parameter("tau_u_bar_plus"));
  private final Seen tau_minus = lanes.parameter(parameter("tau_u_bar_minus"));
  private final Seen tau_bar = lanes.parameter(parameter("tau_u_bar_bar"));
  private final Seen I_stim = lanes.input();
  private final Coefficient jump_ex = coefficient(p -> Math.E / p.get("tau_syn_ex"));
  private final Coefficient jump_in = coefficient(p -> Math.E / p.get("tau_syn_in"));
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  private final double[] nothing = new double[LANES];
  private final double[] before = new double[LANES];

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
    super.derive(d);
    lanes.derive(d.uniform());
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    int n = size();
    double[] currents = input.current(CURRENT);
    I_stim.set(currents == null ? nothing : currents);
    System.arraycopy(state[V], 0, before, 0, n);
    int stuck = integrator.advance(h(), integrated, n, tolerance);
    if (stuck != BlockIntegrator.NONE) throw stuck(t, stuck);
    double[] spikes_ex = input.sums(EX);
    double[] spikes_in = input.sums(IN);
    leave(t + 1, state[V], state[U_PLUS], state[U_MINUS], state[U_BAR]);
    for (int i = 0; i < n; i++) {
      double u = state[V][i];
      state[DI_EX][i] += jump_ex.of(i) * spikes_ex[i];
      state[DI_IN][i] += jump_in.of(i) * spikes_in[i];
      if (state[REFRACTORY][i] > 0) {
        state[REFRACTORY][i]--;
      } else if (u >= 0 && u < before[i]) {
        state[REFRACTORY][i] = refractorySteps.of(i);
        fire(i, t, out);
      }
    }
  }

  private BadInput stuck(long t, int i) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "hh_psc_alpha_clopath %d cannot be integrated in step %d, where V_m = %s mV: a step takes more than %d steps of the integrator, or its result is not a number. A parameter, a state or an input is far out of range; look at C_m, the conductances, the time constants and V_m"
            .formatted(id(i), t, state[V][i], BlockIntegrator.MOST_STEPS));
  }

  /// The slopes of all variables.
  private void slopes(int n, double[][] y, double[][] dy) {
    double[] u = y[V];
    potential(n, y, dy[V]);
    lanes.ramp(-40, 10, u, lanes.opening, n);
    exponential(-65, 18, u, lanes.closing, n);
    lanes.gate(1, 4, y[M], dy[M], n);
    exponential(-65, 20, u, lanes.opening, n);
    exponential(-35, 10, u, lanes.closing, n);
    invert(lanes.closing, n);
    lanes.gate(0.07, 1, y[H], dy[H], n);
    lanes.ramp(-55, 10, u, lanes.opening, n);
    exponential(-65, 80, u, lanes.closing, n);
    lanes.gate(0.1, 0.125, y[N], dy[N], n);
    filter(tau_plus.here(), u, y[U_PLUS], dy[U_PLUS], n);
    filter(tau_minus.here(), u, y[U_MINUS], dy[U_MINUS], n);
    filter(tau_bar.here(), y[U_MINUS], y[U_BAR], dy[U_BAR], n);
    follow(tau_syn_ex.here(), y[DI_EX], y[I_EX], dy[I_EX], n);
    follow(tau_syn_in.here(), y[DI_IN], y[I_IN], dy[I_IN], n);
    decay(tau_syn_ex.here(), y[DI_EX], dy[DI_EX], n);
    decay(tau_syn_in.here(), y[DI_IN], dy[DI_IN], n);
  }

  private void potential(int n, double[][] y, double[] dV) {
    double[] u = y[V];
    double[] I = lanes.opening;
    channels(n, y, I);
    double[] g = g_L.here();
    double[] E = E_L.here();
    double[] C = C_m.here();
    double[] constant = I_e.here();
    double[] stimulus = I_stim.here();
    double[] ex = y[I_EX];
    double[] in = y[I_IN];
    for (int p = 0; p < n; p++) {
      double received = ex[p] + in[p] + constant[p] + stimulus[p];
      dV[p] = (received - (I[p] + g[p] * (u[p] - E[p]))) / C[p];
    }
  }

  /// The currents through the channels of sodium and potassium (pA).
  private void channels(int n, double[][] y, double[] I) {
    double[] u = y[V];
    double[] m = y[M];
    double[] h = y[H];
    double[] x = y[N];
    double[] g_1 = g_Na.here();
    double[] E_1 = E_Na.here();
    double[] g_2 = g_K.here();
    double[] E_2 = E_K.here();
    for (int p = 0; p < n; p++) I[p] = g_1[p] * (m[p] * m[p] * m[p]) * h[p] * (u[p] - E_1[p]);
    for (int p = 0; p < n; p++) {
      I[p] += g_2[p] * (x[p] * x[p] * x[p] * x[p]) * (u[p] - E_2[p]);
    }
  }
}
