package myelin;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import myelin.analysis.Spikes;
import myelin.connect.ConnectionRule;
import myelin.connect.Connections;
import myelin.connect.Connector;
import myelin.connect.DeviceConnections;
import myelin.connect.Footprint;
import myelin.connect.Synapse;
import myelin.connect.ThirdFactorRule;
import myelin.connect.TripartiteSynapses;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.engine.base.TimeGrid;
import myelin.engine.coupling.Relaxation;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.kernel.Kernel;
import myelin.engine.plastic.SynapseModel;
import myelin.growth.StructuralPlasticity;
import myelin.models.loops.VectorUse;
import myelin.node.Creator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import myelin.parameter.Parameters;
import myelin.record.Files;
import myelin.record.Version;
import myelin.space.Positions;
import myelin.value.Dimension;
import myelin.value.Quantity;

/// A network: create nodes, connect them, simulate, look at results. Several can exist side by
/// side; each is used by one thread at a time, and brings its own threads to simulate.
///
/// A call that is refused with [BadInput] leaves the network as it was.
public final class Simulator implements AutoCloseable {

  private final Kernel kernel;
  private final ModelRegistry models;
  private final Parameters parameters;
  private final Creator creator;
  private final Connector connector;
  private final StructuralPlasticity growth;
  private final Files files;
  private final Recordings recordings;
  private final VectorUse demand = new VectorUse();
  private final Simulation simulation;

  Simulator(Kernel kernel, ModelRegistry models, Builder b) {
    this.kernel = kernel;
    this.models = models;
    parameters = new Parameters(kernel);
    creator = new Creator(kernel, parameters, models, demand);
    connector = new Connector(kernel, models);
    growth = new StructuralPlasticity(kernel, connector, creator.layers());
    files = new Files(kernel, creator::name, b.data_path(), b.data_prefix(), b.overwrite_files());
    recordings = new Recordings(this, kernel, files, connector);
    simulation = new Simulation(this, kernel, connector, files, b.print_time(), creator::begins);
  }

  /// Begins a network: `Simulator.builder().resolution(ms(0.1)).seed(1).build()`.
  public static Builder builder() {
    return new Builder();
  }

  /// The version.
  public static String version() {
    return Version.text();
  }

  /// Creates one node.
  public NodeCollection create(NodeModel model) {
    return create(model, 1);
  }

  /// Creates `n` nodes. Ids count from 1 in order of creation.
  ///
  /// @throws BadInput if `n < 1`, or if a value is not allowed
  public NodeCollection create(NodeModel model, int n) {
    kernel.ranks().call("create(%s, %d)".formatted(model.name(), n));
    return creator.create(model, n, List.of());
  }

  /// Creates a node at each of some places. Values of parameters may depend on these.
  public NodeCollection create(NodeModel model, Positions positions) {
    return create(model, positions, List.of());
  }

  /// The same with an element of `each` for each node, which holds its values by name where they
  /// differ from the model's; it may be empty.
  public NodeCollection create(
      NodeModel model, Positions positions, List<? extends Map<String, ?>> each) {
    return creator.create(model, positions.size(), each, positions);
  }

  /// Distance of the nodes of pairs (um), not a number for those that have no places.
  ///
  /// @throws BadInput if there are not as many targets as sources
  public double[] distances(int[] sources, int[] targets) {
    return creator.layers().distances(sources, targets);
  }

  /// Creates a node for each element of `each`, which holds its values by name where they differ
  /// from the model's.
  public NodeCollection create(NodeModel model, List<? extends Map<String, ?>> each) {
    return creator.create(model, each.size(), each);
  }

  /// Refuses a model of which [#create(NodeModel)] would not create a node.
  ///
  /// @throws BadInput if a value is not allowed
  public void require(NodeModel model) {
    creator.require(model);
  }

  /// Creates `n` nodes of the network's model of that name, with its defaults.
  ///
  /// @throws BadInput with the nearest names if the network has none
  public NodeCollection create(String model, int n) {
    return create(NodeModel.of(models.named(model)), n);
  }

