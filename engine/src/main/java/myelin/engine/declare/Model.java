package myelin.engine.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Nearest;
import myelin.engine.base.Unit;

/// What is known of a model: its name, its texts, its parameters. The models of neurons, devices
/// and synapses add how to make one.
public abstract class Model {

  /// What every node has beside the parameters of its model; models do not list it.
  public static final ParameterSpec FROZEN =
      new ParameterSpec(
          "frozen",
          Unit.NONE,
          ParameterSpec.Kind.FLAG,
          false,
          "whether a node is not updated and stays as it is",
          Condition.ANY,
          ParameterSpec.Role.STATE);

  private final String name;
  private final String summary;
  private final String description;
  private final Map<String, ParameterSpec> parameters;
  private final List<ParameterSpec> listed;
  private final Optional<FastLoop> fastLoop;

  /// A model with these parameters, whose names are distinct.
  public Model(Words words, List<ParameterSpec> parameters) {
    this(words, parameters, Optional.empty());
  }

  /// A model whose inner loop has a second form.
  public Model(Words words, List<ParameterSpec> parameters, Optional<FastLoop> fastLoop) {
    this.fastLoop = fastLoop;
    this.name = words.name;
    this.summary = words.summary;
    this.description = words.description;
    Map<String, ParameterSpec> byName = new LinkedHashMap<>();
    for (ParameterSpec p : parameters) {
      if (byName.put(p.name(), p) != null) throw new IllegalStateException(name + ": " + p.name());
    }
    this.parameters = byName;
    listed = List.copyOf(byName.values());
  }

  /// Name, one-line summary, and description (equations, source) of a model.
  ///
  /// @param name NEST's name
  /// @param summary one line
  /// @param description equations, remarks and source, as plain text
  public record Words(String name, String summary, String description) {}

  /// NEST's name.
  public final String name() {
    return name;
  }

  /// One line on what it is.
  public final String summary() {
    return summary;
  }

  /// Equations, remarks and source.
  public final String description() {
    return description;
  }

  /// The parameters in the order of their declaration.
  public final List<ParameterSpec> parameters() {
    return listed;
  }

  /// The parameter of that name, if there is one.
  public final Optional<ParameterSpec> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /// The parameter of that name.
  ///
  /// @throws BadInput naming the nearest parameter if there is none
  public final ParameterSpec requireParameter(String parameter) {
    ParameterSpec spec = parameters.get(parameter);
    if (spec == null) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_PARAMETER,
          "%s has no parameter '%s'%s"
              .formatted(
                  name, parameter, Nearest.hint(parameter, new ArrayList<>(parameters.keySet()))));
    }
    return spec;
  }

  /// The faster form of its inner loop, if it has one.
  public final Optional<FastLoop> fastLoop() {
    return fastLoop;
  }

  /// `neuron`, `stimulator`, `recorder` or `synapse`.
  public abstract String elementType();

  /// The text in which the model is written, if it is one; other models may be in it, too.
  public Optional<String> source() {
    return Optional.empty();
  }

  /// What the spikes that it sends mean.
  public Coding sends() {
    return Coding.SPIKES;
  }

  /// What the spikes that it receives must mean.
  public Coding receives() {
    return Coding.SPIKES;
  }

  /// Whether the times of its spikes do not lie on the grid.
  public boolean precise() {
    return false;
  }

  /// What a multimeter can record.
  public List<Recordable> recordables() {
    return List.of();
  }

  @Override
  public String toString() {
    return name;
  }
}
