package myelin.connect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import myelin.connect.recipe.CallRandom;
import myelin.connect.recipe.Recipes;
import myelin.connect.recipe.ThirdFactor;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Memory;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.coupling.CouplingSelection;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.kernel.Kernel;
import myelin.engine.wiring.ConnectCall;
import myelin.engine.wiring.Recipe;
import myelin.engine.wiring.Selection;
import myelin.space.Layers;
import myelin.value.Quantity;

/// Carries out connect calls: finds out what kinds of connections are wanted, refuses those that
/// are impossible, and hands the call to the kernel once all of it has been checked.
public final class Connector {

  private static final int ANY = -1;

  private final Kernel kernel;
  private final EndpointChecks ends;
  private final DeviceConnector devices;
  private final SynapseNames names = new SynapseNames();
  private final AtomicInteger changes = new AtomicInteger();
  private int calls;
  private Footprint waiting = Footprint.NONE;

  /// Connects nodes of `kernel`, none of which are connected yet.
  ///
  /// @param models the network's models
  public Connector(Kernel kernel, ModelRegistry models) {
    this.kernel = kernel;
    ends = new EndpointChecks(kernel, models);
    devices = new DeviceConnector(kernel);
  }

  /// Pairs to connect.
  ///
  /// @param expected about how many synapses the recipe makes
  /// @param rule the rule in words
  /// @param random whether the rule draws its pairs
  private record Drawn(Recipe recipe, double expected, String rule, boolean random) {}

  /// What is to be connected.
  ///
  /// @param among ids among which the sources are
  /// @param sources a neuron of each model among the sources, and every device
  /// @param targets likewise among the targets
  /// @param rule name of the rule, for messages
  /// @param random whether the rule draws its pairs
  /// @param draws what weights and delays are drawn from
  record Plan(
      Ids among,
      Ids sources,
      Ids targets,
      Recipe recipe,
      String rule,
      boolean random,
      Synapse synapse,
      CallRandom draws) {

    /// A plan for each receptor that synapses end on: all draw the same, and each makes its own
    /// part.
    List<Plan> byReceptor() {
      int[] receptors = synapse.receptors();
      if (receptors.length == 0) return List.of(this);
      return synapse.byReceptor().stream()
          .map(one -> {
            Recipe own = Recipes.only(recipe, o -> receptors[(int) o] == one.receptor());
            return new Plan(among, sources, targets, own, rule, random, one, draws);
          })
          .toList();
    }
  }

  /// Makes a synapse of each kind for each pair.
  public void connect(Ids sources, Ids targets, ConnectionRule rule, Synapse... synapses) {
    kernel.requireWhole();
    EndpointChecks.requireNodes(sources, "source");
    EndpointChecks.requireNodes(targets, "target");
    CallRandom draws = rule.draws(kernel.seed(), calls);
    all(actions -> {
      for (int k = 0; k < synapses.length; k++) {
        plan(sources, targets, rule, synapses[k], draws.after(k), actions);
      }
      if (synapses.length > 1) devices.requireNoMeter(sources);
    });
  }

  /// Makes the primary synapses for each pair, and for each pair that has a third factor the
  /// synapses to it and from it.
  public void connect(
      Ids sources,
      Ids targets,
      Ids third,
      ConnectionRule rule,
      ThirdFactorRule thirdRule,
      TripartiteSynapses synapses) {
    kernel.requireWhole();
    EndpointChecks.requireNodes(sources, "source");
    EndpointChecks.requireNodes(targets, "target");
    EndpointChecks.requireNodes(third, "third factor");
    if (rule.isSymmetric()) {
      throw new BadInput(
          BadInput.Kind.VALUE, "a symmetric %s takes no third factors".formatted(rule));
    }
    synapses.all().forEach(s -> s.requireLengths(-1, "no arrays", thirdRule.toString()));
    CallRandom draws = rule.draws(kernel.seed(), calls);
    all(actions -> {
      int k = 0;
      for (Synapse s : synapses.primary()) {
        plan(sources, targets, rule, s, draws.after(k++), actions);
      }
      Recipe pairs = rule.recipe(sources, targets, draws);
      ThirdFactor factors = thirdRule.factors(pairs, targets, third, draws);
      double expected = rule.expected(sources, targets) * thirdRule.p();
      for (Synapse s : synapses.third_in()) {
        Drawn in = new Drawn(factors.in(), expected, thirdRule.toString(), true);
        plan(sources, third, in, s, draws.after(k++), actions);
      }
      for (Synapse s : synapses.third_out()) {
        Drawn out = new Drawn(factors.out(), expected, thirdRule.toString(), true);
        plan(third, targets, out, s, draws.after(k++), actions);
      }
    });
  }

