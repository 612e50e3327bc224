package myelin.engine.neuron;

import java.util.Arrays;
import java.util.Optional;
import myelin.engine.input.Counts;
import myelin.engine.input.Drive;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.input.TargetBlocks;

/// Up to [#LANES] neurons of one model: a few short arrays, one per state variable, that stay in
/// the L1 cache while a whole slice of steps passes over them. A neuron is an index, its lane.
///
/// A model extends this class with its state, its coefficients and one step; who calls it when,
/// where its input comes from and where its spikes go is not its concern. Arrays always have
/// [#LANES] elements; lanes from `size` on are idle and only must not disturb the others.
public abstract class Block {

  /// Neurons in a block.
  public static final int LANES = TargetBlocks.LANES;

  /// Below this a decaying current is nothing: it is set to zero before it becomes subnormal, where
  /// arithmetic is 25 to 50 times slower.
  protected static final double NOTHING = 1e-150;

  /// At most so many steps are taken at once: their input fits into the L1 cache beside the state.
  protected static final int STRIDE = 5;

  private static final long TIDY_EVERY = 1024;

  /// In place of a node id, for a lane whose neuron has been taken out.
  private static final int NOBODY = 0;

  private final Archive archive = new Archive();
  private final int[] ids = new int[LANES];
  private int size;
  private Drive[][] drives = new Drive[0][];
  private Sampler[] samplers = {};
  private boolean archiving;
  private boolean iterating;
  private long seed;
  private double h;

  /// An empty block.
  protected Block() {}

  /// Computes the coefficients of the update from the parameters; called before a run whenever a
  /// parameter has changed.
  protected abstract void derive(Derivation d);

  /// Advances all neurons by one step, `t`, and posts those that fire with [#fire].
  ///
  /// @param input what arrives in this step, one array per channel of the model, one element per
  ///   lane; an array of currents that nobody drives is `null`
  protected abstract void step(long t, double[][] input, SpikeOutbox out);

  /// Whether input may come as [Counts] at present.
  protected boolean takesCounts() {
    return false;
  }

  /// As the other [#step], with the same results to the bit, where nothing arrives but spikes that
  /// have one weight on each channel; only called if the block [#takesCounts].
  ///
  /// @param input one per channel of the model; those of channels of currents mean nothing
  protected void step(long t, Counts[] input, SpikeOutbox out) {
    throw new UnsupportedOperationException();
  }

  /// About how many times longer a step takes than that of a leaky neuron with exact solutions.
  protected int effort() {
    return 1;
  }

  /// Whether several steps can be taken at once at present; see [#stride].
  protected boolean strides() {
    return false;
  }

  /// Advances all neurons by the steps `[t, t + steps)`, one or several, at once, with the same
  /// results to the bit as by [#step] after [#step]; only called if it [#strides].
  ///
  /// @param input by step, then as for [#step]
  /// @return whether it was possible; else nothing has changed
  protected boolean stride(long t, int steps, double[][][] input, SpikeOutbox out) {
    return false;
  }

  /// The value of the model's `recordable`-th recordable in lane `i`.
  public abstract double read(int recordable, int i);

  /// Sets the state variable that is the `recordable`-th recordable of lane `i`.
  protected abstract void write(int recordable, int i, double value);

  /// All that steps change, besides who is silent: arrays of [#LANES] elements, which may change
  /// places from step to step.
  public abstract double[][] state();

  /// The potential or rate as it is now, one element a lane; empty if there is none.
  protected abstract double[] value();

  /// Who is silent, if that is not in [#state].
  public Optional<Refractory> silent() {
    return Optional.empty();
  }

  /// The state has been put back to what it was in a run before.
  public void restored() {}

  /// Sets state that has decayed below [#NOTHING] to zero; called every thousand steps.
  protected void tidy() {}

  /// Number of neurons.
  protected final int size() {
    return size;
  }

  /// Node id of lane `i`.
  protected final int id(int i) {
    return ids[i];
  }

  /// Resolution (ms).
  protected final double h() {
    return h;
  }

  /// Seed of the network, for models that draw random numbers.
  protected final long seed() {
    return seed;
  }

  /// Neuron `i` fires in step `t`.
  protected final void fire(int i, long t, SpikeOutbox out) {
    if (iterating || ids[i] == NOBODY) return;
    out.add(ids[i], t);
    if (archiving) archive.fired(i, t + 1);
  }

  /// Sets elements below [#NOTHING] to zero.
  protected static void clearNothing(double[] x) {
    for (int i = 0; i < x.length; i++) if (Math.abs(x[i]) < NOTHING) x[i] = 0;
  }

  final void open(boolean archiving, long seed, double h) {
    this.archiving = archiving;
    this.seed = seed;
    this.h = h;
  }

  /// Another seed; what is derived from it must be derived again.
  final void reseed(long newSeed) {
    seed = newSeed;
  }

  final int add(int id) {
    ids[size] = id;
    return size++;
  }

  final void abandon(int lane) {
    ids[lane] = NOBODY;
  }

  final void refresh(Derivation d) {
    if (archiving) archive.derive(d);
    derive(d);
  }

  final void attach(Drive[][] drives, Sampler[] samplers) {
    this.drives = drives;
    this.samplers = samplers;
  }

  final Drive[] drives(int channel) {
    return drives[channel];
  }

  /// What its neurons keep of their own spikes.
  public final Archive archive() {
    return archive;
  }

  /// Whether steps are repetitions, whose spikes do not count.
  final void iterate(boolean on) {
    iterating = on;
  }

  /// How many steps, up to `end`, are best taken at once from `t` on.
  final int stepsAtOnce(long t, long end) {
    if (samplers.length > 0 || !strides()) return 1;
    return (int) Math.min(Math.min(STRIDE, end - t), TIDY_EVERY - t % TIDY_EVERY);
  }

  /// One or more steps with their input gathered, and the samples taken after each.
  final void advance(long t, int steps, double[][][] input, SpikeOutbox out) {
    if (t % TIDY_EVERY == 0) tidy();
    if (samplers.length == 0 && strides() && stride(t, steps, input, out)) return;
    for (int k = 0; k < steps; k++) {
      step(t + k, input[k], out);
      for (Sampler sampler : samplers) sampler.sample(this, t + k + 1);
    }
  }

  /// One step with its input counted, and the samples taken after it.
  final void advance(long t, Counts[] input, SpikeOutbox out) {
    if (t % TIDY_EVERY == 0) tidy();
    step(t, input, out);
    for (Sampler sampler : samplers) sampler.sample(this, t + 1);
  }

  /// The first neuron whose value is no finite number, or a negative number.
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
