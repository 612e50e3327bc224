package myelin.engine.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;

/// The models of a network, by name: those that it begins with, and those that users add. Belongs
/// to the network's thread.
public final class ModelRegistry {

  private final Map<String, Model> models = new LinkedHashMap<>();

  /// The models that a network begins with.
  public ModelRegistry(List<? extends Model> first) {
    first.forEach(this::add);
  }

  /// Adds a model.
  ///
  /// @throws BadInput if another model has its name
  public void add(Model model) {
    Model other = models.putIfAbsent(model.name(), model);
    if (other == null || other == model) return;
    throw new BadInput(
        BadInput.Kind.UNKNOWN_MODEL,
        "'%s' is the name of another model of the network already".formatted(model.name()));
  }

  /// Adds several models.
  ///
  /// @throws BadInput if another model has the name of one of them; none is added then
  public void addAll(List<? extends Model> added) {
    for (Model model : added) {
      Model other = models.get(model.name());
      if (other != null && other != model) add(model);
    }
    added.forEach(this::add);
  }

  /// All models, in order of addition.
  public List<Model> all() {
    return List.copyOf(models.values());
  }

  /// The model of that name.
  ///
  /// @throws BadInput with the nearest names if there is none
  public Model named(String name) {
    Model model = models.get(name);
    if (model != null) return model;
    throw new BadInput(
        BadInput.Kind.UNKNOWN_MODEL,
        "unknown model '%s'%s"
            .formatted(name, Nearest.hint(name, new ArrayList<>(models.keySet()))));
  }

  /// Refuses a model that has not been added.
  ///
  /// @throws BadInput if it is not among these, whether another has its name or none
  public void require(Model model) {
    if (named(model.name()) == model) return;
    throw new BadInput(
        BadInput.Kind.UNKNOWN_MODEL,
        "'%s' is the name of another model in this network".formatted(model.name()));
  }
}
