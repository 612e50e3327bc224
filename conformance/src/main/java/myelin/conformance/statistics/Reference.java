package myelin.conformance.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `ask_statistics.py` has written beside this class: the networks by numbers, how they are
/// measured, and what NEST got.
final class Reference {

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
    return Reference.class.getResource(network + ".json.gz") != null;
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
    try (InputStream raw = Reference.class.getResourceAsStream(name)) {
      if (raw == null) throw new IllegalArgumentException("no resource " + name);
      InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
      return JsonMapper.shared().readTree(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
