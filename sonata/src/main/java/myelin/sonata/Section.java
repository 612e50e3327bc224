package myelin.sonata;

import java.nio.file.Path;
import java.util.List;
import myelin.engine.base.BadInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An object in a configuration.
record Section(Config config, String path, ObjectNode entries) {

  /// The last of the names that lead to it.
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  List<String> names() {
    return List.copyOf(entries.propertyNames());
  }

  /// Where an entry is, for messages.
  String where(String key) {
    return config.where(path + "/" + key);
  }

  /// An entry, or null if it is missing or null.
  @Nullable JsonNode get(String key) {
    JsonNode value = entries.get(key);
    return value == null || value.isNull() ? null : value;
  }

  /// A text, or `otherwise` if there is none.
  String text(String key, String otherwise) {
    JsonNode value = get(key);
    if (value == null) return otherwise;
    if (value.isString()) return value.asString();
    throw bad(key, "%s; it must be a text".formatted(value));
  }

  /// A text that must be there.
  String text(String key) {
    if (get(key) == null) throw Config.bad(where(key) + " is missing");
    return text(key, "");
  }

  /// The path of a file or folder that must be named.
  Path file(String key) {
    return config.resolve(path, text(key));
  }

  /// A number that is finite, or `otherwise` if there is none.
  double number(String key, double otherwise) {
    JsonNode value = get(key);
    if (value == null) return otherwise;
    if (value.isNumber() && Double.isFinite(value.asDouble())) return value.asDouble();
    throw bad(key, "%s; it must be a number".formatted(value));
  }

  /// Whether it is not switched off by `"enabled": false`.
  boolean enabled() {
    JsonNode value = get("enabled");
    if (value == null) return true;
    if (value.isBoolean()) return value.asBoolean();
    throw bad("enabled", "%s; it must be true or false".formatted(value));
  }

  BadInput bad(String key, String what) {
    return Config.bad("%s = %s".formatted(where(key), what));
  }
}
