package myelin.conformance.text;

import static myelin.Names.dc_generator;
import static myelin.Names.multimeter;
import static myelin.Names.static_synapse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import myelin.Events;
import myelin.Nestml;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.neuron.NeuronModel;
import myelin.models.Models;
import myelin.nestml.equations.Lowering;
import myelin.nestml.reference.ReferenceNeuron;
import myelin.nestml.text.SourceText;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// Neurons of a random text, each with parameters and input of its own: spikes at two ports and a
/// current.
final class TextNetwork {

  /// Length of a step (ms).
  static final double H = 0.1;

  private static final double DELAY = 1;
  private static final int KINDS = 5;

  private final RandomText text;
  private final int steps;
  private final List<Driven> kinds = new ArrayList<>();

  /// What a neuron is given.
  ///
  /// @param parameters by name, one number or a list
  /// @param times of the spikes to each port, in steps
  /// @param weights of these
  /// @param current in pA, from step `from` on
  record Driven(
      Map<String, double[]> parameters,
      int[][] times,
      double[] weights,
      double current,
      int from) {}

  TextNetwork(RandomText text, long seed, int steps, boolean alike) {
    this.text = text;
    this.steps = steps;
    Random random = new Random(seed);
    for (int k = 0; k < KINDS; k++) {
      Map<String, double[]> parameters = new TreeMap<>();
      if (!alike) {
        parameters.put("p", new double[] {random.nextDouble() * 2 - 1});
        parameters.put("tau", new double[] {1 + random.nextInt(8)});
        parameters.put("theta", new double[] {0.3 + random.nextDouble()});
        if (text.hasList()) parameters.put("taus", new double[] {1 + k, 3});
      }
      int[][] times = new int[2][];
      for (int port = 0; port < 2; port++) {
        times[port] = random.ints(6, 1, steps - 15).distinct().sorted().toArray();
      }
      double sign = text.ports == RandomText.Ports.SIGNED ? -1 : 1;
      double[] weights = {0.2 + random.nextDouble(), sign * (0.2 + random.nextDouble())};
      double current = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 2000 - 500;
      kinds.add(new Driven(parameters, times, weights, current, 10 + random.nextInt(50)));
    }
  }

  /// What each recordable quantity of the first neurons was at the end of each step, and the spikes
  /// of all.
  ///
  /// @param at after how many steps the network is saved and loaded; 0 for not at all
  Map<String, double[]> run(int neurons, int threads, int at, Path file) {
    ModelRegistry models = Models.registry();
    NeuronModel model = Nestml.models("random", text.text).getFirst();
    models.add(model);
    Simulator sim = Simulator.builder().models(models).threads(threads).build();
    NodeCollection cells = sim.create(NodeModel.of(model), neurons);
    for (int i = 0; i < neurons; i++) {
      Map<String, Object> values = new HashMap<>();
      kind(i).parameters().forEach((n, v) -> values.put(n, n.equals("taus") ? v : (Object) v[0]));
      cells.slice(i, i + 1).set(values);
    }
    List<String> quantities = List.copyOf(cells.slice(0, 1).recordables());
    NodeCollection meter =
        sim.create(
            multimeter.with("record_from", quantities.toArray(String[]::new)).with("interval", H));
    NodeCollection recorder = sim.create("spike_recorder", 1);
    for (int k = 0; k < KINDS; k++) drive(sim, kinds.get(k), of(k, cells));
    sim.connect(meter, cells.first(Math.min(neurons, KINDS)));
    sim.connect(cells, recorder);
    sim.simulate(at * H);
    if (at > 0) {
      sim.save(file);
      sim.close();
      sim = Simulator.load(file, threads, models);
    }
    sim.simulate((steps - at) * H);
    Map<String, double[]> all = new TreeMap<>();
    Events seen = sim.events(sim.nodes(meter.id(0)));
    int[] senders = seen.senders();
    for (String quantity : quantities) {
      double[] sampled = seen.values(quantity);
      for (int i = 0; i < Math.min(neurons, KINDS); i++) {
        double[] values = new double[steps];
        int n = 0;
        for (int e = 0; e < senders.length; e++) {
          if (senders[e] == i + 1) values[n++] = sampled[e];
        }
        all.put(quantity + " of " + i, Arrays.copyOf(values, n));
      }
    }
    Events spikes = sim.events(sim.nodes(recorder.id(0)));
    int[] firing = spikes.senders();
    long[] fired = spikes.steps();
    for (int i = 0; i < Math.min(neurons, KINDS); i++) {
      int id = i + 1;
      all.put(
          "spikes of " + i,
          IntStream.range(0, firing.length)
              .filter(e -> firing[e] == id)
              .mapToDouble(e -> fired[e])
              .toArray());
    }
    sim.close();
    return all;
  }

