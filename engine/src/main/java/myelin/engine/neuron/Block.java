package myelin.engine.neuron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import myelin.engine.base.LearningIntervals;
import myelin.engine.declare.Recordable;
import myelin.engine.input.Drive;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.input.TargetBlocks;
import myelin.engine.past.History;
import myelin.engine.past.SparseHistory;

/// Up to [#LANES] neurons of one model: a few short arrays, one per state variable, that stay in
/// the L1 cache while a whole slice of steps passes over them. A neuron is an index, its lane.
///
/// A model extends this class with its state, its coefficients and one step; who calls it when,
/// where its input comes from and where its spikes go is not its concern. Arrays always have
/// [#LANES] elements; lanes from `size` on are idle, and need only not disturb the others.
public abstract class Block {

  /// Neurons in a block.
  public static final int LANES = TargetBlocks.LANES;

  /// No vector has more numbers than this, a power of two.
  private static final int VECTOR = 16;

  /// Below this a decaying current counts as nothing: it is set to zero before it becomes
  /// subnormal, where arithmetic is 25 to 50 times slower.
  protected static final double NOTHING = 1e-150;

  private static final long TIDY_EVERY = 1024;

  /// In place of a node id, for a lane whose neuron has been taken out, or may not fire.
  private static final int NOBODY = 0;

  private static final FrozenLanes NONE_FROZEN = new FrozenLanes();

  private final Variables variables = new Variables();
  private final List<Coefficient> coefficients = new ArrayList<>();
  private final Archive archive = new Archive();
  private History[] histories = {};

  /// The recordables whose values synapses hear; their histories come after those of the model.
  private int[] watched = {};

  private final int[] ids = new int[LANES];

  /// Who may fire: the ids, except that of a neuron that is frozen; [#ids] while none is.
  private int[] firing = ids;

  private FrozenLanes frozen = NONE_FROZEN;
  private int size;
  private Drive[][] drives = new Drive[0][];
  private boolean driven;
  private Sampler[] samplers = {};
  private boolean archiving;
  private boolean iterating;

  /// Whether a step without input changes nothing; see [Stepper].
  private boolean atRest;

  private long seed;
  private double h;
  private LearningIntervals learning = LearningIntervals.DEFAULT;

  /// An empty block.
  protected Block() {}

  /// A state variable, one element per lane, that the block saves and that a recordable shows.
  ///
  /// @param recordable name of the recordable
  protected final double[] variable(String recordable) {
    return variables.add(recordable, false);
  }

  /// The same for a variable that decays, and is set to zero below [#NOTHING].
  protected final double[] decaying(String recordable) {
    return variables.add(recordable, true);
  }

  /// A state variable that the block saves, and that no recordable shows as it is.
  protected final double[] hidden() {
    return variables.add("", false);
  }

  /// The same for a variable that decays.
  protected final double[] hiddenDecaying() {
    return variables.add("", true);
  }

  /// A coefficient of the update, by a formula of the parameters of one neuron.
  protected final Coefficient coefficient(ToDoubleFunction<Derivation> formula) {
    Coefficient c = new Coefficient(formula);
    coefficients.add(c);
    return c;
  }

  /// A parameter as a coefficient; flags are 0 or 1.
  protected final Coefficient parameter(String name) {
    return coefficient(p -> p.get(name));
  }

  /// Computes what else the update needs from the parameters, after the coefficients; called before
  /// a run whenever a parameter has changed.
  protected void derive(Derivation d) {}

  /// Advances all neurons by one step, `t`, and posts those that fire with [#fire].
  ///
  /// @param input what arrives in this step, by channel of the model
  protected abstract void step(long t, Input input, SpikeOutbox out);

  /// Advances all neurons by one or more steps from `t` on, with the same results to the bit as by
  /// one [#step] after another. A model whose state fits into registers may take several at once.
  ///
  /// @param most the most steps that it may advance
  /// @param input what arrives in these steps
  /// @return how many steps
  protected int steps(long t, int most, Input input, SpikeOutbox out) {
    step(t, input, out);
    return 1;
  }

  /// About how many times longer a step takes than that of a leaky neuron with exact solutions.
  protected int effort() {
    return 1;
  }

  /// Whether a step is a function of state, parameters and input alone: it does not depend on the
  /// time, draws no random numbers, and what it changes is in [#state] and [#silent], or follows
  /// from these. Then steps without input that would change nothing are left out.
  protected boolean repeats() {
    return false;
  }

  /// The value of the model's `recordable`-th recordable in lane `i`.
  public double read(int recordable, int i) {
    return variables.shown(recordable)[i];
  }

  /// Sets the state variable that is the `recordable`-th recordable of lane `i`.
  protected void write(int recordable, int i, double value) {
    variables.shown(recordable)[i] = value;
  }

  /// All that steps change, except who is silent: arrays of [#LANES] elements, which may change
  /// places from step to step. Where some blocks of a model have more arrays than others, the first
  /// ones are the same.
  public double[][] state() {
    return variables.arrays();
  }

