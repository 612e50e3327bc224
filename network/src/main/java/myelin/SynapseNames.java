package myelin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.CheckpointReader;
import myelin.engine.CheckpointWriter;

/// The synapse models that have been used, by number and name, and how many connections of devices
/// were made with each.
final class SynapseNames {

  private final List<String> names = new ArrayList<>();
  private final Map<Integer, Long> devices = new LinkedHashMap<>();

  /// The names, by number.
  List<String> all() {
    return Collections.unmodifiableList(names);
  }

  /// The number of a model, or the one it will have after [#remember].
  int number(Synapse synapse) {
    int number = names.indexOf(synapse.name());
    return number >= 0 ? number : names.size();
  }

  /// A model has been used.
  void remember(Synapse synapse) {
    if (!names.contains(synapse.name())) names.add(synapse.name());
  }

  /// Connections of devices were made with model number `model`.
  void count(int model, long made) {
    devices.merge(model, made, Long::sum);
  }

  /// Number of connections of devices made with a model.
  long devices(int model) {
    return devices.getOrDefault(model, 0L);
  }

  void save(CheckpointWriter out) throws IOException {
    out.put(names.toArray(String[]::new));
    for (int model = 0; model < names.size(); model++) out.put(devices(model));
  }

  void load(CheckpointReader in) throws IOException {
    Collections.addAll(names, in.texts());
    for (int model = 0; model < names.size(); model++) count(model, in.wide());
  }
}
