package myelin.engine.declare;

import java.util.ArrayList;
import java.util.List;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec.Kind;
import myelin.engine.declare.ParameterSpec.Role;

/// The parameters of a model that is being declared, step by step.
///
/// @param <B> the declaration, which each step gives back
public abstract class ParameterList<B> {

  /// Those that have been declared, in order.
  protected final List<ParameterSpec> parameters = new ArrayList<>();

  /// No parameters yet.
  protected ParameterList() {}

  /// This declaration.
  protected abstract B self();

  /// Those that have been declared so far, in order.
  public final List<ParameterSpec> declared() {
    return List.copyOf(parameters);
  }

  /// Adds a parameter.
  protected final B add(ParameterSpec parameter) {
    parameters.add(parameter);
    return self();
  }

  private B constant(
      String name, Unit unit, Kind kind, Object initial, String meaning, Condition condition) {
    return add(new ParameterSpec(name, unit, kind, initial, meaning, condition, Role.CONSTANT));
  }

  /// A constant parameter.
  public final B parameter(
      String name, Unit unit, double initial, String meaning, Condition condition) {
    return constant(name, unit, Kind.REAL, initial, meaning, condition);
  }

  /// A constant parameter that is a whole number.
  public final B integer(String name, long initial, String meaning, Condition condition) {
    return constant(name, Unit.NONE, Kind.INTEGER, initial, meaning, condition);
  }

  /// A constant parameter that is a list of numbers, of any length for each neuron.
  public final B list(
      String name, Unit unit, double[] initial, String meaning, Condition condition) {
    return constant(name, unit, Kind.REALS, initial, meaning, condition);
  }

  /// A constant parameter that is a list of maps, of any length for each neuron.
  public final B maps(String name, Fields fields, String meaning) {
    return add(ParameterSpec.maps(name, fields, meaning));
  }

  /// A constant parameter that is true or false.
  public final B flag(String name, boolean initial, String meaning) {
    return flag(name, initial, meaning, Condition.TRUE_OR_FALSE);
  }

  /// The same where only one of both may be allowed.
  public final B flag(String name, boolean initial, String meaning, Condition condition) {
    return constant(name, Unit.NONE, Kind.FLAG, initial, meaning, condition);
  }

  /// A parameter that is one of some texts, which is kept as the number of its choice; the first is
  /// the default.
  public final B choice(String name, List<String> choices, String meaning) {
    return add(ParameterSpec.choice(name, choices, meaning));
  }
}
