package myelin.nestml.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement.
public sealed interface Action {

  /// Assigns a value to a variable, or to one element of it. A local variable gets its initial
  /// value in this way, too. A single value assigned to a vector goes to all its elements.
  record Assign(Symbol target, @Nullable Term index, Term value) implements Action {}

  /// Advances the equations.
  ///
  /// @param variables base names of the variables that advance, each with all its derivatives; null
  ///   for all
  record Integrate(@Nullable List<String> variables) implements Action {
    /// Copies the list.
    public Integrate {
      if (variables != null) variables = List.copyOf(variables);
    }
  }

  /// Sends a spike.
  ///
  /// @param strength null if none is given, which means 1
  /// @param second in a neuron the offset, the time from the spike to the end of the step (ms); in
  ///   a synapse the delay (ms); null if none is given
  record Emit(@Nullable Term strength, @Nullable Term second) implements Action {}

  /// Prints a line.
  ///
  /// @param function `print`, `println`, `info` or `warning`
  /// @param parts texts and values, one after the other
  record Print(String function, List<Term> parts) implements Action {
    /// Copies the list.
    public Print {
      parts = List.copyOf(parts);
    }
  }

  /// Calls a function of the model for its effect.
  record Run(Term.Invoke call) implements Action {}

  /// Ends the function, or the block.
  record Return(@Nullable Term value) implements Action {}

  /// Runs the first branch whose condition holds, or `otherwise` if there is none.
  record If(List<Branch> branches, List<Action> otherwise) implements Action {
    /// Copies the lists.
    public If {
      branches = List.copyOf(branches);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// A condition and what is done if it holds.
  record Branch(Term condition, List<Action> body) {
    /// Copies the list.
    public Branch {
      body = List.copyOf(body);
    }
  }

  /// Sets `variable` to `from`, and repeats, increasing it by `step`, while it is below `to`, or
  /// above `to` if `step` is negative.
  record For(Symbol variable, Term from, Term to, double step, List<Action> body)
      implements Action {
    /// Copies the list.
    public For {
      body = List.copyOf(body);
    }
  }

  /// Repeats while a condition holds.
  record While(Term condition, List<Action> body) implements Action {
    /// Copies the list.
    public While {
      body = List.copyOf(body);
    }
  }
}
