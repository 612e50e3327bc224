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
import java.util.TreeMap;
import java.util.stream.IntStream;
import myelin.Events;
import myelin.Nestml;
import myelin.Simulator;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.neuron.NeuronModel;
import myelin.models.Models;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Lowering;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Port;
import myelin.nestml.model.Receptor;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Type;
import myelin.nestml.model.Variable;
import myelin.nestml.reference.ReferenceNeuron;
import myelin.nestml.text.SourceText;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// Neurons of a text, each with values and input of its own, compiled and beside that as the slow,
/// obvious ones.
final class TextNetwork {

  /// Length of a step (ms).
  static final double H = 0.1;

  /// Steps from where input is sent to where it arrives.
  private static final int DELAY = 10;

  private final EquationSystem system;
  private final String text;
  private final List<Driven> kinds;
  private final int steps;

  /// Spikes to one receptor.
  ///
  /// @param steps at the ends of which they are sent
  record Train(int receptor, double weight, int[] steps) {}

  /// What a neuron is given.
  ///
  /// @param values parameters and state variables by name, one number or a list; flags are 0 or 1
  /// @param currents of each continuous port, from step `from` to step `to`; 0 for none
  record Driven(
      Map<String, double[]> values, List<Train> trains, double[] currents, int from, int to) {

    /// The same with all values, weights and currents times a factor.
    Driven times(double factor) {
      Map<String, double[]> values = new TreeMap<>();
      this.values.forEach((name, v) -> values.put(name, times(v, factor)));
      return new Driven(
          values,
          trains.stream()
              .map(t -> new Train(t.receptor(), t.weight() * factor, t.steps()))
              .toList(),
          times(currents, factor),
          from,
          to);
    }

    private static double[] times(double[] values, double factor) {
      return Arrays.stream(values).map(v -> v * factor).toArray();
    }
  }

  /// @param kinds neuron `i` is of kind `i` modulo their number
  TextNetwork(String text, List<Driven> kinds, int steps) {
    this.text = text;
    this.kinds = List.copyOf(kinds);
    this.steps = steps;
    system = Lowering.systems(new SourceText("text", text)).getFirst();
  }

  /// What each recordable quantity of the first neuron of each kind was at the end of each step,
  /// and its spikes, by names such as `V_m of 0`, `spikes of 2`.
  ///
  /// @param at after how many steps the network is saved and loaded; 0 for not at all
  Map<String, double[]> run(int neurons, int threads, int at, Path file) {
    ModelRegistry models = Models.registry();
    NeuronModel model =
        Nestml.models("text", text).stream()
            .filter(m -> m.name().equals(system.model().name()))
            .map(NeuronModel.class::cast)
            .findFirst()
            .orElseThrow();
    models.add(model);
    Simulator sim = Simulator.builder().models(models).threads(threads).build();
    NodeCollection cells = sim.create(NodeModel.of(model), neurons);
    for (int i = 0; i < neurons; i++) cells.slice(i, i + 1).set(given(kind(i)));
    List<String> quantities = List.copyOf(cells.slice(0, 1).recordables());
    int seen = Math.min(neurons, kinds.size());
    NodeCollection meter = sim.create(multimeter.with("interval", H));
    if (!quantities.isEmpty()) {
      meter.set("record_from", quantities.toArray(String[]::new));
      sim.connect(meter, cells.first(seen));
    }
    NodeCollection recorder = sim.create("spike_recorder", 1);
    for (int k = 0; k < seen; k++) drive(sim, kinds.get(k), of(k, cells));
    if (system.model().spiking()) sim.connect(cells, recorder);
    sim.simulate(at * H);
    if (at > 0) {
      sim.save(file);
      sim.close();
      sim = Simulator.load(file, threads, models);
    }
    sim.simulate((steps - at) * H);
    Map<String, double[]> all = new TreeMap<>();
    if (!quantities.isEmpty()) sampled(sim.events(sim.nodes(meter.id(0))), quantities, seen, all);
    fired(sim.events(sim.nodes(recorder.id(0))), seen, all);
    sim.close();
    return all;
  }

  private void sampled(Events events, List<String> quantities, int seen, Map<String, double[]> to) {
    int[] senders = events.senders();
    for (String quantity : quantities) {
      double[] samples = events.values(quantity);
      for (int i = 0; i < seen; i++) {
        double[] values = new double[steps];
        int n = 0;
        for (int e = 0; e < senders.length; e++) if (senders[e] == i + 1) values[n++] = samples[e];
        to.put(quantity + " of " + i, Arrays.copyOf(values, n));
      }
    }
  }

  private static void fired(Events spikes, int seen, Map<String, double[]> to) {
    int[] firing = spikes.senders();
    long[] at = spikes.steps();
    for (int i = 0; i < seen; i++) {
      int id = i + 1;
      IntStream own = IntStream.range(0, firing.length).filter(e -> firing[e] == id);
      to.put("spikes of " + i, own.mapToDouble(e -> at[e]).toArray());
    }
  }

  /// The kind of neuron `i`.
  Driven kind(int i) {
    return kinds.get(i % kinds.size());
  }

  private NodeCollection of(int kind, NodeCollection cells) {
    NodeCollection found = cells.slice(kind, kind + 1);
    for (int i = kind + kinds.size(); i < cells.size(); i += kinds.size()) {
      found = found.and(cells.slice(i, i + 1));
    }
    return found;
  }

  private Map<String, Object> given(Driven kind) {
    Map<String, Object> values = new HashMap<>();
    kind.values()
        .forEach((name, value) -> {
          Variable variable = system.model().variable(name);
          boolean flag =
              variable.symbol().role() == Symbol.Role.PARAMETER
                  && variable.symbol().type().equals(Type.BOOLEAN);
          if (variable.symbol().size() != null) values.put(name, value);
          else
            values.put(variable.parameter(), flag ? (Object) (value[0] != 0) : (Object) value[0]);
        });
    return values;
  }

