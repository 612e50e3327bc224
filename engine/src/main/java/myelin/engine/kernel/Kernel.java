package myelin.engine.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.LearningIntervals;
import myelin.engine.base.Ranks;
import myelin.engine.base.TimeGrid;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.coupling.CouplingSelection;
import myelin.engine.coupling.Couplings;
import myelin.engine.coupling.Relaxation;
import myelin.engine.declare.Model;
import myelin.engine.declare.Output;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.DriveSource;
import myelin.engine.device.Multimeter;
import myelin.engine.device.RandomSource;
import myelin.engine.device.Recorder;
import myelin.engine.device.SpikeReceiver;
import myelin.engine.device.SpikeSource;
import myelin.engine.growth.Elements;
import myelin.engine.growth.GrowingSynapses;
import myelin.engine.growth.StructuralPlasticity;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;
import myelin.engine.wiring.ConnectCall;
import myelin.engine.wiring.Delays;
import myelin.engine.wiring.Lookup;
import myelin.engine.wiring.Selection;
import myelin.engine.wiring.Wiring;

/// The network as the machine sees it: nodes in parts, tables, devices; and what runs them, slice
/// by slice.
public final class Kernel {

  final TimeGrid grid;
  private long seed;
  private LearningIntervals learning = LearningIntervals.DEFAULT;
  final int parts;
  private final int sliceLimit;
  final Nodes nodes;
  final Population[][] populations;
  final Wiring wiring;
  final DeviceLinks deviceLinks;
  final Couplings couplings;
  Relaxation relaxation;
  final SpikeRouting spikeRouting;
  final Undelivered undelivered;
  final Elements elements;
  final StructuralPlasticity growth;
  final Updates updates;
  final List<Recorder> recorders = new ArrayList<>();

  /// For how many steps input may be under way; a power of two.
  int slots = 2;

  final Delays delays = new Delays();
  long now;
  long spikes;
  private boolean samplesLater;
  private final OwnChanges ownChanges = new OwnChanges(this);
  private final Health health = new Health();

  /// An empty network, whose coupled neurons are solved together as `relaxation` says.
  ///
  /// @param parts number of parts of a rank, and of its workers at most
  /// @param sliceLimit longest slice in steps, or 0 for as long as delays allow
  public Kernel(
      Ranks ranks, TimeGrid grid, long seed, int parts, int sliceLimit, Relaxation relaxation) {
    this.grid = grid;
    this.relaxation = relaxation;
    this.seed = seed;
    this.parts = parts;
    this.sliceLimit = sliceLimit;
    nodes = new Nodes(parts, ranks);
    spikeRouting = new SpikeRouting(ranks);
    populations = new Population[parts][0];
    wiring = new Wiring(nodes, populations, grid.h_ms());
    deviceLinks = new DeviceLinks(nodes, populations);
    couplings = new Couplings(nodes, populations);
    undelivered = new Undelivered(this);
    elements = new Elements(nodes, populations);
    growth = new StructuralPlasticity(elements);
    updates = new Updates(this);
    wiring.spikes(undelivered);
  }

  /// The time grid.
  public TimeGrid grid() {
    return grid;
  }

  /// What delays may be, and those that devices have.
  public Delays delays() {
    return delays;
  }

  /// The seed.
  public long seed() {
    return seed;
  }

  /// Draws random numbers from another seed from now on.
  public void reseed(long newSeed) {
    requireWhole();
    seed = newSeed;
    for (int id = 1; id <= nodes.size(); id++) {
      if (!nodes.isNeuron(id)) nodes.device(id).reseed(newSeed);
    }
    for (Population[] part : populations) {
      for (Population population : part) population.reseed(newSeed);
    }
  }

  /// Has coupled neurons find each other's course in another way from now on.
  ///
  /// @throws BadInput if the order of interpolation changes once the network has been simulated
  public void relax(Relaxation how) {
    requireWhole();
    if (now > 0) relaxation.requireOrder(how);
    relaxation = how;
  }

