package myelin.sonata;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.Result;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.jspecify.annotations.Nullable;

/// A network of point neurons in SONATA's format; NEST's `SonataNetwork`.
///
/// ```java
/// var network = SonataNetwork.read(Path.of("circuit_config.json"), Path.of("simulation_config.json"));
/// try (var sim = Simulator.builder().resolution(ms(network.resolution())).build()) {
///   network.create(sim);
///   network.connect();
///   network.simulate();
/// }
/// ```
///
/// The configuration has the sections `networks`, `components`, `run`, and for virtual nodes
/// `inputs`; spikes and reports are written as `output` and `reports` say. Nodes of `model_type`
/// `point_neuron` and `point_process` become neurons, those of `virtual` become
/// `spike_train_injector`s, whose spikes are put on the grid at the end of their step. Weights and
/// delays (ms) of edges are those of the file in HDF5 where it has them, then those of
/// `dynamics_params`, then those of the types.
///
/// Dai K et al. (2020) The SONATA data format for efficient description of large-scale network
/// models. PLOS Computational Biology 16(2): e1007696. https://doi.org/10.1371/journal.pcbi.1007696
public final class SonataNetwork {

  private final Config config;
  private final Map<String, NodePopulation> populations = new LinkedHashMap<>();
  private final List<EdgePopulation> edges = new ArrayList<>();
  private final Map<String, List<double[]>> trains = new LinkedHashMap<>();
  private final Map<String, NodeCollection> nodes = new LinkedHashMap<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private @Nullable Simulator simulator;
  private @Nullable ModelSource models;
  private @Nullable Recording recording;
  private boolean connected;

  private SonataNetwork(Config config) {
    this.config = config;
    String target = config.has("target_simulator") ? config.entry("target_simulator") : "NEST";
    if (!target.equals("NEST")) {
      throw Config.bad(
          "%s = %s; Myelin builds networks for NEST"
              .formatted(config.where("target_simulator"), target));
    }
    resolution();
    Path neuronFiles = folder("point_neuron_models_dir");
    for (Section section : sections("networks/nodes")) {
      Path file = section.file("nodes_file");
      for (NodePopulation p :
          NodePopulation.read(file, section.file("node_types_file"), neuronFiles)) {
        NodePopulation before = populations.putIfAbsent(p.name(), p);
        if (before == null) continue;
        throw new BadInput(
            BadInput.Kind.FILE,
            "%s: /nodes/%s has the name of nodes of %s".formatted(file, p.name(), before.file()));
      }
    }
    Path synapseFiles = folder("synaptic_models_dir");
    for (Section section : config.list("networks/edges")) {
      if (!section.enabled()) continue;
      edges.addAll(
          EdgePopulation.read(
              section.file("edges_file"),
              section.file("edge_types_file"),
              synapseFiles,
              Collections.unmodifiableMap(populations)));
    }
    NodeSets sets = new NodeSets(config, populations);
    for (NodePopulation p : populations.values()) {
      if (p.virtual()) trains.put(p.name(), SpikeTrains.read(config, sets, p));
    }
  }

  private List<Section> sections(String path) {
    List<Section> found = config.list(path);
    if (!found.isEmpty()) return found;
    throw Config.bad(config.where(path) + " must list files");
  }

  private @Nullable Path folder(String setting) {
    if (!config.has("components")) return null;
    Section components = config.section("components");
    return components.get(setting) == null ? null : components.file(setting);
  }

  /// Reads a network, and checks all of its files; nothing in them is run.
  ///
  /// @param config a configuration in JSON; where it has no `networks`, but names a `network`, that
  ///   file is read, too
  /// @throws BadInput if a file is missing, cannot be read or is wrong, with its name and, of files
  ///   in HDF5, the path of the group or dataset
  public static SonataNetwork read(Path config) {
    Config read = Config.read(config);
    if (read.has("network") && !read.has("networks")) {
      return new SonataNetwork(Config.read(read.path("network")).with(read));
    }
    return new SonataNetwork(read);
  }

  /// The same of two configurations, of the network and of the simulation, whose sections go before
  /// those of the first.
  public static SonataNetwork read(Path config, Path simulation) {
    return new SonataNetwork(Config.read(config).with(Config.read(simulation)));
  }

  /// The configuration in JSON, with the variables of its manifest filled in.
  public String config() {
    return config.text();
  }

  /// The resolution that the configuration asks for, `run.dt` (ms).
  ///
  /// @throws BadInput if it asks for none
  public double resolution() {
    return positive("dt");
  }

  /// How long [#simulate()] simulates, `run.tstop` or `run.duration` (ms).
  ///
  /// @throws BadInput if the configuration does not say it
  public double duration() {
    return positive(config.section("run").get("tstop") == null ? "duration" : "tstop");
  }