  /// The continuous ports that devices drive.
  private List<Port> continuous() {
    return system.model().ports().stream().filter(p -> !p.isSpiking() && !p.slow()).toList();
  }

  /// The receptor that takes the currents of continuous port number `port`.
  private int receptor(int port) {
    String own = continuous().get(port).receptor();
    if (own == null) return port;
    long before = continuous().stream().limit(port).filter(p -> p.receptor() == null).count();
    return system.model().receptors().size() + 1 + port - (int) before;
  }

  private void drive(Simulator sim, Driven given, NodeCollection cells) {
    for (Train train : given.trains()) {
      double[] times = Arrays.stream(train.steps()).mapToDouble(t -> Math.rint(t) / 10).toArray();
      NodeCollection source =
          sim.create(NodeModel.named("spike_generator").with("spike_times", times));
      sim.connect(
          source,
          cells,
          static_synapse
              .with("weight", train.weight())
              .with("delay", DELAY * H)
              .receptor(train.receptor()));
    }
    for (int port = 0; port < given.currents().length; port++) {
      if (given.currents()[port] == 0) continue;
      NodeCollection source =
          sim.create(
              dc_generator
                  .with("amplitude", given.currents()[port])
                  .with("start", Math.rint(given.from()) / 10)
                  .with("stop", Math.rint(given.to()) / 10));
      sim.connect(source, cells, static_synapse.with("delay", DELAY * H).receptor(receptor(port)));
    }
  }

  /// The same quantities of the slow neuron.
  ///
  /// @param steps how many, from the first on
  Map<String, double[]> reference(int i, Iterable<String> quantities, int steps) {
    return reference(kind(i), quantities, steps);
  }

  /// The same, where what the neuron is given is larger by the part `nudge`.
  Map<String, double[]> reference(int i, Iterable<String> quantities, int steps, double nudge) {
    return reference(kind(i).times(1 + nudge), quantities, steps);
  }

  private Map<String, double[]> reference(Driven given, Iterable<String> quantities, int steps) {
    ReferenceNeuron slow = new ReferenceNeuron(system, H, given.values());
    List<Port> continuous = continuous();
    Map<String, double[]> all = new TreeMap<>();
    for (String quantity : quantities) all.put(quantity, new double[steps]);
    for (int step = 1; step <= steps; step++) {
      for (int port = 0; port < given.currents().length; port++) {
        String name = continuous.get(port).symbol().name();
        if (step == given.from() + DELAY) slow.current(name, given.currents()[port]);
        if (step == given.to() + DELAY) slow.current(name, 0);
      }
      slow.step(arriving(given, slow, step));
      for (String quantity : quantities) all.get(quantity)[step - 1] = value(slow, quantity);
    }
    all.put("spikes", slow.spikes().stream().flatMapToDouble(TextNetwork::times).toArray());
    return all;
  }

  private static java.util.stream.DoubleStream times(ReferenceNeuron.Spike s) {
    return IntStream.range(0, (int) s.strength()).mapToDouble(k -> Math.ceil(s.time() / H - 1e-6));
  }

  private Map<String, double[]> arriving(Driven given, ReferenceNeuron slow, int step) {
    Map<String, double[]> all = new HashMap<>();
    for (Train train : given.trains()) {
      if (Arrays.stream(train.steps()).noneMatch(t -> t + DELAY == step)) continue;
      List<Receptor> receptors = system.model().receptors();
      boolean one = receptors.size() == 1 && receptors.getFirst().size() == null;
      int left = train.receptor() - (one ? 0 : 1);
      int r = 0;
      while (left >= slow.size(receptors.get(r).ports().getFirst().symbol())) {
        left -= slow.size(receptors.get(r++).ports().getFirst().symbol());
      }
      Port port = port(receptors.get(r), train.weight());
      double weight = port.sign() == Port.Sign.INHIBITORY ? -train.weight() : train.weight();
      int size = slow.size(port.symbol());
      all.computeIfAbsent(port.symbol().name(), p -> new double[size])[left] += weight;
    }
    return all;
  }

  private static Port port(Receptor receptor, double weight) {
    if (receptor.ports().size() == 1) return receptor.ports().getFirst();
    Port.Sign wanted = weight < 0 ? Port.Sign.INHIBITORY : Port.Sign.EXCITATORY;
    return receptor.ports().stream().filter(p -> p.sign() == wanted).findFirst().orElseThrow();
  }

  private double value(ReferenceNeuron slow, String quantity) {
    Map<String, Symbol> single = new TreeMap<>();
    Map<String, Symbol> vectors = new TreeMap<>();
    for (Variable v : system.model().state()) {
      (v.symbol().size() == null ? single : vectors).put(v.recordable(), v.symbol());
    }
    List<Symbol> others = new ArrayList<>();
    for (Unknown u : system.unknowns()) if (u.isHidden()) others.add(u.symbol());
    system.recordables().forEach(i -> others.add(i.symbol()));
    for (Symbol s : others) (s.size() == null ? single : vectors).put(s.name(), s);
    if (single.containsKey(quantity)) return slow.get(single.get(quantity).name());
    int at = quantity.lastIndexOf('_');
    Symbol vector = vectors.get(quantity.substring(0, at));
    int number = Integer.parseInt(quantity.substring(at + 1));
    boolean fromOne = vector.size() instanceof myelin.nestml.model.Size.LengthOf;
    return slow.get(vector.name(), fromOne ? number - 1 : number);
  }
}
