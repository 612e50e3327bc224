package myelin.sonata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import myelin.engine.base.BadInput;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A configuration, of one file or of two of which the second goes before the first, with the
/// variables of its manifest filled in.
final class Config {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");
  private static final String CONFIG_DIR = "$configdir";

  private final Path first;
  private final ObjectNode all;

  /// The file that each of the outermost entries is from.
  private final Map<String, Path> files;

  private Config(Path first, ObjectNode all, Map<String, Path> files) {
    this.first = first;
    this.all = all;
    this.files = files;
  }

  /// Reads a file in JSON that holds an object.
  static ObjectNode json(Path file) {
    try {
      JsonNode read = JSON.readTree(Files.readAllBytes(file));
      if (read instanceof ObjectNode object) return object;
      throw new BadInput(BadInput.Kind.FILE, file + " holds no JSON object, as it must: {...}");
    } catch (JacksonException e) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "%s is no JSON: line %d, column %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw Hdf.unreadable(file, e);
    }
  }

  /// Reads a configuration.
  static Config read(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    ObjectNode json = json(file);
    Map<String, String> variables = variables(json, absolute);
    ObjectNode filled = JSON.createObjectNode();
    Map<String, Path> files = new LinkedHashMap<>();
    json.properties()
        .forEach(entry -> {
          String key = entry.getKey();
          if (!key.equals("manifest")) {
            filled.set(key, filled(entry.getValue(), variables, file + ": " + key));
          }
          files.put(key, absolute);
        });
    ObjectNode manifest = filled.putObject("manifest");
    variables.forEach((name, value) -> {
      if (!name.equals(CONFIG_DIR)) manifest.put(name.substring(1), value);
    });
    return new Config(absolute, filled, files);
  }

  /// This configuration with the outermost entries of another, which go before its own.
  Config with(Config other) {
    ObjectNode both = all.deepCopy();
    both.setAll(other.all);
    Map<String, Path> from = new LinkedHashMap<>(files);
    from.putAll(other.files);
    return new Config(first, both, from);
  }

  /// The variables of the manifest with their values.
  private static Map<String, String> variables(ObjectNode json, Path file) {
    Map<String, String> variables = new LinkedHashMap<>();
    Path folder = Objects.requireNonNull(file.getParent(), "a file is in a folder");
    variables.put(CONFIG_DIR, folder.toString());
    JsonNode manifest = json.get("manifest");
    if (manifest == null) return variables;
    String where = file + ": manifest";
    if (!manifest.isObject()) throw bad("%s must be an object".formatted(where));
    Map<String, String> open = new LinkedHashMap<>();
    manifest
        .properties()
        .forEach(v -> {
          if (!v.getKey().startsWith("$") || !v.getValue().isString()) {
            throw bad(
                "%s: %s = %s; names begin with $, values are texts"
                    .formatted(where, v.getKey(), v.getValue()));
          }
          open.put(v.getKey(), v.getValue().asString());
        });
    while (!open.isEmpty()) {
      int before = open.size();
      open.entrySet()
          .removeIf(v -> {
            String value = fill(v.getValue(), variables);
            if (VARIABLE.matcher(value).find()) return false;
            variables.put(v.getKey(), folder.resolve(value).normalize().toString());
            return true;
          });
      if (open.size() < before) continue;
      throw bad("%s: %s name variables that have no value".formatted(where, open));
    }
    return variables;
  }

  /// Puts values in the place of variables; those that have none stay.
  private static String fill(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> {
          String name = found.group(1) == null ? found.group(2) : found.group(1);
          String value = variables.get("$" + name);
          return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
  }

  private static JsonNode filled(JsonNode node, Map<String, String> variables, String where) {
    if (node.isString()) {
      String text = fill(node.asString(), variables);
      var unknown = VARIABLE.matcher(text);
      if (text.startsWith("$") && unknown.find()) {
        throw bad(
            "%s: %s is not in the manifest, which has %s"
                .formatted(
                    where,
                    unknown.group(),
                    variables.keySet().stream().collect(Collectors.joining(", "))));
      }
      return StringNode.valueOf(text);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object
          .properties()
          .forEach(e ->
              copy.set(
                  e.getKey(),
                  filled(e.getValue(), variables, "%s/%s".formatted(where, e.getKey()))));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      for (int i = 0; i < array.size(); i++) {
        copy.add(filled(array.get(i), variables, "%s/%d".formatted(where, i)));
      }
      return copy;
    }
    return node;
  }

  static BadInput bad(String message) {
    return new BadInput(BadInput.Kind.VALUE, message);
  }

  /// The configuration in JSON; names in its manifest have no `$`, as in NEST.
  String text() {
    return all.toString();
  }

  /// Whether there is an outermost entry of that name.
  boolean has(String key) {
    return all.has(key);
  }

  /// Where an entry is, for messages: `FILE: networks/nodes/0`.
  String where(String path) {
    String key = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    return files.getOrDefault(key, first) + ": " + path;
  }

  /// A section, which is an object.
  ///
  /// @param path names from the outermost inwards, such as `networks` or `networks/nodes/0`
  Section section(String path) {
    JsonNode node = all.at("/" + path);
    if (node instanceof ObjectNode object) return new Section(this, path, object);
    throw bad(
        node.isMissingNode()
            ? "%s is missing".formatted(where(path))
            : "%s must be an object".formatted(where(path)));
  }

  /// The sections of a list, or none if there is no such list.
  List<Section> list(String path) {
    JsonNode node = all.at("/" + path);
    if (node.isMissingNode()) return List.of();
    if (!node.isArray()) throw bad("%s must be a list".formatted(where(path)));
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) sections.add(section(path + "/" + i));
    return sections;
  }

  /// The sections of an object, or none if there is no such object.
  List<Section> sections(String path) {
    if (all.at("/" + path).isMissingNode()) return List.of();
    return section(path).names().stream().map(name -> section(path + "/" + name)).toList();
  }

  /// The text of an outermost entry.
  String entry(String key) {
    JsonNode node = all.get(key);
    if (node != null && node.isString()) return node.asString();
    throw bad("%s must be a text".formatted(where(key)));
  }

  /// The text of an outermost entry as a path.
  Path path(String key) {
    return resolve(key, entry(key));
  }

  /// A path, which counts from the folder of the file that names it.
  Path resolve(String section, String path) {
    String key = section.contains("/") ? section.substring(0, section.indexOf('/')) : section;
    Path from = Objects.requireNonNull(files.get(key), "an entry is from a file");
    return from.resolveSibling(path).normalize();
  }
}