  /// Carries out the actions that `check` adds, once all have been checked; a refused call leaves
  /// no name and no footprint.
  private void all(Consumer<List<Runnable>> check) {
    int known = names.list().size();
    Footprint before = waiting;
    List<Runnable> actions = new ArrayList<>();
    boolean checked = false;
    try {
      check.accept(actions);
      checked = true;
    } finally {
      if (!checked) {
        names.keep(known);
        waiting = before;
      }
    }
    for (Runnable action : actions) action.run();
  }

  /// Checks a synapse for each pair, and adds what makes them to `actions`.
  private void plan(
      Ids sources,
      Ids targets,
      ConnectionRule rule,
      Synapse synapse,
      CallRandom draws,
      List<Runnable> actions) {
    synapse.requireLengths(rule.elements(sources, targets), rule.layout(), rule.toString());
    double expected = rule.expected(sources, targets);
    requireRoom(expected, synapse, rule.toString());
    boolean coupled = synapse.model().signal().isPresent();
    if (rule.isSymmetric() && !coupled) requireSymmetric(sources, targets, rule, synapse);
    Recipe recipe = rule.recipe(sources, targets, draws);
    Drawn drawn = new Drawn(recipe, expected, rule.toString(), rule.kind().random());
    if (coupled) {
      Coupler coupler = new Coupler(kernel, synapse);
      coupler.require(sources, targets, rule);
      couple(coupler, drawn, synapse, draws, rule.isSymmetric(), actions);
      return;
    }
    plan(sources, targets, drawn, synapse, draws, actions);
    if (rule.isSymmetric()) {
      Drawn back = new Drawn(Recipes.mirrored(recipe), 0, drawn.rule(), drawn.random());
      plan(targets, sources, back, synapse.turned(), draws, actions);
    }
  }

  private void couple(
      Coupler coupler,
      Drawn drawn,
      Synapse synapse,
      CallRandom draws,
      boolean symmetric,
      List<Runnable> actions) {
    actions.add(coupler.couple(names.number(synapse), drawn.recipe(), draws, symmetric));
    actions.add(() -> calls++);
  }

  /// Checks the synapses of a recipe's pairs, and adds what makes them to `actions`.
  private void plan(
      Ids sources,
      Ids targets,
      Drawn drawn,
      Synapse synapse,
      CallRandom draws,
      List<Runnable> actions) {
    Footprint wanted = requireRoom(drawn.expected(), synapse, drawn.rule());
    if (synapse.model().signal().isPresent()) {
      Coupler coupler = new Coupler(kernel, synapse);
      coupler.requireOneWay(sources, targets, drawn.rule());
      couple(coupler, drawn, synapse, draws, false, actions);
      return;
    }
    Ids from = kernel.samples(sources.array());
    Ids to = kernel.samples(targets.array());
    plan(
        new Plan(sources, from, to, drawn.recipe(), drawn.rule(), drawn.random(), synapse, draws),
        wanted,
        actions);
  }

