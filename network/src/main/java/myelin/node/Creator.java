package myelin.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Memory;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.kernel.Frozen;
import myelin.engine.kernel.Kernel;
import myelin.engine.neuron.NeuronModel;
import myelin.models.loops.VectorUse;
import myelin.parameter.Freezing;
import myelin.parameter.Parameters;
import myelin.space.Layers;
import myelin.space.Positions;
import org.jspecify.annotations.Nullable;

/// Creates nodes and knows the names that their models were given.
public final class Creator {

  private static final double BYTES_PER_NEURON = 200;

  private final Kernel kernel;
  private final Parameters parameters;
  private final ModelRegistry models;
  private final VectorUse demand;
  private final CustomNames names = new CustomNames();
  private final Layers layers = new Layers();
  private final BitSet begins = new BitSet();
  private double seconds;

  /// Creates nodes of `kernel`, of these models; notes in `demand` which models there are.
  public Creator(Kernel kernel, Parameters parameters, ModelRegistry models, VectorUse demand) {
    this.models = models;
    this.kernel = kernel;
    this.parameters = parameters;
    this.demand = demand;
  }

  /// Creates `n` nodes; all values are checked before there is any node.
  ///
  /// @param each the values of each node that differ from the model's; empty if no node has any
  public NodeCollection create(NodeModel model, int n, List<? extends Map<String, ?>> each) {
    return create(model, n, each, null);
  }

  /// The same for nodes at these places.
  public NodeCollection create(
      NodeModel model, int n, List<? extends Map<String, ?>> each, @Nullable Positions positions) {
    int before = parameters.calls();
    boolean made = false;
    try {
      List<Map<String, Object>> own = new ArrayList<>();
      for (Map<String, ?> one : each) own.add(new LinkedHashMap<>(one));
      Ids ids = make(positions == null ? model : model.at(positions), n, own);
      if (positions != null) layers.add(ids.at(0), positions);
      made = true;
      return new NodeCollection(this, ids);
    } finally {
      if (!made) parameters.calls(before);
    }
  }

  /// Refuses a model of which no node could be created now.
  ///
  /// @throws BadInput if a value is not allowed
  public void require(NodeModel model) {
    kernel.requireWhole();
    models.require(model.model());
    int before = parameters.calls();
    int id = kernel.size() + 1;
    try {
      switch (model.model()) {
        case NeuronModel m ->
            parameters.check(Parameters.shaped(m, model.values()), 1, id, model.values());
        case DeviceModel d -> parameters.checkDevice(d, 1, id, model.values(), List.of());
        default -> {}
      }
    } finally {
      parameters.calls(before);
    }
  }

  /// Whether several nodes from `id` on were created by one call.
  public boolean begins(int id) {
    return begins.get(id);
  }

