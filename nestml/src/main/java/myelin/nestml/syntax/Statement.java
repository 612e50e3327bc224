package myelin.nestml.syntax;

import java.util.List;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// A statement of `update`, a function or a handler.
public sealed interface Statement {

  /// The place where it begins.
  Place place();

  /// Declares local variables.
  record Local(Declaration declaration) implements Statement {
    @Override
    public Place place() {
      return declaration.place();
    }
  }

  /// Changes a variable.
  ///
  /// @param operator the operator between the old value and the expression, as in `x += 1`; null
  ///   for `=`
  record Assign(Place place, Variable target, @Nullable Operator operator, Expression value)
      implements Statement {}

  /// Calls a function for its effect.
  record Run(Expression.Call call) implements Statement {
    @Override
    public Place place() {
      return call.place();
    }
  }

  /// Ends a function, or the block.
  record Return(Place place, @Nullable Expression value) implements Statement {}

  /// `if`, `elif`, `else`.
  record If(Place place, List<Branch> branches, List<Statement> otherwise) implements Statement {
    /// Copies the lists.
    public If {
      branches = List.copyOf(branches);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// A condition and what is done if it holds.
  record Branch(Expression condition, List<Statement> body) {
    /// Copies the list.
    public Branch {
      body = List.copyOf(body);
    }
  }

  /// `for i in from ... to step by`: runs over a half-open interval, downwards if the step is
  /// negative.
  ///
  /// @param step with its sign, not 0
  /// @param integerStep whether the step is written as an integer
  record For(
      Place place,
      Variable variable,
      Expression from,
      Expression to,
      double step,
      boolean integerStep,
      List<Statement> body)
      implements Statement {
    /// Copies the list.
    public For {
      body = List.copyOf(body);
    }
  }

  /// Repeats while a condition holds.
  record While(Place place, Expression condition, List<Statement> body) implements Statement {
    /// Copies the list.
    public While {
      body = List.copyOf(body);
    }
  }
}
