package myelin.conformance.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the test resources, and JSON values as what the user API takes.
public final class Json {

  private Json() {}

  /// The tree in one of the [Resources], `.json` or `.json.gz`.
  public static JsonNode resource(String name) {
    try (InputStream raw = Resources.open(name)) {
      if (raw == null) throw new IllegalArgumentException("no resource " + name);
      InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
      return JsonMapper.shared().readTree(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The numbers of an array.
  public static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = array.get(i).doubleValue();
    return numbers;
  }

  /// The texts of an array.
  public static String[] texts(JsonNode array) {
    String[] texts = new String[array.size()];
    for (int i = 0; i < texts.length; i++) texts[i] = array.get(i).stringValue();
    return texts;
  }

  /// Parameters by name, each as [#value] has it.
  public static Map<String, Object> parameters(JsonNode object) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    object.properties().forEach(p -> parameters.put(p.getKey(), value(p.getValue())));
    return parameters;
  }

  /// A number, a flag, a text, an array of numbers or texts, a map, or a list of maps; `inf` and
  /// `-inf` are numbers.
  public static Object value(JsonNode node) {
    if (node.isObject()) return parameters(node);
    if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
      return StreamSupport.stream(node.spliterator(), false).map(Json::parameters).toList();
    }
    if (node.isArray()) {
      return !node.isEmpty() && node.get(0).isString() ? texts(node) : numbers(node);
    }
    if (node.isBoolean()) return node.booleanValue();
    if (node.isNumber()) return node.doubleValue();
    return switch (node.stringValue()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case String text -> text;
    };
  }
}
