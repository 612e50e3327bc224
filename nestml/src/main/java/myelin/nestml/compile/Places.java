package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import org.jspecify.annotations.Nullable;

/// Where the state and the input of a neuron stand among a block's arrays.
final class Places {

  /// An array of what a variable was some time ago.
  ///
  /// @param state place of the variable
  record Delay(int state, Term delay, int input) {}

  private final ToIntFunction<Size> sizes;
  private final Map<String, Integer> state = new LinkedHashMap<>();
  private final Map<String, Integer> input = new LinkedHashMap<>();
  private final Set<String> turned = new HashSet<>();
  private final List<Delay> delays = new ArrayList<>();
  private int states;
  private int inputs;

  Places(ToIntFunction<Size> sizes) {
    this.sizes = sizes;
  }

  /// Number of elements, 1 of what is no vector.
  int size(@Nullable Size size) {
    return size == null ? 1 : sizes.applyAsInt(size);
  }

  void addState(Symbol symbol) {
    state.put(symbol.name(), states);
    states += size(symbol.size());
  }

  /// Adds an array in between; returns its place among the state variables.
  int addHidden() {
    return states++;
  }

  void addInput(Symbol port) {
    input.put(port.name(), inputs);
    inputs += size(port.size());
  }

  /// Says that the weights of a port come with the opposite sign.
  void turn(Symbol port) {
    turned.add(port.name());
  }

  /// The sign of a port's weights.
  double sign(Symbol port) {
    return turned.contains(port.name()) ? -1 : 1;
  }

  /// Number of arrays of state.
  int states() {
    return states;
  }

  /// Number of arrays of input.
  int inputs() {
    return inputs;
  }

  /// Place of a variable, or of the first element of a vector.
  int state(Symbol symbol) {
    return Objects.requireNonNull(state.get(symbol.name()), symbol.name());
  }

  int state(String name) {
    return Objects.requireNonNull(state.get(name), name);
  }

  boolean hasState(String name) {
    return state.containsKey(name);
  }

  int input(Symbol port, int element) {
    return Objects.requireNonNull(input.get(port.name()), port.name()) + element;
  }

  /// Place of a local variable that outlasts a loop, or of the first element of a vector; negative
  /// if it does not.
  int kept(String local) {
    return state.getOrDefault("local " + local, -1);
  }

  /// Keeps a local variable that outlasts a loop.
  void keep(Symbol local) {
    if (kept(local.name()) >= 0) return;
    state.put("local " + local.name(), states);
    states += size(local.size());
  }

  int delayed(Symbol symbol, Term delay, int element) {
    int place = state(symbol) + element;
    for (Delay d : delays) if (d.state() == place && d.delay().equals(delay)) return d.input();
    delays.add(new Delay(place, delay, inputs));
    return inputs++;
  }

  List<Delay> delays() {
    return delays;
  }
}
