package myelin.connect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.base.BadInput;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.plastic.SynapseModel;

/// The names of the synapse models that a network is connected with, custom ones included, in order
/// of first use, and how many connections of devices were made with each. A name is that of one
/// model.
final class SynapseNames {

  private final List<String> names = new ArrayList<>();
  private final List<SynapseModel> models = new ArrayList<>();
  private final Map<Integer, Long> devices = new LinkedHashMap<>();

  /// The names; a view.
  List<String> list() {
    return names;
  }

  /// The number of a name, or a negative number.
  int indexOf(String name) {
    return names.indexOf(name);
  }

  /// The number of a synapse model, which may be new.
  ///
  /// @throws BadInput if the name is that of another model
  int number(Synapse synapse) {
    int index = indexOf(synapse.name());
    if (index < 0) {
      names.add(synapse.name());
      models.add(synapse.model());
      return names.size() - 1;
    }
    SynapseModel model = models.get(index);
    if (model == synapse.model()) return index;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "'%s' is the name of synapses of %s already; give those of %s another name"
            .formatted(synapse.name(), model.name(), synapse.model().name()));
  }

  /// The model of number `index`.
  SynapseModel model(int index) {
    return models.get(index);
  }

  /// Forgets all but the first `n`.
  void keep(int n) {
    names.subList(n, names.size()).clear();
    models.subList(n, models.size()).clear();
  }

  /// Notes that `made` connections of devices were made with model number `model`.
  void count(int model, long made) {
    devices.merge(model, made, Long::sum);
  }

  /// Number of connections of devices made with a model.
  long devices(int model) {
    return devices.getOrDefault(model, 0L);
  }

  void save(CheckpointWriter out) throws IOException {
    out.put(names.size());
    for (int model = 0; model < names.size(); model++) {
      out.put(names.get(model));
      out.put(models.get(model).name());
      out.put(devices(model));
    }
  }

  void load(CheckpointReader in, ModelRegistry known) throws IOException {
    int n = in.whole();
    for (int model = 0; model < n; model++) {
      names.add(in.text());
      models.add((SynapseModel) known.named(in.text()));
      count(model, in.wide());
    }
  }
}
