package myelin.nestml.syntax;

import java.util.List;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// A block of a model.
public sealed interface Block {

  /// The word that begins the block.
  Place place();

  /// `state`, `parameters` or `internals`.
  record Variables(Place place, Section section, List<Declaration> declarations) implements Block {
    /// Copies the list.
    public Variables {
      declarations = List.copyOf(declarations);
    }
  }

  /// The blocks of variables.
  enum Section {
    /// Variables that change.
    STATE,
    /// Variables that users set.
    PARAMETERS,
    /// Variables that follow from parameters.
    INTERNALS
  }

  /// `equations`.
  record Equations(Place place, List<Equation> equations) implements Block {
    /// Copies the list.
    public Equations {
      equations = List.copyOf(equations);
    }
  }

  /// `input`.
  record Input(Place place, List<Port> ports) implements Block {
    /// Copies the list.
    public Input {
      ports = List.copyOf(ports);
    }
  }

  /// A port, by which input reaches a neuron or synapse.
  ///
  /// @param variable its name, with its size as index
  /// @param type the type of a continuous port; null for spikes
  /// @param qualifiers which spikes it takes, in the order of the text
  /// @param decorators marks, without the `@`
  record Port(
      Place place,
      Variable variable,
      @Nullable TypeText type,
      List<Qualifier> qualifiers,
      boolean spiking,
      List<Declaration.Decorator> decorators,
      String comment) {
    /// Copies the lists.
    public Port {
      qualifiers = List.copyOf(qualifiers);
      decorators = List.copyOf(decorators);
    }
  }

  /// The words that say which spikes a port takes.
  enum Qualifier {
    /// Spikes whose weights are not negative.
    EXCITATORY,
    /// Spikes with negative weights, without the sign.
    INHIBITORY
  }

  /// `output`.
  ///
  /// @param spiking whether `spike` is written, not `continuous`
  /// @param attributes of release 8's `spike(weight real, delay ms)`
  record Output(Place place, boolean spiking, List<Parameter> attributes) implements Block {
    /// Copies the list.
    public Output {
      attributes = List.copyOf(attributes);
    }
  }

  /// `update`.
  record Update(Place place, List<Statement> body) implements Block {
    /// Copies the list.
    public Update {
      body = List.copyOf(body);
    }
  }

  /// A function.
  ///
  /// @param result the type of its value; null if it has none
  record Function(
      Place place,
      String name,
      List<Parameter> parameters,
      @Nullable TypeText result,
      List<Statement> body,
      String comment)
      implements Block {
    /// Copies the lists.
    public Function {
      parameters = List.copyOf(parameters);
      body = List.copyOf(body);
    }
  }

  /// A name with a type.
  record Parameter(Place place, String name, TypeText type) {}

  /// What is done when spikes arrive at a port.
  record OnReceive(Place place, Variable port, List<Equation.Option> options, List<Statement> body)
      implements Block {
    /// Copies the lists.
    public OnReceive {
      options = List.copyOf(options);
      body = List.copyOf(body);
    }
  }

  /// What is done when a condition holds.
  record OnCondition(
      Place place, Expression condition, List<Equation.Option> options, List<Statement> body)
      implements Block {
    /// Copies the lists.
    public OnCondition {
      options = List.copyOf(options);
      body = List.copyOf(body);
    }
  }
}
