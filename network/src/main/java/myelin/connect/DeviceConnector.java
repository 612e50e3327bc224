package myelin.connect;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import myelin.connect.recipe.Recipes;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Output;
import myelin.engine.device.DriveSource;
import myelin.engine.device.Multimeter;
import myelin.engine.device.SpikeReceiver;
import myelin.engine.device.ThirdNode;
import myelin.engine.kernel.Kernel;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;
import myelin.value.Quantity;

/// Connects devices: stimulators to neurons, neurons to recorders, multimeters to what they record.
final class DeviceConnector {

  /// Room for connections at first: a call seldom makes more.
  private static final int FEW = 16;

  private final Kernel kernel;
  private final Map<Integer, BitSet> recorded = new LinkedHashMap<>();
  private final DeviceConnections.Log log;

  DeviceConnector(Kernel kernel) {
    this.kernel = kernel;
    log = new DeviceConnections.Log(kernel);
  }

  /// Synapses of a call, or those of one of its sources, while they are collected.
  private static final class Edges {
    private int size;
    private int[] source = new int[8];
    private int[] node = new int[8];
    private double[] weight = new double[8];
    private int[] delay = new int[8];

    void add(int from, int to, double w, int steps) {
      if (size == node.length) {
        source = Arrays.copyOf(source, 2 * size);
        node = Arrays.copyOf(node, 2 * size);
        weight = Arrays.copyOf(weight, 2 * size);
        delay = Arrays.copyOf(delay, 2 * size);
      }
      source[size] = from;
      node[size] = to;
      weight[size] = w;
      delay[size++] = steps;
    }

    int[] nodes() {
      return Arrays.copyOf(node, size);
    }

    /// The weight of each, or one for all.
    double[] weights() {
      int alike = 1;
      while (alike < size && weight[alike] == weight[0]) alike++;
      return Arrays.copyOf(weight, alike == size ? 1 : size);
    }

    /// The delay of each, or one for all.
    int[] delays() {
      int alike = 1;
      while (alike < size && delay[alike] == delay[0]) alike++;
      return Arrays.copyOf(delay, alike == size ? 1 : size);
    }

    double[] delaysInMs(Kernel kernel) {
      return Arrays.stream(delays()).mapToDouble(kernel.grid()::ms).toArray();
    }

    /// Those of each source, in the order in which sources come.
    Map<Integer, Edges> bySource() {
      Map<Integer, Edges> all = new LinkedHashMap<>();
      for (int e = 0; e < size; e++) {
        all.computeIfAbsent(source[e], s -> new Edges())
            .add(source[e], node[e], weight[e], delay[e]);
      }
      return all;
    }

    /// Whether all are onto one node, with one weight and one delay, from sources that ascend.
    boolean areAlike() {
      for (int e = 1; e < size; e++) {
        if (source[e] <= source[e - 1] || node[e] != node[0]) return false;
        if (weight[e] != weight[0] || delay[e] != delay[0]) return false;
      }
      return size > 0;
    }
  }

  /// All connections made here.
  DeviceConnections.Log log() {
    return log;
  }

