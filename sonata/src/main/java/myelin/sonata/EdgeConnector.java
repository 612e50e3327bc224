package myelin.sonata;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.node.NodeCollection;
import myelin.sonata.Edges.Slab;
import myelin.value.Numbers;

/// Lists the synapses of populations of edges: those of types that differ in nothing but weights
/// and delays together, some at a time. Delays are rounded to the grid, as NEST does.
final class EdgeConnector {

  private final EdgePopulation edges;
  private final double h;

  /// For each type, the first that it is alike.
  private final int[] kind;

  /// For each type that is the first of its kind, the synapse without weight and delay.
  private final List<Synapse> synapses = new ArrayList<>();

  private final double[] weights;
  private final double[] delays;

  /// Prepares to connect; nothing is changed yet.
  ///
  /// @throws BadInput if a synapse model is unknown, does not take the parameters of a type, or a
  ///   delay is below a step
  EdgeConnector(Simulator simulator, ModelSource models, EdgePopulation edges) {
    this.edges = edges;
    h = simulator.resolution();
    int n = edges.types().types().size();
    kind = new int[n];
    weights = new double[n];
    delays = new double[n];
    for (int t = 0; t < n; t++) {
      kind[t] = t;
      for (int earlier = t - 1; earlier >= 0; earlier--) {
        if (edges.alike(t, earlier)) kind[t] = kind[earlier];
      }
      synapses.add(synapse(models, t));
      weights[t] = edges.weight(t);
      delays[t] = edges.delay(t);
      if (!Double.isNaN(delays[t])) round(edges.types().types().get(t).where(), delays[t]);
    }
    if (edges.shortest() < Double.POSITIVE_INFINITY) {
      round("%s: /edges/%s".formatted(edges.file(), edges.name()), edges.shortest());
    }
  }

  private Synapse synapse(ModelSource models, int t) {
    String where = edges.types().types().get(t).where();
    try {
      Synapse synapse = models.synapse(edges.model(t));
      String receptor = edges.types().types().get(t).get("receptor_type");
      if (receptor != null) {
        synapse =
            synapse.with("receptor_type", edges.types().types().get(t).number("receptor_type"));
      }
      for (Map.Entry<String, Object> p : edges.parameters().get(t).entrySet()) {
        boolean later = p.getKey().equals("weight") || p.getKey().equals("delay");
        if (p.getKey().equals("receptor_type") && p.getValue() instanceof String name) {
          synapse = synapse.receptor(name);
        } else if (!later) {
          synapse = synapse.with(p.getKey(), p.getValue());
        }
      }
      synapse.requireTogether();
      return synapse;
    } catch (BadInput e) {
      throw new BadInput(e.kind(), "%s: %s".formatted(where, e.getMessage()), e);
    }
  }

  /// Rounds a delay (ms) to the nearest step, halves upwards.
  private double round(String where, double ms) {
    double steps = Math.floor(Math.rint(ms / h * 1e6) / 1e6 + 0.5);
    if (steps >= 1) return Math.rint(steps * h * 1e9) / 1e9;
    throw new BadInput(
        BadInput.Kind.DELAY,
        "%s: a delay of %s ms is less than a step, which is %s ms".formatted(where, ms, h));
  }

  /// Lists all edges.
  ///
  /// @param nodes the nodes of each population by its name
  List<Synapse.Pairs> list(
      Map<String, NodePopulation> populations, Map<String, NodeCollection> nodes, int slab) {
    List<Synapse.Pairs> all = new ArrayList<>();
    edges.with(
        populations,
        open -> {
          int source = first(nodes, open.source());
          int target = first(nodes, open.target());
          open.read(slab, some -> list(some, source, target, all));
        });
    return all;
  }

  private static int first(Map<String, NodeCollection> nodes, NodePopulation population) {
    NodeCollection made = nodes.get(population.name());
    if (made == null) throw new IllegalStateException("not created: " + population.name());
    return made.id(0);
  }

