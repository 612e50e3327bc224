package myelin.growth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import myelin.connect.Connector;
import myelin.connect.ElementSynapses;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.growth.Elements;
import myelin.engine.growth.GrowingSynapses;
import myelin.engine.kernel.Kernel;
import myelin.engine.neuron.NeuronModel;
import myelin.node.NodeCollection;
import myelin.space.Layers;
import myelin.value.Dimension;
import myelin.value.Quantity;
import myelin.value.SavedValues;
import org.jspecify.annotations.Nullable;

/// Synapses that come and go as neurons grow and lose synaptic elements.
///
/// ```java
/// var growth = sim.structuralPlasticity();
/// growth.put(neurons, Map.of("Axon", linear().growth_rate(0.001), "Dendrite", linear().growth_rate(0.001)));
/// growth.synapses(Map.of("grown", new GrowingSynapse(static_synapse.named("grown").elements("Axon", "Dendrite"))));
/// growth.updateInterval(ms(100));
/// growth.enable();
/// ```
///
/// At each update, for each kind of synapses in order of their names: of each neuron that has fewer
/// elements than synapses have taken one synapse goes, drawn at random, and frees the element of
/// its partner; then vacant elements are paired at random and connected. In the end a part of the
/// vacant elements decays. Distances play no part unless there is a [#kernel(Quantity)].
public final class StructuralPlasticity {

  private final Kernel kernel;
  private final Connector connector;
  private final Layers layers;
  private Map<String, GrowingSynapse> synapses = Map.of();
  private @Nullable Nearness nearness;

  /// That of a network, not enabled yet.
  ///
  /// @param layers the places of its nodes
  public StructuralPlasticity(Kernel kernel, Connector connector, Layers layers) {
    this.kernel = kernel;
    this.connector = connector;
    this.layers = layers;
    kernel.growBy(this::connect);
  }

  private void connect(GrowingSynapses kind, int[] sources, int[] targets) {
    GrowingSynapse one = Objects.requireNonNull(synapses.get(kind.name()), kind.name());
    Synapse synapse = one.synapse().withoutElements();
    connector.connectList(sources, targets, Synapse.placed(layers, sources, targets, synapse));
  }

  /// Lets synapses come and go from the next simulation on.
  public void enable() {
    kernel.requireWhole();
    kernel.growth().enable(true);
  }

  /// Keeps synapses as they are; elements go on growing.
  public void disable() {
    kernel.requireWhole();
    kernel.growth().enable(false);
  }

  /// Whether synapses come and go.
  public boolean isEnabled() {
    return kernel.growth().isEnabled();
  }

  /// Time between two updates (ms).
  public double updateInterval() {
    return kernel.growth().interval();
  }

