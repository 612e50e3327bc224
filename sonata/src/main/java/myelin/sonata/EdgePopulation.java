package myelin.sonata;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import myelin.engine.base.BadInput;
import org.jspecify.annotations.Nullable;

/// A population of edges that has been checked. Its file is opened again to connect.
///
/// @param file the file
/// @param name name of the population
/// @param types its types
/// @param parameters the parameters of each type
/// @param size number of edges
/// @param shortest the smallest delay that the file has (ms), or infinity if it has none
record EdgePopulation(
    Path file,
    String name,
    TypeTable types,
    List<Map<String, Object>> parameters,
    long size,
    double shortest) {

  /// Number of edges that are read at a time, unless the user says so.
  static final int SLAB = 1 << 20;

  /// Reads the populations of a file, and checks all edges.
  ///
  /// @param models the folder of the files that types name in `dynamics_params`
  static List<EdgePopulation> read(
      Path file, Path typesFile, @Nullable Path models, Map<String, NodePopulation> nodes) {
    TypeTable types = TypeTable.read(typesFile, "edge_type_id");
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (TypeTable.Type t : types.types()) {
      t.require("model_template");
      if (t.number("delay") <= 0) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s: delay = %s ms; it must be above 0".formatted(t.where(), t.get("delay")));
      }
      parameters.add(t.parameters(models, "synaptic_models_dir"));
    }
    List<EdgePopulation> found = new ArrayList<>();
    try (Hdf hdf = Hdf.open(file)) {
      for (String name : hdf.groups("/edges")) {
        Edges edges = new Edges(hdf, name, types, nodes);
        double[] shortest = {Double.POSITIVE_INFINITY};
        edges.read(SLAB, slab -> shortest[0] = Math.min(shortest[0], shortest(slab)));
        if (shortest[0] <= 0) {
          throw hdf.bad(
              "/edges/" + name,
              "has an edge with a delay of %s ms; it must be above 0".formatted(shortest[0]));
        }
        found.add(new EdgePopulation(file, name, types, parameters, edges.size(), shortest[0]));
      }
      if (found.isEmpty()) throw hdf.bad("/edges", "has no populations");
    }
    return found;
  }

  private static double shortest(Edges.Slab slab) {
    double[] delays = slab.delays();
    double least = Double.POSITIVE_INFINITY;
    for (double delay : delays) if (delay < least) least = delay;
    return least;
  }

  /// Opens the file and has all edges read.
  void with(Map<String, NodePopulation> nodes, Consumer<Edges> use) {
    try (Hdf hdf = Hdf.open(file)) {
      use.accept(new Edges(hdf, name, types, nodes));
    }
  }

  /// Whether types are alike but for weight and delay, so that their edges are connected together.
  boolean alike(int a, int b) {
    return model(a).equals(model(b))
        && Objects.equals(receptor(a), receptor(b))
        && sameParameters(parameters.get(a), parameters.get(b));
  }

  private static boolean sameParameters(Map<String, Object> a, Map<String, Object> b) {
    return a.keySet().equals(b.keySet())
        && a.keySet().stream()
            .filter(p -> !p.equals("weight") && !p.equals("delay"))
            .allMatch(p -> Arrays.deepEquals(new Object[] {a.get(p)}, new Object[] {b.get(p)}));
  }

  /// The receptor in the column of a type, or null.
  private @Nullable String receptor(int t) {
    return types.types().get(t).get("receptor_type");
  }

  /// The synapse model of a type.
  String model(int t) {
    return NodePopulation.template(types.types().get(t));
  }

  /// The weight of a type's edges that have none of their own, or not a number: that of
  /// `dynamics_params` goes before the column's, as in NEST.
  double weight(int t) {
    return number(t, "weight", "syn_weight");
  }

  /// The delay (ms), likewise.
  double delay(int t) {
    return number(t, "delay", "delay");
  }

  private double number(int t, String parameter, String column) {
    Object value = parameters.get(t).get(parameter);
    if (value == null) return types.types().get(t).number(column);
    if (value instanceof Number number) return number.doubleValue();
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: %s of dynamics_params = %s; it must be a number"
            .formatted(types.types().get(t).where(), parameter, value));
  }
}
