package myelin.conformance.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import myelin.Builder;
import tools.jackson.databind.JsonNode;

/// A plastic synapse between two neurons that fire at given times, as NEST ran it, with the weights
/// that NEST got at the source's spikes.
public record PlasticScenario(JsonNode json) {

  /// How closely weights must agree.
  public static final double TOLERANCE = 1e-10;

  /// Resources of scenarios for which the equations hold as they stand.
  public static final List<String> USUAL =
      List.of(
          "synapse_stdp_synapse.json",
          "synapse_stdp_synapse_hom.json",
          "synapse_stdp_pl_synapse_hom.json",
          "synapse_stdp_triplet_synapse.json",
          "synapse_tsodyks_synapse.json",
          "synapse_vogels_sprekeler_synapse.json",
          "plastic.json");

  /// The resource of unusual scenarios: weights beyond the limit, powers of negative numbers, steps
  /// of the other sign.
  public static final String UNUSUAL = "unusual.json";

  /// All scenarios of a resource.
  public static List<PlasticScenario> all(String resource) {
    List<PlasticScenario> all = new ArrayList<>();
    for (JsonNode json : Json.resource(resource)) all.add(new PlasticScenario(json));
    return all;
  }

  /// Its name.
  public String name() {
    return json.get("name").stringValue();
  }

  /// The synapse model.
  public String model() {
    return json.get("synapse").get("model").stringValue();
  }

  /// Resolution (ms).
  public double h() {
    return json.get("resolution").doubleValue();
  }

  /// The weights that NEST got.
  public double[] weights() {
    return Json.numbers(json.get("expected").get("weights"));
  }

  /// The trial that it plays.
  public PlasticTrial trial() {
    JsonNode synapse = json.get("synapse");
    Map<String, Double> parameters = new LinkedHashMap<>(PlasticTrial.defaults(model()));
    for (JsonNode part : List.of(synapse.get("params"), json.path("post"))) {
      part.properties().forEach(p -> parameters.put(p.getKey(), p.getValue().doubleValue()));
    }
    int delay = (int) Math.round(synapse.get("delay").doubleValue() / h());
    return new PlasticTrial(model(), parameters, delay, steps("pre_spikes"), steps("post_spikes"));
  }

  private int[] steps(String times) {
    double[] ms = Json.numbers(json.get(times));
    return Arrays.stream(ms).mapToInt(t -> (int) Math.round(t / h())).toArray();
  }

  /// Plays it and compares the weights.
  public void replay(int threads, Close close) {
    replay(b -> b.threads(threads), close);
  }

  /// The same with settings of the simulator; all ranks call it, and compare what they have
  /// together.
  public void replay(UnaryOperator<Builder> settings, Close close) {
    double[] actual = PlasticPairs.weights(settings, h(), List.of(trial()))[0];
    close.compare(name(), actual, weights(), TOLERANCE);
  }
}
