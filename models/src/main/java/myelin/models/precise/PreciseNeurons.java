package myelin.models.precise;

import java.util.Arrays;
import java.util.Optional;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.input.Events;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Refractory;
import myelin.models.neuron.Propagator;
import myelin.models.neuron.Threshold;

/// What leaky integrate-and-fire neurons that receive and send spikes at any time within a step
/// share: membrane potential, threshold, refractory period, and the course of a step.
///
/// ```
///   step      |----x-------x--------!---------|      x arriving, ! threshold
///   together   ------------------------------->      all neurons, as if nothing happened
///   one by one ---->------->------->---------->      the few to which something happens
/// ```
///
/// A time within a step is given by what is left of the step (ms): its length at the beginning, 0
/// at the end. Potentials are kept relative to `E_L`, so that the resting potential is exactly
/// zero.
abstract class PreciseNeurons extends Block {

  /// Channel of spikes.
  static final int SPIKES = 0;

  /// Channel of currents.
  static final int CURRENT = 1;

  /// Place of `V_m` among the recordables.
  private static final int V_M = 0;

  /// The largest number of spikes that a neuron without a refractory period may fire in a step.
  private static final int MOST_SPIKES = 100_000;

  private static final Condition THRESHOLD =
      new Condition("a number, or inf for never", theta -> theta > Double.NEGATIVE_INFINITY);

  /// Membrane potential relative to `E_L` (mV).
  final double[] V = hiddenDecaying();

  /// The potentials at which neurons are held while they are refractory: `V_reset`, or what the
  /// user has set since.
  private final double[] held = hidden();

  /// How long before the end of a step the refractory period ends (ms).
  private final double[] releasedEarly = hidden();

  /// Current from stimulators in this step (pA).
  double[] I_stim = {};