  /// Makes room for as many arrays of state as there were when it was saved; does nothing where
  /// their number does not depend on what has happened.
  public void reserve(int arrays) {}

  /// The potential or rate as it is now, one element per lane; empty if there is none.
  protected double[] value() {
    return variables.first();
  }

  /// Who is silent, if that is not in [#state].
  public Optional<Refractory> silent() {
    return Optional.empty();
  }

  /// Begins the state that no parameter sets, for a neuron that takes lane `i`, which may have been
  /// idle in earlier runs.
  protected void begin(int i) {}

  /// Called when the state has been put back to that of an earlier run.
  public void restored() {}

  /// Sets state that has decayed below [#NOTHING] to zero; called every thousand steps.
  protected void tidy() {
    variables.tidy();
  }

  /// Number of neurons.
  protected final int size() {
    return size;
  }

  /// Number of lanes that a step has to pass over: those of neurons, rounded up to whole vectors.
  protected final int lanes() {
    return (size + VECTOR - 1) & -VECTOR;
  }

  /// Node id of lane `i`.
  protected final int id(int i) {
    return ids[i];
  }

  /// Node ids by lane; they are not to be changed.
  protected final int[] ids() {
    return ids;
  }

  /// Resolution (ms).
  protected final double h() {
    return h;
  }

  /// The intervals in which the network learns.
  protected final LearningIntervals learning() {
    return learning;
  }

  /// Seed of the network, for models that draw random numbers.
  protected final long seed() {
    return seed;
  }

  /// Neuron `i` fires in step `t`.
  protected final void fire(int i, long t, SpikeOutbox out) {
    if (iterating || firing[i] == NOBODY) return;
    out.add(ids[i], t);
    if (archiving) archive.fired(i, t + 1, 0);
  }

  /// Neuron `i` fires in step `t`, `offset` before its end (ms).
  protected final void fire(int i, long t, double offset, SpikeOutbox out) {
    if (iterating || firing[i] == NOBODY) return;
    out.add(ids[i], t, offset);
    if (archiving) archive.fired(i, t + 1, offset);
  }

  /// Neuron `i` fires in step `t`, and its spike carries a number, for channels that take
  /// [CARRIED][myelin.engine.declare.Channel.Content#CARRIED].
  protected final void fireCarrying(int i, long t, double number, SpikeOutbox out) {
    if (iterating || firing[i] == NOBODY) return;
    out.carry(ids[i], t, number);
    if (archiving) archive.fired(i, t + 1, 0);
  }

  /// Whether plastic synapses may hear any of its neurons.
  public final boolean isHeard() {
    return archive.isHeard();
  }

  /// Whether plastic synapses hear neuron `i`.
  protected final boolean isHeard(int i) {
    return archive.isHeard(i);
  }

  /// The step up to which no synapse onto neuron `i` looks back any more.
  protected final long heardUntil(int i) {
    return archive.heardUntil(i);
  }

  /// Neuron `i` leaves a number to its synapses, in history number `number` of its model.
  ///
  /// @param stamp the end of the step, later than those of the entries before
  protected final void leave(int number, int i, long stamp, double value) {
    History history = histories[number];
    if (history.isFull(i, stamp)) {
      history.forget(i, archive.needed(stamp, history.keep()), stamp);
    }
    history.add(i, stamp, value);
  }

  /// Each neuron that plastic synapses hear leaves its number, likewise.
  protected final void leave(int number, long stamp, double[] values) {
    if (!isHeard()) return;
    for (int i = 0; i < size; i++) if (isHeard(i)) leave(number, i, stamp, values[i]);
  }

  /// History number `number` of its neurons, in the order of declaration.
  public final History history(int number) {
    return histories[number];
  }

  /// From now on, neurons that plastic synapses hear leave the values of a recordable, too, in the
  /// history that comes after all others.
  final void watch(int recordable) {
    atRest = false;
    watched = Arrays.copyOf(watched, watched.length + 1);
    watched[watched.length - 1] = recordable;
    histories = Arrays.copyOf(histories, histories.length + 1);
    histories[histories.length - 1] = new SparseHistory(LANES, History.Keep.UNTIL_HEARD);
  }

  /// Leaves the values of the recordables that synapses hear, as they are at step `stamp`.
  ///
  /// @param first whether only neurons do that have left none yet
  private void leaveWatched(long stamp, boolean first) {
    int own = histories.length - watched.length;
    for (int k = 0; k < watched.length; k++) {
      History history = histories[own + k];
      for (int i = 0; i < size; i++) {
        if ((first && history.size(i) > 0) || !isHeard(i)) continue;
        leave(own + k, i, stamp, read(watched[k], i));
      }
    }
  }

  /// Number of histories.
  public final int histories() {
    return histories.length;
  }

  /// Sets elements below [#NOTHING] to zero.
  protected static void clearNothing(double[] x) {
    for (int i = 0; i < x.length; i++) if (Math.abs(x[i]) < NOTHING) x[i] = 0;
  }

