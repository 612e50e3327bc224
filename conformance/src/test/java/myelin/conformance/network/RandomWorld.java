package myelin.conformance.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Simulator;
import myelin.conformance.harness.Look;
import myelin.conformance.harness.Whole;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.node.NodeCollection;
import org.jspecify.annotations.Nullable;

/// The network that a random program makes, what is expected of it, and the program as text.
final class RandomWorld implements AutoCloseable {

  /// Nodes that one step created.
  record Group(NodeCollection nodes, Model model) {}

  /// The network; another object after each step, if it is saved and loaded.
  Simulator sim;

  /// Where it is saved after each step, if it is.
  private final Optional<Path> file;

  /// Whether each simulation is done in several calls.
  final boolean split;

  /// Whether neurons have synaptic elements, which are brought up to date, and may be connected,
  /// when a call of simulate ends: so it makes a difference where that is.
  boolean hasElements;

  private final List<Group> groups = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private StringBuilder line = new StringBuilder();

  /// By how many synapses the present step changes their number, if that is known.
  OptionalLong made = OptionalLong.empty();

  /// By how many nodes.
  int created;

  /// By how many steps of 0.1 ms the time goes on.
  long elapsed;

  RandomWorld(int threads, int slice, boolean split) {
    sim = Simulator.builder().threads(threads).slice(slice).seed(7).build();
    this.split = split;
    file = Optional.empty();
  }

  /// A world that several ranks share, each of which makes the same steps.
  RandomWorld(UnaryOperator<Builder> settings) {
    sim = settings.apply(Simulator.builder().seed(7)).build();
    split = false;
    file = Optional.empty();
  }

  /// A world that is saved and loaded after each step.
  RandomWorld(Path file) {
    sim = Simulator.builder().threads(2).seed(7).build();
    split = false;
    this.file = Optional.of(file);
  }

  private void reload(Path path) {
    sim.save(path);
    sim.close();
    sim = Simulator.load(path, 1 + lines.size() % 3);
    groups.replaceAll(g -> new Group(sim.nodes(g.nodes().toArray()), g.model()));
  }

  /// Carries a step out; returns why it was refused, if it was.
  Optional<BadInput> perform(RandomStep step) {
    line = new StringBuilder();
    made = OptionalLong.of(0);
    created = 0;
    elapsed = 0;
    Optional<BadInput> refusal = Optional.empty();
    try {
      step.action().accept(this, new Pick(step.seed()));
    } catch (BadInput e) {
      refusal = Optional.of(e);
    } finally {
      lines.add(line + ";" + refusal.map(e -> "  // " + e.getMessage()).orElse(""));
    }
    requireAgreement(refusal);
    file.ifPresent(this::reload);
    return refusal;
  }

  /// A call that is refused is refused on all ranks, as they must go on with the same calls.
  private void requireAgreement(Optional<BadInput> refusal) {
    String why = refusal.map(BadInput::getMessage).orElse("");
    List<String> all = Whole.all(sim.ranks(), why);
    if (all.stream().map(String::isEmpty).distinct().count() == 1) return;
    throw new AssertionError("some ranks refuse: " + all);
  }

  /// The program so far.
  String text() {
    return String.join("\n", lines);
  }

  /// Adds to the text of the present step.
  void say(String text) {
    line.append(text);
  }

  /// The text of the present step so far.
  String said() {
    return line.toString();
  }

  /// The number of the group that is created next.
  int nextGroup() {
    return groups.size() + 1;
  }

  /// The number of a group, 0 if it is none.
  int number(@Nullable Group group) {
    return groups.indexOf(group) + 1;
  }

  void add(Group group) {
    groups.add(group);
    created = group.nodes().size();
  }

  /// A group, if possible of one of these models.
  @Nullable Group group(Pick pick, List<Model> models) {
    List<Group> fitting = groups.stream().filter(g -> models.contains(g.model())).toList();
    if (groups.isEmpty()) return null;
    return pick.of(fitting.isEmpty() || pick.chance(0.05) ? groups : fitting);
  }

  /// Nodes of a group or of two, written to the text.
  NodeCollection nodes(Pick pick, List<Model> models) {
    Group group = group(pick, models);
    if (group == null) {
      say("sim.nodes()");
      return sim.nodes();
    }
    NodeCollection nodes = group.nodes();
    say("n%d".formatted(number(group)));
    if (pick.chance(0.2)) {
      int n = pick.chance(0.05) ? 0 : 1 + pick.below(nodes.size());
      say(".first(%d)".formatted(n));
      nodes = nodes.first(n);
    } else if (pick.chance(0.1)) {
      int step = 1 + pick.below(3);
      say(".slice(0, %d, %d)".formatted(nodes.size(), step));
      nodes = nodes.slice(0, nodes.size(), step);
    } else if (pick.chance(0.1)) {
      Group more = Objects.requireNonNull(group(pick, models));
      if (more == group && pick.chance(0.9)) return nodes;
      say(".and(n%d)".formatted(number(more)));
      nodes = nodes.and(more.nodes());
    }
    return nodes;
  }

  /// Whether spikes could multiply without end: parrots repeat all that they hear.
  boolean isAvalanche(int[] sources, int[] targets) {
    return hasParrots(sources) && hasParrots(targets);
  }

  private boolean hasParrots(int[] ids) {
    return groups.stream()
        .filter(g -> g.model().name().matches("parrot_neuron|spike_dilutor"))
        .anyMatch(g -> Arrays.stream(ids).anyMatch(g.nodes()::contains));
  }

  /// Whether the models of all these nodes are of that type.
  boolean all(NodeCollection nodes, String... types) {
    for (int id : nodes.toArray()) {
      Model model = model(id);
      if (!Arrays.asList(types).contains(model.elementType())) return false;
    }
    return true;
  }

  /// The model of the first of these nodes.
  Model first(NodeCollection nodes) {
    return nodes.size() == 0 ? RandomValues.NEURONS.getFirst() : model(nodes.id(0));
  }

  /// The model of a node, of any if there is none of that id.
  Model model(int id) {
    for (Group g : groups) if (g.nodes().contains(id)) return g.model();
    return RandomValues.NEURONS.getFirst();
  }

  /// Whether neurons exchange continuous signals, so that results depend on where a simulation
  /// stopped, to within a tolerance.
  boolean isCoupled() {
    return groups.stream()
        .anyMatch(g ->
            g.model() instanceof NeuronModel m && m.signal().filter(Signal::repeats).isPresent());
  }

  /// All that can be seen of the network, by name.
  Map<String, Object> look() {
    Map<String, Object> all = Look.of(sim);
    for (int g = 0; g < groups.size(); g++) {
      Look.add(all, "n" + (g + 1), sim, groups.get(g).nodes(), groups.get(g).model());
      RandomGrowth.look(all, "n" + (g + 1), this, groups.get(g).nodes());
    }
    return all;
  }

  @Override
  public void close() {
    sim.close();
  }
}
