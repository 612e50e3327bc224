package myelin;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToDoubleFunction;
import myelin.engine.BadInput;
import myelin.engine.Kernel;
import myelin.engine.Selection;

/// Synapses, as columns: element `e` of each is about synapse `e`. NEST's `SynapseCollection`.
/// Looked up by [Simulator#connections()].
///
/// They are in order of their sources' ids, then of their targets'; those between the same two
/// nodes in order of creation as far as they are of one kind, and in any case in the same order for
/// any number of threads. Which synapses they are does not change; weights and the like are read
/// anew each time. After further synapses have been made, or some have been taken out, these must
/// be looked up again, and say so.
///
/// A single weight or delay costs about as much however many synapses there are: where it takes
/// other tables, these are built when the network next runs, once for all such changes.
public final class Connections {

  private final Kernel kernel;
  private final Selection selection;
  private final List<String> names;
  private final AtomicInteger changes;

  /// @param names names of the synapse models
  /// @param changes number of calls so far that have set something, for random draws
  Connections(Kernel kernel, Selection selection, List<String> names, AtomicInteger changes) {
    this.kernel = kernel;
    this.selection = selection;
    this.names = names;
    this.changes = changes;
  }

  /// How many.
  public int size() {
    return selection.size();
  }

  /// Those at these places.
  ///
  /// @throws BadInput if there is no such place
  public Connections at(int... places) {
    for (int e : places) requirePlace(e);
    return new Connections(kernel, selection.at(places), names, changes);
  }

  /// Takes them out of the network. What is under way to the targets arrives. They cannot be looked
  /// at afterwards, and others must be looked up again.
  ///
  /// @throws BadInput if some are plastic and have been simulated
  public void disconnect() {
    kernel.requireWhole();
    selection.requirePresent();
    if (size() == 0) return;
    selection.requireRemovable(kernel.now());
    selection.remove();
  }

  /// Whether they can still be read and changed: none were made or taken out since they were looked
  /// up.
  public boolean isPresent() {
    return selection.isPresent();
  }

  /// Ids of the sources.
  public int[] source() {
    int[] ids = new int[size()];
    Arrays.setAll(ids, selection::source);
    return ids;
  }

  /// Ids of the targets.
  public int[] target() {
    int[] ids = new int[size()];
    Arrays.setAll(ids, selection::target);
    return ids;
  }

  /// Weights, in the unit of the target's receptor; of plastic synapses as they are after the last
  /// of its source's spikes that has been delivered, see [Simulator#simulate(double)]. Where spikes
  /// arrive as such, at a `parrot_neuron`, weights have no effect.
  public double[] weight() {
    return column(selection::weight);
  }

  /// Delays [ms].
  public double[] delay() {
    return column(e -> kernel.grid().ms(selection.delay(e)));
  }

  /// Receptors of the targets, by number.
  public int[] receptor() {
    selection.requirePresent();
    int[] numbers = new int[size()];
    Arrays.setAll(numbers, selection::receptor);
    return numbers;
  }

  /// The name of the synapse model of synapse `e`.
  ///
  /// @throws BadInput if there is no synapse `e`
  public String synapse(int e) {
    selection.requirePresent();
    requirePlace(e);
    return names.get(selection.synapse(e));
  }

  private void requirePlace(int e) {
    if (e >= 0 && e < size()) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "there is no synapse %d of %d; they count from 0".formatted(e, size()));
  }

  /// The numbers of the synapse models of all, in [#synapseModels].
  public int[] synapseNumbers() {
    selection.requirePresent();
    int[] all = new int[size()];
    Arrays.setAll(all, selection::synapse);
    return all;
  }

  /// The names of all synapse models that the network has been connected with.
  public List<String> synapseModels() {
    return List.copyOf(names);
  }

  /// The names of the synapse models of all.
  public String[] synapses() {
    selection.requirePresent();
    String[] all = new String[size()];
    Arrays.setAll(all, e -> names.get(selection.synapse(e)));
    return all;
  }

  /// Weight, delay or a parameter of plastic synapses, in NEST's units.
  public double[] get(Key<?> key) {
    return get(key.name());
  }

  /// Weight, delay, `receptor_type`, or a parameter of plastic synapses, in NEST's units; of a
  /// trace the value just after the source's last spike.
  ///
  /// @throws BadInput if one of the synapses has no such parameter
  public double[] get(String parameter) {
    return switch (parameter) {
      case "weight" -> weight();
      case "delay" -> delay();
      case "receptor_type" -> column(selection::receptor);
      default -> {
        selection.requirePresent();
        int[] own = Changes.own(selection, parameter);
        yield column(e -> selection.parameter(own[selection.kind(e)], e));
      }
    };
  }

  private double[] column(IntToDoubleFunction value) {
    selection.requirePresent();
    double[] values = new double[size()];
    Arrays.setAll(values, value);
    return values;
  }

  /// Sets weight, delay, or a parameter of plastic synapses: one number for all, an array with one
  /// for each, or drawn.
  ///
  /// @throws BadInput if a value is not allowed; then none has changed
  public <D extends Dimension> Connections set(Key<? super D> key, Value<D> value) {
    return set(key.name(), value);
  }

  /// Sets a parameter that is a pure number.
  public Connections set(Key<Dimension.Scalar> key, double value) {
    return set(key.name(), value);
  }

  /// Sets the parameter of that name: numbers in NEST's units, or a [Value].
  ///
  /// What is under way to the targets arrives as it was sent. A plastic synapse keeps the sign of
  /// its weight, and its delay once it has been simulated; a weight that static synapses have for
  /// themselves is rounded to a `float`, as in connect.
  ///
  /// @throws BadInput if a value is not allowed; then none has changed
  public Connections set(String parameter, Object value) {
    kernel.requireWhole();
    new Changes(kernel, selection, changes.get()).set(parameter, value);
    changes.incrementAndGet();
    return this;
  }

  @Override
  public String toString() {
    return "Connections(%d synapses)".formatted(size());
  }
}