  private void list(Slab slab, int source, int target, List<Synapse.Pairs> all) {
    boolean[] seen = new boolean[kind.length];
    for (int t : slab.types()) seen[kind[t]] = true;
    int kinds = 0;
    for (boolean s : seen) if (s) kinds++;
    for (int k = 0; k < seen.length; k++) {
      if (!seen[k]) continue;
      int[] chosen = kinds == 1 ? every(slab.size()) : chosen(slab, k);
      list(slab, chosen, k, source, target, all);
    }
  }

  private static int[] every(int n) {
    int[] every = new int[n];
    Arrays.setAll(every, e -> e);
    return every;
  }

  private int[] chosen(Slab slab, int k) {
    int[] types = slab.types();
    int n = 0;
    for (int t : types) if (kind[t] == k) n++;
    int[] chosen = new int[n];
    int at = 0;
    for (int e = 0; e < types.length; e++) if (kind[types[e]] == k) chosen[at++] = e;
    return chosen;
  }

  private void list(
      Slab slab, int[] chosen, int k, int source, int target, List<Synapse.Pairs> all) {
    List<Value> values = new ArrayList<>();
    values.add(new Value("weight", values(slab, chosen, slab.weights(), weights)));
    values.add(new Value("delay", rounded(values(slab, chosen, slab.delays(), delays))));
    slab.parameters()
        .forEach((name, own) -> {
          double[] ofType = Groups.nothing(kind.length);
          Object value = edges.parameters().get(k).get(name);
          if (value instanceof Number number) Arrays.fill(ofType, number.doubleValue());
          values.add(new Value(name, values(slab, chosen, own, ofType)));
        });
    for (Value value : values) {
      if (!value.mixed()) continue;
      // those without a value take the model's, which is not one for each
      list(slab, value.chosen(chosen, true), k, source, target, all);
      list(slab, value.chosen(chosen, false), k, source, target, all);
      return;
    }
    int n = chosen.length;
    int[] from = new int[n];
    int[] to = new int[n];
    for (int i = 0; i < n; i++) {
      from[i] = source + slab.sources()[chosen[i]];
      to[i] = target + slab.targets()[chosen[i]];
    }
    String where = "%s: /edges/%s".formatted(edges.file(), edges.name());
    try {
      Synapse synapse = synapses.get(k);
      for (Value value : values) synapse = value.put(synapse);
      all.add(new Synapse.Pairs(from, to, synapse, where));
    } catch (BadInput e) {
      throw new BadInput(e.kind(), "%s: %s".formatted(where, e.getMessage()), e);
    }
  }

  private double[] rounded(double[] ms) {
    double before = Double.NaN;
    double steps = Double.NaN;
    for (int i = 0; i < ms.length; i++) {
      if (ms[i] != before) {
        before = ms[i];
        steps = Double.isNaN(before) ? before : round(edges.name(), before);
      }
      ms[i] = steps;
    }
    return ms;
  }

  /// The values of edges: their own, or those of their types.
  private static double[] values(Slab slab, int[] chosen, double[] own, double[] ofTypes) {
    double[] values = new double[chosen.length];
    for (int i = 0; i < values.length; i++) {
      double value = own[chosen[i]];
      values[i] = Double.isNaN(value) ? ofTypes[slab.types()[chosen[i]]] : value;
    }
    return values;
  }

  /// The values of a parameter for some edges, not a number for those that have none.
  private record Value(String name, double[] numbers) {

    /// Whether some edges have a value and others have none.
    boolean mixed() {
      boolean none = Double.isNaN(numbers[0]);
      for (double number : numbers) if (Double.isNaN(number) != none) return true;
      return false;
    }

    /// Those of the chosen edges that have a value, or those that have none.
    int[] chosen(int[] edges, boolean given) {
      return IntStream.range(0, edges.length)
          .filter(i -> Double.isNaN(numbers[i]) != given)
          .map(i -> edges[i])
          .toArray();
    }

    /// A synapse with these values: one number where all have the same.
    Synapse put(Synapse synapse) {
      double first = numbers[0];
      if (Double.isNaN(first)) return synapse;
      boolean same = true;
      for (double number : numbers) same &= number == first;
      if (same) return synapse.with(name, first);
      Numbers all = new Numbers(numbers.length);
      all.put(0, DoubleBuffer.wrap(numbers));
      return synapse.with(name, all.quantity(Unit.NONE));
    }
  }
}
