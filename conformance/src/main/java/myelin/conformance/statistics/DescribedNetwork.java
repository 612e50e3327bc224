package myelin.conformance.statistics;

import static myelin.Names.normal;
import static myelin.Names.number;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import myelin.Simulator;
import myelin.connect.ConnectionRule;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A network as `networks.json` describes it: populations, most with Poisson spikes from outside,
/// and projections. All of it is numbers, so that NEST and Myelin build the same network.
public final class DescribedNetwork {

  private final String name;
  private final JsonNode json;

  private DescribedNetwork(String name, JsonNode json) {
    this.name = name;
    this.json = json;
  }

  /// The network of that name.
  ///
  /// @throws IllegalArgumentException with the names there are if it is not one of them
  public static DescribedNetwork named(String name) {
    JsonNode json = Reference.networks().get(name);
    if (json == null) {
      throw new IllegalArgumentException(
          "there is no network '%s'; there are %s"
              .formatted(name, Reference.networks().propertyNames()));
    }
    return new DescribedNetwork(name, json);
  }

  /// Its name.
  public String name() {
    return name;
  }

  /// What it is, in a few words.
  public String title() {
    return json.get("title").stringValue();
  }

  /// How long it runs before it is measured (ms).
  public double discarded() {
    return json.get("discard").doubleValue();
  }

  /// How long it is measured (ms).
  public double measured() {
    return json.get("record").doubleValue();
  }

  /// Creates and connects it; returns its populations by name.
  public Map<String, NodeCollection> build(Simulator sim) {
    Map<String, NodeCollection> populations = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.get("populations").properties()) {
      JsonNode p = entry.getValue();
      NodeModel model = NodeModel.named(p.get("model").stringValue()).with(parameters(p));
      NodeCollection nodes = sim.create(model, p.get("size").intValue());
      if (p.has("rate")) {
        NodeModel generator = NodeModel.named(p.path("generator").asString("poisson_generator"));
        NodeCollection noise = sim.create(generator.with("rate", p.get("rate").doubleValue()));
        sim.connect(noise, nodes, weighted(static_synapse, p));
      }
      populations.put(entry.getKey(), nodes);
    }
    for (JsonNode p : json.get("projections")) {
      ConnectionRule rule =
          ConnectionRule.named(p.get("rule").stringValue(), p.get("number").doubleValue());
      Synapse synapse = Synapse.model(p.get("synapse").stringValue());
      for (var parameter : parameters(p).entrySet()) {
        synapse = synapse.with(parameter.getKey(), parameter.getValue());
      }
      sim.connect(
          named(populations, p.get("source").stringValue()),
          named(populations, p.get("target").stringValue()),
          rule,
          weighted(synapse, p));
    }
    return populations;
  }

  /// The same with the weights of the synapses from a population, which must be numbers,
  /// multiplied.
  DescribedNetwork scaled(String source, double factor) {
    JsonNode copy = json.deepCopy();
    for (JsonNode p : copy.get("projections")) {
      if (!p.get("source").stringValue().equals(source)) continue;
      ((ObjectNode) p).put("weight", factor * p.get("weight").doubleValue());
    }
    return new DescribedNetwork(name, copy);
  }

  /// A projection of plastic synapses: from which population to which, by which model.
  record Plastic(String source, String target, Synapse synapse) {}

  /// The recordable by which that population is measured; none where it is its spikes.
  Optional<String> recorded(String population) {
    return json.get("populations").get(population).path("record").stringValueOpt();
  }

  /// Whether a population is measured at all.
  boolean isMeasured(String population) {
    return json.get("populations").get(population).path("measured").asBoolean(true);
  }

  /// Projections of plastic synapses.
  List<Plastic> plastic() {
    List<Plastic> plastic = new ArrayList<>();
    for (JsonNode p : json.get("projections")) {
      Synapse synapse = Synapse.model(p.get("synapse").stringValue());
      if (!synapse.name().matches("stdp.*|eprop_synapse")) continue;
      plastic.add(
          new Plastic(p.get("source").stringValue(), p.get("target").stringValue(), synapse));
    }
    return plastic;
  }

  /// What a map has under that name.
  ///
  /// @throws IllegalArgumentException if it has nothing
  static <V> V named(Map<String, V> map, String name) {
    V value = map.get(name);
    if (value == null) throw new IllegalArgumentException("no " + name + " in " + map.keySet());
    return value;
  }

  private static Synapse weighted(Synapse synapse, JsonNode of) {
    Synapse weighted = synapse.with("weight", value(of.get("weight")));
    if (of.has("delay")) weighted = weighted.with("delay", value(of.get("delay")));
    return of.has("receptor") ? weighted.receptor(of.get("receptor").intValue()) : weighted;
  }

  private static Map<String, Object> parameters(JsonNode of) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    of.path("params").properties().forEach(p -> parameters.put(p.getKey(), value(p.getValue())));
    return parameters;
  }

  /// A number, a truth value, a list of numbers, or numbers that are drawn.
  private static Object value(JsonNode json) {
    if (json.isNumber()) return json.doubleValue();
    if (json.isBoolean()) return json.booleanValue();
    if (json.isArray()) return Reference.numbers(json);
    if (json.has("low")) {
      return uniform(json.get("low").doubleValue(), json.get("high").doubleValue());
    }
    return normal(json.get("mean").doubleValue(), json.get("sd").doubleValue())
        .redraw(number(json.get("min").doubleValue()), number(json.get("max").doubleValue()));
  }
}
