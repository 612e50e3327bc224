package myelin.nestml.reference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.UserFunction;
import org.jspecify.annotations.Nullable;

/// The values of all names. A single value is an array of one element. Numbers are `Double`, even
/// integers.
final class Values {

  final EquationSystem system;
  final double resolution;
  final Random random;
  final StringBuilder printed = new StringBuilder();
  final Map<String, Term> inlines = new HashMap<>();
  final Map<String, UserFunction> functions = new HashMap<>();
  private final Map<String, Object[]> values = new HashMap<>();
  private final Map<String, Delayed> delayed = new HashMap<>();

  /// The end of the step (ms).
  double time;

  Values(EquationSystem system, double resolution, long seed) {
    this.system = system;
    this.resolution = resolution;
    random = new Random(seed);
    for (Inline i : system.model().inlines()) inlines.put(i.symbol().name(), i.value());
    for (UserFunction f : system.model().functions()) functions.put(f.name(), f);
  }

  Object[] of(String name) {
    Object[] all = values.get(name);
    if (all == null) throw new IllegalStateException("'" + name + "' has no value");
    return all;
  }

  double number(String name, int element) {
    Object[] all = of(name);
    Object value = all[all.length == 1 ? 0 : element];
    return value instanceof Boolean truth ? (truth ? 1 : 0) : (Double) value;
  }

  void set(String name, Object[] all) {
    values.put(name, all);
  }

  void setNumber(String name, int element, double value) {
    of(name)[element] = value;
  }

  /// Number of elements of a symbol.
  int size(Symbol symbol) {
    return size(symbol.size());
  }

  int size(@Nullable Size size) {
    return switch (size) {
      case null -> 1;
      case Size.Fixed f -> f.elements();
      case Size.ValueOf v -> (int) number(v.name(), 0);
      case Size.LengthOf l -> of(l.list()).length;
    };
  }

  /// The value of a symbol before one is assigned to it.
  Object[] blank(Symbol symbol) {
    Object[] all = new Object[size(symbol)];
    Arrays.fill(
        all,
        switch (symbol.type().kind()) {
          case BOOLEAN -> false;
          case STRING -> "";
          default -> 0.0;
        });
    return all;
  }

  /// The value of a variable at the beginning of each of the last steps.
  static final class Delayed {
    private final double[][] ring;
    private long filled;

    /// @param initial what the variable was before the first step
    Delayed(int steps, double[] initial) {
      ring = new double[steps + 1][];
      Arrays.fill(ring, initial);
    }

    void put(double[] now) {
      ring[(int) (filled++ % ring.length)] = now;
    }

    double get(int element) {
      return ring[(int) (filled % ring.length)][element];
    }
  }

  void delay(String name, int steps) {
    double[] initial =
        Arrays.stream(of(name)).mapToDouble(v -> ((Number) v).doubleValue()).toArray();
    delayed.put(name, new Delayed(steps, initial));
  }

  Delayed delayed(String name) {
    Delayed found = delayed.get(name);
    if (found == null) throw new IllegalStateException("'" + name + "' has no past");
    return found;
  }
}
