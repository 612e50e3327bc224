package myelin.nestml.equations;

import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;

/// How a linear equation depends on an unknown.
///
/// @param symbol the unknown
/// @param coupling which elements of a vector
/// @param index the element, for [Coupling#ELEMENT]
/// @param factor what it is multiplied by; constant during a step
public record Coefficient(Symbol symbol, Coupling coupling, int index, Term factor) {

  /// Which elements an equation depends on.
  public enum Coupling {
    /// The single value, or the one of the same element.
    OWN,
    /// All of them, each with its element of the factor, added up.
    SUM,
    /// One of them.
    ELEMENT
  }
}
