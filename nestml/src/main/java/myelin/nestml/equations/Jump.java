package myelin.nestml.equations;

import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import org.jspecify.annotations.Nullable;

/// What spikes in an equation do: after an integration that covers `target`, it grows by `factor`
/// times the summed weights of the port in this step.
///
/// @param index which element of a vector of ports; null for a single port, or element by element
public record Jump(Symbol target, Symbol port, @Nullable Integer index, Term factor) {}
