package myelin.nestml.model;

import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import myelin.nestml.text.Problem;
import org.jspecify.annotations.Nullable;

/// A checked model.
///
/// @param synapse whether its name ends in `synapse`, but not in `multisynapse`, or the name of a
///   port for spikes begins with `pre`
/// @param weight in a synapse the variable that is the connection's weight; null for none
/// @param delay in a synapse the variable that is the connection's delay (ms); null for none
/// @param description its docstring
/// @param text the model as it is written
/// @param parameters in the order of the text
/// @param internals in the order of the text
/// @param state in the order of the text
/// @param order parameters, internals and state, each after what it depends on
/// @param inlines each after what it depends on
/// @param spiking whether its output is spikes
/// @param handlers in the order in which they are run
/// @param conditions in the order of the text
/// @param warnings what is not wrong, but may not be meant
public record Model(
    String name,
    boolean synapse,
    @Nullable String weight,
    @Nullable String delay,
    String description,
    String text,
    List<Variable> parameters,
    List<Variable> internals,
    List<Variable> state,
    List<Variable> order,
    List<Inline> inlines,
    List<Kernel> kernels,
    List<Ode> odes,
    Integrator integrator,
    List<Port> ports,
    List<Receptor> receptors,
    boolean spiking,
    List<UserFunction> functions,
    List<Action> update,
    List<Handler> handlers,
    List<Condition> conditions,
    List<Problem> warnings) {

  /// Copies the lists.
  public Model {
    parameters = List.copyOf(parameters);
    internals = List.copyOf(internals);
    state = List.copyOf(state);
    order = List.copyOf(order);
    inlines = List.copyOf(inlines);
    kernels = List.copyOf(kernels);
    odes = List.copyOf(odes);
    ports = List.copyOf(ports);
    receptors = List.copyOf(receptors);
    functions = List.copyOf(functions);
    update = List.copyOf(update);
    handlers = List.copyOf(handlers);
    conditions = List.copyOf(conditions);
    warnings = List.copyOf(warnings);
  }

  /// Whether a function, or one that it calls, does something besides returning a value.
  public boolean acts(String function) {
    return functions.stream()
        .filter(f -> f.name().equals(function))
        .anyMatch(f -> f.acts() || invoked(f).stream().anyMatch(this::acts));
  }

  private static Set<String> invoked(UserFunction function) {
    Set<String> names = new HashSet<>();
    Walk.actions(
        function.body(),
        t -> {
          if (t instanceof Term.Invoke i) names.add(i.function());
        });
    return names;
  }

  /// The variable of that name, with its primes.
  ///
  /// @throws NoSuchElementException if there is none
  public Variable variable(String variable) {
    for (Variable v : order) if (v.symbol().name().equals(variable)) return v;
    throw new NoSuchElementException(variable);
  }
}