  /// Refuses a symmetric rule where one of the two directions is impossible.
  private void requireSymmetric(Ids sources, Ids targets, ConnectionRule rule, Synapse synapse) {
    boolean one = rule.kind() != ConnectionRule.Kind.ALL_TO_ALL;
    if (!ends.allNeurons(sources)
        || !ends.allNeurons(targets)
        || (!one && !Synapses.isOne(synapse))) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s, if symmetric, connects only neurons, and with all_to_all only synapses that are all alike"
              .formatted(rule));
    }
    ends.requireReceptors(sources, synapse, false);
    ends.requireReceptors(targets, synapse, false);
  }

  /// Connects the `i`-th source to the `i`-th target; all or none.
  ///
  /// @throws BadInput if there are not as many of each, or if a connection is impossible
  public void connect(int[] sources, int[] targets, Synapse... synapses) {
    EndpointChecks.requireAsMany(sources, targets);
    connectList(sources, targets, synapses);
  }

  /// Makes the synapses of a list, one of each kind; if there is one target, it is that of all.
  public void connectList(int[] sources, int[] targets, Synapse... synapses) {
    kernel.requireWhole();
    int[] from = sources.clone();
    int[] to = targets.clone();
    all(actions -> {
      for (int k = 0; k < synapses.length; k++) {
        planList(from, to, synapses[k], CallRandom.of(kernel.seed(), calls + k), actions);
      }
      if (synapses.length > 1) devices.requireNoMeter(kernel.samples(from));
    });
  }

  /// What the synapses of several lists are like.
  public static Synapse[] synapses(List<Synapse.Pairs> lists) {
    return lists.stream().map(Synapse.Pairs::synapse).distinct().toArray(Synapse[]::new);
  }

  /// Makes the synapses of several lists, of nodes at the places that they have; all or none.
  public void connect(List<Synapse.Pairs> lists, Layers layers) {
    kernel.requireWhole();
    List<Synapse.Pairs> placed = lists.stream().map(p -> p.placed(layers)).toList();
    all(actions -> {
      for (int k = 0; k < placed.size(); k++) {
        Synapse.Pairs one = placed.get(k);
        try {
          EndpointChecks.requireAsMany(one.sources(), one.targets());
          CallRandom draws = CallRandom.of(kernel.seed(), calls + k);
          planList(one.sources(), one.targets(), one.synapse(), draws, actions);
        } catch (BadInput e) {
          if (one.where().isEmpty()) throw e;
          throw new BadInput(e.kind(), "%s: %s".formatted(one.where(), e.getMessage()), e);
        }
      }
    });
  }

  private void planList(
      int[] sources, int[] targets, Synapse synapse, CallRandom draws, List<Runnable> actions) {
    if (synapse.model().signal().isPresent()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s takes a rule, not a list of pairs".formatted(synapse.name()));
    }
    if (sources.length == 0) {
      throw new BadInput(BadInput.Kind.LENGTH, "no synapses: the arrays are empty");
    }
    synapse.requireLengths(sources.length, "one for each synapse", "an explicit list");
    Footprint wanted = requireRoom(sources.length, synapse, "an explicit list");
    Ids among = ends.span(sources, "source");
    Ids from = ends.samples(sources, among);
    Ids to = ends.samples(targets, ends.span(targets, "target"));
    Recipe recipe = Recipes.explicit(sources, targets);
    Plan plan = new Plan(among, from, to, recipe, "an explicit list", false, synapse, draws);
    plan(plan, wanted, actions);
  }

  /// Refuses synapses of which a rank's share does not fit beside those that wait to be built;
  /// returns what they all need on all ranks.
  private Footprint requireRoom(double synapses, Synapse synapse, String rule) {
    boolean plastic = synapse.model().plastic();
    double each = Character.BYTES + (plastic ? Double.BYTES : 0);
    for (Map.Entry<String, Quantity<?>> v : synapse.values().entrySet()) {
      if (v.getValue().isOne()) continue;
      each +=
          switch (v.getKey()) {
            case "delay" -> Byte.BYTES;
            case "weight" -> plastic ? 0 : Synapses.bytesOfWeight(v.getValue());
            default -> Double.BYTES;
          };
    }
    double bytes = waiting.bytes() + synapses * each;
    String before = waiting.synapses() == 0 ? "" : " and those before";
    int ranks = kernel.ranks().size();
    Memory.require(
        bytes / ranks,
        () ->
            "%s: %,.0f synapses%s%s"
                .formatted(rule, synapses, before, ranks == 1 ? "" : " on " + ranks + " ranks"));
    return new Footprint(waiting.synapses() + Math.round(synapses), bytes);
  }

  /// The synapses that wait to be built.
  public Footprint footprint() {
    return waiting;
  }

  /// Notes that all synapses have been built.
  public void built() {
    waiting = Footprint.NONE;
  }

  /// Checks a plan and adds what carries it out to `actions`.
  ///
  /// @param wanted what will wait to be built, if the plan needs tables
  private void plan(Plan plan, Footprint wanted, List<Runnable> actions) {
    ends.requireSpiking(plan);
    ends.requireCoding(plan);
    plan.synapse().requireElements();
    boolean toNeurons = ends.allNeurons(plan.targets());
    List<Plan> plans = plan.byReceptor();
    plans.forEach(ends::requirePartners);
    if (plans.size() > 1) {
      ends.requireReceptors(plan.targets(), plan.synapse(), ends.anyCurrent(plan.sources()));
    }
    if (toNeurons && ends.allSpike(plan.sources())) {
      for (Plan p : plans) actions.add(neurons(p));
      waiting = wanted;
    } else {
      if (plan.random()) ends.requireNoRecorders(plan, toNeurons);
      ends.requireOnGrid(plan.synapse());
      int model = names.number(plan.synapse());
      for (Plan p : plans) {
        actions.add(devices.plan(p, model, this::neurons, made -> names.count(model, made)));
      }
    }
    actions.add(() -> ElementSynapses.take(plan.recipe(), plan.synapse(), kernel));
    actions.add(() -> calls++);
  }

  /// Prepares for synapses that come and go in a simulation: their models get numbers, by which the
  /// kernel knows them, and their delays count as delays of the network's.
  ///
  /// @throws BadInput if values are arrays or not allowed, or a name is that of another model; then
  ///   nothing has changed
  public int[] numbers(List<Synapse> growing) {
    return ElementSynapses.numbers(growing, kernel, names, calls);
  }

  /// Checks synapses that go through tables, and returns what makes them.
  private Runnable neurons(Plan plan) {
    Synapse synapse = plan.synapse();
    int receptor = Receptors.number(kernel, plan.targets(), synapse, false);
    Synapses values = new Synapses(synapse, kernel, plan.draws());
    boolean one = values.isOne();
    if (!values.isRandom()) values.requireArrays();
    if (synapse.model().plastic()) ends.requirePlastic(plan);
    int model = kernel.modelIndex(plan.targets().at(0));
    for (int i = 1; i < plan.targets().size() && model >= 0; i++) {
      if (kernel.modelIndex(plan.targets().at(i)) != model) model = -1;
    }
    double weight = one ? values.weight() : 0;
    int delay = one ? values.steps(synapse.delay().at(0)) : 0;
    ConnectCall kernelCall =
        new ConnectCall(
            plan.recipe(),
            plan.among(),
            model,
            names.number(synapse),
            synapse.model(),
            receptor,
            weight,
            delay,
            values.parameters(),
            one ? Optional.empty() : Optional.of(values.values()),
            one ? Optional.of(ConnectCall.Range.of(weight, delay)) : values.range(),
            ends.countable(plan.sources()),
            ends.recorder(synapse),
            ends.third(synapse),
            kernel.now());
    if (values.isRandom() && kernelCall.range().isEmpty()) kernel.survey(kernelCall);
    return () -> kernel.connect(kernelCall);
  }

  /// Writes what is not in the kernel: names of synapse models, connections of devices, calls.
  public void save(CheckpointWriter out) throws IOException {
    out.section("connections");
    names.save(out);
    out.put(calls, changes.get());
    devices.save(out);
  }

  /// Reads what [#save] wrote; the network has these models.
  public void load(CheckpointReader in, ModelRegistry models) throws IOException {
    in.section("connections");
    names.load(in, models);
    int[] made = in.wholes();
    in.require(
        made.length == 2 && made[0] >= 0 && made[1] >= 0, "there are no such numbers of calls");
    kernel.synapses(names.list().size()); // fails if some have no name
    calls = made[0];
    changes.set(made[1]);
    devices.load(in, names.list().size());
  }

  /// All synapses of one synapse model from some nodes to others, of any if the name is empty.
  public Connections connections(Ids sources, Ids targets, String synapse) {
    kernel.ranks().call("connections(...)");
    kernel.ownChanges().takeUp();
    kernel.build();
    built();
    return built(sources, targets, synapse);
  }

  /// The same; one of several ranks may ask alone, for those that have been built.
  public Connections built(Ids sources, Ids targets, String synapse) {
    if (kernel.ranks().isAlone()) kernel.build();
    int index = synapse.isEmpty() ? ANY : names.list().indexOf(synapse);
    Ids from = index < 0 && !synapse.isEmpty() ? Ids.range(1, 0) : sources;
    CouplingSelection couplings = kernel.selectCouplings(from, targets, index);
    CoupledConnections coupled = new CoupledConnections(kernel, couplings, names);
    Selection selection = kernel.built(from, targets, index);
    return new Connections(kernel, selection, coupled, names.list(), changes);
  }

  /// The connections of devices among some nodes, of one synapse model.
  public DeviceConnections deviceConnections(Ids sources, Ids targets, String synapse) {
    int model = synapse.isEmpty() ? ANY : names.list().indexOf(synapse);
    Ids from = model == ANY && !synapse.isEmpty() ? Ids.range(1, 0) : sources;
    return devices.log().select(from, targets, model, names.list());
  }

  /// Number of different nodes that a spike recorder hears.
  public int heard(int recorder) {
    return devices.heard(recorder);
  }

  /// Number of synapses of each synapse model on this rank, connections of devices included.
  public Map<String, Long> synapses() {
    long[] built = kernel.synapses(names.list().size());
    Map<String, Long> n = new LinkedHashMap<>();
    for (int s = 0; s < built.length; s++) {
      n.put(names.list().get(s), built[s] + devices.made(names, s));
    }
    return n;
  }

  /// Refuses delays outside of a range (ms) from now on.
  ///
  /// @throws BadInput if it is below the resolution, or too long
  public void limitDelays(double least, double most) {
    Synapses.limitDelays(kernel, least, most);
  }
}
