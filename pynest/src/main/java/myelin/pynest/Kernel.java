package myelin.pynest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import myelin.Events;
import myelin.Names;
import myelin.Nestml;
import myelin.NodeChanges;
import myelin.Simulator;
import myelin.Timers;
import myelin.connect.Connections;
import myelin.connect.DeviceConnections;
import myelin.connect.Synapse;
import myelin.connectome.FlyNeuron;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.jspecify.annotations.Nullable;

/// One network for Python, and the defaults of models. It has no nodes until [#open].
///
/// Parameters cross as names and values: a value is a `Double`, `Long`, `Boolean` or `String`, an
/// array of `double` or of `String`, a list of maps, a [myelin.value.Quantity] or a
/// [myelin.node.NodeCollection].
public final class Kernel implements AutoCloseable {

  /// A simulation that takes no longer than this gets no thread of its own, as Python checks for
  /// signals about as often (s).
  private static final double SHORT_S = 0.05;

  private final ModelRegistry models = Nestml.registry();
  private final Presets presets = new Presets(models);
  private @Nullable Simulator simulator;
  private volatile @Nullable Task task;
  private final Pace pace = new Pace();
  private final Trials trials = new Trials(models);
  private double resolution = 0.1;

  /// Number of spikes that neurons had fired when the last simulation began.
  private long spikesBefore;

  /// No network yet, and all models with their own defaults.
  public Kernel() {}

  /// The network's models by name, to which others can be added.
  public ModelRegistry models() {
    return models;
  }

  /// Adds the models that are written in NESTML in a file or folder.
  ///
  /// @throws myelin.engine.base.BadInput with all errors of the texts; nothing is added then
  public void install(String path) {
    Nestml.install(Path.of(path), models);
  }

  /// Adds the neuron of Shiu et al. (2024).
  public void installFlyNeuron() {
    FlyNeuron.install(models);
  }

  /// Simulates a neuron whose model is written in NESTML, so that an archive of this process's
  /// classes has all classes that read and compile such texts.
  public static void train() {
    try (Simulator sim = Simulator.builder().ranks(Ranks.ALONE).build()) {
      sim.create(NodeModel.named("aeif_cond_exp"));
      sim.simulate(Names.ms(1));
    }
  }

  /// The names of the models in a file or folder.
  ///
  /// @throws myelin.engine.base.BadInput with all errors of the texts
  public static String[] names(String path) {
    return Nestml.read(Path.of(path)).stream().map(Model::name).toArray(String[]::new);
  }

  /// The text of a model that is written in NESTML; empty for others.
  public String source(String model) {
    return models.named(model).source().orElse("");
  }

  /// The declaration of a model, as [Catalogue] has it; empty if there is none of that name.
  public String declared(String name) {
    return models.find(name).map(m -> Catalogue.of(List.of(m))).orElse("");
  }

  /// The declarations of the models that were added to the network, from number `from` on, as
  /// [Catalogue#all()] gives those of Myelin's own.
  public String catalogue(int from) {
    List<Model> added = models.added();
    return Catalogue.of(added.subList(Math.min(from, added.size()), added.size()));
  }

  /// Makes the network, without nodes.
  ///
  /// @param resolution length of a time step (ms)
  /// @param tics_per_ms tics in a millisecond
  /// @param rng_seed seed of all random numbers
  /// @param threads number of threads, or 0 for as many as there are cores
  /// @param use_wfr whether slices of coupled neurons are repeated
  /// @param wfr tolerance, most iterations, interval (ms) and order of interpolation of these
  /// @param eprop interval of updates (ms), learning window (ms), and 1 if neurons begin anew with
  ///   each interval, else 0
  public void open(
      double resolution,
      long tics_per_ms,
      long rng_seed,
      int threads,
      boolean use_wfr,
      double[] wfr,
      double[] eprop) {
    this.resolution = resolution;
    int cores = Runtime.getRuntime().availableProcessors();
    simulator =
        Simulator.builder()
            .models(models)
            .resolution(Names.ms(resolution))
            .ticsPerMs(tics_per_ms)
            .print_time(false)
            .seed(rng_seed)
            .threads(threads == 0 ? cores : Math.min(threads, cores))
            .use_wfr(use_wfr)
            .wfr_tol(wfr[0])
            .wfr_max_iterations((int) wfr[1])
            .wfr_comm_interval(Names.ms(wfr[2]))
            .wfr_interpolation_order((int) wfr[3])
            .learningIntervals(Names.ms(eprop[0]), Names.ms(eprop[1]), eprop[2] != 0)
            .build();
  }