  /// How coupled neurons find each other's course.
  public Relaxation relaxation() {
    return relaxation;
  }

  /// The intervals in which the network learns.
  public LearningIntervals learning() {
    return learning;
  }

  /// Sets the intervals in which the network learns; it must not have nodes yet.
  public void learn(LearningIntervals intervals) {
    learning = intervals;
  }

  /// The processes that share the network.
  public Ranks ranks() {
    return nodes.ranks();
  }

  /// Whether a node is on this rank: a neuron that it has, or a device, which is on all.
  public boolean isHere(int id) {
    return nodes.isHere(id);
  }

  /// Steps simulated so far.
  public long now() {
    return now;
  }

  /// Refuses a node that is not on this rank.
  ///
  /// @throws BadInput if it is not
  public void requireHere(int id) {
    if (!isHere(id)) throw ranks().elsewhere(id);
  }

  /// Whether there is a node whose spikes are not on the grid.
  public boolean precise() {
    return nodes.precise();
  }

  /// Number of nodes.
  public int size() {
    return nodes.size();
  }

  /// Spikes fired by neurons so far.
  public long spikes() {
    return spikes;
  }

  /// Those of neurons of this rank.
  public long ownSpikes() {
    return ranks().isAlone() ? spikes : spikeRouting.own();
  }

  /// Adds `n` neurons with default parameters.
  public Ids create(NeuronModel model, int n) {
    int m = index(model);
    deviceLinks.invalidate();
    couplings.invalidate();
    return nodes.add(m, n, populations);
  }

  /// The number of a model, for which populations are made if it has none.
  int index(NeuronModel model) {
    int m = nodes.indexOf(model);
    for (int p = 0; p < parts; p++) {
      if (m < populations[p].length) continue;
      Population[] more = Arrays.copyOf(populations[p], m + 1);
      more[m] = new Population(model, grid, seed, learning);
      populations[p] = more;
    }
    return m;
  }

  /// Checks whether a neuron may get lists of other lengths, and returns what gives it these.
  public Runnable reshape(int id, NeuronModel shape) {
    Reshaping.require(this, id);
    return () -> Reshaping.apply(this, id, shape);
  }

  /// Adds a device with default parameters.
  public Ids create(DeviceModel model) {
    Device device = model.create(new Device.Site(grid, seed, nodes.size() + 1));
    device.set(Map.of(), now);
    device.as(Recorder.class).ifPresent(recorders::add);
    device.as(SpikeSource.class).ifPresent(spikeRouting::add);
    return nodes.add(device);
  }

  /// Whether node `id` is a neuron; else it is a device.
  public boolean isNeuron(int id) {
    return nodes.isNeuron(id);
  }

  /// Whether node `id` is a neuron, or a device that fires as neurons do.
  public boolean firesAsNeuron(int id) {
    if (id < 1 || id > nodes.size()) return false;
    return nodes.isNeuron(id)
        || nodes.device(id, SpikeSource.class).filter(SpikeSource::firesAsNeuron).isPresent();
  }

  /// The device with node id `id`.
  public Device device(int id) {
    return nodes.device(id);
  }

  /// Node `id` as a device that can do something, such as [SpikeReceiver]; empty if it cannot.
  public <T> Optional<T> device(int id, Class<T> capability) {
    return nodes.device(id, capability);
  }

  /// What node `id` sends; a neuron sends spikes.
  public Output output(int id) {
    return nodes.output(id);
  }

  /// The model of node `id`.
  public Model model(int id) {
    return nodes.modelOf(id);
  }

  /// One neuron of each model among these nodes, and every device: what that neuron can do, all
  /// neurons of its model can.
  public Ids samples(int[] ids) {
    return nodes.samples(ids);
  }

  /// The index by which a [ConnectCall] knows the model of `id`.
  public int modelIndex(int id) {
    return nodes.model(id);
  }

  /// Parameter `p` of neuron `id`.
  public double get(int id, ParameterSpec p) {
    return population(id).get(p, nodes.local(id), now);
  }

