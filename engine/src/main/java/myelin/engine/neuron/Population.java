package myelin.engine.neuron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.LearningIntervals;
import myelin.engine.base.TimeGrid;
import myelin.engine.declare.Channel;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Drive;
import myelin.engine.input.Input;
import myelin.engine.input.InputRing;
import myelin.engine.input.SpikeOutbox;

/// All neurons of one model in one part, whichever call created them: blocks of neurons, the
/// columns of their parameters, and the rings of input to them.
public final class Population {

  /// Where spikes of repetitions go: nowhere, since [Block#iterate] keeps them back.
  private static final SpikeOutbox NOWHERE = new SpikeOutbox();

  /// Values are checked once in this many steps.
  private static final int LOOK_EVERY = 16;

  private final NeuronModel model;
  private final TimeGrid grid;
  private long seed;
  private final LearningIntervals learning;
  private final Column.Shared shared = new Column.Shared();
  private final Map<String, Column> columns = new LinkedHashMap<>();

  /// The constant parameters, in the order of their columns; state variables.
  private final List<ParameterSpec> constants = new ArrayList<>();

  private final List<ParameterSpec> states = new ArrayList<>();
  private final InputRing[] rings;
  private final Input input;
  private final Stepper stepper;
  private final boolean archiving;

  /// For a coupled population its input in a slice, by block, step and channel; null where nobody
  /// drives a channel of currents.
  private double[][][][] collected = {};

  /// The arrays behind [#collected], kept from slice to slice.
  private double[][][][] buffers = {};

  private Optional<SpikeListener> listener = Optional.empty();
  private Optional<Archive.CalciumListener> growth = Optional.empty();
  private Block[] blocks = new Block[0];
  private boolean[] stale = new boolean[0];
  private int[] watched = {};
  private int size;

  /// No neurons yet, of a model, in a network with this seed.
  public Population(NeuronModel model, TimeGrid grid, long seed) {
    this(model, grid, seed, LearningIntervals.DEFAULT);
  }

  /// The same in a network that learns in these intervals.
  public Population(NeuronModel model, TimeGrid grid, long seed, LearningIntervals learning) {
    this.learning = learning;
    this.model = model;
    this.grid = grid;
    this.seed = seed;
    archiving = model.parameter("tau_Ca").isPresent();
    for (ParameterSpec p : model.shape().numbers()) {
      if (p.role() == ParameterSpec.Role.STATE) states.add(p);
      if (p.role() != ParameterSpec.Role.CONSTANT) continue;
      constants.add(p);
      columns.put(p.name(), new Column(shared));
    }
    int channels = model.channels().size();
    rings = new InputRing[channels];
    for (int c = 0; c < channels; c++) {
      if (!isCurrent(c)) rings[c] = new InputRing(model.channels().get(c).content());
    }
    input = new Input(rings);
    stepper = new Stepper(input);
    for (Receptor r : model.receptors()) InputRing.pair(rings, r.spikes(), r.spikesNegative());
  }

  /// The model of its neurons.
  public NeuronModel model() {
    return model;
  }

  /// Number of neurons.
  public int size() {
    return size;
  }

  /// Neurons rounded up to whole blocks.
  public int cells() {
    return blocks.length * Block.LANES;
  }

  /// Whether 16 bits do not suffice for the number of a cell.
  public boolean isWide() {
    return cells() > Character.MAX_VALUE + 1;
  }

  /// The ring of input to a channel, which is not one of currents.
  public InputRing ring(int channel) {
    return rings[channel];
  }

  /// Block `b`.
  public Block block(int b) {
    return blocks[b];
  }

  /// Whether its neurons keep their last spikes.
  public boolean archives() {
    return archiving;
  }

  /// Who is told of their spikes; empty if no synapses onto them are plastic.
  public Optional<SpikeListener> listener() {
    return listener;
  }

  /// Node id of neuron `i`.
  public int id(int i) {
    return blocks[i / Block.LANES].id(i % Block.LANES);
  }

  /// Tells a listener of the neurons' spikes from now on.
  public void tell(SpikeListener newListener) {
    listener = Optional.of(newListener);
    for (int b = 0; b < blocks.length; b++) tell(newListener, b);
  }