  final void bind(List<Recordable> recordables) {
    variables.bind(recordables);
  }

  final void open(boolean archiving, long seed, double h, List<History.Kind> kinds) {
    this.archiving = archiving;
    histories = kinds.stream().map(k -> k.open(LANES)).toArray(History[]::new);
    this.seed = seed;
    this.h = h;
  }

  /// Sets the intervals in which the network learns.
  final void learn(LearningIntervals intervals) {
    learning = intervals;
  }

  /// Sets another seed; what is derived from it must be derived again.
  final void reseed(long newSeed) {
    seed = newSeed;
  }

  final int add(int id) {
    atRest = false;
    ids[size] = id;
    firing[size] = id;
    begin(size);
    return size++;
  }

  final void abandon(int lane) {
    ids[lane] = NOBODY;
    firing[lane] = NOBODY;
  }

  /// Whether neuron `i` is frozen.
  final boolean isFrozen(int i) {
    return frozen.has(i);
  }

  /// Freezes neuron `i`, or lets it go on.
  final void freeze(int i, boolean on) {
    if (on == isFrozen(i)) return;
    atRest = false;
    if (frozen == NONE_FROZEN) frozen = new FrozenLanes();
    frozen.set(i, on);
    if (firing == ids) firing = ids.clone();
    firing[i] = on ? NOBODY : ids[i];
    if (frozen.count() > 0) return;
    frozen = NONE_FROZEN;
    firing = ids;
  }

  /// Sets the state variable that is a recordable of lane `i`, from outside.
  final void set(int recordable, int i, double value) {
    atRest = false;
    write(recordable, i, value);
  }

  final void refresh(Derivation d) {
    atRest = false;
    if (archiving) archive.derive(d);
    for (Coefficient c : coefficients) c.derive(d);
    derive(d);
  }

  final void attach(Drive[][] drives, Sampler[] samplers) {
    atRest = false;
    this.drives = drives;
    driven = Arrays.stream(drives).anyMatch(some -> some.length > 0);
    this.samplers = samplers;
  }

  /// Turns `input` to what arrives in the steps `[begin, end)` at this block, whose first neuron is
  /// `base`.
  final void open(Input input, int base, long begin, long end) {
    input.open(drives, driven, base, begin, end);
  }

  /// What its neurons keep of their own spikes.
  public final Archive archive() {
    return archive;
  }

  /// Sets whether steps are repetitions, whose spikes do not count.
  final void iterate(boolean on) {
    iterating = on;
  }

  /// Advances by one or more steps from `t` on, but not beyond `end`, and takes the samples that
  /// are due after them; returns how many steps.
  final int advance(long t, long end, Input input, SpikeOutbox out) {
    if (t % TIDY_EVERY == 0) tidy();
    if (samplers.length == 0 && watched.length == 0 && frozen.count() == 0) {
      long most = Math.min(end - t, TIDY_EVERY - t % TIDY_EVERY);
      return steps(t, (int) Math.min(Input.MOST_STEPS, most), input, out);
    }
    leaveWatched(t, true);
    single(t, input, out);
    leaveWatched(t + 1, false);
    for (Sampler sampler : samplers) sampler.sample(this, t + 1);
    return 1;
  }

  /// Whether it may come to rest in this run: a step that changes nothing shows that it has.
  final boolean mayRest() {
    return !atRest && !driven && histories.length == 0 && repeats();
  }

  /// Whether steps without input change nothing.
  final boolean isAtRest() {
    return atRest;
  }

  /// Something arrives.
  final void wake() {
    atRest = false;
  }

  /// A step without input has changed nothing: nor will others.
  final void rest() {
    atRest = true;
  }

  /// Takes the samples of the steps `[begin, end)`, at rest.
  final void sample(long begin, long end) {
    if (samplers.length == 0) return;
    for (long t = begin; t < end; t++) for (Sampler sampler : samplers) sampler.sample(this, t + 1);
  }

  /// Whether no neuron is silent by what is not in [#state].
  final boolean isNobodySilent() {
    return silent().isEmpty() || silent().orElseThrow().count() == 0;
  }

  /// Advances by step `t`, after which frozen neurons are as they were before.
  final void single(long t, Input input, SpikeOutbox out) {
    if (frozen.count() == 0) {
      step(t, input, out);
      return;
    }
    frozen.keep(this);
    step(t, input, out);
    frozen.putBack(this);
    for (int lane : frozen.lanes()) still(lane);
  }

  /// Called after each step for a neuron that is frozen.
  protected void still(int i) {}

  /// The first lane whose value is not finite; a negative number if there is none.
  final int firstLost() {
    double[] x = value();
    int finite = 1;
    for (double v : x) finite &= (int) (1 + 0 * v); // NaN as an integer is 0
    if (finite == 1) return -1;
    for (int i = 0; i < Math.min(size, x.length); i++) if (!Double.isFinite(x[i])) return i;
    return -1;
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + Arrays.toString(Arrays.copyOf(ids, Math.min(size, 4)));
  }
}
