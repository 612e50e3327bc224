package myelin.nestml.run;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the rules of all tables of a compiled synapse model have in common.
///
/// @param name name of the model
/// @param states the name under which each state variable is kept; empty for the weight, which is
///   the first, and for traces
/// @param parameters names of the parameters that are constant
/// @param guards what must hold of several parameters together
/// @param constants what depends on parameters alone
/// @param timed what depends on parameters and on the time that `update` covers
/// @param systems systems of equations that are integrated
/// @param apart state variables that follow from the target's spikes alone: a spike of the source
///   reads them as they were before a coincident spike of the target
/// @param passes whether anything but traces changes as time passes
/// @param sources traces of the sources' spikes
/// @param targets traces of the targets' spikes, which are kept with the targets
/// @param hears whether the target's spikes are heard
/// @param third whether the spikes of a third node are heard
/// @param told the variables of the target that are read: whether each is read, at its spikes, as
///   it was when the target fired, not as it is when the spike reaches the synapse
/// @param stepwise whether they are read as time passes, which then passes step by step
/// @param sourceFirst whether the source's spike is handled before a coincident one of the target
/// @param sends whether spikes may arrive with a weight other than the synapse's
/// @param loses whether a spike may not arrive at all
/// @param draws whether random numbers are drawn
public record RuleProgram(
    String name,
    List<String> states,
    List<String> parameters,
    List<Guard> guards,
    List<Formula> constants,
    List<Formula> timed,
    List<Program.Equations> systems,
    int[] apart,
    boolean passes,
    List<Trace> sources,
    List<Trace> targets,
    boolean hears,
    boolean third,
    boolean[] told,
    boolean stepwise,
    boolean sourceFirst,
    boolean sends,
    boolean loses,
    boolean draws) {

  /// Copies the lists.
  public RuleProgram {
    states = List.copyOf(states);
    parameters = List.copyOf(parameters);
    guards = List.copyOf(guards);
    constants = List.copyOf(constants);
    timed = List.copyOf(timed);
    systems = List.copyOf(systems);
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
  }

  /// A variable that only decays, and grows at the spikes of one node.
  ///
  /// @param number for a trace of a source, the place in `timed` of the factor by which it decays;
  ///   for a trace of a target, the place in `constants` of its time constant
  /// @param own which of the target's own time constants a trace of a target decays with, as in
  ///   [myelin.engine.plastic.PostSpikes.Trace]; zero if it decays with another
  /// @param hidden whether no user sees it; a trace of a source then has its initial value at the
  ///   beginning of the simulation
  /// @param jump by how much it grows
  /// @param last whether it is set to `jump` instead
  /// @param atPre whether a spike of the source reads it
  /// @param atPost whether a spike of the target reads it
  public record Trace(
      String name,
      int number,
      double own,
      boolean hidden,
      double jump,
      boolean last,
      boolean atPre,
      boolean atPost) {}

  /// A condition on several parameters.
  ///
  /// @param text how it is written
  /// @param reads the parameters
  /// @param holds not 0 if it holds
  public record Guard(String text, List<String> reads, Formula holds) {

    /// Copies the list.
    public Guard {
      reads = List.copyOf(reads);
    }
  }

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
