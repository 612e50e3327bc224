package myelin.connect;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Lazy;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.parameter.ParameterInput;
import myelin.space.Layers;
import myelin.value.Dimension;
import myelin.value.Quantity;
import myelin.value.QuantityParameter;
import org.jspecify.annotations.Nullable;

/// What the synapses of a connect call are like: model, weight, delay, receptor. Immutable: `with`
/// makes another. With a name of its own it is a custom synapse model, whose synapses are counted
/// separately.
public final class Synapse {

  private static final Quantity<?> ONE = Quantity.of(1, Unit.NONE);
  private static final Quantity<?> ANY = Quantity.of(0, Unit.MS);

  private static final int[] ONE_FOR_ALL = {};
  private static final String RECORDER = "weight_recorder";
  private static final String PRE = "pre_synaptic_element";
  private static final String POST = "post_synaptic_element";

  /// A model, and weight, delay and the rule's parameters, by name.
  ///
  /// @param layers where nodes are; null where no value depends on it
  /// @param turned whether places are those of the way back
  private record Declared(
      SynapseModel model,
      Map<String, Quantity<?>> values,
      @Nullable Layers layers,
      boolean turned) {

    Declared(SynapseModel model, Map<String, Quantity<?>> values) {
      this(model, values, null, false);
    }
  }

  private final String name;
  private final Lazy<Declared> declared;
  private final boolean delayGiven;
  private final int receptor;

  /// The receptor of each synapse; empty where it is one for all.
  private final int[] receptors;

  private final @Nullable String receptorName;

  /// The nodes that it names beside source and target, by parameter: `weight_recorder`, and the
  /// third node that its model hears.
  private final Map<String, NodeCollection> nodes;

  /// The elements that its synapses take, by parameter: [#PRE] and [#POST].
  private final Map<String, String> elements;

  /// Synapses to make: number `e` from node `sources[e]` to node `targets[e]`. The arrays are not
  /// copied, and must not be changed before synapses are built.
  ///
  /// @param sources ids
  /// @param targets ids, as many
  /// @param synapse what they are like; arrays of values have one for each
  /// @param where where they come from, for messages; empty if there is nothing to tell
  public record Pairs(int[] sources, int[] targets, Synapse synapse, String where) {

    /// The same for nodes at the places that they have.
    Pairs placed(Layers layers) {
      Synapse[] here = Synapse.placed(layers, sources, targets, synapse);
      return new Pairs(sources, targets, here[0], where);
    }

    private List<Object> parts() {
      return List.of(IntBuffer.wrap(sources), IntBuffer.wrap(targets), synapse, where);
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Pairs p && p.parts().equals(parts());
    }

    @Override
    public int hashCode() {
      return parts().hashCode();
    }
  }

  private Synapse(
      String name,
      Lazy<Declared> declared,
      boolean delayGiven,
      int receptor,
      int[] receptors,
      @Nullable String receptorName,
      Map<String, NodeCollection> nodes,
      Map<String, String> elements) {
    this.name = name;
    this.declared = declared;
    this.delayGiven = delayGiven;
    this.receptor = receptor;
    this.receptors = receptors;
    this.receptorName = receptorName;
    this.nodes = nodes;
    this.elements = elements;
  }

  private Synapse(String name, Lazy<Declared> declared) {
    this(name, declared, false, 0, ONE_FOR_ALL, null, Map.of(), Map.of());
  }

  /// Myelin's own synapse model of that NEST name, with its defaults. One that is written in NESTML
  /// is read when it is first needed.
  ///
  /// @throws BadInput with the nearest names if there is none, or if it is a model of nodes
  public static Synapse model(String name) {
    if (!Models.isSynapse(name)) return of(Models.named(name));
    return new Synapse(name, new Lazy<>(() -> declare(Models.named(name))));
  }

  /// A synapse model, with its defaults. One that is not Myelin's own must be added to
  /// [myelin.Simulator#models()] before it is used.
  ///
  /// @throws BadInput if it is a model of nodes
  public static Synapse of(Model model) {
    return new Synapse(model.name(), Lazy.of(declare(model)));
  }

