package myelin.conformance.harness;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.node.NodeCollection;

/// What can be seen of a network, by name, so that two looks can be compared.
public final class Look {

  /// How many spikes are kept for plasticity: they are forgotten part by part, so it depends on
  /// threads.
  private static final String HIDDEN = "archiver_length";

  private Look() {}

  /// Size, time, and all synapses.
  public static Map<String, Object> of(Simulator sim) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("size", sim.size());
    all.put("time", sim.time());
    all.put("spikeCount", sim.spikeCount());
    all.put("synapses", sim.synapses());
    all.put("min_delay", sim.min_delay());
    all.put("max_delay", sim.max_delay());
    Connections c = sim.connections();
    all.put("sources", c.source());
    all.put("targets", c.target());
    all.put("weights", c.weight());
    all.put("delays", c.delay());
    all.put("receptors", c.receptor());
    all.put("models", c.synapses());
    all.put("device connections", sim.deviceConnections(sim.nodes(), sim.nodes(), "").size());
    return all;
  }

  /// Adds all parameters of nodes of a model, and what they have recorded.
  public static void add(
      Map<String, Object> all, String name, Simulator sim, NodeCollection nodes, Model model) {
    for (ParameterSpec p : model.parameters()) {
      if (p.name().equals(HIDDEN)) continue;
      switch (p.kind()) {
        case REAL, INTEGER, FLAG -> all.put(name + "." + p.name(), nodes.get(p.name()));
        default -> {
          for (int i = 0; i < nodes.size(); i++) {
            all.put(name + "[" + i + "]." + p.name(), nodes.at(i).value(p.name()));
          }
        }
      }
    }
    all.put(name + ".frozen", nodes.get("frozen"));
    if (model.parameter("record_to").isEmpty()) return;
    for (int i = 0; i < nodes.size(); i++) {
      Events events = sim.events(nodes.at(i));
      String begin = "events of %s[%d]: ".formatted(name, i);
      all.put(begin + "senders", events.senders());
      all.put(begin + "steps", events.steps());
      all.put(begin + "offsets", events.offsets());
      for (String q : events.quantities()) all.put(begin + q, events.values(q));
    }
  }

  /// What differs between two looks, or an empty text.
  public static String difference(Map<String, Object> one, Map<String, Object> other) {
    for (Map.Entry<String, Object> e : one.entrySet()) {
      Object a = e.getValue();
      Object b = other.get(e.getKey());
      if (!Objects.deepEquals(a, b)) {
        return "%s: %s and %s"
            .formatted(
                e.getKey(),
                Arrays.deepToString(new Object[] {a}),
                Arrays.deepToString(new Object[] {b}));
      }
    }
    return one.keySet().equals(other.keySet()) ? "" : one.keySet() + " and " + other.keySet();
  }
}
