package myelin.engine.neuron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import myelin.engine.declare.Fields;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.ParameterSpec.Kind;
import myelin.engine.declare.ParameterSpec.Role;
import org.jspecify.annotations.Nullable;

/// How many elements the lists of a neuron have, and so the numbers that it has for its parameters:
/// a list has one for each element.
///
/// ```
///   parameters   V_m   C_m   tau_syn = [2, 5]             I_e
///   numbers      V_m   C_m   tau_syn[0]   tau_syn[1]      I_e
/// ```
///
/// The elements of a list of maps have several numbers each, such as `compartments[0].C_m`, and a
/// structure ([Fields]), which is part of the shape, too.
public final class Shape {

  /// A longer list is no network's.
  private static final int LONGEST_LIST = 10_000;

  /// In place of what makes blocks, until that is declared.
  static final Function<Shape, Block> NO_BLOCK =
      shape -> {
        throw new IllegalStateException("no block of " + shape);
      };

  /// A list: the numbers of each element, and for one of maps the structure of each.
  private record Elements(int[] key, List<List<ParameterSpec>> numbers, int[][] structure) {}

  private final int[] key;
  private final Map<String, Elements> lists = new LinkedHashMap<>();
  private final Map<String, ParameterSpec> numbers = new LinkedHashMap<>();

  /// The shape of neurons with these parameters, whose lists have these lengths.
  Shape(List<ParameterSpec> parameters, int[] key) {
    this.key = key.clone();
    int at = 0;
    for (ParameterSpec p : parameters) {
      if (p.role() == Role.READ_ONLY) continue;
      if (!isList(p)) {
        numbers.put(p.name(), p);
        continue;
      }
      Elements own = elements(p, key, at);
      lists.put(p.name(), own);
      at += own.key.length;
      for (List<ParameterSpec> element : own.numbers) {
        for (ParameterSpec number : element) numbers.put(number.name(), number);
      }
    }
  }

  private static boolean isList(ParameterSpec p) {
    return p.kind() == Kind.REALS || p.kind() == Kind.MAPS;
  }

  private static Elements elements(ParameterSpec p, int[] key, int begin) {
    Fields fields = p.fields();
    int fixed = fields == null ? 0 : fields.structure().size();
    int n = key[begin];
    List<List<ParameterSpec>> all = new ArrayList<>();
    int[][] structure = new int[n][];
    for (int k = 0; k < n; k++) {
      int at = begin + 1 + k * fixed;
      structure[k] = Arrays.copyOfRange(key, at, at + fixed);
      String element = "%s[%d]".formatted(p.name(), k);
      all.add(
          fields == null
              ? List.of(p.element(k))
              : fields.numbers(structure[k]).stream()
                  .map(f -> f.named(element + "." + f.name()))
                  .toList());
    }
    return new Elements(
        Arrays.copyOfRange(key, begin, begin + 1 + n * fixed), List.copyOf(all), structure);
  }

  /// Whether these whole numbers are the shape of neurons with these parameters.
  static boolean isKey(List<ParameterSpec> parameters, int[] key) {
    int at = 0;
    for (ParameterSpec p : parameters) {
      if (p.role() == Role.READ_ONLY || !isList(p)) continue;
      if (at >= key.length || key[at] < 0 || key[at] > LONGEST_LIST) return false;
      int n = key[at++];
      Fields fields = p.fields();
      if (fields == null) continue;
      int fixed = fields.structure().size();
      if (n * fixed > key.length - at) return false;
      for (int k = 0; k < n; k++, at += fixed) {
        if (!fields.allows(Arrays.copyOfRange(key, at, at + fixed))) return false;
      }
    }
    return at == key.length;
  }

  /// The shape that neurons with these parameters have by default.
  static Shape usual(List<ParameterSpec> parameters) {
    int[] lengths =
        parameters.stream()
            .filter(p -> p.role() != Role.READ_ONLY && isList(p))
            .mapToInt(p -> p.initial() instanceof double[] numbers ? numbers.length : 0)
            .toArray();
    return new Shape(parameters, lengths);
  }

  /// The length that a list of numbers among these parameters has by default.
  static long usual(List<ParameterSpec> parameters, String list) {
    return parameters.stream()
        .filter(p -> p.name().equals(list))
        .mapToLong(p -> ((double[]) p.initial()).length)
        .sum();
  }

  /// All of it as whole numbers: for each list, in the order in which they are declared, its length
  /// and the structure of its elements. Equal shapes have equal keys.
  public int[] key() {
    return key.clone();
  }

  /// The part of [#key] that is of one list.
  public int[] key(String list) {
    return list(list).key.clone();
  }

  /// Whether any parameters are lists.
  public boolean hasLists() {
    return !lists.isEmpty();
  }

  /// Number of elements of a list.
  public int length(String list) {
    return lists.containsKey(list) ? list(list).numbers.size() : 0;
  }

  /// The elements of a list of numbers, each as a parameter of its own, such as `tau_syn[0]`; empty
  /// if it is no list.
  public List<ParameterSpec> elements(String list) {
    if (!lists.containsKey(list)) return List.of();
    return list(list).numbers.stream().map(List::getFirst).toList();
  }

  /// The numbers of element `k` of a list of maps, each as a parameter of its own, such as
  /// `compartments[0].C_m`.
  public List<ParameterSpec> elements(String list, int k) {
    return list(list).numbers.get(k);
  }

  /// The structure of element `k` of a list of maps, choices counted from 0.
  public int[] structure(String list, int k) {
    return list(list).structure[k].clone();
  }

  private Elements list(String list) {
    return Objects.requireNonNull(lists.get(list), list);
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
  @Nullable ParameterSpec number(String name) {
    return numbers.get(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return "lists of " + Arrays.toString(key);
  }
}
