package myelin.models.integrated;

import java.util.Set;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.ParameterSpec.Kind;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Carried;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.models.neuron.Threshold;

/// Leaky integrate-and-fire neuron with AMPA, GABA and NMDA synapses; see [#MODEL].
public final class IafBw2001 extends Block {

  private static final int EFFORT = 300;

  private static final int AMPA = 0;
  private static final int GABA = 1;
  private static final int NMDA = 2;
  private static final int CURRENT = 3;

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("iaf_bw_2001")
                  .words(
                      "leaky integrate-and-fire neuron with AMPA, GABA and NMDA synapses",
                      """
                        C_m dV_m/dt = -g_L (V_m - E_L) - I_AMPA - I_GABA - I_NMDA + I_stim
                        I_AMPA      = s_AMPA (V_m - E_ex)
                        I_GABA      = s_GABA (V_m - E_in)
                        I_NMDA      = s_NMDA (V_m - E_ex) / (1 + conc_Mg2 exp(-0.062 V_m) / 3.57)
                        ds/dt       = -s / tau  for s_AMPA, s_GABA, s_NMDA with tau_AMPA, tau_GABA, tau_decay_NMDA

                      A spike adds its weight to s_AMPA or s_GABA. One onto NMDA comes from a neuron of this
                      model, which keeps one gating variable s for all of its synapses: it decays by
                      tau_decay_NMDA and jumps at a spike by

                        k_0 + k_1 s,  k_0 = q^r gamma(1 - r, q),  k_1 = exp(-q) - 1,
                        q = alpha tau_rise_NMDA,  r = tau_rise_NMDA / tau_decay_NMDA,

                      with the lower incomplete gamma function. The spike carries the jump, and adds its weight
                      times that to s_NMDA. Where V_m >= V_th the neuron fires, V_m becomes V_reset and stays
                      there for t_ref.

                      Brunel and Wang 2001 (doi:10.1023/A:1011204814320); the jump as in NEST. Recorded times of
                      spikes lie on the grid; in NEST they are earlier by the number that the spike
                      carries, taken for ms. Integrated by the Runge-Kutta-Fehlberg formulas of orders 4 and 5,
                      with an error of at most gsl_error_tol in each variable and step of the integration.
                      """))
          .clock(false)
          .archive()
          .channel("AMPA", Content.WEIGHTS, Unit.NS)
          .channel("GABA", Content.WEIGHTS, Unit.NS)
          .channel("NMDA", Content.CARRIED, Unit.NS)
          .channel("current", Content.CURRENT, Unit.NONE)
          .receptor(0, "current", Receptor.REFUSED, Receptor.REFUSED, CURRENT)
          .receptor(1, "AMPA", AMPA, AMPA, Receptor.REFUSED)
          .receptor(2, "GABA", GABA, GABA, Receptor.REFUSED)
          .receptor(3, "NMDA", NMDA, NMDA, Receptor.REFUSED)
          .carries(new Carried(Set.of(3), Set.of()))
          .check(Threshold::requireAboveReset)
          .block(IafBw2001::new);

  // Places in the state.
  private static final int V = 0;
  private static final int S_AMPA = 1;
  private static final int S_GABA = 2;
  private static final int S_NMDA = 3;
  private static final int INTEGRATED = 4;
  private static final int I_AMPA = 4;
  private static final int I_GABA = 5;
  private static final int I_NMDA = 6;
  private static final int REFRACTORY = 7;
  private static final int GATE = 8;
  private static final int LAST = 9;
  private static final int STEP = 10;

  private final double[][] state = {
    variable("V_m"),
    decaying("s_AMPA"),
    decaying("s_GABA"),
    decaying("s_NMDA"),
    variable("I_AMPA"),
    variable("I_GABA"),
    variable("I_NMDA"),
    hidden(),
    hidden(),
    hidden(),
    hidden()
  };

  private final Rkf45 integrator = new Rkf45(this::slopes, INTEGRATED, 0, 0);
  private final double[] y = new double[INTEGRATED];

  private final Coefficient C_m = parameter("C_m");
  private final Coefficient g_L = parameter("g_L");
  private final Coefficient E_L = parameter("E_L");
  private final Coefficient E_ex = parameter("E_ex");
  private final Coefficient E_in = parameter("E_in");
  private final Coefficient V_th = parameter("V_th");
  private final Coefficient V_reset = parameter("V_reset");
  private final Coefficient tau_AMPA = parameter("tau_AMPA");
  private final Coefficient tau_GABA = parameter("tau_GABA");
  private final Coefficient tau_NMDA = parameter("tau_decay_NMDA");
  private final Coefficient magnesium = coefficient(p -> p.get("conc_Mg2") / 3.57);
  private final Coefficient tolerance = parameter("gsl_error_tol");
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  /// The jump of the gating variable from zero, and how much less it is by what is there.
  private final Coefficient k_0 =
      coefficient(p -> jump(p.get("alpha"), p.get("tau_rise_NMDA"), p.get("tau_decay_NMDA")));

  private final Coefficient k_1 =
      coefficient(p -> StrictMath.expm1(-p.get("alpha") * p.get("tau_rise_NMDA")));

  // Of the neuron that is being integrated.
  private int lane;
  private double I_stim;

  private IafBw2001() {}

  private static NeuronModel.Builder declare(NeuronModel.Builder model) {
    Condition any = Condition.FINITE;
    Condition positive = Condition.POSITIVE;
    return model
        .state("V_m", Unit.MV, -70, "membrane potential", any)
        .state("s_AMPA", Unit.NS, 0, "conductance of AMPA", any)
        .state("s_GABA", Unit.NS, 0, "conductance of GABA", any)
        .state("s_NMDA", Unit.NS, 0, "conductance of NMDA, without block", any)
        .shown("I_AMPA", Unit.PA, Kind.REAL, 0.0, "current of AMPA, outward")
        .shown("I_GABA", Unit.PA, Kind.REAL, 0.0, "current of GABA, outward")
        .shown("I_NMDA", Unit.PA, Kind.REAL, 0.0, "current of NMDA, outward")
        .parameter("E_L", Unit.MV, -70, "reversal potential of the leak", any)
        .parameter("E_ex", Unit.MV, 0, "reversal potential of AMPA and NMDA", any)
        .parameter("E_in", Unit.MV, -70, "reversal potential of GABA", any)
        .parameter("V_th", Unit.MV, -55, "threshold", any)
        .parameter("V_reset", Unit.MV, -60, "potential after a spike", any)
        .parameter("C_m", Unit.PF, 500, "membrane capacitance", positive)
        .parameter("g_L", Unit.NS, 25, "leak conductance", any)
        .parameter("t_ref", Unit.MS, 2, "refractory time", Condition.DURATION)
        .parameter("tau_AMPA", Unit.MS, 2, "decay time of AMPA", positive)
        .parameter("tau_GABA", Unit.MS, 5, "decay time of GABA", positive)
        .parameter("tau_rise_NMDA", Unit.MS, 2, "rise time of NMDA", positive)
        .parameter("tau_decay_NMDA", Unit.MS, 100, "decay time of NMDA", positive)
        .parameter("alpha", Unit.NONE, 0.5, "rate by which NMDA opens (1/ms)", positive)
        .parameter("conc_Mg2", Unit.NONE, 1, "concentration of magnesium (mM)", positive)
        .parameter("gsl_error_tol", Unit.NONE, 1e-3, "allowed error of a step", positive);
  }

  private static double jump(double alpha, double tau_rise, double tau_decay) {
    double q = alpha * tau_rise;
    double r = tau_rise / tau_decay;
    return StrictMath.pow(q, r) * lowerGamma(1 - r, q);
  }

  /// The lower incomplete gamma function, by its power series with terms of one sign (Abramowitz
  /// and Stegun 1964, 6.5.29).
  private static double lowerGamma(double a, double q) {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= q / (a + n);
      sum += term;
    }
    return sum * StrictMath.exp(-q + a * StrictMath.log(q));
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
    double[] ampa = input.sums(AMPA);
    double[] gaba = input.sums(GABA);
    double[] nmda = input.sums(NMDA);
    for (int i = 0, n = size(); i < n; i++) {
      lane = i;
      I_stim = currents == null ? 0 : currents[i];
      for (int k = 0; k < INTEGRATED; k++) y[k] = state[k][i];
      integrate(t);
      state[I_AMPA][i] = currentOfAmpa(i, y);
      state[I_GABA][i] = currentOfGaba(i, y);
      state[I_NMDA][i] = currentOfNmda(i, y);
      if (state[REFRACTORY][i] > 0) {
        state[REFRACTORY][i]--;
        y[V] = V_reset.of(i);
      } else if (y[V] >= V_th.of(i)) {
        y[V] = V_reset.of(i);
        state[REFRACTORY][i] = refractorySteps.of(i);
        send(i, t, out);
      }
      state[V][i] = y[V];
      state[S_AMPA][i] = y[S_AMPA] + ampa[i];
      state[S_GABA][i] = y[S_GABA] + gaba[i];
      state[S_NMDA][i] = y[S_NMDA] + nmda[i];
    }
  }

  private void send(int i, long t, SpikeOutbox out) {
    double since = (t + 1 - state[LAST][i]) * h();
    double gate = state[GATE][i] * StrictMath.exp(-since / tau_NMDA.of(i));
    double jump = k_0.of(i) + k_1.of(i) * gate;
    state[GATE][i] = gate + jump;
    state[LAST][i] = t + 1;
    fireCarrying(i, t, jump, out);
  }

  /// One step of the simulation, in as many of the integrator's as it takes.
  private void integrate(long t) {
    integrator.allow(tolerance.of(lane), 0);
    integrator.resume(state[STEP][lane]);
    int steps = 0;
    for (double s = 0; s < h(); s = integrator.advance(s, h(), y)) {
      if (++steps > Rkf45.MOST_STEPS) throw stuck(t);
    }
    state[STEP][lane] = integrator.step();
    if (!Double.isFinite(y[V])) throw stuck(t);
  }

  private BadInput stuck(long t) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "iaf_bw_2001 %d cannot be integrated in step %d, where V_m = %s mV: a step takes more than %d of the integrator's, or ends in no number. A parameter, a state or an input is far out of range; look at C_m, the conductances and the weights"
            .formatted(id(lane), t, y[V], Rkf45.MOST_STEPS));
  }

  private double currentOfAmpa(int i, double[] y) {
    return (y[V] - E_ex.of(i)) * y[S_AMPA];
  }

  private double currentOfGaba(int i, double[] y) {
    return (y[V] - E_in.of(i)) * y[S_GABA];
  }

  private double currentOfNmda(int i, double[] y) {
    double blocked = 1 + magnesium.of(i) * StrictMath.exp(-0.062 * y[V]);
    return (y[V] - E_ex.of(i)) / blocked * y[S_NMDA];
  }

  /// The equations, at time `s` in the step.
  private void slopes(double s, double[] y, double[] dy) {
    int i = lane;
    double I_syn = currentOfAmpa(i, y) + currentOfGaba(i, y) + currentOfNmda(i, y);
    dy[V] = (-g_L.of(i) * (y[V] - E_L.of(i)) - I_syn + I_stim) / C_m.of(i);
    dy[S_AMPA] = -y[S_AMPA] / tau_AMPA.of(i);
    dy[S_GABA] = -y[S_GABA] / tau_GABA.of(i);
    dy[S_NMDA] = -y[S_NMDA] / tau_NMDA.of(i);
  }
}
