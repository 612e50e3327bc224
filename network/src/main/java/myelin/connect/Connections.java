package myelin.connect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.engine.base.Unit;
import myelin.engine.kernel.Kernel;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.wiring.Selection;
import myelin.parameter.ParameterInput;
import myelin.value.Dimension;
import myelin.value.Quantity;
import myelin.value.QuantityParameter;
import org.jspecify.annotations.Nullable;

/// Synapses, as columns: element `e` of each is about synapse `e`. NEST's `SynapseCollection`.
/// Looked up by [myelin.Simulator#connections()].
///
/// They are in order of their sources' ids, then of their targets'; those between the same two
/// nodes in order of creation as far as they are of one kind, and in any case in the same order for
/// any number of threads. Connections that carry continuous signals, such as gap junctions, come
/// after those that carry spikes, in the same order. Which synapses they are does not change;
/// weights and the like are read anew each time, also after others have been made or taken out. Of
/// those that were taken out themselves only sources and targets can be read. After many have been
/// made (20 million of the same sources), or some that carry continuous signals were taken out,
/// these must be looked up again; until then an error says so.
///
/// Setting a single weight or delay takes about the same time however many synapses there are:
/// where it needs other tables, these are built when the network next runs, once for all such
/// changes.
///
/// Each of several ranks has those onto its neurons, and all ranks change and take out what they
/// have looked up at the same time. A single one, [#at(int)], is the rank's own: it is changed and
/// taken out without the others, so that loops may take other numbers of turns on each rank.
public final class Connections {

  private final Kernel kernel;
  private final Selection selection;
  private final CoupledConnections coupled;
  private final List<String> names;
  private final AtomicInteger changes;

  /// Where each is, first among the synapses and then among those that carry signals; empty if they
  /// are in that order.
  private final int[] order;

  /// Whether this is one by itself.
  private final boolean single;

  /// @param names names of the synapse models
  /// @param changes number of calls so far that have set something, for random draws
  Connections(
      Kernel kernel,
      Selection selection,
      CoupledConnections coupled,
      List<String> names,
      AtomicInteger changes) {
    this(kernel, selection, coupled, names, changes, new int[0], false);
  }

  private Connections(
      Kernel kernel,
      Selection selection,
      CoupledConnections coupled,
      List<String> names,
      AtomicInteger changes,
      int[] order,
      boolean single) {
    this.single = single;
    this.kernel = kernel;
    this.selection = selection;
    this.coupled = coupled;
    this.names = names;
    this.changes = changes;
    this.order = order;
  }

  /// Number of connections.
  public int size() {
    return selection.size() + coupled.size();
  }

  private int place(int e) {
    return order.length == 0 ? e : order[e];
  }

