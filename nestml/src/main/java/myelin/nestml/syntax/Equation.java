package myelin.nestml.syntax;

import java.util.List;
import myelin.nestml.text.Place;

/// A line of the block `equations`.
public sealed interface Equation {

  /// The place where it begins.
  Place place();

  /// A differential equation, such as `g'' = ...`.
  ///
  /// @param variable the variable on the left-hand side, with one prime or more
  record Ode(
      Place place,
      Variable variable,
      Expression value,
      List<Declaration.Decorator> decorators,
      String comment)
      implements Equation {
    /// Copies the list.
    public Ode {
      decorators = List.copyOf(decorators);
    }
  }

  /// A name for an expression.
  record Inline(
      Place place,
      boolean recordable,
      Variable variable,
      TypeText type,
      Expression value,
      List<Declaration.Decorator> decorators,
      String comment)
      implements Equation {
    /// Copies the list.
    public Inline {
      decorators = List.copyOf(decorators);
    }
  }

  /// A kernel: a function of time, or one differential equation or more.
  record Kernel(Place place, List<Part> parts, String comment) implements Equation {
    /// Copies the list.
    public Kernel {
      parts = List.copyOf(parts);
    }
  }

  /// One equation of a kernel.
  record Part(Variable variable, Expression value) {}

  /// How the equations are integrated: `@integrator(absolute=1e-3, relative=0)`. An extension.
  record Integrator(Place place, List<Option> options) implements Equation {
    /// Copies the list.
    public Integrator {
      options = List.copyOf(options);
    }
  }

  /// A name with a value, such as `priority=1`.
  ///
  /// @param place the name
  record Option(Place place, String name, Expression value) {}
}