  /// Sets the time between two updates; 10 s unless set. There is one wherever a slice, which is as
  /// long as the smallest delay, begins at a multiple of it.
  ///
  /// @throws BadInput unless it is one time above 0
  public void updateInterval(Quantity<Dimension.Time> interval) {
    kernel.requireWhole();
    double ms = interval.number();
    if (!(ms > 0 && ms < Double.MAX_VALUE)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "structural_plasticity_update_interval = %s ms must be above 0".formatted(ms));
    }
    kernel.growth().interval(ms);
  }

  /// Has nodes become partners as likely as a value of their places, from now on: vacant elements
  /// of sources, in drawn order, take each one of the vacant elements of targets, of which those of
  /// nodes with twice the value are twice as likely. Pairs whose value is 0 or less are never
  /// connected; elements for which no pair is possible stay vacant. How many elements there are
  /// does not depend on it, nor which synapses go.
  ///
  /// ```java
  /// growth.kernel(gaussian(distance(), um(0), um(150)));
  /// ```
  ///
  /// All nodes with elements must have places when the network is simulated. An update takes about
  /// as many steps as there are vacant elements of sources times those of targets where most pairs
  /// are unlikely.
  ///
  /// Source: M. Butz and A. van Ooyen (2013), who take a gaussian
  /// ([doi:10.1371/journal.pcbi.1003259](https://doi.org/10.1371/journal.pcbi.1003259)). NEST 3.10
  /// has no such choice.
  ///
  /// @throws BadInput unless it is one value for pairs of nodes that is not drawn
  public void kernel(Quantity<Dimension.Scalar> value) {
    kernel.requireWhole();
    Nearness made = new Nearness(value, layers);
    nearness = made;
    kernel.growth().weigh(made);
  }

  /// Refuses what no kernel can be.
  ///
  /// @throws BadInput unless it is one value for pairs of nodes that is not drawn
  public static void requireKernel(Quantity<Dimension.Scalar> value) {
    Nearness.requirePossible(value);
  }

  /// Has all nodes become partners equally likely, as they do unless there is a kernel.
  public void withoutKernel() {
    kernel.requireWhole();
    nearness = null;
    kernel.growth().weigh(null);
  }

  /// How likely nodes become partners; empty if all are equally likely.
  public Optional<Quantity<Dimension.Scalar>> kernel() {
    return Optional.ofNullable(nearness).map(n -> n.kernel);
  }

  /// Refuses what cannot grow in a simulation.
  ///
  /// @throws BadInput if there is a kernel, or a value of synapses depends on places, and nodes
  ///   with elements have no places; or if values of the kernel are no finite numbers
  public void requirePossible() {
    if (!isEnabled()) return;
    if (nearness != null) nearness.require(kernel.growth().kinds(), kernel.elements());
    for (GrowingSynapse one : synapses.values()) {
      int[] from = kernel.elements().ids(one.synapse().pre());
      int[] to = kernel.elements().ids(one.synapse().post());
      if (from.length > 0 && to.length > 0) Synapse.placed(layers, from, to, one.synapse());
    }
  }

  /// Gives neurons these elements by name, instead of those that they have; `z_connected` says how
  /// many of them synapses have taken already.
  ///
  /// @throws BadInput if nodes have no calcium trace; nothing changes then
  public void put(NodeCollection nodes, Map<String, SynapticElement> elements) {
    kernel.requireWhole();
    for (int id : nodes.ids().array()) requireTrace(id);
    Map<String, Elements.Held> all = new TreeMap<>();
    elements.forEach((name, element) -> all.put(name, element.held()));
    for (int id : nodes.ids().array()) kernel.elements().put(id, all, kernel.now());
  }

  private void requireTrace(int id) {
    if (kernel.model(id) instanceof NeuronModel m && m.parameter("Ca").isPresent()) return;
    throw new BadInput(
        BadInput.Kind.UNKNOWN_PARAMETER,
        "%s, node %d: it has no synaptic_elements, as it has no calcium trace"
            .formatted(kernel.model(id).name(), id));
  }

  /// The elements of a node by name, as they are now.
  ///
  /// @throws BadInput if another rank has the node
  public Map<String, SynapticElement> elements(int id) {
    kernel.requireHere(id);
    Map<String, SynapticElement> found = new TreeMap<>();
    kernel
        .elements()
        .of(id, kernel.now())
        .forEach((name, held) -> found.put(name, SynapticElement.of(held)));
    return Collections.unmodifiableMap(found);
  }

  /// How many elements of a name each node has; 0 where it has none of the name.
  public double[] z(NodeCollection nodes, String name) {
    return each(nodes, name, SynapticElement::z);
  }

  /// How many elements of a name synapses have taken, likewise.
  public double[] z_connected(NodeCollection nodes, String name) {
    return each(nodes, name, SynapticElement::z_connected);
  }

  private double[] each(
      NodeCollection nodes, String name, ToDoubleFunction<SynapticElement> value) {
    double[] found = new double[nodes.size()];
    for (int i = 0; i < found.length; i++) {
      SynapticElement element = elements(nodes.id(i)).get(name);
      if (element != null) found[i] = value.applyAsDouble(element);
    }
    return found;
  }

  /// The kinds of synapses that come and go, by name.
  public Map<String, GrowingSynapse> synapses() {
    return synapses;
  }

  /// Sets the kinds of synapses that come and go, by name, instead of those before. Their values
  /// may be drawn, and depend on the places of source and target.
  ///
  /// @throws BadInput if a name of a synapse model is that of another; nothing changes then
  public void synapses(Map<String, GrowingSynapse> all) {
    kernel.requireWhole();
    Map<String, GrowingSynapse> sorted = new TreeMap<>(all);
    int[] numbers =
        connector.numbers(sorted.values().stream().map(GrowingSynapse::synapse).toList());
    List<GrowingSynapses> kinds = new ArrayList<>();
    sorted.forEach((name, one) -> {
      Synapse s = one.synapse();
      int number = numbers[kinds.size()];
      kinds.add(new GrowingSynapses(name, number, s.pre(), s.post(), one.allow_autapses()));
    });
    synapses = Collections.unmodifiableMap(sorted);
    kernel.growth().kinds(kinds);
  }

  /// Gives elements back that synapses between these nodes have taken, for synapses that have been
  /// taken out by hand.
  ///
  /// @param sources a source of each of the synapses
  /// @param targets its target
  public void release(int[] sources, int[] targets, String pre, String post) {
    for (int id : sources) kernel.elements().connect(id, pre, -1);
    for (int id : targets) kernel.elements().connect(id, post, -1);
  }

  /// Writes what the kernel does not know of the synapses.
  public void save(CheckpointWriter out) throws IOException {
    out.section("growing synapses");
    out.put(synapses.size());
    for (Map.Entry<String, GrowingSynapse> one : synapses.entrySet()) {
      out.put(one.getKey());
      ElementSynapses.save(one.getValue().synapse(), out);
      out.put(one.getValue().allow_autapses());
      out.put(one.getValue().allow_multapses());
    }
    out.put(nearness != null);
    if (nearness != null) SavedValues.save(nearness.kernel, out);
  }

  /// Reads what [#save] has written.
  public void load(CheckpointReader in, ModelRegistry models) throws IOException {
    in.section("growing synapses");
    List<GrowingSynapses> kinds = kernel.growth().kinds();
    Map<String, GrowingSynapse> all = new TreeMap<>();
    for (int n = in.whole(); n > 0; n--) {
      String name = in.text();
      all.put(name, new GrowingSynapse(ElementSynapses.load(in, models), in.flag(), in.flag()));
    }
    synapses(all);
    in.require(kernel.growth().kinds().equals(kinds), "synapses that grow are not as they were");
    if (in.flag()) kernel(SavedValues.loadNumber(in));
  }
}
