package myelin.sonata;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import myelin.engine.base.BadInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Types of nodes or of edges: a file in CSV whose columns are separated by blanks, a type in a
/// row. Texts with blanks are in double quotes; `NULL`, `NA`, `NaN` and nothing in quotes mean that
/// there is no value.
final class TypeTable {

  private static final Set<String> NOTHING = Set.of("", "NULL", "null", "NA", "NaN", "nan", "None");

  private final Path file;
  private final List<Type> types = new ArrayList<>();
  private final Map<Long, Integer> places = new HashMap<>();
  private final List<String> names;

  /// One type.
  ///
  /// @param id its number in the files
  /// @param values what it has a value for
  record Type(TypeTable table, long id, Map<String, String> values) {

    @Nullable String get(String column) {
      return values.get(column);
    }

    /// A value that must be there.
    String require(String column) {
      String value = get(column);
      if (value != null) return value;
      table.requireColumn(column);
      throw new BadInput(BadInput.Kind.VALUE, "%s has no value of %s".formatted(where(), column));
    }

    /// A number, or not a number if there is none.
    double number(String column) {
      String value = get(column);
      if (value == null) return Double.NaN;
      try {
        double number = Double.parseDouble(value);
        if (Double.isFinite(number)) return number;
      } catch (NumberFormatException e) {
        // refused below
      }
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %s = %s; it must be a number".formatted(where(), column, value));
    }

    String where() {
      return "%s, type %d".formatted(table.file, id);
    }

    /// The parameters in the JSON file that the column `dynamics_params` names.
    ///
    /// @param folder where it is
    Map<String, Object> parameters(@Nullable Path folder, String setting) {
      String name = get("dynamics_params");
      if (name == null) return Map.of();
      if (folder == null) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s: dynamics_params = %s, but the configuration does not say where it is: components/%s is missing"
                .formatted(where(), name, setting));
      }
      Path file = folder.resolve(name);
      ObjectNode json = Config.json(file);
      Map<String, Object> parameters = new LinkedHashMap<>();
      json.properties()
          .forEach(p -> parameters.put(p.getKey(), value(file, p.getKey(), p.getValue())));
      return parameters;
    }

    private static Object value(Path file, String name, JsonNode value) {
      if (value.isIntegralNumber() && value.canConvertToLong()) return value.asLong();
      if (value.isNumber()) return value.asDouble();
      if (value.isBoolean()) return value.asBoolean();
      if (value.isString()) return value.asString();
      if (value.isArray()) {
        double[] numbers = new double[value.size()];
        boolean all = true;
        for (int i = 0; i < numbers.length; i++) {
          all &= value.get(i).isNumber();
          if (all) numbers[i] = value.get(i).asDouble();
        }
        if (all) return numbers;
      }
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %s = %s; it must be a number, a text, true, false, or a list of numbers"
              .formatted(file, name, value));
    }
  }

  private TypeTable(Path file, List<String> names) {
    this.file = file;
    this.names = names;
  }

  /// Reads a file.
  ///
  /// @param id the column of the types' numbers
  static TypeTable read(Path file, String id) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new BadInput(BadInput.Kind.FILE, file + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw Hdf.unreadable(file, e);
    }
    int head = 0;
    while (head < lines.size() && lines.get(head).isBlank()) head++;
    if (head == lines.size()) throw new BadInput(BadInput.Kind.FILE, file + " is empty");
    TypeTable table = new TypeTable(file, fields(file, head + 1, lines.get(head)));
    int column = table.requireColumn(id);
    for (int n = head + 1; n < lines.size(); n++) {
      if (!lines.get(n).isBlank()) table.add(n + 1, column, fields(file, n + 1, lines.get(n)));
    }
    return table;
  }

  private void add(int line, int idColumn, List<String> fields) {
    if (fields.size() != names.size()) {
      throw refused(
          line, "has %d values for %d columns, %s".formatted(fields.size(), names.size(), names));
    }
    long id;
    try {
      id = Long.parseLong(fields.get(idColumn));
    } catch (NumberFormatException e) {
      throw refused(
          line, "%s = %s is no whole number".formatted(names.get(idColumn), fields.get(idColumn)));
    }
    if (places.putIfAbsent(id, types.size()) != null) {
      throw refused(line, "%s %d is there twice".formatted(names.get(idColumn), id));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int c = 0; c < fields.size(); c++) {
      if (!NOTHING.contains(fields.get(c))) values.put(names.get(c), fields.get(c));
    }
    types.add(new Type(this, id, values));
  }

  private BadInput refused(int line, String what) {
    return new BadInput(BadInput.Kind.FILE, "%s, line %d: %s".formatted(file, line, what));
  }

  private static List<String> fields(Path file, int line, String text) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
      if (at == text.length()) return fields;
      StringBuilder field = new StringBuilder();
      boolean quoted = false;
      for (; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '"') quoted = !quoted;
        else if (!quoted && Character.isWhitespace(c)) break;
        else field.append(c);
      }
      if (quoted) {
        throw new BadInput(
            BadInput.Kind.FILE, "%s, line %d: a text in quotes does not end".formatted(file, line));
      }
      fields.add(field.toString());
    }
  }

  /// The place of a column that must be there.
  int requireColumn(String column) {
    int place = names.indexOf(column);
    if (place >= 0) return place;
    throw new BadInput(
        BadInput.Kind.VALUE, "%s has no column %s; it has %s".formatted(file, column, names));
  }

  /// The columns that there are.
  List<String> columns() {
    return names;
  }

  /// The types, in order of the file.
  List<Type> types() {
    return types;
  }

  /// The place of a type among [#types()], or -1.
  int place(long id) {
    return places.getOrDefault(id, -1);
  }

  Path file() {
    return file;
  }
}