  /// The network's models by name: Myelin's own, and those that have been added. A model is added
  /// before it is used by name, created or connected with.
  public ModelRegistry models() {
    return models;
  }

  /// Adds the models that are written in NESTML in a file, or in all files `*.nestml` of a folder;
  /// see [Nestml].
  ///
  /// @return the models of neurons, which can also be created by name; those of synapses are given
  ///   by [#synapse]
  /// @throws BadInput with all errors of the texts; if another model has the name of one of them;
  ///   nothing is added then
  public List<NodeModel> install(Path path) {
    return Nestml.install(path, models).stream()
        .filter(m -> !(m instanceof SynapseModel))
        .map(NodeModel::of)
        .toList();
  }

  /// The network's synapse model of that name, with its defaults; one that has been installed, or
  /// Myelin's own.
  ///
  /// @throws BadInput with the nearest names if there is none, or if it is a model of nodes
  public Synapse synapse(String model) {
    return Synapse.of(models.named(model));
  }

  /// Connects every source to every target with the default synapse.
  public void connect(NodeCollection sources, NodeCollection targets) {
    connect(sources, targets, Names.all_to_all(), Names.static_synapse);
  }

  /// Connects by a rule with the default synapse.
  public void connect(NodeCollection sources, NodeCollection targets, ConnectionRule rule) {
    connect(sources, targets, rule, new Synapse[] {Names.static_synapse});
  }

  /// Connects every source to every target.
  public void connect(NodeCollection sources, NodeCollection targets, Synapse synapse) {
    connect(sources, targets, Names.all_to_all(), synapse);
  }

  /// Connects sources to targets by a rule; each pair gets one of each of the given synapses.
  ///
  /// Arrays of weights or delays are laid out target by target, for `fixed_outdegree` source by
  /// source, for `one_to_one` and `fixed_total_number` one for each synapse.
  ///
  /// @throws BadInput if nodes, rule and synapses do not fit each other
  public void connect(
      NodeCollection sources, NodeCollection targets, ConnectionRule rule, Synapse... synapses) {
    requireOwn(sources, targets);
    timed(
        () ->
            connector.connect(
                sources.ids(),
                targets.ids(),
                rule.placed(creator.layers(), sources.ids(), targets.ids()),
                Synapse.placed(creator.layers(), sources.ids(), targets.ids(), synapses)),
        synapses);
  }

  /// Connects sources to targets by a rule, and some of the pairs also by way of a third factor:
  /// the source to the third factor, and the third factor to the target. NEST's
  /// `TripartiteConnect`.
  ///
  /// @param third nodes from which third factors are taken, such as astrocytes
  /// @param synapses the synapses of the three connections; without arrays
  /// @throws BadInput if nodes, rules and synapses do not go together; nothing is connected then
  public void connect(
      NodeCollection sources,
      NodeCollection targets,
      NodeCollection third,
      ConnectionRule rule,
      ThirdFactorRule thirdRule,
      TripartiteSynapses synapses) {
    requireOwn(sources, targets, third);
    timed(
        () -> {
          ConnectionRule here = rule.placed(creator.layers(), sources.ids(), targets.ids());
          TripartiteSynapses placed =
              synapses.placed(creator.layers(), sources.ids(), targets.ids(), third.ids());
          connector.connect(sources.ids(), targets.ids(), third.ids(), here, thirdRule, placed);
        },
        synapses.all().toArray(Synapse[]::new));
  }

  /// Makes the synapses of a list: number `e` from node `sources[e]` to node `targets[e]`, one of
  /// each kind. Weight and delay are one number for all, or arrays of the same length. The arrays
  /// are copied.
  ///
  /// @throws BadInput if an id does not exist, or the lengths differ
  public void connect(int[] sources, int[] targets, Synapse... synapses) {
    Synapse[] placed = Synapse.placed(creator.layers(), sources, targets, synapses);
    timed(() -> connector.connect(sources, targets, placed), synapses);
  }

  /// Makes the synapses of several such lists; all or none.
  ///
  /// @throws BadInput with where the list comes from, if an id does not exist, the lengths differ,
  ///   or nodes and synapses do not fit each other
  public void connect(List<Synapse.Pairs> lists) {
    timed(() -> connector.connect(lists, creator.layers()), Connector.synapses(lists));
  }

