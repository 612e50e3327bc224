package myelin.models.integrated;

import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.math.Exponential;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
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

  /// How steeply the block of NMDA receptors by magnesium falls with the potential (1/mV).
  static final double STEEPNESS = -0.062;

  // Places in the state that is integrated; from the last on it is that of NMDA synapses.
  static final int V = 0;
  static final int S_AMPA = 1;
  static final int S_GABA = 2;
  static final int OWN = 3;

  /// `V_m`, `s_AMPA` and `s_GABA`.
  final double[][] state = {variable("V_m"), decaying("s_AMPA"), decaying("s_GABA")};

  private final double[] I_AMPA = variable("I_AMPA");
  private final double[] I_GABA = variable("I_GABA");
  private final double[] I_NMDA = variable("I_NMDA");
  private final double[] refractory = hidden();

  /// The step of the integrator to try next, by lane (ms).
  final double[] trial = hidden();

  final Coefficient C_m = parameter("C_m");
  final Coefficient g_L = parameter("g_L");
  final Coefficient E_L = parameter("E_L");
  final Coefficient E_ex = parameter("E_ex");
  final Coefficient E_in = parameter("E_in");
  final Coefficient tau_AMPA = parameter("tau_AMPA");
  final Coefficient tau_GABA = parameter("tau_GABA");
  final Coefficient magnesium = coefficient(p -> p.get("conc_Mg2") / 3.57);
  final Coefficient tolerance = parameter("gsl_error_tol");
  private final Coefficient V_th = parameter("V_th");
  private final Coefficient V_reset = parameter("V_reset");
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  private final double[] nothing = new double[LANES];

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

  /// Takes up what arrives at NMDA synapses in a step.
  abstract void hear(Input input);

  /// Takes all neurons through step `t`, but for spikes.
  ///
  /// @param I_stim current from stimulators (pA), by lane
  abstract void integrate(long t, double[] I_stim);

  /// The conductance of the NMDA synapses of neuron `i`, without block (nS).
  abstract double conductanceOfNmda(int i);

  /// Adds to the NMDA synapses of neuron `i` what has arrived in the step.
  abstract void receive(int i);

  /// Neuron `i` fires in step `t`.
  abstract void send(int i, long t, SpikeOutbox out);

  @Override
  protected int effort() {
    return EFFORT;
  }

  @Override
  protected final void step(long t, Input input, SpikeOutbox out) {
    double[] currents = input.current(CURRENT);
    double[] ampa = input.sums(AMPA);
    double[] gaba = input.sums(GABA);
    hear(input);
    integrate(t, currents == null ? nothing : currents);
    double[] v = state[V];
    for (int i = 0, n = size(); i < n; i++) {
      I_AMPA[i] = (v[i] - E_ex.of(i)) * state[S_AMPA][i];
      I_GABA[i] = (v[i] - E_in.of(i)) * state[S_GABA][i];
      double block = 1 + magnesium.of(i) * Exponential.exp(STEEPNESS * v[i]);
      I_NMDA[i] = (v[i] - E_ex.of(i)) / block * conductanceOfNmda(i);
      if (refractory[i] > 0) {
        refractory[i]--;
        v[i] = V_reset.of(i);
      } else if (v[i] >= V_th.of(i)) {
        v[i] = V_reset.of(i);
        refractory[i] = refractorySteps.of(i);
        send(i, t, out);
      }
      state[S_AMPA][i] += ampa[i];
      state[S_GABA][i] += gaba[i];
      receive(i);
    }
  }

  /// The error of neuron `i`, which cannot be integrated.
  final BadInput stuck(int i, long t, double potential, int most) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "%s %d cannot be integrated in step %d, where V_m = %s mV: a step takes more than %d of the integrator's, or ends in no number. A parameter, a state or an input is far out of range; look at C_m, the conductances and the weights"
            .formatted(model(), id(i), t, potential, most));
  }

  /// The name of the model.
  abstract String model();
}
