package myelin;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import myelin.engine.BadInput;
import myelin.engine.Kernel;
import myelin.engine.ParameterSpec;
import myelin.engine.Selection;
import myelin.engine.SynapseModel;

/// Synapses, as columns: element `e` of each is about synapse `e`. NEST's `SynapseCollection`.
/// Looked up by [Simulator#connections()].
///
/// They are in order of their sources' ids, then of their targets'; those between the same two
/// nodes in order of creation as far as they are of one kind, and in any case in the same order for
/// any number of threads. Which synapses they are does not change; weights and the like are read
/// anew each time. After further synapses have been made, or others have been changed such that
/// they had to be moved, these must be looked up again, and say so.
public final class Connections {

  private final Kernel kernel;
  private final Selection selection;
  private final List<String> names;

  Connections(Kernel kernel, Selection selection, List<String> names) {
    this.kernel = kernel;
    this.selection = selection;
    this.names = names;
  }

  /// How many.
  public int size() {
    return selection.size();
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

  /// Weights, in the unit of the target's receptor; of plastic synapses as they are after the
  /// source's last spike. Where spikes arrive as such, at a `parrot_neuron`, a weight is not kept
  /// and reads 1.
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
    if (e < 0 || e >= size()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "there is no synapse %d of %d; they count from 0".formatted(e, size()));
    }
    return names.get(selection.synapse(e));
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
        int[] own = own(parameter);
        yield column(e -> selection.parameter(own[selection.kind(e)], e));
      }
    };
  }

  /// The number of a parameter among those of its rule, by kind of synapse.
  private int[] own(String parameter) {
    selection.requirePresent();
    int[] samples = selection.samples();
    int[] own = new int[Arrays.stream(samples).map(selection::kind).max().orElse(0) + 1];
    for (int e : samples) {
      SynapseModel model = selection.model(e);
      ParameterSpec p = model.requireParameter(parameter);
      own[selection.kind(e)] = model.own().indexOf(p);
    }
    return own;
  }

  private double[] column(IntToDoubleFunction value) {
    selection.requirePresent();
    double[] values = new double[size()];
    Arrays.setAll(values, value);
    return values;
  }

  @Override
  public String toString() {
    return "Connections(%d synapses)".formatted(size());
  }
}
