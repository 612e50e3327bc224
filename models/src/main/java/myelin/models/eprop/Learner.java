package myelin.models.eprop;

import java.util.List;
import myelin.engine.base.Condition;
import myelin.engine.base.TimeGrid;
import myelin.engine.base.Unit;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.CoupledBlock;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.past.History;
import org.jspecify.annotations.Nullable;

/// Neurons onto which synapses learn by eligibility propagation: membrane, input, and what they
/// leave to the synapses in each step.
abstract class Learner extends CoupledBlock {

  /// Place of `V_m` among the recordables.
  static final int V_M = 0;

  /// Numbers of what is left to synapses: the surrogate gradient, or the error of a readout neuron;
  /// the learning signal that arrives; what regularizes the firing rate.
  static final int GRADIENT = 0;

  static final int SIGNAL = 1;
  static final int REGULARIZATION = 2;

  private static final String RATES_BY_INTERVAL = "rates by interval";

  /// What the rules of the family of 2020 ask for, and what those of the other family ask for.
  static final List<String> BY_INTERVAL =
      List.of("gradients by interval", "learning signals by interval", RATES_BY_INTERVAL);

  static final List<String> BY_STEP =
      List.of("gradients by step", "learning signals by step", "rates by step");

  /// The condition on the time after which synapses stop learning.
  static final Condition CUTOFF =
      new Condition(
          ">= 0 and below 1e9, or inf",
          ms -> Condition.DURATION.allows(ms) || ms == Double.POSITIVE_INFINITY);

  private static final Condition BOUND = new Condition("below inf", mv -> mv < 1e100);

  /// Channels of input.
  static final int SPIKES = 0;

  static final int CURRENT = 1;

  /// Membrane potential relative to `E_L` (mV).
  final double[] V = hidden();

  /// The part of `I_e` that acts in this step: zero in the first one, as in NEST.
  private final double[] I_e_now = hidden();

  private final double[] current = new double[LANES];

  private double[] E_L = new double[LANES];
  private final Coefficient I_e = parameter("I_e");

  /// The part of the potential that a step leaves.
  final Coefficient P_v_m = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_m")));

  /// The potential that a current adds in a step (mV/pA).
  final Coefficient P_i_in =
      coefficient(
          p -> p.get("tau_m") / p.get("C_m") * (1 - StrictMath.exp(-p.h() / p.get("tau_m"))));

  private final Coefficient V_min = coefficient(p -> p.get("V_min") - p.get("E_L"));
  private boolean bounded;
  private boolean uniform;

  /// Declares what all these neurons have.
  ///
  /// @param rest default of `E_L` and `V_m` (mV)
  /// @param histories the names of what is left to synapses
  static NeuronModel.Builder declare(
      NeuronModel.Builder model, double rest, List<String> histories) {
    for (String name : histories) {
      boolean isOfInterval = name.equals(RATES_BY_INTERVAL);
      model.leaves(name, isOfInterval ? History.Keep.UNTIL_HEARD : History.Keep.EACH_STEP);
    }
    return model
        .state("V_m", Unit.MV, rest, "membrane potential", Condition.FINITE)
        .parameter("E_L", Unit.MV, rest, "resting potential", Condition.FINITE)
        .parameter("C_m", Unit.PF, 250, "membrane capacitance", Condition.POSITIVE)
        .parameter("tau_m", Unit.MS, 10, "membrane time constant", Condition.POSITIVE)
        .parameter("I_e", Unit.PA, 0, "constant input current", Condition.FINITE)
        .parameter("V_min", Unit.MV, -Double.MAX_VALUE, "lowest V_m", BOUND);
  }

  @Override
  protected void derive(Derivation d) {
    double[] newE_L = d.column(p -> p.get("E_L"));
    for (int i = 0; i < size(); i++) V[i] += E_L[i] - newE_L[i];
    E_L = newE_L;
    uniform = d.uniform();
    bounded = d.any(p -> p.get("V_min") > -Double.MAX_VALUE);
  }

  @Override
  public final double[] value() {
    return V;
  }

  /// Whether all neurons of the block have the same parameters.
  final boolean isUniform() {
    return uniform;
  }

  /// Keeps potentials at `V_min` or above.
  final void bound() {
    if (!bounded) return;
    double[] least = V_min.each();
    for (int i = 0, n = size(); i < n; i++) V[i] = Math.max(V[i], least[i]);
  }

  /// The currents in this step, one element per lane (pA): the constant one, which from the next
  /// step on is `I_e`, and that of stimulators, null if there are none.
  final double[] currents(double @Nullable [] I_stim) {
    int n = size();
    System.arraycopy(I_e_now, 0, current, 0, n);
    System.arraycopy(I_e.each(), 0, I_e_now, 0, n);
    if (I_stim != null) for (int i = 0; i < n; i++) current[i] += I_stim[i];
    return current;
  }

  /// `eprop_update_interval` (steps).
  final long intervalSteps() {
    return learning().update(new TimeGrid(h()));
  }

  /// `eprop_learning_window` (steps).
  final long windowSteps() {
    return learning().window(new TimeGrid(h()));
  }

  /// The resting potentials, one element per lane (mV).
  final double[] E_L() {
    return E_L;
  }

  @Override
  public double read(int recordable, int i) {
    return recordable == V_M ? V[i] + E_L[i] : super.read(recordable, i);
  }

  @Override
  protected void write(int recordable, int i, double value) {
    if (recordable == V_M) V[i] = value - E_L[i];
    else super.write(recordable, i, value);
  }

  /// How far back the past goes that synapses onto neuron `i` still need (ms).
  final double duration(int i) {
    History gradients = history(GRADIENT);
    int size = gradients.size(i);
    return (size - gradients.after(i, heardUntil(i))) * h();
  }

  /// How many steps later than the network's intervals those of the neuron begin.
  abstract int shift();

  /// Whether it takes learning signals.
  abstract boolean isRecurrent();

  /// What a source's spike adds to its filtered spikes for synapses onto neuron `i`.
  abstract double P_z_in(int i);

  /// The part of an adaptive threshold that a step leaves.
  double adaptDecay(int i) {
    return 0;
  }

  /// By how much adaptation lifts the threshold; zero for a fixed one.
  double adaptBeta(int i) {
    return 0;
  }

  /// The part of the filtered eligibility that a step leaves.
  double kappa(int i) {
    return 0;
  }

  /// The same for the eligibility that regularizes the firing rate.
  double kappaReg(int i) {
    return 0;
  }

  /// The number of steps after a spike of the source after which steps are left out.
  double cutoff(int i) {
    return Double.POSITIVE_INFINITY;
  }
}
