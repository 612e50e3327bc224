package myelin.conformance.statistics;

import myelin.conformance.harness.Json;
import myelin.conformance.harness.Resources;
import tools.jackson.databind.JsonNode;

/// What `ask_statistics.py` has written: the networks as numbers, how they are measured, and what
/// NEST got.
final class Reference {

  private static final String FOLDER = "statistics/";

  private static final JsonNode ALL = read("networks.json");

  private Reference() {}

  /// The networks by name.
  static JsonNode networks() {
    return ALL.get("networks");
  }

  /// A number that says how networks are measured: `sample`, `pairs`, `bin` (ms), `targets`,
  /// `quantiles` or `digits`.
  static double setting(String name) {
    return ALL.get("settings").get(name).doubleValue();
  }

  /// Whether NEST was asked about that network.
  static boolean has(String network) {
    return Resources.has(FOLDER + network + ".json.gz");
  }

  /// NEST's sorted samples of that network: an object of populations, each of measures, each an
  /// array with an array for each seed.
  static JsonNode measures(String network) {
    return read(network + ".json.gz").get("measures");
  }

  /// The numbers of an array.
  static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = array.get(i).doubleValue();
    return numbers;
  }

  private static JsonNode read(String name) {
    return Json.resource(FOLDER + name);
  }
}
