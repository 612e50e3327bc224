package myelin.engine.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Memory;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Recorder;
import myelin.engine.device.Records;
import myelin.engine.device.WeightRecorder;
import myelin.engine.neuron.Archive;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;

/// Writes nodes to a checkpoint and makes them again: devices with all that was ever set, since
/// what was sent before a change still arrives as it was sent; neurons in the order of their ids,
/// whoever owns them.
final class NodeStore {

  private static final double BYTES_A_NODE = 200;
  private static final String OTHER_COLUMNS = "records have other columns";

  private final Kernel kernel;
  private final Nodes nodes;

  NodeStore(Kernel kernel) {
    this.kernel = kernel;
    nodes = kernel.nodes;
  }

  /// Writes which nodes there are, as runs of one model each.
  void saveModels(CheckpointWriter out) throws IOException {
    out.section("nodes");
    out.put(nodes.models().size());
    for (NeuronModel model : nodes.models()) save(model, out);
    List<Integer> first = new ArrayList<>();
    for (int id = 1; id <= nodes.size(); id++) {
      if (id == 1 || nodes.modelOf(id) != nodes.modelOf(id - 1)) first.add(id);
    }
    out.put(first.size());
    for (int r = 0; r < first.size(); r++) {
      int next = r + 1 < first.size() ? first.get(r + 1) : nodes.size() + 1;
      save(nodes.modelOf(first.get(r)), out);
      out.put(next - first.get(r));
    }
  }

  /// Writes which model it is, and for neurons their shape.
  private static void save(Model model, CheckpointWriter out) throws IOException {
    out.put(model.name());
    out.put(model instanceof NeuronModel neuron ? neuron.shape().key() : new int[0]);
  }

  private static Model model(CheckpointReader in, Function<String, Model> models)
      throws IOException {
    Model model = models.apply(in.text());
    int[] key = in.wholes();
    if (!(model instanceof NeuronModel neuron)) {
      in.require(key.length == 0, "there are no such lists");
      return model;
    }
    in.require(neuron.isKey(key), "a list has no such length");
    return neuron.shaped(key);
  }

  /// Makes the nodes, with default parameters.
  ///
  /// @param models finds a model by its name
  void loadModels(CheckpointReader in, Function<String, Model> models) throws IOException {
    in.section("nodes");
    int n = in.whole();
    for (int m = 0; m < n; m++) {
      if (!(model(in, models) instanceof NeuronModel model)) throw damaged(in);
      kernel.create(model, 0);
    }
    int runs = in.whole();
    for (int r = 0; r < runs; r++) {
      Model model = model(in, models);
      int size = in.whole();
      if (size < 1 || size > Integer.MAX_VALUE - 64 - nodes.size()) throw damaged(in);
      Memory.require(BYTES_A_NODE * size, "the nodes of the checkpoint");
      switch (model) {
        case NeuronModel neuron -> kernel.create(neuron, size);
        case DeviceModel device -> {
          in.require(
              in.holds(size, Integer.BYTES), "there are more devices than the file has room for");
          for (int k = 0; k < size; k++) kernel.create(device);
        }
        default -> throw damaged(in);
      }
    }
  }

  private static BadInput damaged(CheckpointReader in) {
    return in.refuse("it is damaged: there are no such nodes");
  }

  void saveDevices(CheckpointWriter out) throws IOException {
    out.section("devices");
    for (int id = 1; id <= nodes.size(); id++) {
      if (nodes.isNeuron(id)) continue;
      List<Device.Change> history = nodes.device(id).history();
      out.put(history.size());
      for (Device.Change change : history) {
        out.put(change.step());
        out.values(change.values());
      }
      nodes.device(id).save(out);
    }
  }

  void loadDevices(CheckpointReader in) throws IOException {
    in.section("devices");
    for (int id = 1; id <= nodes.size(); id++) {
      if (nodes.isNeuron(id)) continue;
      Device device = nodes.device(id);
      device.history().clear();
      long step = 0;
      for (int n = in.whole(); n > 0; n--) {
        long next = in.step(kernel.now);
        in.require(next >= step, "settings of a device are out of order");
        step = next;
        Map<String, Object> values = in.values();
        values.forEach((name, value) -> {
          ParameterSpec p = device.model().requireParameter(name);
          in.require(p.allows(value), device.model().name() + " has no such " + name);
        });
        device.set(values, step);
      }
      device.load(in, kernel.now);
    }
  }