  final Coefficient C_m = parameter("C_m");
  final Coefficient tau_m = parameter("tau_m");
  final Coefficient I_e = parameter("I_e");
  final Coefficient P22 = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_m")));
  final Coefficient P20 =
      coefficient(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), p.h()));
  final Coefficient V_th = coefficient(p -> p.get("V_th") - p.get("E_L"));
  private final Coefficient V_reset = coefficient(p -> p.get("V_reset") - p.get("E_L"));
  private final Coefficient V_min = coefficient(p -> p.get("V_min") - p.get("E_L"));
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  private final Refractory refractory = new Refractory();
  private final Bracket bracket = new Bracket();
  private final double[] none = new double[LANES];

  /// For how many steps each lane is refractory, this one included; 0 if it is not.
  private final double[] left = new double[LANES];

  private double[][] moving = {V};
  private double[][] before = {new double[LANES]};
  private final int[] chosen = new int[LANES];
  private final boolean[] isChosen = new boolean[LANES];
  private int choices;

  private double[] E_L = new double[LANES];
  private boolean bounded;
  private int refractoryParameter;

  /// Whether potentials may be at the threshold without a spike, because the user may have set
  /// them.
  private boolean untested = true;

  PreciseNeurons() {}

  /// Declares what all these neurons have before the recordables that follow `V_m`; once those are
  /// declared, [#complete] declares the rest.
  ///
  /// @param lowest default of the lower bound of the potential
  static NeuronModel.Builder declare(
      String name, String summary, String description, double lowest, Condition refractoryPeriod) {
    return NeuronModel.named(name)
        .words(summary, description)
        .state("V_m", Unit.MV, -70, "membrane potential", Condition.FINITE)
        .parameter("E_L", Unit.MV, -70, "resting potential", Condition.FINITE)
        .parameter("C_m", Unit.PF, 250, "membrane capacitance", Condition.POSITIVE)
        .parameter("tau_m", Unit.MS, 10, "membrane time constant", Condition.POSITIVE)
        .parameter("t_ref", Unit.MS, 2, "refractory period, in whole steps", refractoryPeriod)
        .parameter("V_th", Unit.MV, -55, "spike threshold", THRESHOLD)
        .parameter("V_reset", Unit.MV, -70, "reset potential", Condition.FINITE)
        .parameter("V_min", Unit.MV, lowest, "lower bound of the potential", Condition.ANY)
        .parameter("I_e", Unit.PA, 0, "constant input current", Condition.FINITE)
        .check(PreciseNeurons::requireReset);
  }

  /// Declares `is_refractory`, the channels and the receptor.
  static NeuronModel.Builder complete(NeuronModel.Builder model, Unit weight) {
    return model
        .shown(
            "is_refractory",
            Unit.NONE,
            ParameterSpec.Kind.FLAG,
            false,
            "whether the neuron is refractory")
        .unrecorded()
        .clock(false)
        .archive()
        .channel("spikes", Content.TIMED_WEIGHTS, weight)
        .channel("current", Content.CURRENT, Unit.NONE)
        .receptor(0, "default", SPIKES, SPIKES, CURRENT)
        .precise();
  }

  private static void requireReset(NeuronModel.Values p) {
    if (p.get("V_reset") >= p.get("V_th")) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "V_reset = %s mV must be below V_th = %s mV".formatted(p.get("V_reset"), p.get("V_th")));
    }
    if (p.get("V_reset") < p.get("V_min")) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "V_reset = %s mV must not be below V_min = %s mV"
              .formatted(p.get("V_reset"), p.get("V_min")));
    }
  }

  /// Sets which arrays change within a step besides the potential.
  ///
  /// @param refractoryParameter the number of `is_refractory`
  final void moves(int refractoryParameter, double[]... currents) {
    this.refractoryParameter = refractoryParameter;
    moving = Arrays.copyOf(moving, 1 + currents.length);
    System.arraycopy(currents, 0, moving, 1, currents.length);
    before = new double[moving.length][LANES];
  }

  /// Moves the potentials and currents of all lanes through a whole step.
  abstract void advance();

  /// The potential of neuron `i` after `dt` (ms) in which nothing happens.
  abstract double potential(int i, double dt);

  /// Moves the currents of neuron `i` on by `dt` (ms), which does nothing to its potential.
  abstract void decay(int i, double dt);

  /// Takes a spike of this weight that arrives at neuron `i`.
  ///
  /// @param wait what is left of its refractory period (ms); negative if it is not refractory
  abstract void receive(int i, double weight, double wait);

  /// The time (ms) after which neuron `i` reaches the threshold, if it is at the threshold or above
  /// after `dt` (ms).
  double crossing(int i, double dt) {
    double threshold = V_th.of(i);
    bracket.open(0, V[i] - threshold, dt, potential(i, dt) - threshold);
    while (bracket.isOpen()) bracket.narrow(potential(i, bracket.guess()) - threshold);
    return bracket.guess();
  }

  /// A time within the next `dt` (ms) at which neuron `i` is at the threshold or above, if it is
  /// below after `dt`; negative if there is none, or if the model does not look for it.
  double excursion(int i, double dt) {
    return -1;
  }

  /// The first neuron from `from` on, below `n`, that may have been at the threshold within the
  /// step, or `n`; called after [#advance].
  int nextExcursion(int from, int n) {
    return n;
  }

  /// Is called when the refractory period of neuron `i` ends.
  void release(int i) {}

  /// The state before [#advance]: 0 is the potential, the arrays given to [#moves] follow from 1
  /// on.
  final double[] before(int variable) {
    return before[variable];
  }

  /// How long before the end of its step the last spike of neuron `i` was (ms).
  final double lastOffset(int i) {
    return releasedEarly[i];
  }

  /// The bracket with which zeros are found; free while [#crossing] is not running.
  final Bracket bracket() {
    return bracket;
  }

  @Override
  protected void derive(Derivation d) {
    double[] newE_L = d.column(p -> p.get("E_L"));
    for (int i = 0; i < size(); i++) {
      V[i] += E_L[i] - newE_L[i];
      held[i] += E_L[i] - newE_L[i];
    }
    E_L = newE_L;
    bounded = d.any(p -> p.get("V_min") > -Double.MAX_VALUE);
    untested = true;
  }

  @Override
  protected final double[] value() {
    return V;
  }

  @Override
  public final Optional<Refractory> silent() {
    return Optional.of(refractory);
  }

  @Override
  public final void restored() {
    untested = true;
  }

  @Override
  protected final void step(long t, Input input, SpikeOutbox out) {
    Events events = input.events(SPIKES);
    double[] current = input.current(CURRENT);
    I_stim = current == null ? none : current;
    refractory.tell(left);
    for (int k = 0; k < moving.length; k++) {
      System.arraycopy(moving[k], 0, before[k], 0, LANES);
    }
    advance();
    if (bounded) bound(V_min.each());
    choose(events);
    refractory.hold(V, held);
    receiveAtEnd(t, events, out);
    for (int k = 0; k < choices; k++) {
      int i = chosen[k];
      isChosen[i] = false;
      for (int m = 0; m < moving.length; m++) moving[m][i] = before[m][i];
      walk(i, t, events, out);
    }
    choices = 0;
  }

  private void bound(double[] V_min) {
    for (int i = 0; i < LANES; i++) V[i] = Math.max(V[i], V_min[i]);
  }

  /// Takes what arrives at the end of the step, of neurons to which nothing happens before.
  private void receiveAtEnd(long t, Events events, SpikeOutbox out) {
    for (int k = 0, end; k < events.size(); k = end) {
      int i = events.lane(k);
      end = events.from(i + 1);
      if (isChosen[i]) continue;
      double last = left[i];
      double wait = last == 0 ? -1 : (last - 1) * h() - releasedEarly[i];
      for (int e = k; e < end; e++) receive(i, events.value(e), wait);
      if (last == 0) testThreshold(i, t, 0, out);
    }
  }

  /// Lets neuron `i` fire if it is at the threshold.
  ///
  /// @return what [#reset] returns if it fires, else 0
  private double testThreshold(int i, long t, double now, SpikeOutbox out) {
    if (bounded) V[i] = Math.max(V[i], V_min.of(i));
    return V[i] >= V_th.of(i) ? reset(i, t, now, out) : 0;
  }

  /// Chooses the neurons to which something happens before the end of this step.
  private void choose(Events events) {
    int n = size();
    double[] threshold = V_th.each();
    for (int k = 0; events.isTimed() && k < events.size(); k++) {
      if (events.offset(k) != 0) choose(events.lane(k));
    }
    for (int k = 0; k < refractory.count(); k++) {
      if (refractory.left(k) == 1) choose(refractory.lane(k));
    }
    for (int i = Threshold.next(V, threshold, 0, n); i < n; ) {
      if (left[i] == 0) choose(i);
      i = Threshold.next(V, threshold, i + 1, n);
    }
    for (int i = nextExcursion(0, n); i < n; i = nextExcursion(i + 1, n)) {
      if (left[i] == 0) choose(i);
    }
    if (!untested) return;
    untested = false;
    for (int i = Threshold.next(before[0], threshold, 0, n); i < n; ) {
      if (left[i] == 0) choose(i);
      i = Threshold.next(before[0], threshold, i + 1, n);
    }
  }

  private void choose(int i) {
    if (isChosen[i]) return;
    isChosen[i] = true;
    chosen[choices++] = i;
  }

  /// Takes neuron `i` through a step from event to event.
  private void walk(int i, long t, Events events, SpikeOutbox out) {
    double now = h();
    double last = left[i]; // 0: not refractory; 1: refractory until some time in this step
    if (last == 0 && V[i] >= V_th.of(i)) last = reset(i, t, Math.nextDown(now), out);
    int end = events.from(i + 1);
    for (int k = events.from(i); k < end || now > 0; ) {
      double next = k < end ? events.offset(k) : 0;
      if (last == 1 && releasedEarly[i] > next) next = releasedEarly[i];
      last = move(i, t, now, next, last, out);
      now = next;
      if (last == 1 && releasedEarly[i] == now) {
        last = 0;
        release(i);
      }
      double wait = last == 0 ? -1 : now - releasedEarly[i] + (last - 1) * h();
      for (; k < end && events.offset(k) == now; k++) receive(i, events.value(k), wait);
      if (last == 0) last = testThreshold(i, t, now, out);
    }
  }

  /// Takes neuron `i` from one event to the next, `from` and `to` before the end of the step.
  ///
  /// @return what [#reset] returns if it fires, else `last`
  private double move(int i, long t, double from, double to, double last, SpikeOutbox out) {
    double now = from;
    double steps = last;
    for (int spikes = 0; steps == 0 && now > to; spikes++) {
      double dt = now - to;
      double reached = potential(i, dt);
      double above = reached >= V_th.of(i) ? dt : excursion(i, dt);
      if (above < 0) {
        V[i] = bounded ? Math.max(reached, V_min.of(i)) : reached;
        break;
      }
      double s = crossing(i, above);
      decay(i, s);
      now = Math.max(to, now - s);
      steps = reset(i, t, now, out);
      if (spikes == MOST_SPIKES) throw tooFast(i, t);
    }
    if (steps > 0) V[i] = held[i];
    if (now > to) decay(i, now - to);
    return steps;
  }

  /// Lets neuron `i` fire: resets it, begins its refractory period, and sends the spike.
  ///
  /// @return for how many steps it is refractory, the rest of this one included; 0 if it is not
  private double reset(int i, long t, double offset, SpikeOutbox out) {
    int steps = (int) refractorySteps.of(i);
    V[i] = V_reset.of(i);
    held[i] = V_reset.of(i);
    releasedEarly[i] = offset;
    refractory.enter(i, steps);
    fire(i, t, offset, out);
    return steps == 0 ? 0 : steps + 1.0;
  }

  private BadInput tooFast(int i, long t) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "neuron %d cannot be integrated in step %d, in which it fires more than %d times: with t_ref = 0 a current this strong has no end; look at t_ref, I_e and the weights"
            .formatted(id(i), t, MOST_SPIKES));
  }

  @Override
  public double read(int variable, int i) {
    if (variable == V_M) return V[i] + E_L[i];
    if (variable == refractoryParameter) return isRefractory(i) ? 1 : 0;
    return super.read(variable, i);
  }

  private boolean isRefractory(int i) {
    for (int k = 0; k < refractory.count(); k++) if (refractory.lane(k) == i) return true;
    return false;
  }

  @Override
  protected void write(int variable, int i, double value) {
    if (variable != V_M) {
      super.write(variable, i, value);
      return;
    }
    V[i] = value - E_L[i];
    held[i] = V[i];
    untested = true;
  }
}