  /// Sets parameter `p` of neuron `id`, if it is on this rank; the value must have been checked.
  public void put(int id, ParameterSpec p, double value) {
    if (isHere(id)) population(id).put(p, nodes.local(id), value, now);
  }

  /// Brings the coefficients of these neurons up to date after [#put]: once for each change that a
  /// user makes, so that rounding does not depend on who shares a block.
  public void refresh(Ids ids) {
    for (int id : ids.array()) if (isHere(id)) population(id).refreshIfStale(nodes.local(id));
  }

  /// The present value of the `recordable`-th recordable of neuron `id`.
  public double read(int id, int recordable) {
    return population(id).read(recordable, nodes.local(id));
  }

  private Population population(int id) {
    return populations[nodes.part(id)][nodes.model(id)];
  }

  /// Adds synapses onto neurons; they are built when they are needed.
  public void connect(ConnectCall call) {
    wiring.add(call);
  }

  /// Couples neurons by the signal that a synapse model carries.
  public void couple(Couplings.Edges edges) {
    couplings.add(edges);
  }

  /// Draws the synapses of `call` once, so that a value that is not allowed is found.
  public void survey(ConnectCall call) {
    wiring.survey(call, parts);
  }

  /// Connects a stimulator that drives neurons to some of them.
  ///
  /// @param weight one for all or one each
  /// @param delay in steps, one for all or one each
  /// @return their number, for [#change]
  public int drive(DriveSource source, int[] targets, double[] weight, int[] delay, int receptor) {
    delays.use(delay);
    return deviceLinks.drive(source, targets, weight, delay, receptor, now);
  }

  /// Gives connections of a stimulator other weights and delays, for what it sends from now on.
  ///
  /// @param driving their number
  /// @param weight one for all or one each
  /// @param delay in steps, one for all or one each
  public void change(int driving, double[] weight, int[] delay) {
    deviceLinks.change(driving, weight, delay, now);
    delays.use(delay);
  }

  /// Connects neurons, each of which is named once, or one device to a device that spikes are sent
  /// to, by connections that are all alike.
  public void record(SpikeReceiver receiver, SpikeReceiver.Connection connection, int... ids) {
    nodes
        .device(ids[0], RandomSource.class)
        .ifPresentOrElse(
            source -> spikeRouting.add(source, receiver, connection, now),
            () -> spikeRouting.add(ids, receiver, connection));
    delays.use(connection.delay());
  }

  /// Refuses to connect a multimeter to nodes that it cannot sample.
  public void requireProbe(Multimeter meter, Ids targets) {
    deviceLinks.requireProbe(meter, targets);
  }

  /// Connects a multimeter to nodes, by connections with these delays in steps.
  public void probe(Multimeter meter, Ids targets, int[] delay) {
    delays.use(delay);
    deviceLinks.probe(meter, targets);
  }

  /// Smallest delay that any connection has had (steps); 1 without connections.
  public int minDelay() {
    build();
    return new Slices(this).minDelay();
  }

  /// Largest delay that any connection has had (steps); 1 without connections.
  public int maxDelay() {
    build();
    return new Slices(this).maxDelay();
  }

  /// Longest time between two meetings of the workers (steps).
  public int slice() {
    build();
    return new Slices(this).slice(sliceLimit);
  }

  /// Names of the models of synapses onto neurons.
  public List<String> synapseModels() {
    return wiring.keys().stream().map(k -> wiring.model(k).name()).distinct().toList();
  }

  /// Number of synapses onto neurons by index of their synapse model, `models` of them.
  public long[] synapses(int models) {
    build();
    long[] n = wiring.synapses(models);
    couplings.count(n);
    return n;
  }

  /// The synapses from `sources` onto neurons among `targets`, made with synapse model number
  /// `synapse`, or with any if that is negative.
  public Selection select(Ids sources, Ids targets, int synapse) {
    ownChanges.takeUp();
    build(); // changes that wait decide where synapses of one pair stand
    return built(sources, targets, synapse);
  }

