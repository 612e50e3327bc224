package myelin.engine.declare;

import java.util.Arrays;
import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import org.jspecify.annotations.Nullable;

/// A parameter, declared once: documentation, help, errors and all languages read it from here.
///
/// @param name NEST's name
/// @param unit what a plain number means
/// @param kind the type of its value
/// @param initial the default: a `Double`, `Long`, `Boolean`, `String` or an array of them; for a
///   node, which has none, an empty text
/// @param meaning what it is, in a few words
/// @param condition what a number must fulfil
/// @param role whether it may be set, and whether it changes by itself
/// @param choices the texts that are allowed; empty if any is
/// @param fields what the elements of a list of maps are made of; null for other kinds
public record ParameterSpec(
    String name,
    Unit unit,
    Kind kind,
    Object initial,
    String meaning,
    Condition condition,
    Role role,
    List<String> choices,
    @Nullable Fields fields) {

  /// A parameter that is not a choice of texts.
  public ParameterSpec(
      String name,
      Unit unit,
      Kind kind,
      Object initial,
      String meaning,
      Condition condition,
      Role role) {
    this(name, unit, kind, initial, meaning, condition, role, List.of(), null);
  }

  /// A constant parameter that is a number.
  public static ParameterSpec number(
      String name, Unit unit, double initial, String meaning, Condition condition) {
    return new ParameterSpec(name, unit, Kind.REAL, initial, meaning, condition, Role.CONSTANT);
  }

  /// A constant parameter that is a whole number.
  public static ParameterSpec whole(
      String name, long initial, String meaning, Condition condition) {
    return new ParameterSpec(
        name, Unit.NONE, Kind.INTEGER, initial, meaning, condition, Role.CONSTANT);
  }

  /// A constant parameter of neurons or synapses that is one of some texts, of which the first is
  /// the default. It is kept as the number of its choice.
  public static ParameterSpec choice(String name, List<String> choices, String meaning) {
    int most = choices.size() - 1;
    return new ParameterSpec(
        name,
        Unit.NONE,
        Kind.TEXT,
        choices.getFirst(),
        meaning,
        new Condition(String.join(" or ", choices), v -> v >= 0 && v <= most && v == Math.rint(v)),
        Role.CONSTANT,
        choices,
        null);
  }

  /// A constant parameter of neurons that is a list of maps, empty by default.
  public static ParameterSpec maps(String name, Fields fields, String meaning) {
    return new ParameterSpec(
        name,
        Unit.NONE,
        Kind.MAPS,
        new Object[0],
        meaning,
        Condition.ANY,
        Role.CONSTANT,
        List.of(),
        fields);
  }

  /// The type of a parameter's value.
  public enum Kind {
    /// A number.
    REAL("a number"),
    /// A whole number.
    INTEGER("a whole number"),
    /// True or false.
    FLAG("true or false"),
    /// A text.
    TEXT("a text"),
    /// A list of numbers.
    REALS("a list of numbers"),
    /// A list of whole numbers.
    INTEGERS("a list of whole numbers"),
    /// A list of texts.
    TEXTS("a list of texts"),
    /// A list of maps, each with the same [Fields].
    MAPS("a list of maps"),
    /// A node of the network, named by an id.
    NODE("a node");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// The type in words.
    public String text() {
      return text;
    }
  }

  /// Who changes the value.
  public enum Role {
    /// Set by the user, constant while simulating.
    CONSTANT,
    /// Set by the user as the initial value, then changed by the dynamics.
    STATE,
    /// Only read.
    READ_ONLY
  }

  /// Whether it is one of some texts, which neurons and synapses keep as its number.
  public boolean isChoice() {
    return kind == Kind.TEXT && !choices.isEmpty();
  }

  /// The default as a number; flags count as 0 and 1, choices of texts from 0 on.
  public double initialNumber() {
    if (initial instanceof Number n) return n.doubleValue();
    if (initial instanceof Boolean b) return b ? 1 : 0;
    if (isChoice()) return choices.indexOf(initial);
    throw new IllegalStateException(name + " is not a number");
  }

  /// Refuses a value that is not allowed.
  ///
  /// @throws BadInput unless `value` is allowed, naming model and parameter
  public void require(String model, double value) {
    if (!condition.allows(value)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %s = %s is not allowed; it must be %s"
              .formatted(model, name, unit.text(value), condition.text(value)));
    }
  }

  /// Whether it is a list of numbers.
  public boolean isList() {
    return kind == Kind.REALS || kind == Kind.INTEGERS;
  }

  /// Number of elements of the default of a list of numbers.
  public int length() {
    return initial instanceof long[] whole ? whole.length : ((double[]) initial).length;
  }

  /// Element number `k` of a list as a parameter of its own; beyond the default list its default is
  /// that of the last element.
  public ParameterSpec element(int k) {
    String own = "%s[%d]".formatted(name, k);
    if (initial instanceof long[] whole) {
      Long value = whole[Math.min(k, whole.length - 1)];
      return new ParameterSpec(own, unit, Kind.INTEGER, value, meaning, condition, role);
    }
    double[] all = (double[]) initial;
    Double value = all.length == 0 ? Double.NaN : (Double) all[Math.min(k, all.length - 1)];
    return new ParameterSpec(own, unit, Kind.REAL, value, meaning, condition, role);
  }

  /// The same under another name.
  public ParameterSpec named(String other) {
    return new ParameterSpec(other, unit, kind, initial, meaning, condition, role, choices, fields);
  }

  /// The same in another role.
  public ParameterSpec as(Role other) {
    return new ParameterSpec(name, unit, kind, initial, meaning, condition, other, choices, fields);
  }

  /// Whether a value is of the parameter's type, and its numbers are allowed.
  public boolean allows(Object value) {
    return switch (kind) {
      case FLAG -> value instanceof Boolean b && condition.allows(b ? 1 : 0);
      case REAL -> value instanceof Number n && condition.allows(n.doubleValue());
      case INTEGER -> value instanceof Long n && condition.allows(n);
      case TEXT -> value instanceof String s && (choices.isEmpty() || choices.contains(s));
      case REALS -> value instanceof double[] x && Arrays.stream(x).allMatch(condition::allows);
      case INTEGERS -> value instanceof long[] x && Arrays.stream(x).allMatch(condition::allows);
      case TEXTS -> value instanceof String[];
      case MAPS, NODE -> false;
    };
  }
}