  Simulator network() {
    return Objects.requireNonNull(simulator, "open");
  }

  /// Draws random numbers from another seed from now on.
  public void seed(long rng_seed) {
    network().seed(rng_seed);
  }

  /// Sets how coupled neurons iterate over each other's course from now on (waveform relaxation).
  ///
  /// @param wfr tolerance, most iterations, interval (ms) and order of interpolation
  /// @throws BadInput if the order changes once the network has been simulated
  public void relax(double[] wfr) {
    network().wfr(wfr[0], (int) wfr[1], Names.ms(wfr[2]), (int) wfr[3]);
  }

  /// Sets whether multimeters show samples of the last slice only after the simulation has
  /// continued.
  public void collectSamplesLater(boolean later) {
    network().collectSamplesLater(later);
  }

  /// Refuses delays outside of a range (ms) from now on.
  public void delays(double min_delay, double max_delay) {
    network().delays(min_delay, max_delay);
  }

  /// Number of nodes.
  public int size() {
    return network().size();
  }

  /// Refuses to go on after a run that has failed.
  public void requireWhole() {
    if (simulator != null) simulator.requireWhole();
  }

  /// Where the files of recorders go from the next simulation on.
  public void recordTo(String data_path, String data_prefix, boolean overwrite_files) {
    network().recordTo(Path.of(data_path), data_prefix, overwrite_files);
  }

  /// Sets defaults of a model of synapses.
  public void setDefaults(String model, String[] names, Object[] values) {
    requireWhole();
    presets.set(model, Presets.values(names, values));
  }

  /// Sets defaults of a model of nodes.
  ///
  /// @param resolution the resolution that the network has or will have (ms)
  /// @param tics_per_ms the tics in a millisecond that it has or will have
  /// @throws BadInput if no node could be created with them
  public void setDefaults(
      String model, String[] names, Object[] values, double resolution, long tics_per_ms) {
    NodeModel changed = presets.node(model).with(Presets.values(names, values));
    trials.at(resolution, tics_per_ms).require(changed);
    requireWhole();
    presets.put(model, changed);
  }

  /// The same of defaults that are numbers.
  public void setDefaults(
      String model, String[] names, double[] numbers, double resolution, long tics_per_ms) {
    setDefaults(model, names, Presets.boxed(numbers), resolution, tics_per_ms);
  }

  /// Makes a model with defaults of its own, which are numbers.
  ///
  /// @throws BadInput if the name is that of a model of the network
  public void copyModel(String existing, String name, String[] names, double[] numbers) {
    copyModel(existing, name, names, Presets.boxed(numbers));
  }

  /// Makes a model with defaults of its own.
  ///
  /// @throws BadInput if the name is that of a model of the network
  public void copyModel(String existing, String name, String[] names, Object[] values) {
    requireWhole();
    if (models.contains(name)) {
      throw new BadInput(
          BadInput.Kind.MODEL_EXISTS,
          "'%s' is the name of a model; choose another".formatted(name));
    }
    presets.copy(existing, name, Presets.values(names, values));
  }

  /// Creates `n` nodes with the model's defaults.
  public void create(String model, int n) {
    create(model, n, new String[0], new Object[0]);
  }

  /// A model of nodes with its defaults.
  NodeModel preset(String model) {
    return presets.node(model);
  }

  /// A model of synapses with its defaults.
  Synapse presetSynapse(String model) {
    return presets.synapse(model);
  }

  /// Notes that nodes were created, which counts for how long a step takes.
  void created(NodeModel model, int n) {
    pace.add(model.model(), n);
  }

  /// Creates `n` nodes.
  public NodeCollection create(String model, int n, String[] names, Object[] values) {
    NodeModel preset = presets.node(model);
    NodeCollection made =
        network()
            .create(names.length == 0 ? preset : preset.with(Presets.values(names, values)), n);
    pace.add(preset.model(), n);
    return made;
  }

  /// Creates `n` nodes with parameters that are numbers.
  public void createWith(String model, int n, String[] names, double[] numbers) {
    create(model, n, names, Presets.boxed(numbers));
  }

  /// Creates nodes of which each has values of its own, beyond those of all.
  ///
  /// @param each for each node the names and the values, as a `String[]` and an `Object[]`
  public NodeCollection create(String model, String[] names, Object[] values, Object[][] each) {
    List<Map<String, Object>> own = new ArrayList<>();
    for (Object[] one : each) own.add(Presets.values((String[]) one[0], (Object[]) one[1]));
    NodeModel preset = presets.node(model);
    NodeCollection made = network().create(preset.with(Presets.values(names, values)), own);
    pace.add(preset.model(), each.length);
    return made;
  }

