package myelin.models.neuron;

import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Signal;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.CoupledBlock;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import org.jspecify.annotations.Nullable;

/// Hodgkin-Huxley neuron with gap junctions and alpha-shaped synaptic currents; see [#MODEL].
public final class HhPscAlphaGap extends CoupledBlock {

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

  // Places in the state: first what is recorded, in the order in which it is declared, then the
  // slopes of the synaptic currents, then what is not integrated.
  private static final int V = 0;
  private static final int M = 1;
  private static final int H = 2;
  private static final int N = 3;
  private static final int P = 4;
  private static final int I_EX = 5;
  private static final int I_IN = 6;
  private static final int DI_EX = 7;
  private static final int DI_IN = 8;
  private static final int INTEGRATED = 9;
  private static final int REFRACTORY = 9;
  private static final int STEP = 10;

  private static final int GAP = 0;
  private static final double ERROR = 1e-6;

  private final double[][] state = new double[11][LANES];
  private final Rkf45 integrator = new Rkf45(this::slopes, INTEGRATED, ERROR, 0);

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
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  // Of the neuron that is being integrated.
  private final double[] y = new double[INTEGRATED];
  private final double[] gap = new double[ORDERS];
  private int lane;
  private double I_stim;
  private double strength;

  private HhPscAlphaGap() {}

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
  protected void derive(Derivation d) {
    double[] step = state[STEP];
    for (int i = 0; i < size(); i++) if (step[i] == 0) step[i] = d.h();
  }

  @Override
  public double[][] state() {
    return state;
  }

  @Override
  public double[] value() {
    return state[V];
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] currents = input.current(CURRENT);
    double[] spikes_ex = input.sums(EX);
    double[] spikes_in = input.sums(IN);
    for (int i = 0, n = size(); i < n; i++) {
      load(i, currents);
      double before = y[V];
      integrate(t);
      for (int k = 0; k < INTEGRATED; k++) state[k][i] = y[k];
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

  private void load(int i, double @Nullable [] currents) {
    lane = i;
    I_stim = currents == null ? 0 : currents[i];
    strength = strength(GAP)[i];
    for (int k = 0; k < orders(); k++) gap[k] = received(GAP, k)[i];
    for (int k = 0; k < INTEGRATED; k++) y[k] = state[k][i];
  }

  /// One step of the simulation, in as many of the integrator's as it takes, and the signal that
  /// tells the potential in its course.
  private void integrate(long t) {
    int orders = orders();
    double h = h();
    double V_begin = y[V];
    double slope_begin = slope(0, y);
    integrator.resume(state[STEP][lane]);
    int steps = 0;
    for (double s = 0; s < h; s = integrator.advance(s, h, y)) {
      if (++steps > Rkf45.MOST_STEPS) throw stuck(t);
    }
    state[STEP][lane] = integrator.step();
    if (!Double.isFinite(y[V])) throw stuck(t);

    sent(0)[lane] = V_begin;
    double rise = y[V] - V_begin;
    if (orders == 2) {
      sent(1)[lane] = rise;
    } else if (orders > 2) {
      double a = h * slope_begin;
      double b = h * slope(h, y);
      sent(1)[lane] = a;
      sent(2)[lane] = 3 * rise - 2 * a - b;
      sent(3)[lane] = a + b - 2 * rise;
    }
  }

  private BadInput stuck(long t) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "hh_psc_alpha_gap %d cannot be integrated in step %d, where V_m = %s mV: a step takes more than %d of the integrator's, or ends in no number. A parameter, a state or an input is far out of range; look at C_m, the conductances and V_m"
            .formatted(id(lane), t, y[V], Rkf45.MOST_STEPS));
  }

  /// The equations, at time `s` in the step.
  private void slopes(double s, double[] y, double[] dy) {
    dy[V] = slope(s, y);
    double u = y[V];
    double m = y[M];
    double h = y[H];
    double n = y[N];
    double p = y[P];
    dy[M] = ramp(40, u - 75.5, 13.5) * (1 - m) - 1.2262 / StrictMath.exp(u / 42.248) * m;
    dy[H] = 0.0035 / StrictMath.exp(u / 24.186) * (1 - h) - ramp(0.017, u + 51.25, 5.2) * h;
    dy[N] = ramp(0.014, u + 44, 2.3) * (1 - n) - 0.0043 / StrictMath.exp((u + 44) / 34) * n;
    dy[P] = ramp(1, u - 95, 11.8) * (1 - p) - 0.025 / StrictMath.exp(u / 22.222) * p;

    double tau_ex = tau_syn_ex.of(lane);
    double tau_in = tau_syn_in.of(lane);
    dy[I_EX] = y[DI_EX] - y[I_EX] / tau_ex;
    dy[I_IN] = y[DI_IN] - y[I_IN] / tau_in;
    dy[DI_EX] = -y[DI_EX] / tau_ex;
    dy[DI_IN] = -y[DI_IN] / tau_in;
  }

  /// Slope of the potential at time `s` in the step.
  private double slope(double s, double[] y) {
    int i = lane;
    double u = y[V];
    double m = y[M];
    double n = y[N];
    double p = y[P];
    double x = s / h();
    double I_gap = gap[0] + x * (gap[1] + x * (gap[2] + x * gap[3])) - strength * u;
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
  public double read(int recordable, int i) {
    return state[recordable][i];
  }

  @Override
  protected void write(int recordable, int i, double value) {
    state[recordable][i] = value;
  }

  @Override
  protected void tidy() {
    for (int k = I_EX; k <= DI_IN; k++) clearNothing(state[k]);
  }
}
