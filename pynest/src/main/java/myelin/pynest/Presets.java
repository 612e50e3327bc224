package myelin.pynest;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import myelin.connect.Synapse;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.plastic.SynapseModel;
import myelin.node.NodeModel;

/// The models of a network by name, with the defaults that the user has given them: NEST's
/// SetDefaults and CopyModel. A model is made ready when it is first asked for.
final class Presets {

  private final ModelRegistry models;
  private final Map<String, NodeModel> nodes = new HashMap<>();
  private final Map<String, Synapse> synapses = new HashMap<>();

  Presets(ModelRegistry models) {
    this.models = models;
  }

  NodeModel node(String name) {
    return nodes.computeIfAbsent(name, n -> NodeModel.of(models.named(n)));
  }

  Synapse synapse(String name) {
    return synapses.computeIfAbsent(name, n -> Synapse.of(models.named(n)));
  }

  private boolean isSynapse(String name) {
    if (nodes.containsKey(name)) return false;
    return synapses.containsKey(name) || models.named(name) instanceof SynapseModel;
  }

  void copy(String existing, String name, Map<String, Object> values) {
    if (isSynapse(existing)) {
      synapses.put(name, with(synapse(existing), values).named(name));
    } else {
      nodes.put(name, node(existing).named(name, values));
    }
  }

  void set(String name, Map<String, Object> values) {
    if (isSynapse(name)) synapses.put(name, with(synapse(name), values));
    else put(name, node(name).with(values));
  }

  void put(String name, NodeModel model) {
    nodes.put(name, model);
  }

  /// Values by name.
  static Map<String, Object> values(String[] names, Object[] values) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) map.put(names[i], values[i]);
    return map;
  }

  /// Numbers as values.
  static Object[] boxed(double[] numbers) {
    Object[] values = new Object[numbers.length];
    for (int i = 0; i < numbers.length; i++) values[i] = numbers[i];
    return values;
  }

  static Synapse with(Synapse synapse, Map<String, Object> values) {
    Synapse changed = synapse;
    for (Map.Entry<String, Object> v : values.entrySet()) {
      changed =
          v.getKey().equals("receptor_type") && v.getValue() instanceof String name
              ? changed.receptor(name)
              : changed.with(v.getKey(), v.getValue());
    }
    changed.requireTogether();
    return changed;
  }
}