  private double positive(String setting) {
    Section run = config.section("run");
    double ms = run.number(setting, Double.NaN);
    if (ms > 0) return ms;
    throw Double.isNaN(ms)
        ? Config.bad(run.where(setting) + " is missing")
        : run.bad(setting, ms + " ms; it must be above 0");
  }

  /// Number of edges.
  public long edges() {
    return edges.stream().mapToLong(EdgePopulation::size).sum();
  }

  /// Creates the nodes in a simulator whose resolution is that of the configuration.
  ///
  /// @return the nodes of each population by its name; number `i` is the node with id `i`
  /// @throws BadInput if a model is unknown, does not take the parameters, or the resolution
  ///   differs; nothing is created then
  public Map<String, NodeCollection> create(Simulator simulator) {
    if (Math.abs(simulator.resolution() - resolution()) > 1e-9) {
      throw Config.bad(
          "%s = %s ms, but the simulator's resolution is %s ms: build it with resolution(ms(network.resolution()))"
              .formatted(config.section("run").where("dt"), resolution(), simulator.resolution()));
    }
    return create(simulator, ModelSource.of(simulator));
  }

  /// The same with models from elsewhere, in a simulator of any resolution.
  public Map<String, NodeCollection> create(Simulator simulator, ModelSource models) {
    if (this.simulator != null) throw Config.bad("the nodes of the network are there already");
    NodeCreator creator = new NodeCreator(simulator, models);
    populations.values().forEach(p -> creator.require(p, trains.get(p.name())));
    for (NodePopulation p : populations.values()) {
      nodes.put(p.name(), creator.create(p, trains.get(p.name())));
      stretches.addAll(p.stretches());
    }
    trains.clear();
    this.simulator = simulator;
    this.models = models;
    return nodes();
  }

  /// The nodes of each population by its name; empty before [#create(Simulator)].
  public Map<String, NodeCollection> nodes() {
    return Collections.unmodifiableMap(nodes);
  }

  /// Makes the synapses.
  public void connect() {
    connect(EdgePopulation.SLAB);
  }

  /// The same, reading so many edges at a time; NEST's `hdf5_hyperslab_size`. All edges are read
  /// and checked before anything is connected.
  ///
  /// @throws BadInput if a synapse model is unknown or cannot be used so, a value is not allowed, a
  ///   target has no such receptor, or the nodes are not there yet; nothing is connected then
  public void connect(int edgesAtATime) {
    Simulator to = created("connected");
    if (connected) throw Config.bad("the network is connected already");
    if (edgesAtATime < 1) {
      throw Config.bad("%d edges at a time: there must be at least one".formatted(edgesAtATime));
    }
    List<EdgeConnector> connectors = new ArrayList<>();
    for (EdgePopulation population : edges) {
      connectors.add(new EdgeConnector(to, source(), population));
    }
    List<Synapse.Pairs> all = new ArrayList<>();
    connectors.forEach(c -> all.addAll(c.list(populations, nodes, edgesAtATime)));
    to.connect(all);
    connected = true;
  }

  /// Has all that `output` and `reports` ask for recorded from now on: the spikes of all neurons,
  /// and what reports name. [#simulate()] does so by itself where there is an `output`.
  ///
  /// @throws BadInput if a section is wrong, or the nodes are not there yet; nothing is created
  ///   then
  public void record() {
    Simulator of = created("recorded");
    if (recording != null) throw Config.bad("the network is recorded already");
    Map<String, NodeCollection> neurons = new LinkedHashMap<>();
    nodes.forEach((name, made) -> {
      NodePopulation population = populations.get(name);
      if (population != null && !population.virtual()) neurons.put(name, made);
    });
    Recording wanted = new Recording(config, populations, neurons, of, source());
    stretches.addAll(wanted.start(source()));
    recording = wanted;
  }

  /// Simulates for [#duration()], and writes what `output` and `reports` ask for.
  ///
  /// @throws BadInput if the nodes are not there yet, or the edges are not connected, a section is
  ///   wrong, or a file cannot be written
  public Result simulate() {
    Simulator of = created("simulated");
    if (!connected && edges() > 0) {
      throw Config.bad(
          "the network cannot be simulated yet: connect its %,d edges first".formatted(edges()));
    }
    double ms = duration();
    if (recording == null && config.has("output")) record();
    Result result = of.simulate(ms);
    write();
    return result;
  }

  /// Writes all that was recorded so far.
  ///
  /// @return the files; none if nothing is recorded
  /// @throws BadInput if one cannot be written
  public List<Path> write() {
    return recording == null ? List.of() : recording.write();
  }

  private Simulator created(String what) {
    if (simulator != null) return simulator;
    throw Config.bad("the network cannot be %s yet: create its nodes first".formatted(what));
  }

  private ModelSource source() {
    if (models != null) return models;
    throw new IllegalStateException("no nodes");
  }

  /// The nodes that the network has created, recorders included, in order of their ids.
  public List<Stretch> stretches() {
    return Collections.unmodifiableList(stretches);
  }
}
