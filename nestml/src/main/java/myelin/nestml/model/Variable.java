package myelin.nestml.model;

import org.jspecify.annotations.Nullable;

/// A variable of the blocks `parameters`, `internals` or `state`.
///
/// @param initial its initial or default value
/// @param guard what must hold when it is set from outside
/// @param homogeneous whether a parameter of a synapse has one value for all synapses
/// @param ofTarget whether it is not a parameter of the synapse, but one of its target
/// @param shown whether users see it; a parameter is always seen
/// @param sent whether others receive it as a slow inward current
/// @param parameter the name by which users set it
/// @param recordable the name by which users record it
/// @param left the name under which synapses onto the neuron read it, step by step; empty if they
///   do not
/// @param count the name by which users read how many elements a list has; null if there is none
/// @param unit its unit as it is written; its values are in the canonical unit nevertheless
/// @param meaning its comment
public record Variable(
    Symbol symbol,
    Term initial,
    @Nullable Term guard,
    boolean homogeneous,
    boolean ofTarget,
    Shown shown,
    boolean sent,
    String parameter,
    String recordable,
    String left,
    @Nullable String count,
    String unit,
    String meaning) {

  /// Whether users see a state variable.
  public enum Shown {
    /// It can be set, read and recorded.
    ALL,
    /// It can be recorded only.
    RECORDED,
    /// It can be neither set nor recorded.
    HIDDEN
  }
}
