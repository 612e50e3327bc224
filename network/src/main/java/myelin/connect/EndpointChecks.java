package myelin.connect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Coding;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.declare.Output;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Signal;
import myelin.engine.device.ThirdNode;
import myelin.engine.device.WeightRecorder;
import myelin.engine.kernel.Kernel;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.node.NodeCollection;
import myelin.value.Quantity;

/// Checks the nodes at both ends of connections, and refuses those that cannot be connected.
final class EndpointChecks {

  private final Kernel kernel;
  private final ModelRegistry models;

  EndpointChecks(Kernel kernel, ModelRegistry models) {
    this.kernel = kernel;
    this.models = models;
  }

  /// Whether all are neurons.
  boolean allNeurons(Ids ids) {
    for (int i = 0; i < ids.size(); i++) if (!kernel.isNeuron(ids.at(i))) return false;
    return true;
  }

  /// Whether all send spikes through tables: neurons, and generators of given spikes.
  boolean allSpike(Ids ids) {
    for (int i = 0; i < ids.size(); i++) {
      if (kernel.output(ids.at(i)) != Output.SPIKES) return false;
    }
    return true;
  }

  /// Whether one injects current.
  boolean anyCurrent(Ids ids) {
    for (int i = 0; i < ids.size(); i++) {
      if (kernel.output(ids.at(i)) == Output.CURRENT) return true;
    }
    return false;
  }

  /// Whether none sends several spikes in a step.
  boolean countable(Ids sources) {
    for (int i = 0; i < sources.size(); i++) {
      int id = sources.at(i);
      if (!(kernel.model(id) instanceof NeuronModel m) || m.severalSpikesPerStep()) return false;
    }
    return true;
  }

  /// Checks each receptor that synapses end on.
  void requireReceptors(Ids targets, Synapse synapse, boolean current) {
    for (Synapse one : synapse.byReceptor()) Receptors.number(kernel, targets, one, current);
  }

