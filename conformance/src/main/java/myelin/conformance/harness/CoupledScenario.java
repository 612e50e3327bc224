package myelin.conformance.harness;

import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.one_to_one;
import static myelin.Names.spike_recorder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import tools.jackson.databind.JsonNode;

/// Coupled neurons as NEST ran them, with what NEST got; the docstring of `ask_coupled.py` says
/// what each field means.
public record CoupledScenario(JsonNode json) {

  /// What a run gave: samples by node and quantity, as `0.V_m`, and spike times by node.
  public record Outcome(Map<String, double[]> samples, Map<String, double[]> spikes) {}

  /// All scenarios that `ask_coupled.py` asked for.
  public static List<CoupledScenario> all() {
    return all("coupled.json.gz");
  }

  /// All scenarios of a resource.
  public static List<CoupledScenario> all(String resource) {
    List<CoupledScenario> all = new ArrayList<>();
    for (JsonNode json : Json.resource(resource).get("scenarios")) {
      all.add(new CoupledScenario(json));
    }
    return all;
  }

  /// Its name.
  public String name() {
    return json.get("name").stringValue();
  }

  /// The model that it asks for, with which its name begins.
  public String model() {
    return name().replaceFirst("[ ,].*", "");
  }

  /// Whether a node or connection is of that model.
  public boolean has(String model) {
    for (JsonNode n : json.get("nodes"))
      if (n.get("model").stringValue().equals(model)) return true;
    for (JsonNode c : json.get("connections")) {
      if (c.get("synapse_model").stringValue().equals(model)) return true;
    }
    return false;
  }

  boolean changesConnections() {
    for (JsonNode c : json.get("changes")) if (c.has("connection")) return true;
    return false;
  }

  /// Whether it is simulated in several calls.
  boolean isInCalls() {
    return json.get("simulate").size() > 1;
  }

  boolean isStochastic() {
    return json.has("stochastic");
  }

  boolean relaxes() {
    return json.get("kernel").get("use_wfr").booleanValue();
  }

  double setting(String name) {
    return json.get("kernel").get(name).doubleValue();
  }

  /// The time from which on NEST has lost signals.
  Optional<Double> lostFrom() {
    return Optional.of(json.path("lost_from"))
        .filter(JsonNode::isNumber)
        .map(JsonNode::doubleValue);
  }

  double[] times() {
    return Json.numbers(json.get("expected").get("times"));
  }

  double[] spikes(String node) {
    return Json.numbers(json.get("expected").get("spikes").get(node));
  }

  double[] samples(String nodeAndQuantity) {
    int dot = nodeAndQuantity.indexOf('.');
    JsonNode node = json.get("expected").get("nodes").get(nodeAndQuantity.substring(0, dot));
    return Json.numbers(node.get(nodeAndQuantity.substring(dot + 1)));
  }

  /// Rebuilds the network and runs it.
  ///
  /// @param interval `wfr_comm_interval` (ms), or 0 for that of the scenario
  public Outcome run(int threads, double interval) {
    return run(b -> b.threads(threads), interval);
  }

  /// The same with settings of the simulator; all ranks call it, and get what they have together.
  Outcome run(UnaryOperator<Builder> settings, double interval) {
    try (Simulator sim = settings.apply(builder(interval)).build()) {
      List<NodeCollection> nodes = new ArrayList<>();
      for (JsonNode n : json.get("nodes")) nodes.add(sim.create(model(n)));
      for (JsonNode c : json.get("connections")) connect(sim, nodes, c);
      Synapse slow = Synapse.model("static_synapse").with("delay", device_delay());
      Map<String, NodeCollection> meters = new LinkedHashMap<>();
      Map<String, NodeCollection> recorders = new LinkedHashMap<>();
      json.get("record")
          .properties()
          .forEach(r -> {
            NodeCollection meter =
                sim.create(
                    multimeter
                        .with("record_from", Json.texts(r.getValue()))
                        .with("interval", json.get("interval").doubleValue()));
            sim.connect(meter, nodes.get(Integer.parseInt(r.getKey())), slow);
            meters.put(r.getKey(), meter);
          });
      json.get("expected")
          .get("spikes")
          .properties()
          .forEach(s -> {
            NodeCollection recorder = sim.create(spike_recorder);
            sim.connect(nodes.get(Integer.parseInt(s.getKey())), recorder, slow);
            recorders.put(s.getKey(), recorder);
          });
      simulate(sim, nodes);
      return outcome(sim, meters, recorders);
    }
  }

  private double device_delay() {
    return json.get("device_delay").doubleValue();
  }

  private Builder builder(double interval) {
    Builder builder =
        Simulator.builder()
            .resolution(ms(json.get("resolution").doubleValue()))
            .use_wfr(relaxes())
            .wfr_tol(setting("wfr_tol"))
            .wfr_max_iterations((int) setting("wfr_max_iterations"))
            .wfr_interpolation_order((int) setting("wfr_interpolation_order"));
    if (interval > 0) return builder.wfr_comm_interval(ms(interval));
    return relaxes() ? builder.wfr_comm_interval(ms(setting("wfr_comm_interval"))) : builder;
  }

  private static NodeModel model(JsonNode of) {
    return NodeModel.named(of.get("model").stringValue()).with(Json.parameters(of.get("params")));
  }

  private static void connect(Simulator sim, List<NodeCollection> nodes, JsonNode c) {
    Synapse synapse = Synapse.model(c.get("synapse_model").stringValue());
    for (Map.Entry<String, Object> p : Json.parameters(c.get("params")).entrySet()) {
      synapse = synapse.with(p.getKey(), (double) p.getValue());
    }
    NodeCollection source = nodes.get(c.get("source").intValue());
    NodeCollection target = nodes.get(c.get("target").intValue());
    boolean symmetric = c.path("symmetric").asBoolean(false);
    sim.connect(source, target, symmetric ? one_to_one().symmetric() : one_to_one(), synapse);
  }

  private void simulate(Simulator sim, List<NodeCollection> nodes) {
    double[] calls = Json.numbers(json.get("simulate"));
    for (int call = 0; call < calls.length; call++) {
      for (JsonNode change : json.get("changes")) {
        if (change.get("before").intValue() != call) continue;
        nodes.get(change.get("node").intValue()).set(Json.parameters(change.get("params")));
      }
      sim.simulate(calls[call]);
    }
  }

  private Outcome outcome(
      Simulator sim, Map<String, NodeCollection> meters, Map<String, NodeCollection> recorders) {
    Map<String, double[]> samples = new LinkedHashMap<>();
    meters.forEach((node, meter) -> {
      Events events = sim.gatherEvents(meter);
      Close.require(name() + ": times", events.times(), times(), 1e-9);
      for (String q : events.quantities()) samples.put(node + "." + q, events.values(q));
    });
    Map<String, double[]> spikes = new LinkedHashMap<>();
    recorders.forEach((node, r) -> spikes.put(node, sim.gatherEvents(r).times()));
    return new Outcome(samples, spikes);
  }

  /// Whether two runs gave the same bits.
  public static boolean same(Outcome a, Outcome b) {
    return a.samples().keySet().stream()
            .allMatch(k -> Arrays.equals(a.samples().get(k), b.samples().get(k)))
        && a.spikes().keySet().stream()
            .allMatch(k -> Arrays.equals(a.spikes().get(k), b.spikes().get(k)));
  }
}
