package myelin;

import java.io.IOException;
import myelin.engine.BadInput;
import myelin.engine.CheckpointReader;
import myelin.engine.CheckpointWriter;
import myelin.engine.DeviceModel;
import myelin.engine.Ids;
import myelin.engine.Kernel;
import myelin.engine.Memory;
import myelin.engine.NeuronModel;
import myelin.models.loops.Demand;

/// Creates nodes and knows the names that their models were given.
final class Creator {

  private static final double BYTES_PER_NEURON = 200;

  private final Kernel kernel;
  private final Parameters parameters;
  private final Demand demand;
  private final CustomNames names = new CustomNames();
  private double seconds;

  Creator(Kernel kernel, Parameters parameters, Demand demand) {
    this.kernel = kernel;
    this.parameters = parameters;
    this.demand = demand;
  }

  /// Creates `n` nodes; all values are checked before any is there.
  Ids create(NodeModel model, int n) {
    long begin = System.nanoTime();
    kernel.requireWhole();
    if (n < 1) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "create(%s, %d): at least one node must be created".formatted(model.name(), n));
    }
    if (n > Integer.MAX_VALUE - 64 - kernel.size()) {
      throw new BadInput(
          BadInput.Kind.MEMORY, "create(%s, %d): too many nodes".formatted(model.name(), n));
    }
    Memory.require(n * BYTES_PER_NEURON, () -> "%,d nodes".formatted(n));
    int firstId = kernel.size() + 1;
    Ids ids;
    if (model.model() instanceof NeuronModel neuron) {
      var changes = parameters.check(neuron, n, firstId, model.values());
      ids = kernel.create(neuron, n);
      demand.neurons(neuron.name(), n);
      parameters.apply(ids, changes);
    } else {
      DeviceModel device = (DeviceModel) model.model();
      parameters.checkDevice(device, n, firstId, model.values());
      for (int i = 0; i < n; i++) {
        kernel.create(device);
        parameters.setDevice(firstId + i, i, n, model.values());
      }
      ids = Ids.range(firstId, n);
      demand.other(device.name());
    }
    parameters.done();
    if (!model.name().equals(model.model().name())) names.add(ids, model.name());
    seconds += Timers.since(begin);
    return ids;
  }

  /// Time spent so far [s].
  double seconds() {
    return seconds;
  }

  /// The name of the model that a node was created with.
  String name(int id) {
    return names.of(id, kernel.model(id).name());
  }

  void save(CheckpointWriter out) throws IOException {
    names.save(out);
    out.put(parameters.calls());
  }

  /// Takes up the nodes that a loaded kernel has.
  void load(CheckpointReader in) throws IOException {
    names.load(in);
    parameters.calls(in.whole());
    for (int id = 1; id <= kernel.size(); id++) {
      if (kernel.isNeuron(id)) demand.neurons(kernel.model(id).name(), 1);
      else demand.other(kernel.model(id).name());
    }
  }
}