  /// Tells a listener of the neurons' calcium traces from now on.
  public void grow(Archive.CalciumListener newListener) {
    growth = Optional.of(newListener);
    for (int b = 0; b < blocks.length; b++) blocks[b].archive().grow(newListener, b * Block.LANES);
  }

  /// Whether somebody is told of their calcium traces.
  public boolean grows() {
    return growth.isPresent();
  }

  /// Brings what grows by the neurons' calcium traces up to date.
  public void advanceGrowth(long now) {
    if (growth.isEmpty()) return;
    for (int i = 0; i < size; i++)
      blocks[i / Block.LANES].archive().grow(i % Block.LANES, (double) now);
  }

  private void tell(SpikeListener newListener, int b) {
    newListener.reserve(cells());
    blocks[b].archive().tell(newListener, b * Block.LANES);
    stale[b] = true;
  }

  /// Has neurons that plastic synapses hear leave the values of a recordable from now on.
  ///
  /// @return the number of their history
  public int watch(int recordable) {
    int own = model.histories().size();
    for (int k = 0; k < watched.length; k++) if (watched[k] == recordable) return own + k;
    for (Block block : blocks) block.watch(recordable);
    watched = Arrays.copyOf(watched, watched.length + 1);
    watched[watched.length - 1] = recordable;
    return own + watched.length - 1;
  }

  /// The recordables whose values neurons leave, in the order of their histories.
  public int[] watched() {
    return watched.clone();
  }

  /// The intervals in which the network learns.
  public LearningIntervals learning() {
    return learning;
  }

  /// The time grid of the network.
  public TimeGrid grid() {
    return grid;
  }

  private boolean isCurrent(int channel) {
    return model.channels().get(channel).content() == Channel.Content.CURRENT;
  }

  /// Adds neurons with default parameters; returns the local index of the first.
  public int add(Ids ids, int from, int to) {
    int first = size;
    int count = (size + to - from + Block.LANES - 1) / Block.LANES;
    int old = blocks.length;
    if (count > old) {
      blocks = Arrays.copyOf(blocks, count);
      stale = Arrays.copyOf(stale, count);
      for (int b = old; b < count; b++) {
        blocks[b] = model.newBlock();
        blocks[b].learn(learning);
        blocks[b].open(archiving, seed, grid.h_ms(), model.histories());
        for (int recordable : watched) blocks[b].watch(recordable);
        blocks[b].attach(new Drive[model.channels().size()][0], new Sampler[0]);
        if (listener.isPresent()) tell(listener.get(), b);
        if (growth.isPresent()) blocks[b].archive().grow(growth.get(), b * Block.LANES);
      }
    }
    int next = 0;
    for (Column column : columns.values()) {
      double initial = constants.get(next++).initialNumber();
      column.grow(count, initial);
      column.fill(size, size + to - from, initial);
    }
    for (int j = from; j < to; j++) blocks[size++ / Block.LANES].add(ids.at(j));
    for (int b = first / Block.LANES; b < count; b++) {
      if (b >= old || stale[b] || !isUniform(b)) refresh(b);
    }
    for (ParameterSpec p : states) initialise(p, first);
    return first;
  }

  /// Whether no neuron of a block has had other parameters than its neighbours; then coefficients
  /// hold for lanes to come, too.
  private boolean isUniform(int b) {
    for (Column column : columns.values()) if (!column.isShared(b)) return false;
    return true;
  }

  /// Takes neuron `i` out, whose place stays empty: what is computed there has no effect.
  public void abandon(int i) {
    blocks[i / Block.LANES].abandon(i % Block.LANES);
  }

  /// Whether neuron `i` is frozen.
  public boolean isFrozen(int i) {
    return blocks[i / Block.LANES].isFrozen(i % Block.LANES);
  }

  /// Freezes neuron `i`, or lets it go on.
  public void freeze(int i, boolean on) {
    blocks[i / Block.LANES].freeze(i % Block.LANES, on);
  }

