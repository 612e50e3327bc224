package myelin;

import myelin.engine.BadInput;
import myelin.engine.Model;
import myelin.engine.SynapseModel;
import myelin.models.Models;
import org.jspecify.annotations.Nullable;

/// What the synapses of a connect call are like: model, weight, delay, receptor. Immutable: `with`
/// makes another. Given a name it is a customary synapse model, whose synapses are counted by
/// themselves.
public final class Synapse {

  private final String name;
  private final SynapseModel model;
  private final Value<?> weight;
  private final Value<?> delay;
  private final boolean delayGiven;
  private final int receptor;
  private final @Nullable String receptorName;

  private Synapse(
      String name,
      SynapseModel model,
      Value<?> weight,
      Value<?> delay,
      boolean delayGiven,
      int receptor,
      @Nullable String receptorName) {
    this.name = name;
    this.model = model;
    this.weight = weight;
    this.delay = delay;
    this.delayGiven = delayGiven;
    this.receptor = receptor;
    this.receptorName = receptorName;
  }

  /// The synapse model of that NEST name, with its defaults.
  ///
  /// @throws BadInput with the nearest names if there is none, or if it is a model of nodes
  public static Synapse model(String name) {
    Model model = Models.named(name);
    if (!(model instanceof SynapseModel s)) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_MODEL, name + " is a model of nodes, not of synapses");
    }
    return new Synapse(name, s, initial(s, "weight"), initial(s, "delay"), false, 0, null);
  }

  private static Value<?> initial(SynapseModel model, String parameter) {
    var p = model.requireParameter(parameter);
    return Value.of(p.initialNumber(), p.unit());
  }

  /// Whether the delay is the model's default, which gives way to the resolution.
  boolean defaultDelay() {
    return delay.isNumber() && !delayGiven;
  }

  /// The same with weight or delay set.
  ///
  /// @throws BadInput if the model has no such parameter, or the value is not allowed
  public <D extends Dimension> Synapse with(Key<? super D> key, Value<D> value) {
    return with(key.name(), value);
  }

  /// The same with parameter `weight`, `delay` or `receptor_type` set: numbers in NEST's units, or
  /// a [Value].
  public Synapse with(String parameter, Object value) {
    Value<?> v = (Value<?>) Settable.require(model, parameter, value);
    return switch (parameter) {
      case "weight" -> new Synapse(name, model, v, delay, delayGiven, receptor, receptorName);
      case "delay" -> new Synapse(name, model, weight, v, true, receptor, receptorName);
      default -> {
        if (!v.isNumber()) {
          throw new BadInput(BadInput.Kind.UNIT, "receptor_type must be one number, not " + v);
        }
        yield receptor((int) v.number());
      }
    };
  }

  /// The same onto the receptor of that number.
  public Synapse receptor(int number) {
    return new Synapse(name, model, weight, delay, delayGiven, number, null);
  }

  /// The same onto the receptor of that name.
  public Synapse receptor(String receptorByName) {
    return new Synapse(name, model, weight, delay, delayGiven, receptor, receptorByName);
  }

  /// The same as a customary synapse model.
  public Synapse named(String newName) {
    return new Synapse(newName, model, weight, delay, delayGiven, receptor, receptorName);
  }

  /// NEST's name of the model, or the name it was given.
  public String name() {
    return name;
  }

  /// The model's declaration.
  public SynapseModel model() {
    return model;
  }

  Value<?> weight() {
    return weight;
  }

  Value<?> delay() {
    return delay;
  }

  int receptor() {
    return receptor;
  }

  @Nullable String receptorName() {
    return receptorName;
  }

  @Override
  public String toString() {
    return "%s[weight=%s, delay=%s]".formatted(name, weight, delay);
  }
}