  /// Refuses labels, which connections of devices do not have.
  private static void requireNoLabel(Synapse synapse) {
    Quantity<?> label = synapse.values().get(SynapseModel.LABEL);
    if (label == null || (label.isNumber() && label.number() < 0)) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "%s: connections of generators and recorders have no %s; leave it out"
            .formatted(synapse.name(), SynapseModel.LABEL));
  }

  /// Checks the connections of a plan and returns what makes them.
  ///
  /// @param model number of the synapse model
  /// @param neurons does the same for those that go through tables
  /// @param told takes the number of connections that were made here
  Runnable plan(
      Connector.Plan plan,
      int model,
      Function<Connector.Plan, Runnable> neurons,
      LongConsumer told) {
    if (plan.synapse().model().plastic()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s connects neurons only: %s to %s cannot be plastic"
              .formatted(
                  plan.synapse().name(),
                  kernel.model(plan.sources().at(0)).name(),
                  kernel.model(plan.targets().at(0)).name()));
    }
    requireNoLabel(plan.synapse());
    Edges all = new Edges();
    Synapses values = new Synapses(plan.synapse(), kernel, plan.draws());
    Recipe.Cursor cursor = plan.recipe().open(Recipes.ALL);
    EdgeBatch batch = new EdgeBatch(FEW);
    while (cursor.next(batch)) {
      values.fill(batch);
      for (int e = 0; e < batch.size(); e++) {
        all.add(batch.source(e), batch.target(e), batch.weight(e), batch.delay(e));
      }
      batch.clear();
    }
    if (areRecorded(all)) return recordAll(all, model, plan.synapse(), told);
    Map<Integer, Edges> bySource = all.bySource();
    Map<Integer, IntSupplier> actions = new LinkedHashMap<>();
    long[] made = {0};
    bySource.forEach(
        (source, edges) -> actions.put(source, action(source, edges, plan, made, neurons)));
    return () -> {
      actions.forEach((source, action) -> {
        Edges edges = Objects.requireNonNull(bySource.get(source));
        log(source, edges, model, plan.synapse().receptor(), action.getAsInt());
      });
      told.accept(made[0]);
    };
  }

  /// Whether all connections are alike, from neurons that fire to one device.
  private boolean areRecorded(Edges all) {
    if (!all.areAlike() || kernel.isNeuron(all.node[0])) return false;
    for (int e = 0; e < all.size; e++) {
      int source = all.source[e];
      if (!kernel.isNeuron(source) || kernel.output(source) != Output.SPIKES) return false;
    }
    return true;
  }

  /// Makes such connections all at once: there may be a million.
  private Runnable recordAll(Edges all, int model, Synapse synapse, LongConsumer told) {
    int target = all.node[0];
    for (int e = 0, before = -1; e < all.size; e++) {
      int one = kernel.modelIndex(all.source[e]);
      if (one != before) requireRecorder(all.source[e], target, synapse);
      before = one;
    }
    SpikeReceiver receiver = kernel.device(target, SpikeReceiver.class).orElseThrow();
    int receptor = synapse.receptor();
    var connection = new SpikeReceiver.Connection(all.weight[0], receptor, all.delay[0]);
    int[] sources = Arrays.copyOf(all.source, all.size);
    double ms = kernel.grid().ms(connection.delay());
    return () -> {
      kernel.record(receiver, connection, sources);
      BitSet heard = recorded.computeIfAbsent(target, r -> new BitSet());
      for (int source : sources) {
        heard.set(source);
        log.add(
            source, target, model, receptor, connection.weight(), ms, DeviceConnections.Log.NONE);
      }
      told.accept(sources.length);
    };
  }

  /// Number of connections on this rank, made with model number `model`.
  long made(SynapseNames names, int model) {
    return kernel.ranks().isAlone() ? names.devices(model) : log.count(model);
  }

  /// Refuses to connect multimeters by several synapses at once.
  void requireNoMeter(Ids sources) {
    for (int i = 0; i < sources.size(); i++) {
      int id = sources.at(i);
      if (kernel.device(id, Multimeter.class).isEmpty()) continue;
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s %d is to be connected by several synapses; once is enough"
              .formatted(kernel.model(id).name(), id));
    }
  }

  private void log(int source, Edges edges, int model, int receptor, int driving) {
    boolean spikes = kernel.output(source) == Output.SPIKES;
    for (int e = 0; e < edges.size; e++) {
      int target = edges.node[e];
      if (spikes && kernel.isNeuron(target)) continue;
      double ms = kernel.grid().ms(edges.delay[e]);
      log.add(source, target, model, receptor, edges.weight[e], ms, driving);
    }
  }

  /// Checks the connections of one source and returns what makes them; that gives the kernel's
  /// number of the group, if the source is a stimulator.
  private IntSupplier action(
      int source,
      Edges edges,
      Connector.Plan plan,
      long[] made,
      Function<Connector.Plan, Runnable> neurons) {
    int[] targets = edges.nodes();
    made[0] += targets.length;
    Optional<Multimeter> meter = kernel.device(source, Multimeter.class);
    if (meter.isPresent()) return unnumbered(probe(meter.get(), targets, edges.delays()));
    Output output = kernel.output(source);
    if (output == Output.NOTHING) throw wrongWay(source, targets[0]);
    if (output == Output.RATE) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s sends rates, which %s does not carry; connect it to rate neurons by rate_connection_delayed"
              .formatted(kernel.model(source).name(), plan.synapse().name()));
    }
    int neuronTargets = 0;
    for (int target : targets) if (kernel.isNeuron(target)) neuronTargets++;
    if (neuronTargets == 0) return unnumbered(record(source, edges, plan.synapse()));
    if (neuronTargets < targets.length) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "targets are both neurons and devices; connect them in two calls");
    }
    Ids ids = Ids.sorted(targets.clone());
    if (output == Output.SPIKES) {
      int[] sources = new int[targets.length];
      Arrays.fill(sources, source);
      Recipe pairs = Recipes.explicit(sources, targets);
      Connector.Plan own =
          new Connector.Plan(
              Ids.range(source, 1),
              Ids.range(source, 1),
              kernel.samples(targets),
              pairs,
              plan.rule(),
              false,
              plan.synapse()
                  .with("weight", single(edges.weights()))
                  .with("delay", single(edges.delaysInMs(kernel))),
              plan.draws());
      made[0] -= targets.length;
      Receptors.number(kernel, ids, plan.synapse(), false);
      return unnumbered(neurons.apply(own));
    }
    DriveSource driver = kernel.device(source, DriveSource.class).orElseThrow();
    boolean current = output == Output.CURRENT;
    int receptor = Receptors.number(kernel, ids, plan.synapse(), current);
    return () -> kernel.drive(driver, targets, edges.weights(), edges.delays(), receptor);
  }

  private static IntSupplier unnumbered(Runnable action) {
    return () -> {
      action.run();
      return DeviceConnections.Log.NONE;
    };
  }

  /// A number, or an array of several.
  private static Object single(double[] numbers) {
    return numbers.length == 1 ? (Object) numbers[0] : (Object) numbers;
  }

  private Runnable probe(Multimeter meter, int[] targets, int[] delays) {
    int[] sorted = targets.clone();
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw new BadInput(
            BadInput.Kind.CONNECTION,
            "node %d is to be connected twice to %s %d; once is enough"
                .formatted(sorted[i], meter.model().name(), meter.id()));
      }
    }
    Ids ids = Ids.list(sorted);
    kernel.requireProbe(meter, ids);
    return () -> kernel.probe(meter, ids, delays);
  }

  private Runnable record(int source, Edges edges, Synapse synapse) {
    int[] targets = edges.nodes();
    for (int target : targets) requireRecorder(source, target, synapse);
    return () -> {
      for (int e = 0; e < targets.length; e++) {
        var connection =
            new SpikeReceiver.Connection(edges.weight[e], synapse.receptor(), edges.delay[e]);
        SpikeReceiver receiver = kernel.device(targets[e], SpikeReceiver.class).orElseThrow();
        kernel.record(receiver, connection, source);
        recorded.computeIfAbsent(targets[e], r -> new BitSet()).set(source);
      }
    };
  }

  /// Refuses to connect a node to a device that does not take its spikes, or to a receptor that
  /// this lacks.
  private void requireRecorder(int source, int target, Synapse synapse) {
    SpikeReceiver r =
        kernel.device(target, SpikeReceiver.class).orElseThrow(() -> wrongWay(source, target));
    if (synapse.receptor() >= r.receptors()) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_RECEPTOR,
          "Receptor type %d is not available in %s; it has %s"
              .formatted(
                  synapse.receptor(),
                  kernel.model(target).name(),
                  r.receptors() == 1 ? "0 only" : "0 to " + (r.receptors() - 1)));
    }
    if (!kernel.firesAsNeuron(source) && kernel.device(target, ThirdNode.class).isPresent()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s cannot be connected to %s, which hears neurons only: put a parrot_neuron between them"
              .formatted(kernel.model(source).name(), kernel.model(target).name()));
    }
    if (kernel.output(source) != Output.CURRENT) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "%s sends no spikes to record; its current is recorded by a multimeter, connected to it"
            .formatted(kernel.model(source).name()));
  }

  private BadInput wrongWay(int source, int target) {
    return new BadInput(
        BadInput.Kind.CONNECTION,
        "%s cannot be connected to %s. Multimeters are connected to what they record, other nodes to spike recorders"
            .formatted(kernel.model(source).name(), kernel.model(target).name()));
  }

  void save(CheckpointWriter out) throws IOException {
    out.put(recorded.size());
    for (Map.Entry<Integer, BitSet> e : recorded.entrySet()) {
      out.put(e.getKey());
      out.put(e.getValue().toLongArray());
    }
    log.save(out);
  }

  void load(CheckpointReader in, int names) throws IOException {
    for (int n = in.whole(); n > 0; n--) recorded.put(in.whole(), BitSet.valueOf(in.wides()));
    log.load(in, names);
  }

  /// Number of different nodes that a spike recorder hears.
  int heard(int recorder) {
    BitSet heard = recorded.get(recorder);
    return heard == null ? 0 : heard.cardinality();
  }
}
