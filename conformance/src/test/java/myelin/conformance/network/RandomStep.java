package myelin.conformance.network;

import static myelin.conformance.network.RandomValues.NEURONS;
import static myelin.conformance.network.RandomValues.RECORDERS;
import static myelin.conformance.network.RandomValues.STIMULATORS;
import static myelin.conformance.network.RandomValues.THIRD;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import myelin.Names;
import myelin.Simulator;
import myelin.connect.ConnectionRule;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.neuron.NeuronModel;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import myelin.value.Quantity;

/// A step of a random program. What it does exactly it draws from its seed and from what nodes
/// there are, so that it still makes sense when other steps are left out.
///
/// @param action carries it out
record RandomStep(BiConsumer<RandomWorld, Pick> action, long seed) {

  private static final List<Model> SENDERS = join(NEURONS, STIMULATORS);
  private static final List<Model> HEARERS =
      join(join(RECORDERS, THIRD), List.of(Names.spike_dilutor.model()));

  private static List<Model> join(List<Model> some, List<Model> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /// The steps of the program of that number.
  static List<RandomStep> program(long number) {
    Pick pick = new Pick(number);
    List<RandomStep> steps = new ArrayList<>();
    steps.add(new RandomStep((w, p) -> create(w, p, NEURONS), pick.seed()));
    steps.add(new RandomStep((w, p) -> create(w, p, STIMULATORS), pick.seed()));
    steps.add(new RandomStep((w, p) -> create(w, p, HEARERS), pick.seed()));
    steps.add(new RandomStep(RandomStep::record, pick.seed()));
    for (int k = 4 + pick.below(12); k > 0; k--) steps.add(new RandomStep(any(pick), pick.seed()));
    steps.add(new RandomStep(RandomStep::simulate, pick.seed()));
    return steps;
  }

  private static BiConsumer<RandomWorld, Pick> any(Pick pick) {
    return switch (pick.below(21)) {
      case 0, 1 -> (w, p) -> create(w, p, NEURONS);
      case 2 -> (w, p) -> create(w, p, join(STIMULATORS, HEARERS));
      case 3, 4, 5, 6 -> RandomStep::connect;
      case 7 -> RandomStep::connectList;
      case 8 -> RandomStep::record;
      case 9, 10 -> RandomStep::set;
      case 11 -> RandomStep::change;
      case 12 -> RandomStep::changeOneByOne;
      case 13 -> RandomStep::disconnect;
      case 14 -> RandomStep::blunder;
      case 15 -> RandomStep::freeze;
      case 16, 17 -> RandomGrowth::grow;
      default -> RandomStep::simulate;
    };
  }

  private static void create(RandomWorld world, Pick pick, List<Model> models) {
    Model model = pick.of(models);
    for (int k = 0; k < 3 && isSilent(model) && pick.chance(0.9); k++) model = pick.of(models);
    RandomValues values = new RandomValues(world, pick);
    boolean neuron = NEURONS.contains(model);
    int n =
        pick.chance(0.03)
            ? -pick.below(2)
            : neuron ? (pick.chance(0.05) ? 250 : 1) + pick.below(20) : 1 + pick.below(3);
    world.say("var n%d = sim.create(%s".formatted(world.nextGroup(), model.name()));
    NodeModel made = NodeModel.named(model.name());
    List<ParameterSpec> all = RandomValues.settable(model);
    for (ParameterSpec p : all) {
      boolean source = STIMULATORS.contains(model) && !p.name().startsWith("spike_w");
      boolean vital = p.name().equals("I_e") || p.name().equals("spike_times");
      boolean tree = p.name().equals("compartments");
      boolean wanted = (source && p.meaning().contains("rate")) || p.name().equals("amplitude");
      if (!pick.chance(tree ? 0.98 : vital || wanted ? 0.8 : 2.0 / (4 + all.size()))) continue;
      Said value = values.value(p, n);
      world.say(".with(\"%s\", %s)".formatted(p.name(), value.text()));
      made = made.with(p.name(), value.value());
    }
    world.say(", %d)".formatted(n));
    world.add(new RandomWorld.Group(world.sim.create(made, n), model));
  }

  /// Many neuron models never fire, and few of the steps test much of them.
  private static boolean isSilent(Model model) {
    return model instanceof NeuronModel m && !m.spikes();
  }

  private static void connect(RandomWorld world, Pick pick) {
    RandomValues values = new RandomValues(world, pick);
    world.say("sim.connect(");
    int begin = world.said().length();
    NodeCollection sources = world.nodes(pick, pick.chance(0.7) ? NEURONS : SENDERS);
    String same = world.said().substring(begin);
    world.say(", ");
    boolean within = pick.chance(0.3);
    if (within) world.say(same);
    NodeCollection targets = within ? sources : world.nodes(pick, NEURONS);
    world.say(", ");
    Model first = world.first(sources);
    ConnectionRule rule = values.rule(!NEURONS.contains(first));
    int elements =
        switch (rule.name()) {
          case "all_to_all" -> sources.size() * targets.size();
          case "one_to_one" -> targets.size();
          default -> -1;
        };
    Synapse[] synapses = new Synapse[pick.chance(0.15) ? 2 : 1];
    for (int k = 0; k < synapses.length; k++) {
      world.say(", ");
      synapses[k] = values.synapse(first, elements);
    }
    world.say(")");
    if (world.isAvalanche(sources.toArray(), targets.toArray())) return;
    world.made = OptionalLong.empty();
    world.sim.connect(sources, targets, rule, synapses);
    boolean tables = world.all(targets, "neuron") && world.all(sources, "neuron");
    if (tables) world.made = values.count(rule, sources, targets, synapses.length);
    else if (world.all(targets, "recorder")) world.made = OptionalLong.of(0);
  }

  private static void connectList(RandomWorld world, Pick pick) {
    RandomValues values = new RandomValues(world, pick);
    int n = pick.below(30);
    int size = world.sim.size();
    int[] sources = ids(pick, size == 0 ? 0 : n, size);
    int[] targets = ids(pick, pick.chance(0.05) ? n + 1 : n, size);
    world.say("sim.connect(%s, %s, ".formatted(list(sources), list(targets)));
    Synapse synapse =
        values.synapse(sources.length == 0 ? NEURONS.getFirst() : world.model(sources[0]), n);
    world.say(")");
    if (world.isAvalanche(sources, targets)) return;
    world.made = OptionalLong.empty();
    world.sim.connect(sources, targets, synapse);
  }

  private static int[] ids(Pick pick, int n, int size) {
    int from = 1 + pick.below(Math.max(1, size));
    int span = 1 + pick.below(Math.max(1, size - from + 1));
    int[] ids = new int[n];
    Arrays.setAll(ids, e -> pick.chance(0.002) ? size + 1 : from + pick.below(span));
    return ids;
  }

  private static String list(int[] numbers) {
    return "new int[] " + Arrays.toString(numbers).replace('[', '{').replace(']', '}');
  }

  private static void record(RandomWorld world, Pick pick) {
    world.say("sim.connect(");
    RandomWorld.Group recorder = world.group(pick, HEARERS);
    boolean meter = recorder != null && recorder.model().parameter("interval").isPresent();
    if (meter) world.say("n%d, ".formatted(world.number(recorder)));
    NodeCollection heard = world.nodes(pick, meter ? NEURONS : SENDERS);
    NodeCollection by = recorder == null ? heard : recorder.nodes();
    NodeCollection one = meter ? by : heard;
    NodeCollection other = meter ? heard : by;
    world.say(meter ? ")" : ", n%d)".formatted(world.number(recorder)));
    world.made = OptionalLong.empty();
    if (world.isAvalanche(one.toArray(), other.toArray())) return;
    world.sim.connect(one, other);
  }

  private static void set(RandomWorld world, Pick pick) {
    RandomValues values = new RandomValues(world, pick);
    NodeCollection nodes =
        world.nodes(pick, pick.chance(0.7) ? NEURONS : join(STIMULATORS, HEARERS));
    world.say(".set(Map.of(");
    Map<String, Object> all = new LinkedHashMap<>();
    if (nodes.size() == 0) return;
    List<ParameterSpec> settable = RandomValues.settable(world.first(nodes));
    for (int k = 1 + pick.below(3); k > 0; k--) {
      ParameterSpec p = pick.of(settable);
      Said value = values.value(p, nodes.size());
      world.say("%s\"%s\", %s".formatted(all.isEmpty() ? "" : ", ", p.name(), value.text()));
      all.put(p.name(), value.value());
    }
    world.say("))");
    nodes.set(all);
  }

  private static void freeze(RandomWorld world, Pick pick) {
    NodeCollection nodes = world.nodes(pick, join(SENDERS, HEARERS));
    boolean on = pick.chance(0.7);
    world.say(".set(Names.frozen, %s)".formatted(on));
    nodes.set(Names.frozen, on);
  }

  private static SomeConnections some(RandomWorld world, Pick pick, RandomValues values) {
    world.say("sim.connections(");
    NodeCollection sources = world.nodes(pick, SENDERS);
    world.say(", ");
    NodeCollection targets = world.nodes(pick, NEURONS);
    world.say(")");
    SomeConnections found = SomeConnections.of(world.sim, sources, targets);
    if (pick.chance(0.5)) return found;
    int[] places = values.places(found.size(), pick.of(0.1, 0.5, 0.9));
    world.say(".at(%s)".formatted(places.length == 0 ? "" : list(places)));
    return found.at(places);
  }

  private static void change(RandomWorld world, Pick pick) {
    RandomValues values = new RandomValues(world, pick);
    SomeConnections found = some(world, pick, values);
    if (found.size() == 0 && pick.chance(0.9)) return;
    List<ParameterSpec> own = values.plastic();
    String parameter = pick.of("weight", "weight", "delay", "own");
    Said value =
        switch (parameter) {
          case "weight" -> values.weight(found.size());
          case "delay" -> values.delay(found.size());
          default -> {
            ParameterSpec p = pick.of(own);
            parameter = p.name();
            yield values.value(p, found.size());
          }
        };
    world.say(".set(\"%s\", %s)".formatted(parameter, value.text()));
    found.set(parameter, value.value());
  }

  /// Connections one after the other, each of which is changed on its rank alone, or taken out.
  private static void changeOneByOne(RandomWorld world, Pick pick) {
    RandomValues values = new RandomValues(world, pick);
    SomeConnections found = some(world, pick, values);
    if (found.size() == 0) return;
    int turns = 1 + pick.below(12);
    for (int k = 0; k < turns; k++) {
      try {
        changeOne(world, pick, values, found);
      } catch (BadInput e) {
        if (turns == 1) throw e;
        world.say(" /* refused */");
      }
    }
  }

  private static void changeOne(
      RandomWorld world, Pick pick, RandomValues values, SomeConnections found) {
    int place = pick.below(found.size());
    SomeConnections.Single one = found.one(place);
    world.say("; .at(%d)".formatted(place));
    if (pick.chance(0.1) && !found.signals()) {
      world.say(".disconnect()");
      world.sim.ranks().together(one::disconnect);
      world.made = OptionalLong.of(world.made.orElse(0) - 1);
      return;
    }
    boolean delay = pick.chance(0.3);
    Said value = delay ? values.delay(1) : values.weight(1);
    String parameter = delay ? "delay" : "weight";
    world.say(".set(\"%s\", %s)".formatted(parameter, value.text()));
    if (value.value() instanceof Quantity<?> q && q.isRandom()) return;
    world.sim.ranks().together(() -> one.set(parameter, value.value()));
  }

  private static void disconnect(RandomWorld world, Pick pick) {
    SomeConnections found = some(world, pick, new RandomValues(world, pick));
    world.say(".disconnect()");
    found.here().disconnect();
    world.made = OptionalLong.of(-found.size());
  }

  private static void simulate(RandomWorld world, Pick pick) {
    if (pick.chance(0.08)) {
      double wrong =
          pick.of(-1.0, 0.05, Double.NaN, Double.POSITIVE_INFINITY, 1e300, Double.MIN_VALUE);
      world.say("sim.simulate(%s)".formatted(wrong));
      world.sim.simulate(wrong);
      return;
    }
    int steps = pick.below(80);
    world.say("sim.simulate(%s)".formatted(steps / 10.0));
    boolean grows = world.sim.structuralPlasticity().isEnabled();
    if (grows) world.made = OptionalLong.empty();
    boolean split = world.split && !world.isCoupled() && !world.hasElements;
    int first = split ? pick.below(steps + 1) : 0;
    if (first > 0) world.sim.simulate(first / 10.0);
    world.sim.simulate((steps - first) / 10.0);
    world.elapsed = steps;
  }

  /// What never works.
  private static void blunder(RandomWorld world, Pick pick) {
    NodeCollection all = world.sim.nodes();
    switch (pick.below(5)) {
      case 0 -> {
        world.say("sim.nodes(0)");
        world.sim.nodes(0);
      }
      case 1 -> {
        world.say("sim.nodes(2, 1)");
        world.sim.nodes(2, 1);
      }
      case 2 -> {
        world.say("sim.connect(other.nodes(), sim.nodes())");
        try (Simulator other = Simulator.builder().threads(1).build()) {
          world.sim.connect(other.create("iaf_psc_exp", 2), all);
        }
      }
      case 3 -> {
        world.say("sim.nodes().set(\"no_such\", 1)");
        all.set("no_such", 1);
      }
      default -> {
        world.say("sim.create(\"no_such\", 1)");
        world.sim.create("no_such", 1);
      }
    }
    throw new AssertionError("was not refused");
  }
}