  /// `n` nodes with consecutive ids.
  public NodeCollection nodes(int first, int n) {
    return network().nodes().slice(first - 1, first - 1 + n);
  }

  /// The nodes with these ids, which must ascend.
  public NodeCollection nodes(int[] ids) {
    return network().nodes(ids);
  }

  /// The values of parameters of nodes of one model, for each parameter an array.
  public Object[] get(NodeCollection nodes, String[] names) {
    Object[] columns = new Object[names.length];
    for (int p = 0; p < names.length; p++) {
      Object[] column = new Object[nodes.size()];
      for (int i = 0; i < column.length; i++) {
        column[i] = network().nodes(nodes.id(i)).value(names[p]);
      }
      columns[p] = column;
    }
    return columns;
  }

  /// The values of parameters of neurons of one model, one parameter after the other.
  public double[] numbers(NodeCollection nodes, String[] names) {
    int n = nodes.size();
    double[] all = new double[names.length * n];
    for (int p = 0; p < names.length; p++) {
      System.arraycopy(nodes.get(names[p]), 0, all, p * n, n);
    }
    return all;
  }

  /// The value of a parameter of one node that is a number; a flag is 0 or 1.
  public double number(int node, String name) {
    return network().nodes(node).get(name)[0];
  }

  /// The value of a parameter of one node.
  public Object value(int node, String name) {
    return network().nodes(node).value(name);
  }

  /// What a multimeter can record of one node.
  public String[] recordables(int node) {
    return network().nodes(node).recordables().toArray(String[]::new);
  }

  /// The value of a parameter of one node that is a text.
  public String text(int node, String name) {
    return (String) network().nodes(node).value(name);
  }

  /// Sets a parameter of `n` nodes with consecutive ids to a number.
  public void set(int first, int n, String name, double number) {
    new NodeChanges(network()).add(nodes(first, n), Map.of(name, number)).make();
  }

  /// Sets parameters of nodes, all or none.
  public void set(NodeCollection nodes, String[] names, Object[] values) {
    new NodeChanges(network()).add(nodes, Presets.values(names, values)).make();
  }

  /// Sets parameters of several collections of nodes that do not overlap, all or none.
  ///
  /// @param changes for each collection the nodes, names, values, and the beginning of an error's
  ///   message
  public void set(Object[][] changes) {
    NodeChanges all = new NodeChanges(network());
    for (Object[] change : changes) {
      try {
        all.add(
            (NodeCollection) change[0], Presets.values((String[]) change[1], (Object[]) change[2]));
      } catch (BadInput e) {
        throw new BadInput(e.kind(), change[3] + e.getMessage(), e);
      }
    }
    all.make();
  }

  /// Sets parameters of connections, all or none.
  public static void set(Connections connections, String[] names, Object[] values) {
    connections.set(Presets.values(names, values));
  }

  /// Refuses what [#set(Connections, String[], Object[])] would refuse.
  ///
  /// @param later how many values will have been set before these
  public static void require(Connections connections, String[] names, Object[] values, int later) {
    connections.require(Presets.values(names, values), later);
  }

  /// A synapse model with these parameters.
  public Synapse synapse(String model, String[] names, Object[] values) {
    return synapse(model, Presets.values(names, values));
  }

  Synapse synapse(String model, Map<String, Object> values) {
    return Presets.with(presets.synapse(model), values);
  }

  /// The length of a time step (ms).
  double resolution() {
    return resolution;
  }

  /// The synapses from some nodes onto some neurons.
  ///
  /// @param model name of the synapse model, or empty for any
  public Connections connections(NodeCollection sources, NodeCollection targets, String model) {
    return model.isEmpty()
        ? network().connections(sources, targets)
        : network().connections(sources, targets, presets.synapse(model));
  }

  /// The same as far as they have been built, where there are several processes, of which one may
  /// ask alone.
  public Connections builtConnections(NodeCollection sources, NodeCollection targets, String name) {
    return network().builtConnections(sources, targets, name);
  }

  /// The connections of devices, likewise.
  public DeviceConnections deviceConnections(
      NodeCollection sources, NodeCollection targets, String model) {
    return network().deviceConnections(sources, targets, model);
  }