  /// The kind of neuron `i`.
  Driven kind(int i) {
    return kinds.get(i % KINDS);
  }

  private static NodeCollection of(int kind, NodeCollection cells) {
    NodeCollection found = cells.slice(kind, kind + 1);
    for (int i = kind + KINDS; i < cells.size(); i += KINDS)
      found = found.and(cells.slice(i, i + 1));
    return found;
  }

  private void drive(Simulator sim, Driven given, NodeCollection cells) {
    for (int port = 0; port < 2; port++) {
      if (port == 1 && text.ports == RandomText.Ports.ONE) break;
      double[] times =
          Arrays.stream(given.times()[port]).mapToDouble(t -> Math.rint(t) / 10).toArray();
      NodeCollection train =
          sim.create(NodeModel.named("spike_generator").with("spike_times", times));
      boolean many = text.ports == RandomText.Ports.TWO || text.ports == RandomText.Ports.VECTOR;
      Synapse synapse = static_synapse.with("weight", given.weights()[port]).with("delay", DELAY);
      sim.connect(train, cells, many ? synapse.receptor(port + 1) : synapse);
    }
    if (given.current() == 0) return;
    NodeCollection source =
        sim.create(dc_generator.with("amplitude", given.current()).with("start", given.from() * H));
    sim.connect(source, cells, static_synapse.with("delay", DELAY));
  }

  /// The same quantities of the slow neuron.
  Map<String, double[]> reference(int i, Iterable<String> quantities) {
    Driven given = kind(i);
    ReferenceNeuron slow =
        new ReferenceNeuron(
            Lowering.systems(new SourceText("random", text.text)).getFirst(),
            H,
            given.parameters());
    Map<String, double[]> all = new TreeMap<>();
    for (String quantity : quantities) all.put(quantity, new double[steps]);
    for (int step = 1; step <= steps; step++) {
      Map<String, double[]> arriving = new HashMap<>();
      for (int port = 0; port < 2; port++) arrive(given, port, step, arriving);
      if (step == given.from() + 10 && given.current() != 0)
        slow.current("I_stim", given.current());
      slow.step(arriving);
      for (String quantity : quantities) all.get(quantity)[step - 1] = value(slow, quantity);
    }
    all.put("spikes", slow.spikes().stream().mapToDouble(s -> Math.rint(s.time() / H)).toArray());
    return all;
  }

  private void arrive(Driven given, int port, int step, Map<String, double[]> arriving) {
    if (port == 1 && text.ports == RandomText.Ports.ONE) return;
    if (Arrays.stream(given.times()[port]).noneMatch(t -> t + 10 == step)) return;
    double weight = Math.abs(given.weights()[port]);
    if (text.ports == RandomText.Ports.VECTOR) {
      arriving.computeIfAbsent("a", p -> new double[2])[port] = weight;
    } else {
      arriving.put(port == 0 ? "a" : "b", new double[] {weight});
    }
  }

  private static double value(ReferenceNeuron slow, String quantity) {
    int at = quantity.lastIndexOf('_');
    if (!quantity.matches("[vg]_[0-9]+")) return slow.get(quantity);
    String vector = quantity.substring(0, at);
    int number = Integer.parseInt(quantity.substring(at + 1));
    return slow.get(vector, vector.equals("g") ? number - 1 : number); // g is as long as a list
  }
}