  /// Refuses sources that never fire, such as rate neurons.
  void requireSpiking(Connector.Plan plan) {
    for (int i = 0; i < plan.sources().size(); i++) {
      if (!(kernel.model(plan.sources().at(i)) instanceof NeuronModel m) || m.spikes()) continue;
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s does not fire, so nothing goes through %s; it is connected by models that carry %s"
              .formatted(
                  m.name(),
                  plan.synapse().name(),
                  m.signal().map(Signal::text).orElse("other signals")));
    }
  }

  /// Refuses to connect nodes to targets that cannot interpret their spikes.
  void requireCoding(Connector.Plan plan) {
    for (int i = 0; i < plan.sources().size(); i++) {
      Model source = kernel.model(plan.sources().at(i));
      for (int j = 0; j < plan.targets().size(); j++) {
        Model target = kernel.model(plan.targets().at(j));
        if (source.sends().suits(target.receives())) continue;
        boolean binary = source.sends() == Coding.TRANSITIONS;
        throw new BadInput(
            BadInput.Kind.CONNECTION,
            "%s cannot be connected to %s: its spikes %s, which the target cannot interpret; binary neurons are connected to each other, to spin_detector, spike_recorder or parrot_neuron, and driven by spike_generator, noise_generator or parrot_neuron"
                .formatted(
                    source.name(),
                    target.name(),
                    binary ? "are transitions of a binary neuron" : "are events"));
      }
    }
  }

  /// Refuses sources whose spikes a receptor does not take, although it takes those of others.
  void requirePartners(Connector.Plan plan) {
    Set<Model> sources = new LinkedHashSet<>();
    for (int i = 0; i < plan.sources().size(); i++) {
      Output output = kernel.output(plan.sources().at(i));
      if (output == Output.NOTHING || output == Output.CURRENT) continue;
      sources.add(kernel.model(plan.sources().at(i)));
    }
    Set<Model> targets = new LinkedHashSet<>();
    for (int j = 0; j < plan.targets().size(); j++) {
      targets.add(kernel.model(plan.targets().at(j)));
    }
    for (Model target : targets) {
      if (!(target instanceof NeuronModel neuron)) continue;
      for (Receptor r : neuron.receptors()) {
        if (!plan.synapse().endsOn(r)) continue;
        for (Model source : sources) requirePartners(source, neuron, r);
        if (isBySource(neuron, r)) requireSeparate(plan, neuron, r);
      }
    }
  }

  private static boolean isBySource(NeuronModel model, Receptor r) {
    if (r.spikes() < 0) return false;
    return model.channels().get(r.spikes()).content() == Channel.Content.BY_SOURCE;
  }

  /// Refuses synapses that cannot have a state of their own in their target.
  private void requireSeparate(Connector.Plan plan, NeuronModel target, Receptor r) {
    String why = "";
    if (kernel.now() > 0) why = "can only be made before the first simulation";
    else if (plan.synapse().model().keepsColumns()) {
      why = "have constant weights, as those of static_synapse";
    } else if (!allSpike(plan.sources())) {
      why = "need a source that sends the same spikes to all: put a parrot_neuron between them";
    }
    if (why.isEmpty()) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "synapses onto receptor %d (%s) of %s, which keeps a state of each, %s"
            .formatted(r.number(), r.name(), target.name(), why));
  }

  private static void requirePartners(Model source, NeuronModel target, Receptor r) {
    boolean carries = source instanceof NeuronModel m && m.carried().isPresent();
    if (carries && target.precise()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s cannot be connected to %s: its spikes have no times within a step; put a parrot_neuron between them"
              .formatted(source.name(), target.name()));
    }
    boolean own = source.name().equals(target.name());
    if (target.carried().map(c -> c.takes(r.number(), own)).orElse(true)) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "receptor %d (%s) of %s takes %s spikes of %s; those of %s go to receptor %s"
            .formatted(
                r.number(),
                r.name(),
                target.name(),
                own ? "no" : "only",
                target.name(),
                source.name(),
                others(target, r)));
  }

  private static String others(NeuronModel model, Receptor but) {
    return model.receptors().stream()
        .filter(r -> r.spikes() >= 0 && r.number() != but.number())
        .map(r -> r.number() + " (" + r.name() + ")")
        .collect(Collectors.joining(" or "));
  }

  /// Refuses recorders in rules that draw their pairs.
  void requireNoRecorders(Connector.Plan plan, boolean toNeurons) {
    boolean recorders = !toNeurons;
    for (int i = 0; i < plan.sources().size() && !recorders; i++) {
      recorders = kernel.output(plan.sources().at(i)) == Output.NOTHING;
    }
    if (!recorders) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "%s cannot connect recorders; use all_to_all, one_to_one or a list of pairs"
            .formatted(plan.rule()));
  }

  /// How many models an error names at most.
  private static final int NAMED = 5;

  /// Refuses synapses that need a history which their targets do not keep.
  private void requireHistories(NeuronModel target, Synapse synapse) {
    List<String> wanted = synapse.model().histories();
    if (leaves(target, synapse)) return;
    List<String> fitting =
        models.all().stream()
            .filter(m -> m instanceof NeuronModel n && leaves(n, synapse))
            .map(Model::name)
            .toList();
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "%s needs %s of its targets, which %s does not provide; %s"
            .formatted(
                synapse.name(), String.join(" and ", wanted), target.name(), mustBe(fitting)));
  }

  private static String mustBe(List<String> fitting) {
    if (fitting.isEmpty()) return "no model does";
    if (fitting.size() <= NAMED) return "its target must be " + String.join(" or ", fitting);
    return "%d models do, such as %s"
        .formatted(fitting.size(), String.join(", ", fitting.subList(0, NAMED)));
  }

  /// Whether neurons keep the history that synapses need, and have the parameters that these read.
  private static boolean leaves(NeuronModel target, Synapse synapse) {
    SynapseModel model = synapse.model();
    return model.histories().stream()
            .allMatch(name -> target.history(name) >= 0 || target.heard(name) >= 0)
        && model.ofTargets().stream().allMatch(name -> target.parameter(name).isPresent());
  }

  /// Refuses plastic synapses from nodes that are not neurons, and synapses that hear their
  /// target's spikes onto nodes that keep none.
  void requirePlastic(Connector.Plan plan) {
    for (int i = 0; i < plan.sources().size(); i++) {
      int id = plan.sources().at(i);
      if (kernel.firesAsNeuron(id)) continue;
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s cannot send through %s: put a parrot_neuron between them"
              .formatted(kernel.model(id).name(), plan.synapse().name()));
    }
    for (int i = 0; i < plan.targets().size(); i++) {
      int id = plan.targets().at(i);
      boolean elsewhere = kernel.model(id).precise() && plan.synapse().model().hears();
      if (elsewhere || kernel.model(id).sends() == Coding.TRANSITIONS) {
        throw new BadInput(
            BadInput.Kind.CONNECTION,
            "%s hears only spikes at the ends of steps, and those of %s are different; connect it by static_synapse"
                .formatted(plan.synapse().name(), kernel.model(id).name()));
      }
      if (!(kernel.model(id) instanceof NeuronModel m)) continue;
      requireHistories(m, plan.synapse());
      boolean hears = !plan.synapse().model().histories().isEmpty();
      boolean keeps = m.parameter("tau_minus").isPresent();
      if (hears || keeps || !plan.synapse().model().hears()) continue;
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s does not support plastic synapses such as %s"
              .formatted(kernel.model(id).name(), plan.synapse().name()));
    }
  }

  /// The id of the weight recorder that synapses name, or 0.
  int recorder(Synapse synapse) {
    NodeCollection recorder = synapse.recorder();
    if (recorder == null) return 0;
    if (recorder.size() == 1 && kernel.device(recorder.id(0), WeightRecorder.class).isPresent()) {
      return recorder.id(0);
    }
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "%s: weight_recorder must be one weight_recorder, not %s"
            .formatted(synapse.name(), recorder));
  }

  /// The id of the third node that synapses hear, or 0.
  int third(Synapse synapse) {
    String parameter = synapse.model().third().map(ParameterSpec::name).orElse("");
    if (parameter.isEmpty()) return 0;
    NodeCollection third = synapse.third();
    if (third != null
        && third.size() == 1
        && kernel.device(third.id(0), ThirdNode.class).isPresent()) {
      return third.id(0);
    }
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: %s must be one %s, %s"
            .formatted(
                synapse.name(),
                parameter,
                parameter,
                third == null ? "and none has been given" : "not " + third));
  }

  /// Refuses delays between the steps for connections that are not in tables.
  void requireOnGrid(Synapse synapse) {
    if (!synapse.model().hasFineDelays() || synapse.delay().isRandom()) return;
    String what = synapse.name() + " of a device: delay";
    Quantity<?> delay = synapse.delay();
    for (int e = 0; e < Math.max(1, delay.length()); e++) kernel.grid().steps(delay.at(e), what);
  }

  /// Refuses no nodes at all.
  static void requireNodes(Ids ids, String what) {
    if (ids.size() > 0) return;
    throw new BadInput(
        BadInput.Kind.LENGTH, "connect: the %ss are an empty collection".formatted(what));
  }

  /// Refuses lists of different lengths.
  static void requireAsMany(int[] sources, int[] targets) {
    if (sources.length == targets.length) return;
    throw new BadInput(
        BadInput.Kind.LENGTH,
        "%d sources and %d targets; there must be as many of each"
            .formatted(sources.length, targets.length));
  }

  /// One neuron of each model among these nodes, and every device.
  ///
  /// @param span all of them, and others: where these are fewer than the ids, and alike, they tell
  Ids samples(int[] ids, Ids span) {
    int model = kernel.modelIndex(ids[0]);
    boolean alike = span.size() < ids.length && kernel.isNeuron(ids[0]);
    for (int i = 0; alike && i < span.size(); i++) alike = kernel.modelIndex(span.at(i)) == model;
    return alike ? Ids.range(ids[0], 1) : kernel.samples(ids);
  }

  /// The ids from the lowest to the highest.
  Ids span(int[] ids, String what) {
    int lowest = Integer.MAX_VALUE;
    int highest = 0;
    for (int id : ids) {
      lowest = Math.min(lowest, id);
      highest = Math.max(highest, id);
    }
    if (lowest >= 1 && highest <= kernel.size()) return Ids.range(lowest, highest - lowest + 1);
    int e = 0;
    while (ids[e] >= 1 && ids[e] <= kernel.size()) e++;
    throw new BadInput(
        BadInput.Kind.UNKNOWN_NODE,
        "there is no node %d (%s of synapse %d); ids run from 1 to %d"
            .formatted(ids[e], what, e, kernel.size()));
  }
}
