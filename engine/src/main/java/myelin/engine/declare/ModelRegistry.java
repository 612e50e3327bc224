package myelin.engine.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;

/// The models of a network, by name: those that it begins with, each of which is declared when it
/// is first asked for, and those that users add. Belongs to the network's thread.
public final class ModelRegistry {

  /// Names of the models that the network begins with.
  private final SequencedSet<String> first;

  private final Function<String, Model> declared;
  private final BiFunction<String, ModelRegistry, Optional<Model>> variants;
  private final Map<String, Model> added = new LinkedHashMap<>();

  /// The models that a network begins with.
  ///
  /// @param names their names, in order
  /// @param declared gives the model of each of these names, the same each time
  /// @param variants gives the model of a name that is not listed but follows from one that is
  ///   listed in the registry, the same each time
  public ModelRegistry(
      SequencedSet<String> names,
      Function<String, Model> declared,
      BiFunction<String, ModelRegistry, Optional<Model>> variants) {
    first = names;
    this.declared = declared;
    this.variants = variants;
  }

  /// Adds a model.
  ///
  /// @throws BadInput if another model has its name
  public void add(Model model) {
    requireFree(model);
    boolean known = first.contains(model.name()) || variants.apply(model.name(), this).isPresent();
    if (!known) added.put(model.name(), model);
  }

  /// Adds several models.
  ///
  /// @throws BadInput if another model has the name of one of them; none is added then
  public void addAll(List<? extends Model> models) {
    Map<String, Model> all = new LinkedHashMap<>();
    for (Model model : models) {
      requireFree(model);
      Model other = all.putIfAbsent(model.name(), model);
      if (other != null && other != model) throw taken(model);
    }
    models.forEach(this::add);
  }

  private void requireFree(Model model) {
    if (find(model.name()).filter(other -> other != model).isPresent()) throw taken(model);
  }

  private static BadInput taken(Model model) {
    return new BadInput(
        BadInput.Kind.MODEL_EXISTS,
        "'%s' is already the name of another model of the network".formatted(model.name()));
  }

  /// All names, in order of addition.
  public List<String> names() {
    List<String> names = new ArrayList<>(first);
    names.addAll(added.keySet());
    return names;
  }

  /// All models, in order of addition. Declares those that have not been asked for.
  public List<Model> all() {
    return names().stream().map(this::named).toList();
  }

  /// The models that were added, in order of addition.
  public List<Model> added() {
    return List.copyOf(added.values());
  }

  /// Whether there is a model of that name.
  public boolean contains(String name) {
    return find(name).isPresent();
  }

  /// The model of that name, if there is one.
  public Optional<Model> find(String name) {
    return listed(name).or(() -> variants.apply(name, this));
  }

  /// The model of that name, if it is listed: those whose names follow from others are not.
  public Optional<Model> listed(String name) {
    Model model = added.get(name);
    if (model != null) return Optional.of(model);
    return first.contains(name) ? Optional.of(declared.apply(name)) : Optional.empty();
  }

  /// The model of that name.
  ///
  /// @throws BadInput with the nearest names if there is none
  public Model named(String name) {
    return find(name)
        .orElseThrow(() ->
            new BadInput(
                BadInput.Kind.UNKNOWN_MODEL,
                "unknown model '%s'%s".formatted(name, Nearest.hint(name, names()))));
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