  private static Declared declare(Model declared) {
    if (!(declared instanceof SynapseModel model)) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_MODEL, declared.name() + " is a model of nodes, not of synapses");
    }
    Map<String, Quantity<?>> values = new LinkedHashMap<>();
    for (ParameterSpec p : model.parameters()) {
      boolean number = p.kind() == ParameterSpec.Kind.REAL || model.own().contains(p);
      if (number) values.put(p.name(), ParameterInput.initial(p));
    }
    for (ParameterSpec p : model.own()) values.putIfAbsent(p.name(), ParameterInput.initial(p));
    return new Declared(model, values);
  }

  /// Whether the delay is the model's default, which gives way to the resolution.
  boolean defaultDelay() {
    return delay().isNumber() && !delayGiven;
  }

  /// The same with weight, delay or a parameter of the rule set.
  ///
  /// @throws BadInput if the model has no such parameter, or the value is not allowed
  public <D extends Dimension> Synapse with(
      QuantityParameter<? super D> parameter, Quantity<D> value) {
    ParameterInput.requireUnit(model(), parameter.name(), value);
    return with(parameter.name(), value);
  }

  /// The same with a parameter that is a pure number set.
  public Synapse with(QuantityParameter<? super Dimension.Scalar> parameter, double value) {
    return with(parameter, Quantity.<Dimension.Scalar>of(value, Unit.NONE));
  }

  /// Refuses parameters that are allowed one by one, but not together. Connect calls do so, too.
  ///
  /// @throws BadInput with what must hold
  public void requireTogether() {
    model().sum().ifPresent(limit -> Synapses.requireSums(this, limit));
  }

  /// The same with the parameter of that name set: numbers in NEST's units, or a [Quantity]; `true`
  /// or `false`, a text or a list, where the parameter takes that; for `weight_recorder`, and for
  /// the parameter that names a third node, the node; for `receptor_type` a whole number, or one
  /// for each synapse.
  ///
  /// @throws BadInput if the model has no such parameter, or the value is not allowed
  public Synapse with(String called, Object value) {
    if ((called.equals(PRE) || called.equals(POST)) && value instanceof String element) {
      return element(called, element);
    }
    SynapseModel model = model();
    String parameter = model.named(called);
    boolean isNode = parameter.equals(RECORDER) || model.third().filter(is(parameter)).isPresent();
    if (isNode && value instanceof NodeCollection named) return with(parameter, named);
    Quantity<?> v = ParameterInput.number(model, parameter, value);
    if (parameter.equals("receptor_type")) {
      if (v.isNumber()) return receptor(receptorNumber(v.number()));
      if (v.isRandom() || v.length() == 0 || model.signal().isPresent()) {
        throw new BadInput(
            BadInput.Kind.UNIT,
            "%s: receptor_type cannot be %s; give a whole number".formatted(name, v));
      }
      return receptors(v);
    }
    ParameterSpec spec = model.requireParameter(parameter);
    if (!spec.isList() && model.shares(spec) && !v.isNumber()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %s is one number for all synapses of the model, not %s; %s takes one for each"
              .formatted(
                  name, parameter, v, model.name().replace("_hom_w", "").replace("_hom", "")));
    }
    Map<String, Quantity<?>> changed = new LinkedHashMap<>(values());
    if (spec.isList()) putList(spec, v, changed);
    else changed.put(parameter, v);
    boolean given = delayGiven || parameter.equals("delay");
    return new Synapse(
        name,
        Lazy.of(new Declared(model, changed)),
        given,
        receptor,
        receptors,
        receptorName,
        nodes,
        elements);
  }

  /// The same for nodes at the places that they have, if a value depends on these.
  ///
  /// @throws BadInput if a node has no place, or a value does not fit the places
  public Synapse placed(Layers layers, Ids sources, Ids targets) {
    if (!isSpatial()) return this;
    int dimensions = layers.requireDimensions(sources, "source");
    if (dimensions != layers.requireDimensions(targets, "target")) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          name + ": Target layer must have same number of dimensions as source layer");
    }
    for (Quantity<?> value : values().values()) value.requirePairs(dimensions);
    return declared(new Declared(model(), values(), layers, false));
  }

  /// Synapses for nodes at the places that they have, where a value depends on these.
  public static Synapse[] placed(Layers layers, Ids sources, Ids targets, Synapse... all) {
    return Arrays.stream(all).map(s -> s.placed(layers, sources, targets)).toArray(Synapse[]::new);
  }

  /// The same for the nodes of a list of pairs.
  public static Synapse[] placed(Layers layers, int[] sources, int[] targets, Synapse... all) {
    if (Arrays.stream(all).noneMatch(Synapse::isSpatial)) return all;
    return placed(layers, Ids.sorted(sources.clone()), Ids.sorted(targets.clone()), all);
  }

  private boolean isSpatial() {
    return values().values().stream().anyMatch(Quantity::isSpatial);
  }

  private Synapse declared(Declared there) {
    return new Synapse(
        name, Lazy.of(there), delayGiven, receptor, receptors, receptorName, nodes, elements);
  }

  /// The same for the way back, with the values of the way there.
  Synapse turned() {
    Declared there = declared.get();
    if (there.layers() == null) return this;
    return declared(new Declared(there.model(), there.values(), there.layers(), true));
  }

  /// What finds the places of pairs; null if no value depends on these.
  Layers.@Nullable Pairs pairs() {
    Declared there = declared.get();
    return there.layers() == null ? null : there.layers().new Pairs(there.turned());
  }

  private static Predicate<ParameterSpec> is(String parameter) {
    return p -> p.name().equals(parameter);
  }

  /// Puts the elements of a list; it must be as long as the default.
  private void putList(ParameterSpec p, Quantity<?> list, Map<String, Quantity<?>> all) {
    if (list.length() != p.length()) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "%s: %s is %s; it must be a list of %d numbers"
              .formatted(name, p.name(), list, p.length()));
    }
    List<ParameterSpec> elements = SynapseModel.elements(p);
    for (int k = 0; k < elements.size(); k++) {
      all.put(elements.get(k).name(), Quantity.of(list.numbers()[k], p.unit()));
    }
  }

  private Synapse with(String parameter, NodeCollection named) {
    Map<String, NodeCollection> changed = new LinkedHashMap<>(nodes);
    changed.put(parameter, named);
    return new Synapse(
        name,
        declared,
        delayGiven,
        receptor,
        receptors,
        receptorName,
        Map.copyOf(changed),
        elements);
  }

  /// The same onto the receptor of that number.
  public Synapse receptor(int number) {
    return new Synapse(name, declared, delayGiven, number, ONE_FOR_ALL, null, nodes, elements);
  }

  private int receptorNumber(double number) {
    if ((int) number == number) return (int) number;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: there is no receptor_type %.0f; they are below 2^31".formatted(name, number));
  }

  private Synapse receptors(Quantity<?> numbers) {
    int[] each = Arrays.stream(numbers.numbers()).mapToInt(this::receptorNumber).toArray();
    return new Synapse(name, declared, delayGiven, receptor, each, null, nodes, elements);
  }

  /// The same for each receptor that its synapses end on.
  List<Synapse> byReceptor() {
    if (receptors.length == 0) return List.of(this);
    return Arrays.stream(receptors).distinct().sorted().mapToObj(this::receptor).toList();
  }

  /// Whether it ends on a receptor of a target.
  boolean endsOn(Receptor r) {
    return receptorName == null ? r.number() == receptor : r.name().equals(receptorName);
  }

  /// The same onto the receptor of that name.
  public Synapse receptor(String receptorByName) {
    return new Synapse(
        name, declared, delayGiven, receptor, ONE_FOR_ALL, receptorByName, nodes, elements);
  }

  /// The same, with the weight of each spike that passes recorded by a `weight_recorder`.
  public Synapse recordedBy(NodeCollection weightRecorder) {
    return with(RECORDER, weightRecorder);
  }

  /// The same, hearing a third node: for `stdp_dopamine_synapse` a `volume_transmitter`.
  ///
  /// @throws BadInput if the model hears none
  public Synapse modulatedBy(NodeCollection third) {
    ParameterSpec parameter =
        model()
            .third()
            .orElseThrow(() ->
                new BadInput(
                    BadInput.Kind.UNKNOWN_PARAMETER,
                    name + " hears no third node; stdp_dopamine_synapse does"));
    return with(parameter.name(), third);
  }

  /// The same, with each synapse taking a synaptic element of its source and one of its target,
  /// where they have such elements; see [myelin.growth.StructuralPlasticity].
  ///
  /// @param pre name of the source's elements
  /// @param post name of the target's elements
  public Synapse elements(String pre, String post) {
    return element(PRE, pre).element(POST, post);
  }

  private Synapse element(String end, String element) {
    Map<String, String> both = new LinkedHashMap<>(elements);
    both.put(end, element);
    return withElements(Map.copyOf(both));
  }

  /// The same, with synapses that take no elements.
  public Synapse withoutElements() {
    return withElements(Map.of());
  }

  private Synapse withElements(Map<String, String> both) {
    return new Synapse(name, declared, delayGiven, receptor, receptors, receptorName, nodes, both);
  }

  /// Whether its synapses take elements.
  public boolean hasElements() {
    return !elements.isEmpty();
  }

  /// Refuses synapses that take an element of one end only.
  ///
  /// @throws BadInput if only one is named
  public void requireElements() {
    if (elements.size() != 1) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "Structural plasticity requires both a pre- and postsynaptic element. %s names only its %s"
            .formatted(name, elements.keySet().iterator().next()));
  }

  /// The name of the elements that its synapses take of sources; empty if they take none.
  public String pre() {
    return elements.getOrDefault(PRE, "");
  }

  /// The name of those that they take of targets, likewise.
  public String post() {
    return elements.getOrDefault(POST, "");
  }

  /// The same as a custom synapse model; NEST's `CopyModel`.
  public Synapse named(String newName) {
    return new Synapse(
        newName, declared, delayGiven, receptor, receptors, receptorName, nodes, elements);
  }

  /// NEST's name of the model, or the name it was given.
  public String name() {
    return name;
  }

  /// The model's declaration.
  public SynapseModel model() {
    return declared.get().model();
  }

  /// The value of weight, delay or a parameter of the rule.
  Quantity<?> value(String parameter) {
    return Objects.requireNonNull(values().get(parameter), parameter);
  }

  /// The weight; 1 for a model that has other factors instead.
  Quantity<?> weight() {
    return Objects.requireNonNullElse(values().get("weight"), ONE);
  }

  /// The delay; one step for a model without one.
  Quantity<?> delay() {
    return Objects.requireNonNullElse(values().get("delay"), ANY);
  }

  /// All values, by name of the parameter.
  Map<String, Quantity<?>> values() {
    return declared.get().values();
  }

  /// Refuses arrays that do not have as many `elements` as there will be synapses.
  ///
  /// @param elements a negative number if a rule takes no arrays
  /// @param layout how arrays are laid out, in words
  void requireLengths(long elements, String layout, String rule) {
    values()
        .forEach((parameter, v) -> requireLength(parameter, v.length(), elements, layout, rule));
    int receptors = receptors().length;
    requireLength("receptor_type", receptors == 0 ? -1 : receptors, elements, layout, rule);
  }

  private static void requireLength(
      String parameter, int length, long elements, String layout, String rule) {
    if (length < 0 || length == elements) return;
    throw new BadInput(
        BadInput.Kind.LENGTH,
        "%s: %s is an array of %d; %s takes %s"
            .formatted(
                rule,
                parameter,
                length,
                rule,
                elements < 0 ? layout : "arrays of " + elements + ", " + layout));
  }

  /// The weight recorder of these synapses; null if they have none.
  public @Nullable NodeCollection recorder() {
    return nodes.get(RECORDER);
  }

  /// The third node that these synapses hear; null if none has been given.
  @Nullable NodeCollection third() {
    return model().third().map(p -> nodes.get(p.name())).orElse(null);
  }

  /// All nodes that these synapses name beside source and target.
  public Collection<NodeCollection> named() {
    return nodes.values();
  }

  int receptor() {
    return receptor;
  }

  /// The receptor of each synapse; empty where it is one for all.
  int[] receptors() {
    return receptors;
  }

  @Nullable String receptorName() {
    return receptorName;
  }

  @Override
  public String toString() {
    return "%s[weight=%s, delay=%s]".formatted(name, weight(), delay());
  }
}