  /// Makes synapses from the nodes `sources` to one target.
  public void connect(int[] sources, int target, Synapse synapse) {
    int[] to = {target};
    Synapse[] placed = Synapse.placed(creator.layers(), sources, to, synapse);
    timed(() -> connector.connectList(sources, to, placed), synapse);
  }

  private void timed(Runnable connect, Synapse... synapses) {
    kernel.ranks().call("connect(...)");
    for (Synapse synapse : synapses) {
      models.require(synapse.model());
      for (NodeCollection named : synapse.named()) requireOwn(named);
    }
    simulation.connecting(connect);
    for (Synapse synapse : synapses) demand.other(synapse.model());
  }

  /// All synapses onto neurons, and all connections that carry signals; see
  /// [#connections(NodeCollection, NodeCollection)].
  public Connections connections() {
    return connections(nodes(), nodes());
  }

  /// The synapses from some nodes onto some neurons, gap junctions and connections of rates among
  /// them, to be looked at and changed; NEST's `GetConnections`. The connections of devices are not
  /// among them, but for those from a `spike_generator`.
  public Connections connections(NodeCollection sources, NodeCollection targets) {
    requireOwn(sources, targets);
    return connector.connections(sources.ids(), targets.ids(), "");
  }

  /// The same, of one synapse model only. What counts is the model's name, so synapses of a renamed
  /// copy are found apart from the others.
  public Connections connections(
      NodeCollection sources, NodeCollection targets, Synapse synapseModel) {
    requireOwn(sources, targets);
    return connector.connections(sources.ids(), targets.ids(), synapseModel.name());
  }

  /// The same; one of several ranks may call it alone, for what it has as far as it has been built:
  /// changes of others and what waits to be built are not among it.
  ///
  /// @param synapseModel name of the synapse model, or empty for any
  public Connections builtConnections(
      NodeCollection sources, NodeCollection targets, String synapseModel) {
    requireOwn(sources, targets);
    return connector.built(sources.ids(), targets.ids(), synapseModel);
  }

  /// The connections of devices from some nodes to some nodes; those of a `spike_generator` to
  /// neurons are synapses, see [#connections(NodeCollection, NodeCollection)].
  ///
  /// @param synapseModel name of the synapse model, or empty for any
  public DeviceConnections deviceConnections(
      NodeCollection sources, NodeCollection targets, String synapseModel) {
    requireOwn(sources, targets);
    return connector.deviceConnections(sources.ids(), targets.ids(), synapseModel);
  }

  /// Synapses that come and go as neurons grow and lose synaptic elements.
  public StructuralPlasticity structuralPlasticity() {
    return growth;
  }

  /// What [#build] will make, and the memory for it.
  public Footprint footprint() {
    return connector.footprint();
  }

  /// Builds the tables of all synapses, as a simulation does by itself, to see how long it takes;
  /// this is refused if they do not fit into memory.
  public void build() {
    kernel.requireWhole();
    kernel.ranks().call("build()");
    simulation.build();
  }

  /// Saves the network to a file: all that it needs to go on as if it had never stopped. An older
  /// file of that name stays until the new one is whole. Several ranks save it to a folder, with a
  /// file of each, which any number of ranks can load.
  ///
  /// @throws BadInput if the file cannot be written, or synapses that wait to be built do not fit
  ///   into memory
  public void save(Path file) {
    prepare();
    files.flush();
    Checkpoints.save(this, file);
  }

  /// The network of a file that [#save(Path)] has made, with as many threads as there are cores. It
  /// goes on with the files of its recorders where they were then.
  ///
  /// @throws BadInput if the file is not a checkpoint, is of another version, cut short, or
  ///   altered; or if a recorder's file no longer exists
  public static Simulator load(Path file) {
    return builder().load(file);
  }

  /// The same with a number of threads, on which results do not depend.
  public static Simulator load(Path file, int threads) {
    return load(file, threads, Nestml.registry());
  }

