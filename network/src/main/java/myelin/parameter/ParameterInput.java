package myelin.parameter;

import java.util.Arrays;
import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.random.RandomStream;
import myelin.value.Quantity;

/// Converts what a user gave for a parameter to the parameter's type, or refuses it: a [Quantity]
/// for numbers, [Elements] for maps, else `Boolean`, `String`, `String[]`. It tests for types one
/// by one: a `switch` over types takes Java 10 ms the first time.
public final class ParameterInput {

  /// Up to this number doubles hold all whole numbers.
  private static final double EXACT = 0x1p53;

  private ParameterInput() {}

  /// What was `given` for a parameter, in the parameter's type.
  ///
  /// @throws BadInput if the model has no such parameter, or it does not take this
  public static Object require(Model model, String parameter, Object given) {
    if (Freezing.isMeant(model, parameter)) return settable(model, Model.FROZEN, given);
    ParameterSpec p = model.requireParameter(parameter);
    if (p.role() == ParameterSpec.Role.READ_ONLY) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_PARAMETER,
          "%s: %s can only be read; it is the %s".formatted(model.name(), parameter, p.meaning()));
    }
    return settable(model, p, given);
  }

  /// The same for a parameter that is known to be one that can be set.
  static Object settable(Model model, ParameterSpec p, Object given) {
    return switch (p.kind()) {
      case FLAG -> flag(model, p, given);
      case TEXT -> text(model, p, given);
      case TEXTS -> texts(model, p, given);
      case MAPS -> Elements.require(model, p, given);
      case NODE -> throw wrongType(model, p, given);
      default -> numbers(model, p, given);
    };
  }

  /// The same as a number, as synapses keep it: flags are 0 and 1, choices of texts count from 0.
  ///
  /// @throws BadInput if the model has no such parameter, or it does not take this
  public static Quantity<?> number(Model model, String parameter, Object given) {
    ParameterSpec p = model.requireParameter(parameter);
    boolean coded = p.isChoice() || p.kind() == ParameterSpec.Kind.FLAG;
    if (coded && (given instanceof Number || given instanceof Quantity<?>)) {
      return numbers(model, p, given);
    }
    Object value = require(model, parameter, given);
    if (value instanceof Boolean b) return Quantity.of(b ? 1 : 0, Unit.NONE);
    if (value instanceof String s) return Quantity.of(p.choices().indexOf(s), Unit.NONE);
    return (Quantity<?>) value;
  }

  private static Boolean flag(Model model, ParameterSpec p, Object given) {
    if (given instanceof Boolean b) {
      if (!p.condition().allows(b ? 1 : 0)) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s: %s = %s is not allowed; it must be %s"
                .formatted(model.name(), p.name(), b, p.condition().text()));
      }
      return b;
    }
    throw wrongType(model, p, given);
  }

  private static String text(Model model, ParameterSpec p, Object given) {
    String text;
    if (given instanceof String s) text = s;
    else if (given instanceof String[] s && s.length == 1) text = s[0];
    else throw wrongType(model, p, given);
    if (!p.choices().isEmpty() && !p.choices().contains(text)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %s = '%s' is not allowed%s"
              .formatted(
                  model.name(),
                  p.name(),
                  text,
                  p.choices().equals(List.of(""))
                      ? "; it must be empty: " + p.meaning()
                      : Nearest.hint(text, p.choices())));
    }
    return text;
  }

  private static String[] texts(Model model, ParameterSpec p, Object given) {
    if (given instanceof String s) return new String[] {s};
    if (given instanceof String[] s) return s.clone();
    throw wrongType(model, p, given);
  }

  private static Quantity<?> numbers(Model model, ParameterSpec p, Object given) {
    Quantity<?> value = value(model, p, given);
    if (value.unit() != Unit.NONE) requireUnit(model, p, value);
    boolean list = isList(p);
    if (list && value.isRandom()) {
      throw new BadInput(
          BadInput.Kind.UNIT,
          "%s: %s is %s; it cannot be drawn".formatted(model.name(), p.name(), p.kind().text()));
    }
    if (value.isNumber()) requireNumber(model, p, value.number());
    else if (!value.isRandom()) requireNumbers(model, p, value);
    return value;
  }

  private static void requireNumbers(Model model, ParameterSpec p, Quantity<?> value) {
    for (int i = 0; i < value.length(); i++) requireNumber(model, p, value.at(i));
  }

  private static Quantity<?> value(Model model, ParameterSpec p, Object given) {
    if (given instanceof Quantity<?> v) return v;
    if (given instanceof Number n) return Quantity.of(n.doubleValue(), Unit.NONE);
    if (given instanceof double[] n) return Quantity.of(n, 1, Unit.NONE);
    if (given instanceof int[] n) {
      return Quantity.of(Arrays.stream(n).asDoubleStream().toArray(), 1, Unit.NONE);
    }
    if (given instanceof long[] n) {
      return Quantity.of(Arrays.stream(n).asDoubleStream().toArray(), 1, Unit.NONE);
    }
    throw wrongType(model, p, given);
  }

  /// Refuses a number that the parameter cannot have.
  public static void requireNumber(Model model, ParameterSpec p, double v) {
    p.require(model.name(), v);
    boolean whole =
        p.kind() == ParameterSpec.Kind.INTEGER || p.kind() == ParameterSpec.Kind.INTEGERS;
    if (whole && v != Math.rint(v)) {
      throw new BadInput(
          BadInput.Kind.UNIT,
          "%s: %s = %s is not a whole number".formatted(model.name(), p.name(), v));
    }
    if (whole && Math.abs(v) > EXACT) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %s = %s is too large; a whole number up to 2^53 in size is needed"
              .formatted(model.name(), p.name(), v));
    }
  }

  /// The default of a parameter that is a number.
  public static Quantity<?> initial(ParameterSpec p) {
    return Quantity.of(p.initialNumber(), p.unit() == Unit.WEIGHT ? Unit.NONE : p.unit());
  }

  /// Whether a parameter is a list of numbers.
  public static boolean isList(ParameterSpec p) {
    return p.isList();
  }

  /// Refuses a quantity in a unit that the parameter does not have; also a pure number, which
  /// [#require] would take for a number in the parameter's unit.
  ///
  /// @throws BadInput if the model has no such parameter, or it does not take this
  public static void requireUnit(Model model, String parameter, Quantity<?> given) {
    requireUnit(model, model.requireParameter(parameter), given);
  }

  private static void requireUnit(Model model, ParameterSpec p, Quantity<?> given) {
    if (allows(p.unit(), given.unit())) return;
    String unit = given.unit().symbol();
    throw new BadInput(
        BadInput.Kind.UNIT,
        "%s: %s = %s is %s, but %s"
            .formatted(
                model.name(),
                p.name(),
                given,
                unit.isEmpty() ? "a pure number" : "in " + unit,
                wanted(p.unit())));
  }

  /// Whether a parameter takes a unit; a weight takes what [Dimension.Weight] has for the compiler.
  private static boolean allows(Unit wanted, Unit given) {
    if (wanted != Unit.WEIGHT) return given == wanted;
    return switch (given) {
      case MV, PA, NS, NONE -> true;
      default -> false;
    };
  }

  private static String wanted(Unit unit) {
    return switch (unit) {
      case WEIGHT -> "it is measured in mV, pA or nS, as the target takes it";
      case NONE -> "it is a pure number";
      default -> "it is measured in " + unit.symbol();
    };
  }

  /// The value of a device's parameter, for device `i` of several.
  static Object forDevice(ParameterSpec p, Object value, RandomStream random, int i) {
    if (!(value instanceof Quantity<?> v)) return value;
    return switch (p.kind()) {
      case REALS -> v.numbers();
      case INTEGERS -> Arrays.stream(v.numbers()).mapToLong(x -> (long) x).toArray();
      case INTEGER -> (long) v.draw(random, i);
      default -> v.draw(random, i);
    };
  }

  static BadInput wrongType(Model model, ParameterSpec p, Object given) {
    String text =
        switch (given) {
          case String s -> "the text '" + s + "'";
          case String[] s -> "the texts " + Arrays.toString(s);
          case null -> "null";
          case Boolean _, Number _, Quantity<?> _ -> String.valueOf(given);
          default ->
              given.getClass().getName().startsWith("myelin.")
                  ? given.toString()
                  : "a value of another type";
        };
    return new BadInput(
        BadInput.Kind.UNIT,
        "%s: %s is %s, not %s".formatted(model.name(), p.name(), p.kind().text(), text));
  }
}
