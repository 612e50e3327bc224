package myelin.models.neuron;

import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Refractory;
import myelin.models.loops.AlphaLoop;

/// What leaky integrate-and-fire neurons with a fixed threshold share: membrane potential,
/// threshold, reset and refractory time. Potentials are kept relative to `E_L`, so that the resting
/// potential is exactly zero.
abstract class LeakyNeurons extends Block {

  /// Place of `V_m` among the recordables.
  static final int V_M = 0;

  /// Membrane potential relative to `E_L` (mV).
  final double[] V = hiddenDecaying();

  /// The potentials at which neurons are held while they are silent: `V_reset`, or what the user
  /// has set since.
  private final double[] held = hidden();

  private final double[] left = new double[LANES];

  /// Spikes of several steps, as an [AlphaLoop] writes them.
  final int[] fired = new int[LANES * Input.MOST_STEPS];

  /// Neurons that are held.
  final Refractory refractory = new Refractory();

  private double[] E_L = new double[LANES];
  private final Coefficient V_th = coefficient(p -> p.get("V_th") - p.get("E_L"));
  private final Coefficient V_reset = coefficient(p -> p.get("V_reset") - p.get("E_L"));
  private double[] V_min = {};
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));
  private double[] interval = {};
  private double[] offset = {};
  private double[] ignoring = {};
  private AlphaLoop.Leaky neurons =
      new AlphaLoop.Leaky(V, held, left, new double[0], new double[0], new double[0], false);
  private boolean bounded;
  private boolean alike;
  private boolean anyIgnoring;

  LeakyNeurons() {}

  /// Declares the common parameters.
  ///
  /// @param lowest default of the lower bound of the potential, or NaN for a model without one
  static NeuronModel.Builder declare(NeuronModel.Builder model, double lowest) {
    model
        .state("V_m", Unit.MV, -70, "membrane potential", Condition.FINITE)
        .parameter("E_L", Unit.MV, -70, "resting potential", Condition.FINITE)
        .parameter("C_m", Unit.PF, 250, "membrane capacitance", Condition.POSITIVE)
        .parameter("tau_m", Unit.MS, 10, "membrane time constant", Condition.POSITIVE)
        .parameter("t_ref", Unit.MS, 2, "refractory period", Condition.DURATION)
        .parameter("V_th", Unit.MV, -55, "spike threshold", Threshold.ALLOWED)
        .parameter("V_reset", Unit.MV, -70, "reset potential", Condition.FINITE)
        .parameter("I_e", Unit.PA, 0, "constant input current", Condition.FINITE);
    if (!Double.isNaN(lowest)) {
      model.parameter("V_min", Unit.MV, lowest, "lower bound of the potential", Condition.ANY);
    }
    return model.check(Threshold::requireAboveReset);
  }

  @Override
  protected void derive(Derivation d) {
    double[] newE_L = d.column(p -> p.get("E_L"));
    for (int i = 0; i < size(); i++) {
      V[i] += E_L[i] - newE_L[i];
      held[i] += E_L[i] - newE_L[i];
    }
    E_L = newE_L;
    alike = d.uniform();
    neurons =
        new AlphaLoop.Leaky(
            V, held, left, V_th.each(), V_reset.each(), refractorySteps.each(), alike);
  }

  @Override
  protected boolean repeats() {
    return !anyIgnoring;
  }

  @Override
  protected final double[] value() {
    return V;
  }

  @Override
  public final Optional<Refractory> silent() {
    return Optional.of(refractory);
  }

  /// Reads the clock, for models that use it.
  final void deriveClock(Derivation d) {
    ignoring = d.column(p -> p.get("ignore_and_spike"));
    interval = d.column(p -> Math.max(1, p.steps("ignore_and_spike_interval")));
    offset = d.column(p -> p.steps("ignore_and_spike_offset"));
    anyIgnoring = d.any(p -> p.get("ignore_and_spike") != 0);
  }

  /// Reads `V_min`, for models that have it.
  final void deriveBound(Derivation d) {
    V_min = d.column(p -> p.get("V_min") - p.get("E_L"));
    bounded = d.any(p -> p.get("V_min") > -Double.MAX_VALUE);
  }

  /// Whether all neurons have the same parameters.
  final boolean alike() {
    return alike;
  }

  /// Keeps the potential at `V_min` or above.
  final void bound() {
    if (!bounded) return;
    for (int i = 0; i < V.length; i++) V[i] = Math.max(V[i], V_min[i]);
  }

  /// Holds neurons that have just fired.
  final void hold() {
    refractory.hold(V, held);
  }

  /// Whether neurons only fire by crossing the threshold, and their potentials have no lower bound.
  final boolean crossesOnly() {
    return !bounded && !anyIgnoring;
  }

  /// What an [AlphaLoop] needs to know for several steps.
  final AlphaLoop.Leaky leaky() {
    refractory.tell(left);
    return neurons;
  }

  /// Posts the neurons that fired when several steps were taken at once.
  ///
  /// @param n how many
  final void post(long t, int steps, int n, SpikeOutbox out) {
    refractory.pass(steps);
    for (int k = 0; k < n; k++) {
      int i = fired[k] >> Short.SIZE;
      int step = fired[k] & Character.MAX_VALUE;
      if (i >= size()) continue;
      refractory.enter(i, (int) refractorySteps.of(i) - (steps - 1 - step));
      fire(i, t + step, out);
    }
  }

  /// Resets and posts the neurons that have reached the threshold.
  final void fireAtThreshold(long t, SpikeOutbox out) {
    if (anyIgnoring) {
      fireByClock(t, out);
      return;
    }
    int n = size();
    for (int i = next(0, n); i < n; i = next(i + 1, n)) reset(i, t, out);
  }

  private int next(int from, int n) {
    return alike ? Threshold.next(V, V_th.of(0), from, n) : Threshold.next(V, V_th.each(), from, n);
  }

  private void fireByClock(long t, SpikeOutbox out) {
    for (int i = 0, n = size(); i < n; i++) {
      long sinceFirst = t + 1 - (long) offset[i];
      boolean due =
          ignoring[i] != 0
              ? sinceFirst >= 0 && sinceFirst % (long) interval[i] == 0
              : V[i] >= V_th.of(i);
      if (due) reset(i, t, out);
    }
  }

  /// Lets neuron `i` fire: resets it, makes it silent, and sends the spike.
  final void reset(int i, long t, SpikeOutbox out) {
    V[i] = V_reset.of(i);
    held[i] = V_reset.of(i);
    refractory.enter(i, (int) refractorySteps.of(i));
    send(i, t, out);
  }

  /// Sends the spike of neuron `i`.
  void send(int i, long t, SpikeOutbox out) {
    fire(i, t, out);
  }

  /// How far the potential of neuron `i` is above its threshold (mV).
  final double aboveThreshold(int i) {
    return V[i] - V_th.of(i);
  }

  @Override
  public double read(int recordable, int i) {
    return recordable == V_M ? V[i] + E_L[i] : super.read(recordable, i);
  }

  @Override
  protected void write(int recordable, int i, double value) {
    if (recordable != V_M) {
      super.write(recordable, i, value);
      return;
    }
    V[i] = value - E_L[i];
    held[i] = V[i];
  }
}
