package myelin.nestml.run;

import java.util.List;
import java.util.function.ToDoubleFunction;
import myelin.engine.neuron.Derivation;

/// What all blocks of a compiled model have in common.
///
/// @param name name of the model
/// @param names the recordable of each state variable; empty if it has none
/// @param initial the initial value of each state variable
/// @param decays whether each state variable is set to zero once it has become tiny
/// @param inputs number of arrays of input
/// @param between number of arrays of intermediate values
/// @param channels the channel of each input that arrives, or [#SLOW_CURRENT]
/// @param currents whether each input that arrives is a current
/// @param coefficients formulas of parameters
/// @param systems systems of equations that are integrated
/// @param delays values that are delayed
/// @param step what a step does
/// @param shown number of recordables that are state variables
/// @param sent place of the variable that others receive as a slow inward current; negative if
///   there is none
/// @param left places of the variables that are left to synapses, by number of the history
/// @param repeats whether a step depends neither on the time nor on chance, and prints nothing
public record Program(
    String name,
    String[] names,
    double[] initial,
    boolean[] decays,
    int inputs,
    int between,
    int[] channels,
    boolean[] currents,
    List<ToDoubleFunction<Derivation>> coefficients,
    List<Equations> systems,
    List<Delay> delays,
    List<Operation> step,
    int shown,
    int sent,
    int[] left,
    boolean repeats) {

  /// Stands in place of a channel for the slow inward currents of astrocytes.
  public static final int SLOW_CURRENT = -1;

  /// Equations that are integrated.
  ///
  /// @param variables places of the integrated variables
  /// @param states places of other variables that slopes read
  /// @param coefficients places of coefficients that slopes read
  /// @param inputs places of inputs that slopes read
  /// @param absolute place of the coefficient that is the absolute tolerance
  /// @param relative place of the coefficient that is the relative tolerance
  /// @param toSlope whether the latter is relative to the slope times the step
  /// @param between loop that is run after each step of the integrator; negative if there is none
  public record Equations(
      int[] variables,
      int[] states,
      int[] coefficients,
      int[] inputs,
      int absolute,
      int relative,
      boolean toSlope,
      int between) {}

  /// A delayed value.
  ///
  /// @param state place of the variable
  /// @param time place of the coefficient that is the delay (ms)
  /// @param input place of the delayed value
  public record Delay(int state, int time, int input) {}

  /// Number of state variables.
  public int states() {
    return names.length;
  }

  /// Coefficient number `place`.
  double value(int place, Derivation p) {
    return coefficients.get(place).applyAsDouble(p);
  }
}
