package myelin.nestml.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a step, for all neurons of a block or for some.
public sealed interface Operation {

  /// A loop over neurons, number `loop` of those that were compiled.
  ///
  /// @param acts whether it fires, draws random numbers or prints, so that it must not be run for
  ///   other neurons
  /// @param writes places of the state variables that it changes
  /// @param alone whether it is not joined with others: what it reads takes long to compute
  record Loop(int loop, boolean acts, int[] writes, boolean alone) implements Operation {}

  /// A loop over the neurons for which no equation has been integrated in this step.
  record Unintegrated(Loop loop) implements Operation {}

  /// Advances system number `system` of equations.
  record Integrate(int system, int[] writes) implements Operation {}

  /// Does one thing or another, by condition number `test`.
  ///
  /// @param fixed whether the condition depends on parameters alone
  /// @param margin rules out neurons for which it does not hold; null if there is none
  record Branch(
      int test, boolean fixed, @Nullable Margin margin, List<Operation> yes, List<Operation> no)
      implements Operation {
    /// Copies the lists.
    public Branch {
      yes = List.copyOf(yes);
      no = List.copyOf(no);
    }

    /// The same condition before other operations.
    public Branch with(List<Operation> newYes, List<Operation> newNo) {
      return new Branch(test, fixed, margin, newYes, newNo);
    }
  }

  /// A number for each neuron that is above a limit, or is no number, wherever a condition holds.
  ///
  /// @param loop the loop that computes it; null if it is a state variable
  /// @param place its place among the state variables, or among intermediate values
  /// @param limit the limit
  record Margin(@Nullable Loop loop, int place, double limit) {

    /// What is below all numbers that are not negative, -0 included, and above all others.
    public static final double NOT_NEGATIVE = -Double.MIN_VALUE;
  }
}