  /// A number that changes whenever synapses are made or taken out, or move in the tables.
  public int version() {
    return network().tablesVersion();
  }

  /// Number of synapses of a model, or of all if the name is empty.
  public long synapses(String model) {
    if (simulator == null) return 0;
    Map<String, Long> all = network().synapses();
    if (!model.isEmpty()) return all.getOrDefault(model, 0L);
    return all.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Opens files and builds tables.
  public void prepare() {
    network().prepare();
  }

  /// Simulates for `ms` milliseconds: at once where that is soon done on this process alone, else
  /// in a thread of its own (see [#ended]); returns whether it has ended.
  ///
  /// @throws myelin.engine.base.BadInput if the simulation was refused
  public boolean simulate(double ms) {
    spikesBefore = network().ownSpikeCount();
    return resume(ms);
  }

  /// Simulates on after [#stop]: spikes count with those before.
  public boolean resume(double ms) {
    Pace now = pace;
    double work = now.work(ms / resolution);
    if (network().ranks().isAlone() && now.expected(work) <= SHORT_S) {
      task = null;
      long begin = System.nanoTime();
      network().simulate(ms);
      now.took(work, System.nanoTime() - begin);
      return true;
    }
    network().prepare(); // so that what is impossible is refused here
    task = new Task(network(), ms, nanos -> now.took(work, nanos));
    return false;
  }

  /// Waits for the end of the simulation, but not longer than `ms`; returns whether it has come.
  ///
  /// @throws myelin.engine.base.BadInput if the simulation was refused
  /// @throws IllegalStateException if it failed
  public boolean ended(long ms) throws InterruptedException {
    Task running = task;
    if (running == null) return true;
    boolean over = true; // a failure is reported once
    try {
      over = running.ended(ms);
    } finally {
      if (over) task = null;
    }
    return over;
  }

  /// Ends the simulation after the present slice.
  public void stop() {
    network().stop();
  }

  /// The simulated time that is left of a simulation that was stopped (ms).
  public double left() {
    return network().left();
  }

  /// Ends a simulation in a thread of its own after the present slice, to be gone on with by
  /// [#resume], but does not wait for that longer than `ms`.
  ///
  /// @return the simulated time that is left (ms); 0 if there is no such simulation, -1 if it has
  ///   not ended yet
  public double pause(long ms) throws InterruptedException {
    if (task == null) return 0;
    stop();
    return ended(ms) ? network().left() : -1;
  }

  /// Saves the network to a file.
  ///
  /// @throws myelin.engine.base.BadInput if it cannot be written
  public void save(String file) {
    network().save(Path.of(file));
  }

  /// Simulated time so far (ms); during a simulation, about that.
  public double time() {
    return network().time();
  }

  /// What a recorder holds.
  public Events events(NodeCollection recorder) {
    return network().events(recorder);
  }

  /// The senders of the spikes that a spike recorder holds, then their times (ms); null where it
  /// holds more than that (see [Recorded#spikes]) or as many as `most`.
  public double @Nullable [] spikes(int recorder, int most) {
    return Recorded.spikes(network(), recorder, most);
  }

  /// Senders and times of the spikes that a spike recorder has written to its file.
  public Object[] written(NodeCollection recorder) {
    var spikes = network().spikes(recorder);
    return new Object[] {new String[0], spikes.senders(), spikes.times(), new double[0]};
  }

  /// The file to which a recorder's next records go, or an empty text.
  public String filename(NodeCollection recorder) {
    return network().filename(recorder).map(Path::toString).orElse("");
  }

  /// Simulated time (ms), smallest and largest delay (ms), spikes fired in the last simulation,
  /// seconds spent to create, connect and simulate, 1 if there are spikes off the grid, else 0, and
  /// the time at which the last slice began (ms).
  public double[] state() {
    double[] all = counters();
    all[1] = network().min_delay();
    all[2] = network().max_delay();
    return all;
  }

  /// The same without the delays, for which connections may have to be built.
  public double[] counters() {
    Timers timers = network().timers();
    return new double[] {
      network().time(),
      Double.NaN,
      Double.NaN,
      network().ownSpikeCount() - spikesBefore,
      timers.time_construction_create(),
      timers.time_construction_connect(),
      timers.time_simulate(),
      network().off_grid_spiking() ? 1 : 0,
      network().sliceBegin()
    };
  }

  /// Ends the network; what was recorded is in the files.
  @Override
  public void close() {
    trials.close();
    if (simulator != null) simulator.close();
  }
}
