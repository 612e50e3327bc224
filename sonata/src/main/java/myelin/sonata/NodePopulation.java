package myelin.sonata;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import myelin.engine.base.BadInput;
import org.jspecify.annotations.Nullable;

/// The nodes of one population: `/nodes/NAME` of a file.
///
/// @param file the file they are from
/// @param name name of the population
/// @param types the types of nodes of the file
/// @param type the place of each node's type in that table
/// @param parameters the parameters of each type
/// @param own parameters that nodes have a value of their own for, by name; not a number where the
///   type's counts
/// @param virtual whether the nodes only send spikes that are known beforehand
record NodePopulation(
    Path file,
    String name,
    TypeTable types,
    int[] type,
    List<Map<String, Object>> parameters,
    Map<String, double[]> own,
    boolean virtual) {

  private static final Set<String> NEURONS = Set.of("point_neuron", "point_process");
  private static final String VIRTUAL = "virtual";

  /// Reads the populations of a file.
  ///
  /// @param models the folder of the files that types name in `dynamics_params`
  static List<NodePopulation> read(Path file, Path typesFile, @Nullable Path models) {
    TypeTable types = TypeTable.read(typesFile, "node_type_id");
    boolean virtual = virtual(types);
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (TypeTable.Type t : types.types()) {
      if (virtual) continue;
      t.require("model_template");
      parameters.add(t.parameters(models, "point_neuron_models_dir"));
    }
    List<NodePopulation> found = new ArrayList<>();
    try (Hdf hdf = Hdf.open(file)) {
      for (String name : hdf.groups("/nodes")) {
        found.add(read(hdf, name, types, parameters, virtual));
      }
      if (found.isEmpty()) throw hdf.bad("/nodes", "has no populations");
    }
    return found;
  }

  /// Whether the nodes of a table are virtual; all are or none.
  private static boolean virtual(TypeTable types) {
    types.requireColumn("model_type");
    String first = null;
    for (TypeTable.Type t : types.types()) {
      String kind = t.require("model_type");
      if (!kind.equals(VIRTUAL) && !NEURONS.contains(kind)) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s: model_type = %s; Myelin knows point_neuron, point_process and virtual"
                .formatted(t.where(), kind));
      }
      if (first != null && !first.equals(kind)) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s: model_type is %s and %s; a file of types takes one, as in NEST"
                .formatted(types.file(), first, kind));
      }
      first = kind;
    }
    return VIRTUAL.equals(first);
  }

  private static NodePopulation read(
      Hdf hdf,
      String name,
      TypeTable types,
      List<Map<String, Object>> parameters,
      boolean virtual) {
    String path = "/nodes/" + name;
    Column ids = hdf.column(path + "/node_type_id");
    if (ids.length() == 0 || ids.length() > Integer.MAX_VALUE - 64) {
      throw hdf.bad(
          ids.path(),
          "has %,d elements; there must be a node, and fewer than 2^31".formatted(ids.length()));
    }
    int n = (int) ids.length();
    long[] typeIds = ids.wholes(0, n);
    int[] type = new int[n];
    for (int i = 0; i < n; i++) {
      type[i] = types.place(typeIds[i]);
      if (type[i] < 0) {
        throw ids.refused(i, Long.toString(typeIds[i]), "no node_type_id of " + types.file());
      }
    }
    if (hdf.has(path + "/node_id")) {
      Column given = hdf.column(path + "/node_id", n, ids.path());
      long[] order = given.wholes(0, n);
      for (int i = 0; i < n; i++) {
        if (order[i] == i) continue;
        throw given.refused(
            i,
            Long.toString(order[i]),
            "out of order: nodes must be listed by their ids, 0, 1, 2 ...");
      }
    }
    Map<String, double[]> own = virtual ? Map.of() : own(hdf, path, n, ids.path());
    return new NodePopulation(hdf.file(), name, types, type, parameters, own, virtual);
  }

  /// Parameters that nodes have values of their own for, from `GROUP/dynamics_params`.
  private static Map<String, double[]> own(Hdf hdf, String path, int n, String of) {
    Map<String, double[]> own = new LinkedHashMap<>();
    Groups groups = Groups.of(hdf, path, "node_group_id", "node_group_index", n, of);
    int[][] at = groups.places(0, n);
    for (int g = 0; g < groups.size(); g++) {
      for (Map.Entry<String, Column> parameter : groups.parameters(g).entrySet()) {
        double[] values = own.computeIfAbsent(parameter.getKey(), p -> Groups.nothing(n));
        groups.put(parameter.getValue(), g, at, values);
      }
    }
    return own;
  }

  /// Number of nodes.
  int size() {
    return type.length;
  }

  /// The model of a type, without the prefix that says whose it is.
  String model(int t) {
    return template(types.types().get(t));
  }

  /// The models of the nodes, in their order.
  List<Stretch> stretches() {
    if (virtual) return List.of(new Stretch(NodeCreator.INJECTOR, size()));
    List<Stretch> found = new ArrayList<>();
    List<String> models = types.types().stream().map(NodePopulation::template).toList();
    for (int begin = 0, end; begin < type.length; begin = end) {
      String model = models.get(type[begin]);
      for (end = begin + 1; end < type.length && models.get(type[end]).equals(model); ) end++;
      found.add(new Stretch(model, end - begin));
    }
    return found;
  }

  /// The model that a type names, without the prefix `nest:`.
  static String template(TypeTable.Type type) {
    String template = type.require("model_template");
    return template.startsWith("nest:") ? template.substring(5) : template;
  }

  /// The parameters of a node that it has a value of its own for.
  Map<String, Object> own(int node) {
    Map<String, Object> values = new LinkedHashMap<>();
    own.forEach((name, all) -> {
      if (!Double.isNaN(all[node])) values.put(name, all[node]);
    });
    return values;
  }
}
