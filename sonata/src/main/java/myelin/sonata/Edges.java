package myelin.sonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;
import org.jspecify.annotations.Nullable;

/// The edges of one population, `/edges/NAME` of an open file, which are read some at a time.
final class Edges {

  private final Hdf hdf;
  private final String name;
  private final TypeTable types;
  private final NodePopulation source;
  private final NodePopulation target;
  private final Column sources;
  private final Column targets;
  private final Column typeIds;
  private final Groups groups;
  private final @Nullable Column[] weights;
  private final @Nullable Column[] delays;
  private final @Nullable Column[] counts;
  private final List<Map<String, Column>> parameters = new ArrayList<>();

  /// Some edges that follow each other.
  ///
  /// @param sources place of each edge's source in its population
  /// @param targets place of each edge's target
  /// @param types place of each edge's type in the table
  /// @param weights weight of each edge, or not a number where the file has none
  /// @param delays delay of each edge (ms), likewise
  /// @param parameters further parameters of the synapses, by name, likewise
  record Slab(
      int[] sources,
      int[] targets,
      int[] types,
      double[] weights,
      double[] delays,
      Map<String, double[]> parameters) {

    int size() {
      return sources.length;
    }
  }

  /// The edges of a population.
  ///
  /// @param nodes the populations of nodes by name
  Edges(Hdf hdf, String name, TypeTable types, Map<String, NodePopulation> nodes) {
    this.hdf = hdf;
    this.name = name;
    this.types = types;
    String path = path();
    sources = hdf.column(path + "/source_node_id");
    targets = hdf.column(path + "/target_node_id", sources.length(), sources.path());
    typeIds = hdf.column(path + "/edge_type_id", sources.length(), sources.path());
    source = population(sources, nodes);
    target = population(targets, nodes);
    if (target.virtual()) {
      throw hdf.bad(
          targets.path(),
          "has node_population = %s, whose nodes are virtual and hear nothing"
              .formatted(target.name()));
    }
    groups =
        Groups.of(hdf, path, "edge_group_id", "edge_group_index", sources.length(), sources.path());
    int n = groups.size();
    weights = new Column[n];
    delays = new Column[n];
    counts = new Column[n];
    for (int g = 0; g < n; g++) {
      weights[g] = groups.column(g, "syn_weight");
      delays[g] = groups.column(g, "delay");
      counts[g] = groups.column(g, "nsyns");
      Map<String, Column> more = groups.parameters(g);
      weights[g] = either(weights[g], more.remove("weight"));
      delays[g] = either(delays[g], more.remove("delay"));
      parameters.add(more);
    }
  }

  private static @Nullable Column either(@Nullable Column first, @Nullable Column second) {
    return first == null ? second : first;
  }

  private NodePopulation population(Column ids, Map<String, NodePopulation> nodes) {
    String named = hdf.attribute(ids.path(), "node_population");
    if (named == null) {
      throw hdf.bad(ids.path(), "has no attribute node_population, which names the nodes");
    }
    NodePopulation found = nodes.get(named);
    if (found != null) return found;
    throw hdf.bad(
        ids.path(),
        "has node_population = %s, which the configuration does not have%s"
            .formatted(named, Nearest.hint(named, nodes.keySet())));
  }

  private String path() {
    return "/edges/" + name;
  }

  /// Number of edges.
  long size() {
    return sources.length();
  }

  NodePopulation source() {
    return source;
  }

  NodePopulation target() {
    return target;
  }

  /// Reads all edges, `most` at a time, and refuses what is wrong with them.
  void read(int most, Consumer<Slab> use) {
    for (long from = 0; from < size(); from += most) {
      use.accept(slab(from, (int) Math.min(most, size() - from)));
    }
  }

  private Slab slab(long from, int n) {
    int[] begin = sources.places(from, n, source.size(), none(source));
    int[] end = targets.places(from, n, target.size(), none(target));
    long[] ids = typeIds.wholes(from, n);
    int[] type = new int[n];
    for (int e = 0; e < n; e++) {
      type[e] = e > 0 && ids[e] == ids[e - 1] ? type[e - 1] : types.place(ids[e]);
      if (type[e] < 0) {
        throw typeIds.refused(
            from + e, Long.toString(ids[e]), "no edge_type_id of " + types.file());
      }
    }
    int[][] at = groups.places(from, n);
    double[] weight = Groups.nothing(n);
    double[] delay = Groups.nothing(n);
    Map<String, double[]> own = new LinkedHashMap<>();
    for (int g = 0; g < groups.size(); g++) {
      put(weights[g], g, at, weight);
      put(delays[g], g, at, delay);
      requireOne(counts[g], g, at);
      for (Map.Entry<String, Column> p : parameters.get(g).entrySet()) {
        put(p.getValue(), g, at, own.computeIfAbsent(p.getKey(), k -> Groups.nothing(n)));
      }
    }
    return new Slab(begin, end, type, weight, delay, own);
  }

  private static String none(NodePopulation nodes) {
    return "none of the %,d nodes of %s".formatted(nodes.size(), nodes.name());
  }

  private void put(@Nullable Column column, int g, int[][] at, double[] values) {
    if (column != null) groups.put(column, g, at, values);
  }

  /// Refuses edges that stand for several synapses: NEST makes one, others several.
  private void requireOne(@Nullable Column count, int g, int[][] at) {
    if (count == null) return;
    double[] numbers = Groups.nothing(at[g].length);
    groups.put(count, g, at, numbers);
    for (int e = 0; e < numbers.length; e++) {
      if (Double.isNaN(numbers[e]) || numbers[e] == 1) continue;
      throw new BadInput(
          BadInput.Kind.FILE,
          "%s: %s has %s for an edge; Myelin takes an edge as one synapse, as NEST does: list edges once for each synapse, or multiply syn_weight, and take nsyns out"
              .formatted(hdf.file(), count.path(), numbers[e]));
    }
  }
}