  /// Writes what recorders hold in memory.
  void saveRecords(CheckpointWriter out) throws IOException {
    out.section("records");
    for (Recorder recorder : kernel.recorders) {
      Records r = recorder.records();
      out.put(recorder.events());
      out.put(r.width());
      out.put(r.senders(0, r.size()));
      out.put(r.steps(0, r.size()));
      double[] offset = new double[r.isOnGrid() ? 0 : r.size()];
      for (int e = 0; e < offset.length; e++) offset[e] = r.offset(e);
      out.put(offset);
      for (int v = 0; v < r.width(); v++) out.put(r.values(v, 0, r.size()));
    }
  }

  /// Reads what recorders held in memory, on all ranks that there were: each rank now keeps the
  /// events of its nodes, in order of time, then sender. Weights are those of a synapse, which is
  /// where its target is.
  void loadRecords(List<CheckpointReader> files) throws IOException {
    for (CheckpointReader in : files) in.section("records");
    for (Recorder recorder : kernel.recorders) {
      Records all = new Records(recorder.width());
      long events = 0;
      for (CheckpointReader in : files) {
        long before = in.count();
        int held = all.size();
        readEvents(in, recorder, all);
        // events that have gone to files count on the first rank
        if (nodes.ranks().rank() == 0) events += before - (all.size() - held);
      }
      int target = recorder instanceof WeightRecorder w ? w.quantities().indexOf("targets") : -1;
      Records ordered = files.size() > 1 ? all.inOrder(target) : all;
      IntPredicate own =
          e -> nodes.ranks().has(target < 0 ? ordered.sender(e) : (int) ordered.value(target, e));
      Records records = ordered.only(IntStream.range(0, ordered.size()).filter(own).toArray());
      recorder.restore(records, events + records.size());
    }
  }

  private void readEvents(CheckpointReader in, Recorder recorder, Records all) throws IOException {
    int width = in.whole(recorder.width(), OTHER_COLUMNS);
    in.require(width == recorder.width(), OTHER_COLUMNS);
    int[] sender = in.wholes();
    for (int id : sender)
      in.require(id >= 1 && id <= nodes.size(), "a node that was recorded is not there");
    long[] step = in.wides();
    for (long s : step)
      in.require(s >= 0 && s <= kernel.now, "a record is of a time that is still to come");
    double[] offset = in.reals();
    double[][] values = new double[width][];
    for (int v = 0; v < width; v++) values[v] = in.reals();
    for (int e = 0; e < sender.length; e++) {
      double[] row = new double[width];
      for (int v = 0; v < row.length; v++) row[v] = values[v][e];
      all.add(sender[e], step[e], offset.length == 0 ? 0 : offset[e], row);
    }
  }

  /// The neurons of model number `m` in a share, by id.
  private int[] neurons(int m, Share share) {
    int[] ids = new int[nodes.size()];
    int n = 0;
    for (int id = 1; id <= nodes.size(); id++) {
      if (nodes.model(id) == m && share.has(id)) ids[n++] = id;
    }
    return Arrays.copyOf(ids, n);
  }

  /// Those of some neurons that this rank has.
  private int[] here(int[] ids) {
    return Arrays.stream(ids).filter(nodes::isHere).toArray();
  }

  private Population population(int id) {
    return kernel.populations[nodes.part(id)][nodes.model(id)];
  }

  private Block block(int id) {
    return population(id).block(nodes.local(id) / Block.LANES);
  }

  private int lane(int id) {
    return nodes.local(id) % Block.LANES;
  }

  private static List<ParameterSpec> constants(NeuronModel model) {
    return model.shape().numbers().stream()
        .filter(p -> p.role() == ParameterSpec.Role.CONSTANT)
        .toList();
  }

  void saveParameters(CheckpointWriter out, Share share) throws IOException {
    out.section("parameters");
    for (int m = 0; m < nodes.models().size(); m++) {
      int[] ids = neurons(m, share);
      List<ParameterSpec> constants = constants(nodes.models().get(m));
      out.put(constants.size());
      for (ParameterSpec p : constants) {
        double[] values = new double[ids.length];
        boolean alike = true;
        for (int i = 0; i < ids.length; i++) {
          values[i] = kernel.get(ids[i], p);
          alike &= Double.doubleToRawLongBits(values[i]) == Double.doubleToRawLongBits(values[0]);
        }
        out.put(p.name());
        out.put(values, alike ? Math.min(1, ids.length) : ids.length);
      }
    }
  }

