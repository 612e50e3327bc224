package myelin.sonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.jspecify.annotations.Nullable;

/// Creates the nodes of populations, in order of their ids.
final class NodeCreator {

  /// The model of virtual nodes.
  static final String INJECTOR = "spike_train_injector";

  /// Runs of nodes of one type that are shorter than this on average are created together, each
  /// with values of its own.
  private static final int SHORT = 32;

  private final Simulator simulator;
  private final ModelSource models;

  NodeCreator(Simulator simulator, ModelSource models) {
    this.simulator = simulator;
    this.models = models;
  }

  /// Refuses a population whose nodes could not be created.
  ///
  /// @param trains the spikes of virtual nodes
  void require(NodePopulation nodes, @Nullable List<double[]> trains) {
    if (trains != null) {
      for (double[] train : trains) simulator.require(injector().with("spike_times", train));
      return;
    }
    for (int t = 0; t < nodes.parameters().size(); t++) simulator.require(model(nodes, t));
    for (int i = 0; i < nodes.size() && !nodes.own().isEmpty(); i++) {
      try {
        simulator.require(model(nodes, nodes.type()[i]).with(nodes.own(i)));
      } catch (BadInput e) {
        throw new BadInput(
            e.kind(),
            "%s: /nodes/%s, node %d: %s".formatted(nodes.file(), nodes.name(), i, e.getMessage()),
            e);
      }
    }
  }

  private NodeModel injector() {
    return models.node(INJECTOR).with("allow_offgrid_times", true);
  }

  /// The model of a type with the type's parameters.
  private NodeModel model(NodePopulation nodes, int t) {
    TypeTable.Type type = nodes.types().types().get(t);
    try {
      NodeModel model = models.node(nodes.model(t)).with(nodes.parameters().get(t));
      simulator.require(model);
      return model;
    } catch (BadInput e) {
      throw new BadInput(e.kind(), "%s: %s".formatted(type.where(), e.getMessage()), e);
    }
  }

  /// Creates the nodes of a population.
  NodeCollection create(NodePopulation nodes, @Nullable List<double[]> trains) {
    if (trains != null) {
      return simulator.create(
          injector(), trains.stream().map(train -> Map.of("spike_times", train)).toList());
    }
    List<NodeModel> byType = new ArrayList<>();
    for (int t = 0; t < nodes.parameters().size(); t++) byType.add(model(nodes, t));
    int[] type = nodes.type();
    int first = simulator.size() + 1;
    int begin = 0;
    for (Stretch stretch : nodes.stretches()) {
      int end = begin + stretch.size();
      if (!nodes.own().isEmpty() || areMixed(type, begin, end)) {
        simulator.create(models.node(stretch.model()), values(nodes, begin, end));
      } else {
        for (int from = begin, to; from < end; from = to) {
          for (to = from + 1; to < end && type[to] == type[from]; ) to++;
          simulator.create(byType.get(type[from]), to - from);
        }
      }
      begin = end;
    }
    return simulator.nodes().slice(first - 1, first - 1 + type.length);
  }

  private static boolean areMixed(int[] type, int begin, int end) {
    long runs = 1;
    for (int i = begin + 1; i < end; i++) if (type[i] != type[i - 1]) runs++;
    return runs > 1 && runs * SHORT > end - begin;
  }

  private static List<Map<String, Object>> values(NodePopulation nodes, int begin, int end) {
    List<Map<String, Object>> values = new ArrayList<>();
    for (int i = begin; i < end; i++) {
      Map<String, Object> own = new LinkedHashMap<>(nodes.parameters().get(nodes.type()[i]));
      own.putAll(nodes.own(i));
      values.add(own);
    }
    return values;
  }
}