  /// The same of a network that knows other models than Myelin's own, too.
  public static Simulator load(Path file, int threads, ModelRegistry models) {
    return builder().threads(threads).models(models).load(file);
  }

  /// Saves the network while it is simulated.
  ///
  /// @param file replaced each time
  /// @param every simulated time between checkpoints, rounded up to whole slices; 0 for none
  /// @param on_stop whether to save when the program is ended from outside (Ctrl-C, SIGTERM)
  public void checkpoint(Path file, Quantity<Dimension.Time> every, boolean on_stop) {
    simulation.checkpoint(file, every.number(), on_stop);
  }

  /// What saves this network and makes it again.
  SavedNetwork saved() {
    return new SavedNetwork(kernel, models, simulation, connector, growth, creator, files, demand);
  }

  /// Simulated time that is left of a simulation that was stopped (ms).
  public double left() {
    return grid().ms(simulation.left());
  }

  /// Draws random numbers from another seed from now on.
  public void seed(long rng_seed) {
    kernel.reseed(rng_seed);
    parameters.reseed();
  }

  /// Changes how coupled neurons iterate over each other's course in a slice (waveform relaxation);
  /// see [Builder#wfr_tol] and the methods after it.
  ///
  /// @throws BadInput if a value is not allowed, or the order changes once the network has been
  ///   simulated
  public void wfr(
      double wfr_tol,
      int wfr_max_iterations,
      Quantity<Dimension.Time> wfr_comm_interval,
      int wfr_interpolation_order) {
    double interval = wfr_comm_interval.number();
    Relaxation now = kernel.relaxation();
    kernel.relax(now.with(wfr_tol, wfr_max_iterations, interval, wfr_interpolation_order));
  }

  /// A number that changes whenever synapses are made or taken out, or move in the tables, so that
  /// they may be found in another order. One of several ranks does not count what waits to be
  /// built.
  public int tablesVersion() {
    return kernel.version();
  }

  /// Refuses delays (ms) outside of a range from now on; NEST's `min_delay` and `max_delay`.
  public void delays(double least, double most) {
    connector.limitDelays(least, most);
  }

  /// Says whether multimeters show the samples of the last slice, which is as long as the smallest
  /// delay, only after the simulation has continued, as in NEST, or at once, as they do unless this
  /// is called. Files have all samples at once.
  public void collectSamplesLater(boolean later) {
    kernel.collectSamplesLater(later);
  }

  /// The time at which the last slice began (ms): samples since then are those of the last slice.
  public double sliceBegin() {
    return grid().ms(kernel.sliceBegin());
  }

  /// Builds what is to be built and opens the recorders' files. A simulation does this by itself.
  ///
  /// @throws BadInput if synapses do not fit into memory, those that grow by places lack these, or
  ///   a file cannot be written
  public void prepare() {
    growth.requirePossible();
    build();
    kernel.ranks().together(files::open);
  }

  /// Where recorders' files go from the next simulation on, see [Builder#data_path],
  /// [Builder#data_prefix] and [Builder#overwrite_files]; files that were written so far stay.
  ///
  /// @throws BadInput if `data_prefix` names a folder
  public void recordTo(Path data_path, String data_prefix, boolean overwrite_files) {
    files.place(data_path, data_prefix, overwrite_files);
  }

  /// Simulates for a time, from where the last call ended.
  ///
  /// Spikes of the last slice, as long as the smallest delay, pass synapses when the simulation
  /// goes on, as in NEST: a plastic weight that is read meanwhile is the one before them, a weight
  /// that is set is the one they arrive with. Spikes of a `spike_generator` have left already.
  ///
  /// @throws BadInput if the time is negative or off the grid, synapses that grow lack places, or a
  ///   recorder's file cannot be written
  public Result simulate(Quantity<Dimension.Time> time) {
    return simulate(simulation.one(time));
  }

  /// Simulates for a time in milliseconds.
  public Result simulate(double ms) {
    kernel.ranks().call("simulate(%s ms)".formatted(ms));
    long steps = simulation.steps(ms);
    kernel.requireComplete();
    prepare();
    demand.expect(steps);
    return new Result(this, simulation.run(steps), kernel.now());
  }

