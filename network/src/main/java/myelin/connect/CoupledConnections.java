package myelin.connect;

import java.util.Arrays;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.engine.coupling.CouplingSelection;
import myelin.engine.kernel.Kernel;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.random.RandomStream;
import myelin.parameter.ParameterInput;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Those of some [Connections] that carry a continuous signal: gap junctions, rates, diffusion
/// input. What they have in common with synapses is read and set here.
final class CoupledConnections {

  /// The delay that connections without one show, as in NEST (ms).
  private static final double SHOWN_DELAY = 1;

  private final Kernel kernel;
  private final CouplingSelection selection;
  private final SynapseNames names;

  CoupledConnections(Kernel kernel, CouplingSelection selection, SynapseNames names) {
    this.kernel = kernel;
    this.selection = selection;
    this.names = names;
  }

  CouplingSelection selection() {
    return selection;
  }

  int size() {
    return selection.size();
  }

  CoupledConnections at(int[] places) {
    return new CoupledConnections(kernel, selection.at(places), names);
  }

  CoupledConnections one(int place) {
    return new CoupledConnections(kernel, selection.one(place), names);
  }

  /// The weight; where there are two factors instead, the default, which has no effect.
  double weight(int e) {
    return selection.signal(e).factors().contains("weight") ? selection.factor(0, e) : 1;
  }

  /// The delay (ms); where there is none, the default that NEST shows, which has no effect.
  double delay(int e) {
    if (selection.hasDelay(e)) return kernel.grid().ms(selection.delay(e));
    return kernel.grid().ms(kernel.grid().defaultDelay(SHOWN_DELAY, "delay"));
  }

  SynapseModel model(int e) {
    return names.model(selection.synapse(e));
  }

  private String name(int e) {
    return names.list().get(selection.synapse(e));
  }

  /// The number of a parameter among the factors of connection `e`.
  private int factor(String parameter, int e) {
    int f = selection.signal(e).factors().indexOf(parameter);
    if (f >= 0) return f;
    if (parameter.equals("weight")) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s has no weight; it has %s"
              .formatted(name(e), String.join(" and ", selection.signal(e).factors())));
    }
    model(e).requireParameter(parameter);
    throw new BadInput(
        BadInput.Kind.UNKNOWN_PARAMETER, "%s: %s cannot be changed".formatted(name(e), parameter));
  }

  double get(String parameter, int e) {
    return switch (parameter) {
      case "weight" -> weight(e);
      case "delay" -> delay(e);
      case "receptor_type" -> 0;
      default -> selection.factor(factor(parameter, e), e);
    };
  }

  /// Where these connections stand among those of all ranks.
  ///
  /// @param total how many there are that carry signals
  /// @param first how many come before, which carry spikes
  /// @param number the place of each among those that carry signals; empty if it is its place here
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Numbers(long total, long first, int[] number) {

    /// The number of connection `e`, for random draws.
    long of(int e) {
      return first + (number.length == 0 ? e : number[e]);
    }
  }

  /// Where they stand; these ranks ask at the same time.
  ///
  /// @param draws whether any values are drawn
  Numbers numbers(Ranks ranks, long first, boolean draws) {
    int[] number =
        draws ? Changes.numbers(ranks, size(), selection::source, selection::target) : new int[0];
    return new Numbers(ranks.sum(size()), first, number);
  }

  /// Checks values of a parameter and returns what sets them.
  ///
  /// @param given a number or array, or a [Quantity]; an array has an element for each of the
  ///   [Connections]
  /// @param at the places of their elements in such an array, first of all synapses, then of these
  /// @param call how many calls have set something before this one
  Runnable check(String parameter, Object given, int[] at, int call, Numbers numbered) {
    selection.requirePresent();
    int n = size();
    int first = at.length - n;
    boolean delays = parameter.equals("delay");
    double[] numbers = new double[n];
    int[] own = new int[n];
    int[] steps = new int[n];
    RandomStream random = new RandomStream(kernel.seed());
    for (int e = 0; e < n; e++) {
      if (delays) requireDelay(e);
      else own[e] = factor(parameter, e);
    }
    if (n == 0) return delays ? () -> selection.delays(steps) : () -> {};
    Quantity<?> value = (Quantity<?>) ParameterInput.require(model(0), parameter, given);
    requireLength(parameter, value, at.length);
    boolean drawn = value.isRandom();
    for (int e = 0; e < n; e++) {
      if (drawn) random.at(RandomStream.Purpose.SETTING, call, numbered.of(e));
      numbers[e] = value.draw(random, at[first + e]);
      ParameterInput.requireNumber(model(e), model(e).requireParameter(parameter), numbers[e]);
      if (delays) steps[e] = Synapses.steps(kernel, name(e), numbers[e], drawn, drawn);
      else Synapses.requireWeight(name(e), numbers[e]);
    }
    return delays ? () -> selection.delays(steps) : () -> selection.factors(own, numbers);
  }

  private static void requireLength(String parameter, Quantity<?> value, int n) {
    if (value.length() < 0 || value.length() == n) return;
    throw new BadInput(
        BadInput.Kind.LENGTH,
        "%s is an array of %d numbers for %d connections; give one number, or one for each"
            .formatted(parameter, value.length(), n));
  }

  /// The elements of an array at some places, where its length has been checked; any other value
  /// unchanged.
  static @Nullable Object part(@Nullable Object given, int[] places) {
    return switch (given) {
      case double[] all -> Arrays.stream(places).mapToDouble(e -> all[e]).toArray();
      case int[] all -> Arrays.stream(places).map(e -> all[e]).toArray();
      case long[] all -> Arrays.stream(places).mapToLong(e -> all[e]).toArray();
      case Quantity<?> all when all.length() >= 0 ->
          Quantity.of(
              Arrays.stream(places).mapToDouble(e -> all.numbers()[e]).toArray(), 1, all.unit());
      case null, default -> given;
    };
  }

  private void requireDelay(int e) {
    if (selection.hasDelay(e)) return;
    throw new BadInput(
        BadInput.Kind.VALUE, "%s has no delay: what it carries acts at once".formatted(name(e)));
  }
}