  /// The same, of those that have been built; a rank may ask alone.
  public Selection built(Ids sources, Ids targets, int synapse) {
    return new Lookup(wiring, sources, targets, synapse).select();
  }

  /// The couplings from `sources` to `targets`, made with synapse model number `synapse`, or with
  /// any if that is negative.
  public CouplingSelection selectCouplings(Ids sources, Ids targets, int synapse) {
    return CouplingSelection.of(couplings, sources, targets, synapse);
  }

  /// What each rank has changed alone since all last made the same call.
  public OwnChanges ownChanges() {
    return ownChanges;
  }

  /// Builds the tables of all synapses asked for so far.
  ///
  /// @throws BadInput if they do not fit into memory; they still wait to be built then
  public void build() {
    if (wiring.isWaiting()) {
      requireWhole();
      try {
        reserve();
        wiring.build(parts);
      } catch (Error e) {
        broken(e);
        throw e;
      }
    }
    if (wiring.maxDelay() > 0) delays.use(wiring.minDelay(), wiring.maxDelay());
  }

  /// Changes whenever synapses come to other places in the tables, or couplings are added or taken
  /// out. One of several ranks does not count what waits to be built.
  public int version() {
    if (ranks().isAlone()) build();
    return wiring.version() + couplings.changes();
  }

  /// Saves the network.
  public void save(CheckpointWriter out) throws IOException {
    requireWhole();
    ownChanges.takeUp();
    build();
    reserve();
    wiring.deliverPending();
    Checkpoint.save(this, out);
  }

  /// Makes a network again that was saved.
  ///
  /// @param files those of all ranks that there were
  /// @param parts number of parts of a rank, and of its workers at most
  /// @param models finds a model by its name
  /// @throws BadInput if what is saved makes no network
  public static Kernel load(
      Ranks ranks,
      List<CheckpointReader> files,
      int parts,
      int sliceLimit,
      Function<String, Model> models)
      throws IOException {
    return Checkpoint.load(ranks, files, parts, sliceLimit, models);
  }

  /// Refuses to change a network of which a run has failed.
  ///
  /// @throws BadInput if one has
  public void requireWhole() {
    health.require();
  }

  /// Notes that the network cannot go on.
  public void broken(Throwable why) {
    health.broken(why);
  }

  /// Whether multimeters show samples of NEST's last slice only once the next has begun, as NEST
  /// does; they show all at once unless it is set.
  public void collectSamplesLater(boolean later) {
    samplesLater = later;
    showSamples();
  }

  private void showSamples() {
    for (Recorder r : recorders) r.showUntil(samplesLater ? sliceBegin() : Long.MAX_VALUE);
  }

  /// The step at which NEST's last slice began: spikes since then wait for the next run.
  public long sliceBegin() {
    return undelivered.since();
  }

  void reserve() {
    for (Population[] part : populations) for (Population p : part) p.prepare(slots, now);
  }

  /// Refuses neurons that lack something without which they cannot be simulated.
  public void requireComplete() {
    Reshaping.requireComplete(this);
  }

  /// The synaptic elements of neurons.
  public Elements elements() {
    return elements;
  }

  /// Which synapses come and go with elements, and when.
  public StructuralPlasticity growth() {
    return growth;
  }

  /// Sets what makes synapses that grow: a synapse of a kind for each pair of nodes, by [#connect].
  public void growBy(Growing growing) {
    updates.growBy(growing);
  }

  /// Makes synapses that grow.
  @FunctionalInterface
  public interface Growing {
    /// Makes a synapse of a kind for each pair of nodes.
    void connect(GrowingSynapses kind, int[] sources, int[] targets);
  }

  /// Ends a call of simulate: elements are brought up to date.
  public void rest() {
    updates.rest();
  }

  /// Advances the network by `steps`, or until the monitor of a rank says stop; returns whether one
  /// has.
  public boolean run(long steps, Monitor monitor) {
    requireWhole();
    ownChanges.takeUp();
    try {
      return updates.run(now + steps, monitor);
    } finally {
      for (Recorder r : recorders) r.handOn(true);
      showSamples();
    }
  }
}