  void loadParameters(CheckpointReader in, Share share) throws IOException {
    in.section("parameters");
    for (int m = 0; m < nodes.models().size(); m++) {
      int[] ids = neurons(m, share);
      for (int n = in.whole(); n > 0; n--) {
        ParameterSpec p = nodes.models().get(m).number(in.text());
        double[] values = in.reals();
        in.require(p.role() == ParameterSpec.Role.CONSTANT, p.name() + " is not a parameter");
        in.require(values.length == 1 || values.length == ids.length, "too many values");
        for (double v : values) p.require(p.name(), v);
        for (int i = 0; i < ids.length; i++) {
          kernel.put(ids[i], p, values[values.length == 1 ? 0 : i]);
        }
      }
      NeuronModel model = nodes.models().get(m);
      for (int id : here(ids)) {
        model.check(name -> kernel.get(id, model.number(name)));
        population(id).refreshIfStale(nodes.local(id));
      }
    }
  }

  /// Writes the state of the neurons; parameters must be up to date.
  void saveState(CheckpointWriter out, Share share) throws IOException {
    out.section("state");
    for (int m = 0; m < nodes.models().size(); m++) {
      int[] ids = neurons(m, share);
      int variables = variables(ids);
      out.put(variables);
      double[] values = new double[ids.length];
      for (int v = 0; v < variables; v++) {
        for (int i = 0; i < ids.length; i++) {
          double[][] state = block(ids[i]).state();
          values[i] = v < state.length ? state[v][lane(ids[i])] : 0;
        }
        out.put(values);
      }
      out.put(silence(ids));
      saveArchive(ids, out);
    }
  }

  /// The largest number of arrays of state that a block has: some remember more steps than others.
  private int variables(int[] ids) {
    int most = 0;
    for (int id : ids) most = Math.max(most, block(id).state().length);
    return most;
  }

  private int[] silence(int[] ids) {
    double[] left = new double[Block.LANES];
    Block last = null;
    int[] steps = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      Block block = block(ids[i]);
      if (block != last) {
        Arrays.fill(left, 0);
        block.silent().ifPresent(s -> s.tell(left));
        last = block;
      }
      steps[i] = (int) left[lane(ids[i])];
    }
    return steps;
  }

  private void saveArchive(int[] ids, CheckpointWriter out) throws IOException {
    long[] stamp = new long[ids.length];
    double[] early = new double[ids.length];
    double[] calcium = new double[ids.length];
    double[] since = new double[ids.length];
    for (int i = 0; i < ids.length; i++) {
      Archive.Memory memory = block(ids[i]).archive().save(lane(ids[i]));
      stamp[i] = memory.stamp();
      early[i] = memory.early();
      calcium[i] = memory.calcium();
      since[i] = memory.since();
    }
    out.put(stamp);
    out.put(early);
    out.put(calcium);
    out.put(since);
  }

  void loadState(CheckpointReader in, Share share) throws IOException {
    in.section("state");
    for (int m = 0; m < nodes.models().size(); m++) {
      int[] ids = neurons(m, share);
      int variables = in.whole();
      in.require(
          variables >= 0 && in.holds(variables, Integer.BYTES), "there are too many variables");
      int[] here = here(ids);
      for (int id : here) block(id).reserve(variables);
      boolean fits = here.length == 0 || variables == variables(here);
      in.require(fits || share.ranks() > 1, "neurons have other variables");
      for (int v = 0; v < variables; v++) {
        double[] values = in.reals();
        for (double x : values) in.require(!Double.isNaN(x), "a state is not a number");
        in.require(values.length == ids.length, "states are of other neurons");
        for (int i = 0; i < ids.length; i++) {
          if (!nodes.isHere(ids[i])) continue;
          double[][] state = block(ids[i]).state();
          if (v < state.length) state[v][lane(ids[i])] = values[i];
        }
      }
      int[] silent = in.wholes();
      long[] stamp = in.wides();
      double[] early = in.finite(in.reals());
      double[] calcium = in.finite(in.reals());
      double[] since = in.finite(in.reals());
      for (int i = 0; i < ids.length; i++) {
        int steps = silent[i];
        in.require(steps >= 0, "a refractory time is negative");
        in.require(stamp[i] >= -1 && stamp[i] <= kernel.now, "a spike is still to come");
        in.require(early[i] >= 0 && early[i] <= kernel.grid.h_ms(), "a spike is in no step");
        in.require(since[i] >= 0 && since[i] <= kernel.now, "a trace is still to come");
        in.require(calcium[i] >= 0, "a trace is negative");
        if (!nodes.isHere(ids[i])) continue;
        int lane = lane(ids[i]);
        block(ids[i]).silent().ifPresent(s -> s.enter(lane, steps));
        block(ids[i])
            .archive()
            .restore(lane, new Archive.Memory(stamp[i], early[i], calcium[i], since[i]));
      }
    }
  }

  /// Ends the reading of states.
  void restored() {
    for (Population[] part : kernel.populations) {
      for (Population population : part) {
        for (int b = 0; b < population.blocks(); b++) population.block(b).restored();
      }
    }
  }
}
