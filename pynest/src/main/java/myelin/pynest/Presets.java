package myelin.pynest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import myelin.connect.Synapse;
import myelin.engine.declare.Model;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import myelin.node.NodeModel;

/// The models by name, with the defaults that the user has given them: NEST's SetDefaults and
/// CopyModel.
final class Presets {

  private final Map<String, NodeModel> nodes = new LinkedHashMap<>();
  private final Map<String, Synapse> synapses = new LinkedHashMap<>();

  Presets() {
    for (Model model : Models.all()) {
      String name = model.name();
      if (model instanceof SynapseModel) synapses.put(name, Synapse.model(name));
      else nodes.put(name, NodeModel.named(name));
    }
  }

  NodeModel node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  Synapse synapse(String name) {
    return Objects.requireNonNull(synapses.get(name), name);
  }

  void copy(String existing, String name, Map<String, Object> values) {
    if (synapses.containsKey(existing)) {
      synapses.put(name, with(synapse(existing), values).named(name));
    } else {
      nodes.put(name, node(existing).named(name, values));
    }
  }

  void set(String name, Map<String, Object> values) {
    if (synapses.containsKey(name)) synapses.put(name, with(synapse(name), values));
    else nodes.put(name, node(name).with(values));
  }

  /// Values by name.
  static Map<String, Object> values(String[] names, Object[] values) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) map.put(names[i], values[i]);
    return map;
  }

  static Synapse with(Synapse synapse, Map<String, Object> values) {
    Synapse changed = synapse;
    for (Map.Entry<String, Object> v : values.entrySet()) {
      changed =
          v.getKey().equals("receptor_type") && v.getValue() instanceof String name
              ? changed.receptor(name)
              : changed.with(v.getKey(), v.getValue());
    }
    return changed;
  }
}
