package myelin.nestml.run;

import java.util.List;

/// A part of a step, for all neurons of a block or for some.
public sealed interface Operation {

  /// Neurons are tested one by one if a difference is less than one part in this many of a unit.
  double PARTS = 1e6;

  /// A loop over neurons, number `loop` of those that were compiled.
  ///
  /// @param acts whether it fires, draws random numbers or prints, so that it must not be run for
  ///   other neurons
  /// @param writes places of the state variables that it changes
  record Loop(int loop, boolean acts, int[] writes) implements Operation {}

  /// A loop that does nothing if the state variable at `left` is below a limit in all neurons.
  ///
  /// @param limit place of the coefficient
  record Crossing(Loop loop, int left, int limit) implements Operation {

    /// Whether the variable may be at its limit or above in a neuron; values just below it count as
    /// well. HotSpot turns a loop that combines bits into vector code, but not a search.
    boolean mayHappen(double[][] state, double[][] coefficients) {
      double[] value = state[left];
      double[] most = coefficients[limit];
      int joined = -1;
      for (int i = 0; i < value.length; i++) joined &= (int) (PARTS * (value[i] - most[i]));
      return joined >= 0;
    }
  }

  /// A loop over the neurons for which no equation has been integrated in this step.
  record Unintegrated(Loop loop) implements Operation {}

  /// Advances system number `system` of equations.
  record Integrate(int system, int[] writes) implements Operation {}

  /// Does one thing or another, by condition number `test`.
  ///
  /// @param timer place of a state variable; where it is not above 0 for any neuron, the condition
  ///   holds for none; negative if there is no such variable
  record Branch(int test, int timer, List<Operation> yes, List<Operation> no) implements Operation {
    /// Copies the lists.
    public Branch {
      yes = List.copyOf(yes);
      no = List.copyOf(no);
    }

    /// Whether the condition may hold for a neuron.
    boolean mayHold(double[][] state) {
      if (timer < 0) return true;
      double[] left = state[timer];
      int joined = 0;
      for (int i = 0; i < left.length; i++) joined |= (int) (PARTS * left[i]);
      return joined != 0;
    }
  }
}
