package myelin.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.base.BadInput;
import myelin.engine.base.Lazy;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import myelin.parameter.ParameterInput;
import myelin.space.Positions;
import myelin.value.Dimension;
import myelin.value.FlagParameter;
import myelin.value.MapsParameter;
import myelin.value.Quantity;
import myelin.value.QuantityParameter;
import myelin.value.TextParameter;

/// A model of nodes with the values it is to be created with. Immutable: `with` makes another.
/// NEST's SetDefaults and CopyModel are such values with a name.
public final class NodeModel {

  private final String name;
  private final Lazy<Model> model;
  private final Map<String, Object> values;

  private NodeModel(String name, Lazy<Model> model, Map<String, Object> values) {
    this.name = name;
    this.model = model;
    this.values = values;
  }

  /// Myelin's own model of that NEST name. One that is written in NESTML is read when it is first
  /// needed.
  ///
  /// @throws BadInput with the nearest names if there is none, or if it is a synapse model
  public static NodeModel named(String name) {
    if (!Models.isNode(name)) return of(Models.named(name));
    return new NodeModel(name, new Lazy<>(() -> Models.named(name)), Map.of());
  }

  /// A model of nodes with its defaults. One that is not Myelin's own must be added to
  /// [myelin.Simulator#models()] before it is used.
  ///
  /// @throws BadInput if it is a synapse model
  public static NodeModel of(Model model) {
    if (model instanceof SynapseModel) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_MODEL, model.name() + " is a synapse model; connect with it");
    }
    return new NodeModel(model.name(), Lazy.of(model), Map.of());
  }

  /// The same with `parameter` set.
  ///
  /// @throws BadInput if the model has no such parameter, or the value is not allowed
  public <D extends Dimension> NodeModel with(
      QuantityParameter<? super D> parameter, Quantity<D> value) {
    ParameterInput.requireUnit(model(), parameter.name(), value);
    return with(parameter.name(), value);
  }

  /// The same with a pure number set.
  public NodeModel with(QuantityParameter<? super Dimension.Scalar> parameter, double value) {
    return with(parameter, Quantity.<Dimension.Scalar>of(value, Unit.NONE));
  }

  /// The same with a parameter that is true or false set.
  public NodeModel with(FlagParameter parameter, boolean value) {
    return with(parameter.name(), value);
  }

  /// The same with a text, or several, set.
  public NodeModel with(TextParameter parameter, String... value) {
    return with(parameter.name(), value);
  }

  /// The same with names set, such as those of what a multimeter records.
  public NodeModel with(
      TextParameter parameter, QuantityParameter<?> first, QuantityParameter<?>... more) {
    return with(parameter.name(), QuantityParameter.names(first, more));
  }

  /// The same with a list of maps set.
  ///
  /// @param value maps of what the elements have, such as `Map.of("parent_idx", 0, "params",
  ///   Map.of("g_C", 0.1))`
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final NodeModel with(MapsParameter parameter, Map<String, ?>... value) {
    return with(parameter.name(), List.of(value));
  }

  /// The same with parameter `parameter` set: a number or numbers in NEST's units, a [Quantity], a
  /// boolean, a text or texts, a list of maps.
  public NodeModel with(String parameter, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(parameter, ParameterInput.require(model(), parameter, value));
    return new NodeModel(name, model, more);
  }

  /// The same with several parameters set by name.
  public NodeModel with(Map<String, ?> parameters) {
    NodeModel result = this;
    for (Map.Entry<String, ?> p : parameters.entrySet()) {
      result = result.with(p.getKey(), p.getValue());
    }
    return result;
  }

  /// The same under another name.
  public NodeModel named(String newName, Map<String, ?> parameters) {
    NodeModel changed = with(parameters);
    return new NodeModel(newName, model, changed.values);
  }

  /// The same for nodes at these places, on which values may depend.
  NodeModel at(Positions positions) {
    Map<String, Object> here = new LinkedHashMap<>(values);
    here.replaceAll((parameter, value) -> Placed.value(value, positions));
    return new NodeModel(name, model, here);
  }

  /// NEST's name of the model, or the name it was given.
  public String name() {
    return name;
  }

  /// The model's declaration.
  public Model model() {
    return model.get();
  }

  Map<String, Object> values() {
    return values;
  }

  @Override
  public String toString() {
    return name + values;
  }
}
