package myelin.conformance.harness;

import java.io.Serializable;
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

  /// Size, time, and all synapses, of all ranks.
  public static Map<String, Object> of(Simulator sim) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("size", sim.size());
    all.put("time", sim.time());
    all.put("spikeCount", sim.spikeCount());
    Map<String, Long> synapses = new LinkedHashMap<>();
    sim.synapses().forEach((name, n) -> synapses.put(name, sim.ranks().sum(n)));
    all.put("synapses", synapses);
    all.put("min_delay", sim.min_delay());
    all.put("max_delay", sim.max_delay());
    Connections c = sim.connections();
    all.put("sources", whole(sim, c, c.source()));
    all.put("targets", whole(sim, c, c.target()));
    all.put("weights", Whole.column(sim, c, Connections::weight));
    all.put("delays", Whole.column(sim, c, Connections::delay));
    all.put("receptors", whole(sim, c, c.receptor()));
    String[] models = c.synapses();
    all.put("models", Whole.list(sim, c, e -> models[e]));
    long devices = sim.deviceConnections(sim.nodes(), sim.nodes(), "").size();
    all.put("device connections", sim.ranks().sum(devices));
    return all;
  }

  private static int[] whole(Simulator sim, Connections c, int[] column) {
    return Whole.list(sim, c, e -> column[e]).stream().mapToInt(x -> x).toArray();
  }

  /// Adds all parameters of nodes of a model, and what they have recorded.
  public static void add(
      Map<String, Object> all, String name, Simulator sim, NodeCollection nodes, Model model) {
    for (ParameterSpec p : model.parameters()) {
      if (p.name().equals(HIDDEN)) continue;
      switch (p.kind()) {
        case REAL, INTEGER, FLAG ->
            all.put(
                name + "." + p.name(),
                p.name().equals("n_events") && model.elementType().equals("recorder")
                    ? events(sim, nodes)
                    : Whole.get(sim, nodes, p.name()));
        default ->
            all.put(
                name + "." + p.name(),
                Whole.each(sim, nodes, n -> (Serializable) n.value(p.name())).toArray());
      }
    }
    all.put(name + ".frozen", Whole.get(sim, nodes, "frozen"));
    if (model.parameter("record_to").isEmpty()) return;
    for (int i = 0; i < nodes.size(); i++) {
      Events events = sim.gatherEvents(nodes.at(i));
      String begin = "events of %s[%d]: ".formatted(name, i);
      all.put(begin + "senders", events.senders());
      all.put(begin + "steps", events.steps());
      all.put(begin + "offsets", events.offsets());
      for (String q : events.quantities()) all.put(begin + q, events.values(q));
    }
  }

  /// How many events recorders have, on all ranks.
  private static double[] events(Simulator sim, NodeCollection recorders) {
    double[] n = recorders.get("n_events");
    for (int i = 0; i < n.length; i++) n[i] = sim.ranks().sum((long) n[i]);
    return n;
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