  /// Sets a variable of the neurons from `first` on, whose blocks have been refreshed.
  private void initialise(ParameterSpec p, int first) {
    int recordable = model.recordable(p.name());
    double value = p.initialNumber();
    for (int i = first; i < size; i++) {
      Block block = blocks[i / Block.LANES];
      if (recordable < 0) block.archive().setCalcium(i % Block.LANES, value, 0);
      else block.set(recordable, i % Block.LANES, value);
    }
  }

  /// Parameter `p` of neuron `i` at step `now`; flags are 0 or 1.
  public double get(ParameterSpec p, int i, long now) {
    if (p.role() == ParameterSpec.Role.CONSTANT) return column(p).at(i);
    Block block = blocks[i / Block.LANES];
    int recordable = model.recordable(p.name());
    int lane = i % Block.LANES;
    if (recordable < 0) return block.archive().read(p.name(), lane, now, grid);
    if (stale[i / Block.LANES]) refresh(i / Block.LANES);
    return block.read(recordable, lane);
  }

  /// Sets parameter `p` of neuron `i` from step `now` on; [#refreshIfStale] must follow.
  public void put(ParameterSpec p, int i, double value, long now) {
    int b = i / Block.LANES;
    if (p.role() == ParameterSpec.Role.CONSTANT) {
      if (p.name().equals("tau_Ca")) blocks[b].archive().rebase(i % Block.LANES, now);
      column(p).put(i, value);
      stale[b] = true;
      return;
    }
    if (stale[b]) refresh(b);
    int recordable = model.recordable(p.name());
    if (recordable < 0) blocks[b].archive().setCalcium(i % Block.LANES, value, now);
    else blocks[b].set(recordable, i % Block.LANES, value);
  }

  /// A constant parameter of the neurons by their number, as it is whenever it is asked for.
  public IntToDoubleFunction parameter(String name) {
    return column(model.requireParameter(name))::at;
  }

  private Column column(ParameterSpec p) {
    return Objects.requireNonNull(columns.get(p.name()), p.name());
  }

  /// The current value of recordable number `r` of neuron `i`.
  public double read(int r, int i) {
    if (stale[i / Block.LANES]) refresh(i / Block.LANES);
    return blocks[i / Block.LANES].read(r, i % Block.LANES);
  }

  /// Derives the coefficients of the block of neuron `i` again, if a parameter in it has changed.
  public void refreshIfStale(int i) {
    if (stale[i / Block.LANES]) refresh(i / Block.LANES);
  }

  private void refresh(int b) {
    int lanes = Math.min(Block.LANES, size - b * Block.LANES);
    blocks[b].refresh(new Derivation(grid, model, columns, shared, b, lanes));
    stale[b] = false;
  }

  /// Memory that rings of `slots` steps take beyond what they have.
  public double ringBytes(int slots) {
    double bytes = 0;
    for (InputRing ring : rings) if (ring != null) bytes += ring.bytes(cells(), slots);
    return bytes;
  }

  /// Number of blocks.
  public int blocks() {
    return blocks.length;
  }

  /// About how long a step takes, in steps of leaky neurons.
  public long effort() {
    return blocks.length == 0 ? 0 : (long) size * blocks[0].effort();
  }

  /// Gives a block its drives, by channel, and its samplers.
  public void attach(int block, Drive[][] drives, Sampler[] samplers) {
    blocks[block].attach(drives, samplers);
  }

  /// Makes coefficients and rings ready for a run.
  public void prepare(int slots, long now) {
    for (int b = 0; b < blocks.length; b++) if (stale[b]) refresh(b);
    for (InputRing ring : rings) if (ring != null) ring.reserve(cells(), slots, now);
  }

  /// Advances all neurons through the steps `[begin, end)`, block by block, so that a block stays
  /// in the L1 cache for the whole slice.
  public void update(long begin, long end, SpikeOutbox out) {
    if (model.signal().isPresent()) {
      updateCoupled(begin, end, out);
      return;
    }
    for (int b = 0; b < blocks.length; b++) {
      stepper.advance(blocks[b], b * Block.LANES, begin, end, out);
      if (begin / LOOK_EVERY != end / LOOK_EVERY) requireFinite(b, end);
    }
    input.closeSlice(begin, end);
  }

