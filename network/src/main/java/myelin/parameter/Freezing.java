package myelin.parameter;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.declare.Model;
import myelin.engine.kernel.Frozen;
import myelin.engine.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/// Finds out who is to be frozen, by [Model#FROZEN], which all nodes have beside the parameters of
/// their models.
public final class Freezing {

  private final Kernel kernel;
  private final Frozen frozen;

  Freezing(Kernel kernel) {
    this.kernel = kernel;
    frozen = new Frozen(kernel);
  }

  /// Whether a name means this for nodes of a model, and is no parameter that the model declares.
  static boolean isMeant(Model model, String name) {
    return name.equals(Model.FROZEN.name())
        && model.parameter(name).isEmpty()
        && !model.elementType().equals("synapse");
  }

  /// Whether a node is frozen.
  boolean of(int id) {
    return frozen.has(id);
  }

  /// Whether it is among values that are to be set.
  boolean isAmong(Ids ids, Map<String, Object> values) {
    return values.containsKey(Model.FROZEN.name())
        && isMeant(kernel.model(ids.at(0)), Model.FROZEN.name());
  }

  /// Takes this out of the values of `n` nodes that are about to be created.
  ///
  /// @param values of all
  /// @param each of each beyond those; empty if none has any of its own
  /// @return which ones are to be frozen; empty if none
  public static boolean[] take(
      Model model, int n, Map<String, Object> values, List<Map<String, Object>> each) {
    String name = Model.FROZEN.name();
    boolean among = values.containsKey(name) || each.stream().anyMatch(v -> v.containsKey(name));
    if (!among || !isMeant(model, name)) return new boolean[0];
    boolean[] frozen = new boolean[n];
    Arrays.fill(frozen, isOn(model, values.remove(name)));
    for (int i = 0; i < each.size(); i++) {
      if (each.get(i).containsKey(name)) frozen[i] = isOn(model, each.get(i).remove(name));
    }
    return frozen;
  }

  private static boolean isOn(Model model, @Nullable Object given) {
    return given != null && (Boolean) ParameterInput.settable(model, Model.FROZEN, given);
  }

  /// The other values.
  static Map<String, Object> others(Map<String, Object> values) {
    Map<String, Object> others = new LinkedHashMap<>(values);
    others.remove(Model.FROZEN.name());
    return others;
  }

  /// Checks the value and returns what sets it.
  ///
  /// @throws BadInput if it is neither true nor false, or if a node cannot be frozen
  Runnable check(Ids ids, Map<String, Object> values) {
    Model model = kernel.model(ids.at(0));
    boolean on = isOn(model, values.get(Model.FROZEN.name()));
    for (int i = 0; on && i < ids.size(); i++) {
      try {
        frozen.require(ids.at(i));
      } catch (BadInput e) {
        throw Parameters.ofNode(ids.at(i), e);
      }
    }
    return () -> {
      for (int i = 0; i < ids.size(); i++) frozen.put(ids.at(i), on);
    };
  }
}