  /// The connections at these places; of one by itself the same, or none.
  ///
  /// @throws BadInput if there is no such place, or one by itself is taken several times
  public Connections at(int... places) {
    for (int e : places) requirePlace(e);
    if (single && places.length == 1) return this;
    if (single && places.length > 1) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "a connection by itself cannot be taken %d times; take it from those that were looked up"
              .formatted(places.length));
    }
    int first = selection.size();
    int[] own = Arrays.stream(places).map(this::place).toArray();
    int[] synapses = Arrays.stream(own).filter(k -> k < first).toArray();
    int[] signals = Arrays.stream(own).filter(k -> k >= first).map(k -> k - first).toArray();
    int[] mixed = new int[0];
    if (synapses.length > 0 && signals.length > 0) {
      mixed = new int[own.length];
      int nextSynapse = 0;
      int nextSignal = synapses.length;
      for (int e = 0; e < own.length; e++) mixed[e] = own[e] < first ? nextSynapse++ : nextSignal++;
    }
    return new Connections(
        kernel, selection.at(synapses), coupled.at(signals), names, changes, mixed, single);
  }

  /// The connection at a place, by itself. A rank may set its parameters and take it out without
  /// others; these cannot draw numbers with it, which must be the same on any number of ranks.
  ///
  /// @throws BadInput if there is no such place
  public Connections at(int place) {
    requirePlace(place);
    int k = place(place);
    int first = selection.size();
    boolean synapse = k < first;
    return new Connections(
        kernel,
        synapse ? selection.one(k) : selection.at(new int[0]),
        synapse ? coupled.at(new int[0]) : coupled.one(k - first),
        names,
        changes,
        new int[0],
        true);
  }

  /// The ranks that change these together: this one alone, if it is a single one.
  private Ranks ranks() {
    return single ? Ranks.ALONE : kernel.ranks();
  }

  /// Takes them out of the network. Spikes that are under way to the targets still arrive. Taking
  /// one out takes about the same time however many there are: tables are built again when the
  /// network next runs.
  ///
  /// @throws BadInput if some have been taken out already
  public void disconnect() {
    kernel.requireWhole();
    ranks().call("disconnect()");
    ranks().together(this::requirePresent);
    if (single && size() == 0) return;
    if (ranks().isAlone()) {
      if (coupled.size() > 0) coupled.selection().remove();
      if (selection.size() > 0) selection.remove();
      return;
    }
    selection.remove();
    coupled.selection().remove();
  }

  /// Whether their places are still known, so that they can be read and changed unless they have
  /// been taken out.
  public boolean isPresent() {
    return selection.isPresent() && coupled.selection().isPresent();
  }

  private void requirePresent() {
    selection.requirePresent();
    coupled.selection().requirePresent();
  }

  /// Ids of the sources.
  public int[] source() {
    return whole(selection::source, coupled.selection()::source);
  }

  /// Ids of the targets.
  public int[] target() {
    return whole(selection::target, coupled.selection()::target);
  }

  /// Weights, in the unit of the target's receptor; of plastic synapses as they are after the last
  /// of the source's spikes that has been delivered, see [myelin.Simulator#simulate(double)]. Where
  /// spikes arrive as such, at a `parrot_neuron`, weights have no effect. A `diffusion_connection`
  /// has none, but two factors: here it is 1.
  public double[] weight() {
    return column(selection::weight, coupled::weight);
  }

  /// Delays (ms). Connections without a delay, such as gap junctions, show 1 ms, rounded up to the
  /// grid, as in NEST; it has no effect.
  public double[] delay() {
    return column(e -> kernel.grid().ms(selection.delay(e)) - selection.early(e), coupled::delay);
  }

  /// Receptors of the targets, by number.
  public int[] receptor() {
    requirePresent();
    return whole(selection::receptor, e -> 0);
  }

  /// The name of the synapse model of synapse `e`.
  ///
  /// @throws BadInput if there is no synapse `e`
  public String synapse(int e) {
    requirePresent();
    requirePlace(e);
    return names.get(synapseNumber(e));
  }

  private int synapseNumber(int e) {
    int k = place(e);
    int first = selection.size();
    return k < first ? selection.synapse(k) : coupled.selection().synapse(k - first);
  }

  private void requirePlace(int e) {
    if (e >= 0 && e < size()) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "there is no synapse %d of %d; they count from 0".formatted(e, size()));
  }

  /// The numbers of the synapse models of all, in [#synapseModels].
  public int[] synapseNumbers() {
    requirePresent();
    return whole(selection::synapse, coupled.selection()::synapse);
  }

  /// The names of all synapse models that the network has been connected with.
  public List<String> synapseModels() {
    return List.copyOf(names);
  }

  /// The names of the synapse models of all.
  public String[] synapses() {
    requirePresent();
    String[] all = new String[size()];
    Arrays.setAll(all, e -> names.get(synapseNumber(e)));
    return all;
  }

  /// Weight, delay or a parameter of plastic synapses, in NEST's units.
  public double[] get(QuantityParameter<?> parameter) {
    return get(parameter.name());
  }

  /// Weight, delay, `receptor_type`, or a parameter of plastic synapses, in NEST's units; of a
  /// trace the value just after the source's last spike.
  ///
  /// @throws BadInput if one of the synapses has no such parameter
  public double[] get(String called) {
    String parameter = named(called);
    return switch (parameter) {
      case "weight" -> weight();
      case "delay" -> delay();
      case "receptor_type" -> column(selection::receptor, e -> 0);
      default -> {
        requirePresent();
        int[] own = Changes.own(selection, parameter);
        yield column(
            e -> selection.parameter(own[selection.kind(e)], e), e -> coupled.get(parameter, e));
      }
    };
  }

  /// The name of a parameter; a model written in NESTML may call its weight by another.
  private String named(String parameter) {
    requirePresent();
    for (int e : selection.samples()) {
      SynapseModel model = selection.model(e);
      if (model.parameter(parameter).isEmpty()) return model.named(parameter);
    }
    return parameter;
  }

  /// A column of numbers, of synapses and of connections that carry signals.
  private double[] column(IntToDoubleFunction synapse, IntToDoubleFunction signal) {
    requirePresent();
    int first = selection.size();
    double[] values = new double[size()];
    for (int e = 0; e < values.length; e++) {
      int k = place(e);
      values[e] = k < first ? synapse.applyAsDouble(k) : signal.applyAsDouble(k - first);
    }
    return values;
  }

  private int[] whole(IntUnaryOperator synapse, IntUnaryOperator signal) {
    int first = selection.size();
    int[] values = new int[size()];
    for (int e = 0; e < values.length; e++) {
      int k = place(e);
      values[e] = k < first ? synapse.applyAsInt(k) : signal.applyAsInt(k - first);
    }
    return values;
  }

  /// Sets weight, delay, or a parameter of plastic synapses: one number for all, an array with one
  /// for each, or drawn.
  ///
  /// @throws BadInput if a value is not allowed; then none has changed
  public <D extends Dimension> Connections set(
      QuantityParameter<? super D> parameter, Quantity<D> value) {
    requirePresent();
    for (int e : selection.samples()) {
      ParameterInput.requireUnit(selection.model(e), parameter.name(), value);
    }
    for (int e = 0; e < coupled.size(); e++) {
      ParameterInput.requireUnit(coupled.model(e), parameter.name(), value);
    }
    return set(parameter.name(), value);
  }

  /// Sets a parameter that is a pure number.
  public Connections set(QuantityParameter<? super Dimension.Scalar> parameter, double value) {
    return set(parameter, Quantity.<Dimension.Scalar>of(value, Unit.NONE));
  }

  /// Sets the parameter of that name: numbers in NEST's units, or a [Quantity].
  ///
  /// What is under way to the targets arrives as it was sent. A plastic synapse keeps the sign of
  /// its weight, and its delay once it has been simulated; a weight that is drawn for static
  /// synapses is rounded to a `float`, as in connect.
  ///
  /// @throws BadInput if a value is not allowed; then none has changed
  public Connections set(String parameter, Object value) {
    return set(Collections.singletonMap(parameter, value));
  }

  /// Sets several parameters by name, all or none.
  public Connections set(Map<String, ?> values) {
    kernel.requireWhole();
    if (single && size() == 0) return this;
    ranks()
        .call(
            "set(%s) of connections".formatted(String.join(", ", new TreeSet<>(values.keySet()))));
    check(values, changes.get()).run();
    if (!single || draws(values)) changes.addAndGet(values.size());
    return this;
  }

  /// Refuses what [#set(Map)] would refuse, and changes nothing.
  ///
  /// @param later how many values will have been set before these: others are drawn then
  public void require(Map<String, ?> values, int later) {
    check(values, changes.get() + later);
  }

  /// Checks new values and returns what sets them, by name in order: what is drawn for a parameter,
  /// and what ranks tell each other, must not depend on the order of a map.
  private Runnable check(Map<String, ?> called, int call) {
    Ranks ranks = ranks();
    ranks.together(this::requirePresent);
    boolean draws = draws(called);
    if (draws && single && !kernel.ranks().isAlone()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "several ranks draw %s for connections together, not one by one: give the random value to all that were looked up"
              .formatted(String.join(", ", called.keySet())));
    }
    Changes synapses = new Changes(kernel, ranks, selection, call, draws);
    CoupledConnections.Numbers signals = coupled.numbers(ranks, synapses.total(), draws);
    Runnable[] checked = {() -> {}};
    ranks.together(() -> checked[0] = check(called, call, synapses, signals));
    return checked[0];
  }

  private static boolean draws(Map<String, ?> values) {
    return values.values().stream().anyMatch(v -> v instanceof Quantity<?> q && q.isRandom());
  }

  private Runnable check(
      Map<String, ?> called, int call, Changes synapses, CoupledConnections.Numbers signals) {
    Map<String, @Nullable Object> values = new TreeMap<>();
    called.forEach((name, value) -> values.put(named(name), value));
    if (signals.total() == 0) return synapses.check(values);
    int[] at = new int[size()];
    for (int e = 0; e < at.length; e++) at[place(e)] = e;
    List<Runnable> writes = new ArrayList<>();
    int later = call;
    for (Map.Entry<String, ?> e : values.entrySet()) {
      writes.add(coupled.check(e.getKey(), e.getValue(), at, later++, signals));
    }
    if (synapses.total() > 0) {
      int[] own = Arrays.copyOf(at, selection.size());
      Map<String, @Nullable Object> parts = new LinkedHashMap<>();
      values.forEach((name, value) -> parts.put(name, CoupledConnections.part(value, own)));
      writes.add(synapses.check(parts));
    }
    return () -> writes.forEach(Runnable::run);
  }

  @Override
  public String toString() {
    return "Connections(%d synapses)".formatted(size());
  }
}