  /// Ends a running simulation after the present slice; may be called from any thread.
  public void stop() {
    simulation.stop();
  }

  /// Shows the network on a page while it is simulated: what fires, rates, chosen variables,
  /// weights, progress; the page can pause, stop and save it. A program has one page, which shows
  /// the network that was simulated last.
  ///
  /// @param port of this machine alone, 127.0.0.1, where the first call puts the page; 0 for any
  /// @return the address, with a token that others cannot guess
  /// @throws BadInput if the port is not free, or the network has several ranks
  public URI live(int port) {
    return simulation.show(port);
  }

  /// Simulated time so far (ms); NEST's `biological_time`.
  public double time() {
    return grid().ms(kernel.now());
  }

  /// The resolution (ms).
  public double resolution() {
    return kernel.grid().h_ms();
  }

  /// The processes that share the network: the number of this one, how many there are, and a way to
  /// wait for all; NEST's `Rank()`, `NumProcesses()`, `SyncProcesses()`.
  public Ranks ranks() {
    return kernel.ranks();
  }

  /// Number of nodes; NEST's `network_size`.
  public int size() {
    return kernel.size();
  }

  /// All nodes.
  public NodeCollection nodes() {
    return creator.nodes();
  }

  /// The nodes with these ids, which must ascend; ids that do not exist are refused.
  public NodeCollection nodes(int... ids) {
    return creator.nodes(ids);
  }

  /// Number of synapses made with a synapse model, connections of devices included.
  public long synapses(Synapse model) {
    return synapses().getOrDefault(model.name(), 0L);
  }

  /// Number of synapses on this rank by name of their model; NEST's `num_connections`.
  public Map<String, Long> synapses() {
    simulation.build();
    return connector.synapses();
  }

  /// Smallest delay that any connection has had (ms).
  public double min_delay() {
    return grid().ms(kernel.minDelay());
  }

  /// Largest delay that any connection has had (ms).
  public double max_delay() {
    return grid().ms(kernel.maxDelay());
  }

  /// Number of spikes that neurons have fired so far.
  public long spikeCount() {
    return kernel.spikes();
  }

  /// Those of neurons of this rank; NEST's `local_spike_counter`.
  public long ownSpikeCount() {
    return kernel.ownSpikes();
  }

  /// Whether there is a node whose spikes are not on the grid; NEST's `off_grid_spiking`.
  public boolean off_grid_spiking() {
    return kernel.precise();
  }

  /// How long the parts of the program took.
  public Timers timers() {
    return new Timers(creator.seconds(), simulation.connectSeconds(), simulation.seconds());
  }

  /// The text files that recorders have written, or begun to.
  public List<Path> filenames() {
    return files.all();
  }

  /// The text file to which the next records of a recorder go; none if it records to memory or to
  /// the screen.
  public Optional<Path> filename(NodeCollection recorder) {
    return recordings.filename(recorder);
  }

  /// What a recorder holds in memory; nodes that hold nothing are refused.
  public Events events(NodeCollection recorder) {
    return recordings.events(recorder, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /// What a recorder holds in memory on all ranks, taken together; all ranks must call this, and
  /// all get it.
  public Events gatherEvents(NodeCollection recorder) {
    return recordings.gathered(recorder);
  }

  /// The spikes that a spike recorder has recorded; read back from its file, if it writes one.
  public Spikes spikes(NodeCollection recorder) {
    return recordings.spikes(recorder, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  Recordings recordings() {
    return recordings;
  }

  void requireOwn(NodeCollection... collections) {
    creator.requireOwn(collections);
  }

  Parameters parameters() {
    return parameters;
  }

  TimeGrid grid() {
    return kernel.grid();
  }

  /// Throws [BadInput] if a run has failed; all calls that would change the network then do so.
  public void requireWhole() {
    kernel.requireWhole();
  }

  /// How large the network is, how far it was simulated, and the files that recorders have written.
  @Override
  public String toString() {
    return recordings.network();
  }

  /// Closes the recorders' files. The network can still be looked at.
  @Override
  public void close() {
    files.close();
  }
}