  /// Stops the run if a value is NaN or infinite.
  public void requireFinite(long step) {
    for (int b = 0; b < blocks.length; b++) requireFinite(b, step);
  }

  private void requireFinite(int b, long step) {
    int lane = blocks[b].firstLost();
    if (lane < 0) return;
    int i = b * Block.LANES + lane;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s %d: its %s is %s in step %d (%s ms); %s"
            .formatted(
                model.name(),
                id(i),
                model.recordables().getFirst().name(),
                blocks[b].value()[lane],
                step,
                grid.ms(step),
                suspicion(i)));
  }

  /// The likely reason: the parameter that is farthest from its default, or else what arrives.
  private String suspicion(int i) {
    String suspect = "";
    double worst = 1e4;
    for (ParameterSpec p : model.shape().numbers()) {
      if (p.role() != ParameterSpec.Role.CONSTANT) continue;
      double value = Math.abs(column(p).at(i));
      double usual = Math.max(1, Math.abs(p.initialNumber()));
      double far = value == 0 ? 1 : Math.max(value / usual, 1 / value);
      if (!(far > worst) || Double.isInfinite(far)) continue;
      worst = far;
      suspect = "the likely reason is %s = %s".formatted(p.name(), column(p).at(i));
    }
    return suspect.isEmpty() ? "the likely reason is the weights of what it receives" : suspect;
  }

  /// Block `b` of a coupled population.
  public CoupledBlock coupled(int b) {
    return (CoupledBlock) blocks[b];
  }

  /// Collects the input of a coupled population in the steps `[begin, end)`, which may be repeated.
  public void collect(long begin, long end) {
    if (blocks.length == 0) return;
    int lags = (int) (end - begin);
    if (collected.length < blocks.length || collected[0].length < lags) {
      collected = new double[blocks.length][lags][rings.length][];
      buffers = new double[blocks.length][lags][rings.length][Block.LANES];
    }
    for (int b = 0; b < blocks.length; b++) {
      blocks[b].open(input, b * Block.LANES, begin, end);
      for (int lag = 0; lag < lags; lag++) {
        input.at(begin + lag);
        for (int c = 0; c < rings.length; c++) {
          double[] buffer = buffers[b][lag][c];
          double[] gathered = input.current(c);
          if (gathered != null) System.arraycopy(gathered, 0, buffer, 0, Block.LANES);
          collected[b][lag][c] = gathered == null ? null : buffer;
        }
        input.close(1);
      }
    }
    input.closeSlice(begin, end);
  }

  /// Runs a coupled population through the steps `[begin, end)` and puts its state back; returns
  /// whether its values are those of the last time, to within `tolerance`.
  public boolean iterate(long begin, long end, double tolerance, boolean first) {
    boolean same = true;
    for (int b = 0; b < blocks.length; b++) {
      CoupledBlock block = coupled(b);
      block.save();
      block.iterate(true);
      block.begin();
      for (long t = begin; t < end; t++) {
        input.show(collected[b][(int) (t - begin)]);
        block.single(t, input, NOWHERE);
        same &= block.converged(tolerance, first);
        block.next();
      }
      block.iterate(false);
      block.restore();
    }
    return same;
  }

  /// Advances a coupled population by what has been collected.
  private void updateCoupled(long begin, long end, SpikeOutbox out) {
    for (int b = 0; b < blocks.length; b++) {
      coupled(b).begin();
      for (long t = begin; t < end; t++) {
        input.show(collected[b][(int) (t - begin)]);
        blocks[b].advance(t, t + 1, input, out);
        coupled(b).next();
      }
      if (begin / LOOK_EVERY != end / LOOK_EVERY) requireFinite(b, end);
    }
  }

  /// The seed that neurons draw their random numbers from.
  public long seed() {
    return seed;
  }

  /// Has neurons draw their random numbers from another seed.
  public void reseed(long newSeed) {
    seed = newSeed;
    for (int b = 0; b < blocks.length; b++) {
      blocks[b].reseed(newSeed);
      stale[b] = true;
      refreshIfStale(b * Block.LANES);
    }
  }
}
