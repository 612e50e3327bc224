package myelin.nestml.run;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the rules of all tables of a compiled synapse model have in common.
///
/// @param name of the model
/// @param states by state variable, the name that it is kept under; empty for the weight, which is
///   the first, and for traces
/// @param parameters names of the parameters that are constant
/// @param constants what depends on parameters alone
/// @param timed what depends on them and on the time that `update` covers
/// @param systems systems of equations that are integrated
/// @param apart state variables that follow from the target's spikes alone: a spike of the source
///   does not yet find there what a coincident one of the target has done
/// @param passes whether anything but traces changes as time passes
/// @param sources traces of the sources' spikes
/// @param targets traces of the targets' spikes, which are kept with the targets
/// @param hears whether the target's spikes are heard
/// @param third whether the spikes of a third node are heard
/// @param sourceFirst whether of coincident spikes that of the source is first
/// @param sends whether spikes arrive with another weight than the synapse's
/// @param loses whether a spike may not arrive at all
/// @param draws whether random numbers are drawn
public record RuleProgram(
    String name,
    List<String> states,
    List<String> parameters,
    List<Formula> constants,
    List<Formula> timed,
    List<Program.Equations> systems,
    int[] apart,
    boolean passes,
    List<Trace> sources,
    List<Trace> targets,
    boolean hears,
    boolean third,
    boolean sourceFirst,
    boolean sends,
    boolean loses,
    boolean draws) {

  /// Copies the lists.
  public RuleProgram {
    states = List.copyOf(states);
    parameters = List.copyOf(parameters);
    constants = List.copyOf(constants);
    timed = List.copyOf(timed);
    systems = List.copyOf(systems);
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
  }

  /// A variable that does nothing but decay, and grow at spikes of one sort.
  ///
  /// @param number of a source's, place of the factor by which it decays among what depends on the
  ///   time; of a target's, place of its time constant among what depends on parameters alone
  /// @param own of a target's that decays with the target's own time constant: which, as in
  ///   [myelin.engine.plastic.PostSpikes.Trace]; else zero
  /// @param hidden whether no user sees it; a source's then has its initial value at the beginning
  ///   of the simulation
  /// @param jump by how much it grows
  /// @param last whether it is set to that instead
  /// @param atPre whether a spike of the source looks at it
  /// @param atPost whether a spike of the target does
  public record Trace(
      String name,
      int number,
      double own,
      boolean hidden,
      double jump,
      boolean last,
      boolean atPre,
      boolean atPost) {}

  /// A number that follows from the parameters of a synapse.
  @FunctionalInterface
  public interface Formula {

    /// Its value.
    ///
    /// @param h resolution (ms)
    /// @param timestep the time that `update` covers (ms)
    /// @param parameter by name
    double value(double h, double timestep, ToDoubleFunction<String> parameter);
  }
}
