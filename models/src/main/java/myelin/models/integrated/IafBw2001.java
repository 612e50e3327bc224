package myelin.models.integrated;

import java.util.Set;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Carried;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.ParameterSpec.Kind;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.math.Exponential;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.models.integrated.LaneEquations.Seen;
import myelin.nestml.integrate.BlockIntegrator;

/// Leaky integrate-and-fire neuron with AMPA, GABA and NMDA synapses; see [#MODEL].
public final class IafBw2001 extends BrunelWang {

  /// The model.
  public static final NeuronModel MODEL =
      inputs(
              declare(
                  NeuronModel.named("iaf_bw_2001")
                      .words(
                          "leaky integrate-and-fire neuron with AMPA, GABA and NMDA synapses",
                          """
                            C_m dV_m/dt = -g_L * (V_m - E_L) - I_AMPA - I_GABA - I_NMDA + I_stim
                            I_AMPA      = s_AMPA * (V_m - E_ex)
                            I_GABA      = s_GABA * (V_m - E_in)
                            I_NMDA      = s_NMDA * (V_m - E_ex) / (1 + conc_Mg2 * exp(-0.062 * V_m) / 3.57)
                            ds/dt       = -s / tau  for s_AMPA, s_GABA, s_NMDA with tau_AMPA, tau_GABA, tau_decay_NMDA

                          A spike adds its weight to s_AMPA or s_GABA. One onto NMDA comes from a neuron of this
                          model, which keeps one gating variable s for all of its synapses: it decays by
                          tau_decay_NMDA and jumps at a spike by

                            k_0 + k_1 * s,  k_0 = q^r * gamma(1 - r, q),  k_1 = exp(-q) - 1,
                            q = alpha * tau_rise_NMDA,  r = tau_rise_NMDA / tau_decay_NMDA,

                          with the lower incomplete gamma function. The spike carries the jump, and adds its weight
                          times that to s_NMDA. Where V_m >= V_th the neuron fires, V_m becomes V_reset and stays
                          there for t_ref.

                          Brunel and Wang 2001 (doi:10.1023/A:1011204814320); the jump as in NEST. Recorded times of
                          spikes lie on the grid; in NEST they are earlier by the number that the spike
                          carries, taken for ms. Integrated by the Runge-Kutta-Fehlberg formulas of orders 4 and 5,
                          with an error of at most gsl_error_tol in each variable and step of the integration.
                          """)),
              Content.CARRIED)
          .carries(new Carried(Set.of(NMDA_RECEPTOR), Set.of()))
          .block(IafBw2001::new);

  private final double[] s_NMDA = decaying("s_NMDA");
  private final double[] gate = hidden();
  private final double[] last = hidden();
  private double[] nmda = {};

  private final Coefficient tau_NMDA = parameter("tau_decay_NMDA");

  /// The jump of the gating variable from zero, and how much less it is by what is there.
  private final Coefficient k_0 =
      coefficient(p -> jump(p.get("alpha"), p.get("tau_rise_NMDA"), p.get("tau_decay_NMDA")));

  private final Coefficient k_1 =
      coefficient(p -> StrictMath.expm1(-p.get("alpha") * p.get("tau_rise_NMDA")));

  private final LaneEquations lanes = new LaneEquations(this::slopes);
  private final double[][] integrated = {state[V], state[S_AMPA], state[S_GABA], s_NMDA};
  private final BlockIntegrator integrator = new BlockIntegrator(lanes, integrated.length, trial);
  private BlockIntegrator.Tolerance within = LaneEquations.within(1);

  private final Seen C = lanes.parameter(C_m);
  private final Seen leak = lanes.parameter(g_L);
  private final Seen rest = lanes.parameter(E_L);
  private final Seen excitation = lanes.parameter(E_ex);
  private final Seen inhibition = lanes.parameter(E_in);
  private final Seen block = lanes.parameter(magnesium);
  private final Seen[] tau = {
    lanes.parameter(tau_AMPA), lanes.parameter(tau_GABA), lanes.parameter(tau_NMDA)
  };
  private final Seen stimulus = lanes.input();

  private IafBw2001() {}

  private static NeuronModel.Builder declare(NeuronModel.Builder model) {
    Condition any = Condition.FINITE;
    return constants(
        model
            .state("V_m", Unit.MV, -70, "membrane potential", any)
            .state("s_AMPA", Unit.NS, 0, "conductance of AMPA", any)
            .state("s_GABA", Unit.NS, 0, "conductance of GABA", any)
            .state("s_NMDA", Unit.NS, 0, "conductance of NMDA, without block", any)
            .shown("I_AMPA", Unit.PA, Kind.REAL, 0.0, "current of AMPA, outward")
            .shown("I_GABA", Unit.PA, Kind.REAL, 0.0, "current of GABA, outward")
            .shown("I_NMDA", Unit.PA, Kind.REAL, 0.0, "current of NMDA, outward"));
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
  String model() {
    return MODEL.name();
  }

  @Override
  void hear(Input input) {
    nmda = input.sums(NMDA);
  }

  @Override
  protected void derive(Derivation d) {
    lanes.derive(d.uniform());
    within = BlockIntegrator.Tolerance.of(tolerance.each(), new double[LANES], false);
  }

  @Override
  void integrate(long t, double[] I_stim) {
    stimulus.set(I_stim);
    int stuck = integrator.advance(h(), integrated, size(), within);
    if (stuck != BlockIntegrator.NONE) {
      throw stuck(stuck, t, state[V][stuck], BlockIntegrator.MOST_STEPS);
    }
  }

  /// The slopes of all variables.
  private void slopes(int n, double[][] y, double[][] dy) {
    double[] v = y[V];
    double[] I = lanes.opening;
    synaptic(n, y, I);
    double[] g = leak.here();
    double[] E = rest.here();
    double[] capacitance = C.here();
    double[] received = stimulus.here();
    for (int p = 0; p < n; p++) {
      dy[V][p] = (-g[p] * (v[p] - E[p]) - I[p] + received[p]) / capacitance[p];
    }
    for (int k = 0; k < tau.length; k++) {
      LaneEquations.decay(tau[k].here(), y[S_AMPA + k], dy[S_AMPA + k], n);
    }
  }

  /// The synaptic currents (pA), outward.
  private void synaptic(int n, double[][] y, double[] I) {
    double[] v = y[V];
    double[] blocked = lanes.closing;
    for (int p = 0; p < n; p++) blocked[p] = STEEPNESS * v[p];
    Exponential.exp(blocked, blocked, n);
    double[] Mg = block.here();
    double[] E_1 = excitation.here();
    double[] E_2 = inhibition.here();
    double[] s_1 = y[S_AMPA];
    double[] s_2 = y[S_GABA];
    double[] s_3 = y[OWN];
    for (int p = 0; p < n; p++) {
      double away = v[p] - E_1[p];
      I[p] = away * s_1[p] + (v[p] - E_2[p]) * s_2[p] + away / (1 + Mg[p] * blocked[p]) * s_3[p];
    }
  }

  @Override
  double conductanceOfNmda(int i) {
    return s_NMDA[i];
  }

  @Override
  void receive(int i) {
    s_NMDA[i] += nmda[i];
  }

  @Override
  void send(int i, long t, SpikeOutbox out) {
    double since = (t + 1 - last[i]) * h();
    double now = gate[i] * StrictMath.exp(-since / tau_NMDA.of(i));
    double jump = k_0.of(i) + k_1.of(i) * now;
    gate[i] = now + jump;
    last[i] = t + 1;
    fireCarrying(i, t, jump, out);
  }
}