  private Ids make(NodeModel model, int n, List<Map<String, Object>> each) {
    long begin = System.nanoTime();
    kernel.requireWhole();
    models.require(model.model());
    if (n < 1) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "create(%s, %d): at least one node must be created".formatted(model.name(), n));
    }
    if (n > Integer.MAX_VALUE - 64 - kernel.size()) {
      throw new BadInput(
          BadInput.Kind.MEMORY, "create(%s, %d): too many nodes".formatted(model.name(), n));
    }
    Memory.require(n * BYTES_PER_NEURON / kernel.ranks().size(), () -> "%,d nodes".formatted(n));
    int firstId = kernel.size() + 1;
    Map<String, Object> values = new LinkedHashMap<>(model.values());
    boolean[] frozen = Freezing.take(model.model(), n, values, each);
    Ids ids;
    if (model.model() instanceof NeuronModel m && each.stream().anyMatch(v -> hasList(m, v))) {
      ids = makeEach(m, values, firstId, each);
    } else if (model.model() instanceof NeuronModel m) {
      NeuronModel neuron = Parameters.shaped(m, values);
      var changes = parameters.check(neuron, n, firstId, values);
      var own = parameters.checkEach(neuron, firstId, changes, each);
      ids = kernel.create(neuron, n);
      demand.neurons(neuron, n);
      parameters.apply(ids, changes);
      for (int i = 0; i < own.size(); i++) {
        parameters.apply(Ids.range(firstId + i, 1), own.get(i));
      }
    } else {
      DeviceModel device = (DeviceModel) model.model();
      boolean any = IntStream.range(0, frozen.length).anyMatch(i -> frozen[i]);
      if (any) device.create(new Device.Site(kernel.grid(), 0, firstId)).requireFreezable();
      var own = parameters.checkDevice(device, n, firstId, values, each);
      for (int i = 0; i < n; i++) {
        kernel.create(device);
        parameters.setDevice(firstId + i, i, n, values, own);
      }
      parameters.calls(parameters.calls() + own.size());
      ids = Ids.range(firstId, n);
      demand.other(device);
    }
    if (n > 1) begins.set(firstId);
    parameters.done();
    for (int i = 0; i < frozen.length; i++) if (frozen[i]) new Frozen(kernel).put(ids.at(i), true);
    if (!model.name().equals(model.model().name())) names.add(ids, model.name());
    seconds += (System.nanoTime() - begin) * 1e-9;
    return ids;
  }

  private static boolean hasList(NeuronModel model, Map<String, Object> values) {
    return values.keySet().stream().anyMatch(name -> isList(model, name));
  }

  private static boolean isList(NeuronModel model, String name) {
    return Parameters.hasElements(model.requireParameter(name));
  }

  /// Creates neurons whose lists may differ in length from one to the next.
  private Ids makeEach(
      NeuronModel model, Map<String, Object> values, int firstId, List<Map<String, Object>> each) {
    List<NeuronModel> shapes = new ArrayList<>();
    List<List<Parameters.Change>> changes = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      Map<String, Object> own = new LinkedHashMap<>(values);
      own.putAll(each.get(i));
      try {
        shapes.add(Parameters.shaped(model, own));
        changes.add(parameters.check(shapes.get(i), 1, firstId + i, own));
      } catch (BadInput e) {
        throw Parameters.ofNode(firstId + i, e);
      }
      parameters.done();
    }
    for (int i = 0; i < each.size(); i++) {
      parameters.apply(kernel.create(shapes.get(i), 1), changes.get(i));
      demand.neurons(model, 1);
    }
    return Ids.range(firstId, each.size());
  }

  /// All nodes.
  public NodeCollection nodes() {
    return new NodeCollection(this, Ids.range(1, kernel.size()));
  }

  /// The nodes of these ids, in ascending order.
  ///
  /// @throws BadInput if there is no such node, or if ids do not ascend
  public NodeCollection nodes(int[] ids) {
    return NodeCollection.of(this, ids.clone());
  }

  /// Refuses nodes of another network.
  public void requireOwn(NodeCollection... collections) {
    for (NodeCollection nodes : collections) {
      if (nodes.creator() == this) continue;
      throw new BadInput(
          BadInput.Kind.UNKNOWN_NODE, "these nodes belong to another network: " + nodes);
    }
  }

  /// Where nodes are.
  public Layers layers() {
    return layers;
  }

  /// What reads and writes parameters of the nodes.
  Parameters parameters() {
    return parameters;
  }

  /// How many nodes there are.
  int size() {
    return kernel.size();
  }

  /// Time spent so far (s).
  public double seconds() {
    return seconds;
  }

  /// The name of the model that a node was created with.
  public String name(int id) {
    return names.of(id, kernel.model(id).name());
  }

  /// Writes the names of nodes, and how many calls have drawn values.
  public void save(CheckpointWriter out) throws IOException {
    names.save(out);
    out.put(parameters.calls());
    layers.save(out);
  }

  /// Takes up the nodes that a loaded kernel has.
  public void load(CheckpointReader in) throws IOException {
    names.load(in);
    parameters.calls(in.whole());
    layers.load(in, kernel.size());
    for (int id = 1; id <= kernel.size(); id++) {
      if (kernel.isNeuron(id)) demand.neurons(kernel.model(id), 1);
      else demand.other(kernel.model(id));
    }
  }
}
