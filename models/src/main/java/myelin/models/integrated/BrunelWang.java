package myelin.models.integrated;

import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.models.neuron.Threshold;

/// Leaky integrate-and-fire neurons with AMPA, GABA and NMDA synapses, as [IafBw2001] has them,
/// which differ in how NMDA synapses open.
abstract class BrunelWang extends Block {

  static final int EFFORT = 300;

  private static final int AMPA = 0;
  private static final int GABA = 1;
  static final int NMDA = 2;
  private static final int CURRENT = 3;

  /// The receptor of NMDA synapses.
  static final int NMDA_RECEPTOR = 3;

  // Places in the state that is integrated; from the last on it is that of NMDA synapses.
  private static final int V = 0;
  private static final int S_AMPA = 1;
  private static final int S_GABA = 2;
  static final int OWN = 3;

  private final double[][] state = {variable("V_m"), decaying("s_AMPA"), decaying("s_GABA")};
  private final double[] I_AMPA = variable("I_AMPA");
  private final double[] I_GABA = variable("I_GABA");
  private final double[] I_NMDA = variable("I_NMDA");
  private final double[] refractory = hidden();
  private final double[] trial = hidden();

  private Rkf45 integrator = new Rkf45(this::slopes, OWN, 0, 0);
  private double[] y = new double[OWN];

  private final Coefficient C_m = parameter("C_m");
  private final Coefficient g_L = parameter("g_L");
  private final Coefficient E_L = parameter("E_L");
  private final Coefficient E_ex = parameter("E_ex");
  private final Coefficient E_in = parameter("E_in");
  private final Coefficient V_th = parameter("V_th");
  private final Coefficient V_reset = parameter("V_reset");
  private final Coefficient tau_AMPA = parameter("tau_AMPA");
  private final Coefficient tau_GABA = parameter("tau_GABA");
  private final Coefficient magnesium = coefficient(p -> p.get("conc_Mg2") / 3.57);
  private final Coefficient tolerance = parameter("gsl_error_tol");
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  // Of the neuron that is being integrated.
  private int lane;
  private double I_stim;

  /// No neurons yet.
  BrunelWang() {}

  /// The constant parameters, after the states that can be set.
  static NeuronModel.Builder constants(NeuronModel.Builder model) {
    Condition any = Condition.FINITE;
    Condition positive = Condition.POSITIVE;
    return model
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

  /// Channels, receptors and conditions.
  ///
  /// @param nmda what the channel of NMDA synapses takes
  static NeuronModel.Builder inputs(NeuronModel.Builder model, Content nmda) {
    return model
        .clock(false)
        .archive()
        .channel("AMPA", Content.WEIGHTS, Unit.NS)
        .channel("GABA", Content.WEIGHTS, Unit.NS)
        .channel("NMDA", nmda, Unit.NS)
        .channel("current", Content.CURRENT, Unit.NONE)
        .receptor(0, "current", Receptor.REFUSED, Receptor.REFUSED, CURRENT)
        .receptor(1, "AMPA", AMPA, AMPA, Receptor.REFUSED)
        .receptor(2, "GABA", GABA, GABA, Receptor.REFUSED)
        .receptor(NMDA_RECEPTOR, "NMDA", NMDA, NMDA, Receptor.REFUSED)
        .check(Threshold::requireAboveReset);
  }

  /// Makes room for a state of NMDA synapses of so many numbers.
  final void allot(int numbers) {
    integrator = new Rkf45(this::slopes, OWN + numbers, 0, 0);
    y = new double[OWN + numbers];
  }

  /// Takes up what arrives at NMDA synapses in a step.
  abstract void hear(Input input);

  /// Puts the state of the NMDA synapses of neuron `i` into `y`, from [#OWN] on; returns how many
  /// numbers it has.
  abstract int load(int i, double[] y);

  /// Puts it back, with what has arrived in the step.
  abstract void store(int i, double[] y);

  /// Writes the slopes of the state of the NMDA synapses of neuron `i`.
  abstract void slopesOfNmda(int i, double[] y, double[] dy);

  /// The conductance of the NMDA synapses of neuron `i`, without block (nS).
  abstract double conductanceOfNmda(int i, double[] y);

  /// Neuron `i` fires in step `t`.
  abstract void send(int i, long t, SpikeOutbox out);

  @Override
  protected int effort() {
    return EFFORT;
  }

  @Override
  protected void derive(Derivation d) {
    Rkf45.begin(trial, size(), d.h());
  }

  @Override
  protected final void step(long t, Input input, SpikeOutbox out) {
    double[] currents = input.current(CURRENT);
    double[] ampa = input.sums(AMPA);
    double[] gaba = input.sums(GABA);
    hear(input);
    for (int i = 0, n = size(); i < n; i++) {
      lane = i;
      I_stim = currents == null ? 0 : currents[i];
      for (int k = 0; k < OWN; k++) y[k] = state[k][i];
      integrator.only(OWN + load(i, y));
      integrate(t);
      I_AMPA[i] = currentOfAmpa(i, y);
      I_GABA[i] = currentOfGaba(i, y);
      I_NMDA[i] = currentOfNmda(i, y);
      if (refractory[i] > 0) {
        refractory[i]--;
        y[V] = V_reset.of(i);
      } else if (y[V] >= V_th.of(i)) {
        y[V] = V_reset.of(i);
        refractory[i] = refractorySteps.of(i);
        send(i, t, out);
      }
      state[V][i] = y[V];
      state[S_AMPA][i] = y[S_AMPA] + ampa[i];
      state[S_GABA][i] = y[S_GABA] + gaba[i];
      store(i, y);
    }
  }

  /// One step of the simulation, in as many of the integrator's as it takes.
  private void integrate(long t) {
    integrator.allow(tolerance.of(lane), 0);
    integrator.resume(trial[lane]);
    int steps = 0;
    for (double s = 0; s < h(); s = integrator.advance(s, h(), y)) {
      if (++steps > Rkf45.MOST_STEPS) throw stuck(t);
    }
    trial[lane] = integrator.step();
    if (!Double.isFinite(y[V])) throw stuck(t);
  }

  private BadInput stuck(long t) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "%s %d cannot be integrated in step %d, where V_m = %s mV: a step takes more than %d of the integrator's, or ends in no number. A parameter, a state or an input is far out of range; look at C_m, the conductances and the weights"
            .formatted(model(), id(lane), t, y[V], Rkf45.MOST_STEPS));
  }

  private double currentOfAmpa(int i, double[] y) {
    return (y[V] - E_ex.of(i)) * y[S_AMPA];
  }

  private double currentOfGaba(int i, double[] y) {
    return (y[V] - E_in.of(i)) * y[S_GABA];
  }

  private double currentOfNmda(int i, double[] y) {
    double blocked = 1 + magnesium.of(i) * StrictMath.exp(-0.062 * y[V]);
    return (y[V] - E_ex.of(i)) / blocked * conductanceOfNmda(i, y);
  }

  /// The name of the model.
  abstract String model();

  /// The equations, at time `s` in the step.
  private void slopes(double s, double[] y, double[] dy) {
    int i = lane;
    double I_syn = currentOfAmpa(i, y) + currentOfGaba(i, y) + currentOfNmda(i, y);
    dy[V] = (-g_L.of(i) * (y[V] - E_L.of(i)) - I_syn + I_stim) / C_m.of(i);
    dy[S_AMPA] = -y[S_AMPA] / tau_AMPA.of(i);
    dy[S_GABA] = -y[S_GABA] / tau_GABA.of(i);
    slopesOfNmda(i, y, dy);
  }
}
