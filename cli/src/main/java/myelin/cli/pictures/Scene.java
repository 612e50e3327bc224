package myelin.cli.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import myelin.Events;
import myelin.Names;
import myelin.Simulator;
import myelin.analysis.Spikes;
import myelin.connect.Synapse;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// A small network for a picture: one seed, one thread, steps of 0.1 ms.
final class Scene implements AutoCloseable {

  /// Length of a step (ms).
  static final double STEP = 0.1;

  private static final double REST = 200;
  private static final double STILL = 0.1;
  private static final double LONGEST = 1000;

  private final Simulator sim;

  /// An empty network that knows these models.
  Scene(ModelRegistry models) {
    sim = Simulator.builder().seed(1).threads(1).models(models).build();
  }

  /// A quantity of one node over time, and when it fired.
  ///
  /// @param times (ms)
  /// @param spikes (ms)
  record Trace(double[] times, double[] values, double[] spikes) {

    /// How many spikes there are in (from, to].
    int spikes(double from, double to) {
      return (int) Arrays.stream(spikes).filter(t -> t > from && t <= to).count();
    }

    /// The value at a time, or just before it.
    double at(double time) {
      int k = 0;
      while (k + 1 < times.length && times[k + 1] <= time + STEP / 2) k++;
      return values[k];
    }

    /// From one time to another, as if the first were 0.
    Trace between(double from, double to) {
      double half = STEP / 2;
      int begin = 0;
      while (begin < times.length && times[begin] < from - half) begin++;
      int end = begin;
      while (end < times.length && times[end] <= to + half) end++;
      return new Trace(
          Arrays.stream(times, begin, end).map(t -> t - from).toArray(),
          Arrays.copyOfRange(values, begin, end),
          Arrays.stream(spikes).filter(t -> t > from && t <= to).map(t -> t - from).toArray());
    }
  }

  /// A node with these values.
  NodeCollection one(Model model, Map<String, ?> values) {
    return nodes(model, 1, values);
  }

  /// Nodes with these values.
  NodeCollection nodes(Model model, int n, Map<String, ?> values) {
    return sim.create(NodeModel.of(model).with(values), n);
  }

  /// A node of the model of that name with these values.
  NodeCollection one(String model, Map<String, ?> values) {
    return nodes(named(model), 1, values);
  }

  /// Nodes of the model of that name with these values.
  NodeCollection nodes(String model, int n, Map<String, ?> values) {
    return nodes(named(model), n, values);
  }

  /// The model of that name.
  Model named(String model) {
    return sim.models().named(model);
  }

  /// The network.
  Simulator sim() {
    return sim;
  }

  /// A static synapse of 1 ms.
  Synapse synapse(double weight) {
    return Names.static_synapse.with("weight", weight).with("delay", 1.0);
  }

  /// Sends spikes at these times (ms).
  NodeCollection spikesAt(double... times) {
    return one("spike_generator", Map.of("spike_times", times));
  }

  /// Records a quantity of nodes.
  NodeCollection meter(NodeCollection of, String... quantities) {
    NodeCollection meter = one("multimeter", Map.of("record_from", quantities, "interval", STEP));
    sim.connect(meter, of);
    return meter;
  }

  /// Records when nodes fire.
  NodeCollection recorder(NodeCollection of) {
    NodeCollection recorder = one("spike_recorder", Map.of());
    sim.connect(of, recorder);
    return recorder;
  }

  /// Simulates until a quantity of a node has come to rest, or for long enough.
  ///
  /// @return the time (ms)
  double rest(NodeCollection node, String quantity) {
    NodeCollection meter =
        one("multimeter", Map.of("record_from", new String[] {quantity}, "interval", 10.0));
    sim.connect(meter, node);
    do {
      double[] seen = sim.simulate(REST).events(meter).values(quantity);
      double[] last = Arrays.copyOfRange(seen, seen.length / 2, seen.length);
      double span = Arrays.stream(last).max().orElse(0) - Arrays.stream(last).min().orElse(0);
      if (span < STILL) break;
    } while (sim.time() < LONGEST);
    return sim.time();
  }

  /// What a meter has recorded of nodes, and a recorder beside it.
  List<Trace> traces(NodeCollection of, NodeCollection meter, String quantity, Spikes fired) {
    Events events = sim.events(meter);
    int[] senders = events.senders();
    double[] times = events.times();
    double[] values = events.values(quantity);
    List<Trace> traces = new ArrayList<>();
    for (int id : of.toArray()) {
      int[] own = IntStream.range(0, senders.length).filter(e -> senders[e] == id).toArray();
      traces.add(
          new Trace(
              Arrays.stream(own).mapToDouble(e -> times[e]).toArray(),
              Arrays.stream(own).mapToDouble(e -> values[e]).toArray(),
              fired.train(id)));
    }
    return traces;
  }

  @Override
  public void close() {
    sim.close();
  }
}
