package myelin.engine.neuron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import myelin.engine.declare.ParameterSpec;

/// How many elements the lists of a neuron have, and so the numbers that it has for its parameters:
/// a list has one for each element.
///
/// ```
///   parameters   V_m   C_m   tau_syn = [2, 5]             I_e
///   numbers      V_m   C_m   tau_syn[0]   tau_syn[1]      I_e
/// ```
public final class Shape {

  /// In place of what makes blocks, until that is declared.
  static final Function<Shape, Block> NO_BLOCK =
      shape -> {
        throw new IllegalStateException("no block of " + shape);
      };

  private final int[] lengths;
  private final Map<String, List<ParameterSpec>> elements = new LinkedHashMap<>();
  private final Map<String, ParameterSpec> numbers = new LinkedHashMap<>();

  /// The shape of neurons with these parameters, whose lists have these lengths.
  Shape(List<ParameterSpec> parameters, int[] lengths) {
    this.lengths = lengths.clone();
    int list = 0;
    for (ParameterSpec p : parameters) {
      if (p.role() == ParameterSpec.Role.READ_ONLY) continue;
      if (p.kind() != ParameterSpec.Kind.REALS) {
        numbers.put(p.name(), p);
        continue;
      }
      List<ParameterSpec> own = new ArrayList<>();
      for (int k = 0; k < lengths[list]; k++) own.add(p.element(k));
      for (ParameterSpec element : own) numbers.put(element.name(), element);
      elements.put(p.name(), List.copyOf(own));
      list++;
    }
  }

  /// The lengths that the lists among these parameters have by default.
  static int[] usual(List<ParameterSpec> parameters) {
    return parameters.stream()
        .filter(p -> p.kind() == ParameterSpec.Kind.REALS)
        .mapToInt(p -> ((double[]) p.initial()).length)
        .toArray();
  }

  /// The length that a list among these parameters has by default.
  static long usual(List<ParameterSpec> parameters, String list) {
    return parameters.stream()
        .filter(p -> p.name().equals(list))
        .mapToLong(p -> ((double[]) p.initial()).length)
        .sum();
  }

  /// Lengths of the lists, in the order in which they are declared.
  public int[] lengths() {
    return lengths.clone();
  }

  /// Whether any parameters are lists.
  public boolean hasLists() {
    return lengths.length > 0;
  }

  /// Number of elements of a list.
  public int length(String list) {
    return elements(list).size();
  }

  /// The elements of a list, each as a parameter of its own, such as `tau_syn[0]`; empty if it is
  /// no list.
  public List<ParameterSpec> elements(String list) {
    return elements.getOrDefault(list, List.of());
  }

  /// The numbers that each neuron has for its parameters, constants and state.
  public List<ParameterSpec> numbers() {
    return List.copyOf(numbers.values());
  }

  /// Whether a neuron has a number of that name.
  public boolean has(String name) {
    return numbers.containsKey(name);
  }

  /// The number of that name, or null if there is none.
  @org.jspecify.annotations.Nullable
  ParameterSpec number(String name) {
    return numbers.get(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(lengths, that.lengths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lengths);
  }

  @Override
  public String toString() {
    return "lists of " + Arrays.toString(lengths);
  }
}
