package myelin.parameter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;
import myelin.engine.declare.Fields;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.neuron.Shape;
import myelin.value.Quantity;

/// What was given for a list of maps, checked: of each element its structure and its numbers, in
/// the order in which [Fields] has them.
record Elements(List<Element> all) {

  /// One element.
  ///
  /// @param structure its whole numbers, choices counted from 0
  record Element(int[] structure, double[] numbers) {}

  /// What was `given` for a list of maps.
  ///
  /// @throws BadInput if it is none, or an element has not what it must have, or what it cannot
  static Elements require(Model model, ParameterSpec p, Object given) {
    if (given instanceof Elements checked) return checked;
    if (!(given instanceof List<?> list)) throw ParameterInput.wrongType(model, p, given);
    List<Element> all = new ArrayList<>();
    for (Object one : list) {
      if (!(one instanceof Map<?, ?> map)) throw ParameterInput.wrongType(model, p, given);
      all.add(element(model, p, all.size(), map));
    }
    return new Elements(all);
  }

  private static Element element(Model model, ParameterSpec p, int k, Map<?, ?> given) {
    Fields fields = Objects.requireNonNull(p.fields());
    String where = "%s[%d]".formatted(p.name(), k);
    List<String> names =
        Stream.concat(
                fields.structure().stream().map(ParameterSpec::name), Stream.of(Fields.NUMBERS))
            .toList();
    requireNames(model, where, given, names);
    int[] structure = new int[fields.structure().size()];
    for (int f = 0; f < structure.length; f++) {
      ParameterSpec field = fields.structure().get(f);
      if (!given.containsKey(field.name())) {
        throw new BadInput(
            BadInput.Kind.UNKNOWN_PARAMETER,
            "%s: %s has no %s, the %s; it must have one"
                .formatted(model.name(), where, field.name(), field.meaning()));
      }
      structure[f] = (int) number(model, field, where, given.get(field.name()));
    }
    Object numbers = given.get(Fields.NUMBERS);
    if (numbers != null && !(numbers instanceof Map<?, ?>)) {
      throw new BadInput(
          BadInput.Kind.UNIT,
          "%s: %s.%s is a map of numbers, not %s"
              .formatted(model.name(), where, Fields.NUMBERS, numbers));
    }
    Map<?, ?> own = numbers == null ? Map.of() : (Map<?, ?>) numbers;
    return new Element(structure, numbers(model, where, own, fields.numbers(structure)));
  }

  private static double[] numbers(
      Model model, String where, Map<?, ?> given, List<ParameterSpec> fields) {
    requireNames(model, where, given, fields.stream().map(ParameterSpec::name).toList());
    return fields.stream()
        .mapToDouble(field ->
            given.containsKey(field.name())
                ? number(model, field, where, given.get(field.name()))
                : field.initialNumber())
        .toArray();
  }

  private static double number(Model model, ParameterSpec field, String where, Object given) {
    ParameterSpec named = field.named(where + "." + field.name());
    Object value = ParameterInput.settable(model, named, given);
    if (value instanceof String text) return field.choices().indexOf(text);
    Quantity<?> number = (Quantity<?>) value;
    if (!number.isNumber()) {
      throw new BadInput(
          BadInput.Kind.UNIT,
          "%s: %s is one number; it can be neither drawn nor a list"
              .formatted(model.name(), named.name()));
    }
    return number.number();
  }

  private static void requireNames(
      Model model, String where, Map<?, ?> given, List<String> allowed) {
    for (Object name : given.keySet()) {
      if (name instanceof String && allowed.contains(name)) continue;
      throw new BadInput(
          BadInput.Kind.UNKNOWN_PARAMETER,
          "%s: %s has no '%s'%s"
              .formatted(model.name(), where, name, Nearest.hint(String.valueOf(name), allowed)));
    }
  }

  /// These, and others behind.
  Elements and(Elements others) {
    return new Elements(Stream.concat(all.stream(), others.all.stream()).toList());
  }

  /// The part of a neuron's shape that is of this list.
  int[] key() {
    return Stream.concat(Stream.of(new int[] {all.size()}), all.stream().map(Element::structure))
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  /// The list of a neuron of some shape as a user would give it.
  ///
  /// @param numbers the neuron's, by parameter
  static List<Map<String, Object>> maps(
      ParameterSpec p, Shape shape, java.util.function.ToDoubleFunction<ParameterSpec> numbers) {
    Fields fields = Objects.requireNonNull(p.fields());
    List<Map<String, Object>> all = new ArrayList<>();
    for (int k = 0; k < shape.length(p.name()); k++) {
      Map<String, Object> one = new LinkedHashMap<>();
      int[] structure = shape.structure(p.name(), k);
      for (int f = 0; f < structure.length; f++) {
        ParameterSpec field = fields.structure().get(f);
        one.put(
            field.name(),
            field.isChoice() ? field.choices().get(structure[f]) : (Object) (long) structure[f]);
      }
      Map<String, Object> own = new LinkedHashMap<>();
      for (ParameterSpec number : shape.elements(p.name(), k)) {
        String name = number.name().substring(number.name().indexOf('.') + 1);
        own.put(name, numbers.applyAsDouble(number));
      }
      one.put(Fields.NUMBERS, own);
      all.add(one);
    }
    return all;
  }
}
