package myelin.nestml.equations;

import java.util.List;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import org.jspecify.annotations.Nullable;

/// A variable with an equation of first order: x' = sum of coefficients times unknowns + constant,
/// if it is linear, else x' = slope.
///
/// @param symbol a state variable, a derivative of one as `g'`, or a hidden one of a convolution
/// @param slope the whole right side, without spikes; inlines and convolutions are put in
/// @param solver how it is solved
/// @param why why so, in words
/// @param coefficients if it is [Solver#EXACT]
/// @param constant if it is [Solver#EXACT]; constant during a step
public record Unknown(
    Symbol symbol,
    Term slope,
    Solver solver,
    String why,
    List<Coefficient> coefficients,
    @Nullable Term constant) {

  /// Copies the list.
  public Unknown {
    coefficients = List.copyOf(coefficients);
  }

  /// Whether it is hidden behind a convolution.
  public boolean isHidden() {
    return symbol.role() == Symbol.Role.CONVOLUTION;
  }
}
