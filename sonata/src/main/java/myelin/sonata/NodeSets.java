package myelin.sonata;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sets of nodes by name: those of the file `node_sets_file`, the populations, and `all`.
final class NodeSets {

  private final Map<String, NodePopulation> populations;
  private final @Nullable Path file;
  private final @Nullable ObjectNode sets;

  /// The sets of a configuration.
  ///
  /// @param populations the populations by name
  NodeSets(Config config, Map<String, NodePopulation> populations) {
    this.populations = populations;
    file = config.has("node_sets_file") ? config.path("node_sets_file") : null;
    sets = file != null && Files.exists(file) ? Config.json(file) : null;
  }

  /// Whether the file has a set of that name.
  boolean has(String name) {
    return sets != null && sets.has(name);
  }

  /// Whether a set has all nodes of a population.
  boolean covers(String name, NodePopulation nodes) {
    int[] chosen = places(name).get(nodes.name());
    return chosen != null && chosen.length == nodes.size();
  }

  /// The nodes of a set, as their places in each population that has some.
  ///
  /// @throws BadInput if there is no such set, or it is described in a way that is not known
  Map<String, int[]> places(String name) {
    return places(name, Set.of());
  }

  private Map<String, int[]> places(String name, Set<String> within) {
    Map<String, int[]> found = new LinkedHashMap<>();
    JsonNode set = sets == null ? null : sets.get(name);
    if (set == null) {
      for (NodePopulation nodes : populations.values()) {
        if (!name.equals(nodes.name()) && !name.equals("all")) continue;
        found.put(nodes.name(), IntStream.range(0, nodes.size()).toArray());
      }
      if (!found.isEmpty()) return found;
      throw unknown(name);
    }
    if (within.contains(name)) throw bad(name, "contains itself");
    if (set.isArray()) {
      Set<String> inner = new HashSet<>(within);
      inner.add(name);
      for (JsonNode part : set) {
        if (!part.isString())
          throw bad(name, "lists %s; it must list names of sets".formatted(part));
        places(part.asString(), inner).forEach((p, more) -> found.merge(p, more, NodeSets::union));
      }
      return found;
    }
    if (!(set instanceof ObjectNode conditions)) throw bad(name, "must be an object or a list");
    for (NodePopulation nodes : populations.values()) {
      int[] chosen =
          IntStream.range(0, nodes.size()).filter(i -> fits(name, conditions, nodes, i)).toArray();
      if (chosen.length > 0) found.put(nodes.name(), chosen);
    }
    if (found.isEmpty()) throw bad(name, "has no nodes");
    return found;
  }

  private static int[] union(int[] a, int[] b) {
    return IntStream.concat(IntStream.of(a), IntStream.of(b)).sorted().distinct().toArray();
  }

  private BadInput unknown(String name) {
    List<String> known = new ArrayList<>(populations.keySet());
    if (sets != null) known.addAll(sets.propertyNames());
    String why =
        file == null
            ? "; the configuration names no node_sets_file"
            : sets == null ? "; there is no file " + file : "";
    return Config.bad(
        "there is no set of nodes '%s'%s%s".formatted(name, Nearest.hint(name, known), why));
  }

  private BadInput bad(String name, String what) {
    return Config.bad("%s: the set '%s' %s".formatted(file, name, what));
  }

  private boolean fits(String set, ObjectNode conditions, NodePopulation nodes, int node) {
    return conditions.properties().stream()
        .allMatch(c -> fits(set, c.getKey(), c.getValue(), nodes, node));
  }

  private boolean fits(
      String set, String property, JsonNode allowed, NodePopulation nodes, int node) {
    TypeTable.Type type = nodes.types().types().get(nodes.type()[node]);
    String value =
        switch (property) {
          case "population" -> nodes.name();
          case "node_id" -> Integer.toString(node);
          case "node_type_id" -> Long.toString(type.id());
          default -> {
            boolean known =
                populations.values().stream().anyMatch(p -> p.types().columns().contains(property));
            if (known) yield type.get(property);
            throw bad(
                set,
                "asks for '%s'; Myelin knows population, node_id, and the columns of the types"
                    .formatted(property));
          }
        };
    if (!allowed.isArray()) return same(set, property, allowed, value);
    return StreamSupport.stream(allowed.spliterator(), false)
        .anyMatch(a -> same(set, property, a, value));
  }

  private boolean same(String set, String property, JsonNode allowed, @Nullable String value) {
    if (allowed.isContainer()) {
      throw bad(
          set,
          "asks for %s = %s; a value or a list of values is known".formatted(property, allowed));
    }
    return Objects.equals(allowed.asString(), value);
  }
}
