package myelin.nestml.equations;

import java.util.List;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import org.jspecify.annotations.Nullable;

/// A variable with an equation of first order: x' = sum of coefficients times unknowns + constant,
/// if it is linear, otherwise x' = slope.
///
/// @param symbol a state variable, a derivative of one such as `g'`, or a hidden variable of a
///   convolution
/// @param slope the whole right-hand side, without spikes; inlines and convolutions are substituted
/// @param solver how it is solved
/// @param why the reason, in words
/// @param coefficients for [Solver#EXACT]; otherwise empty
/// @param constant for [Solver#EXACT], constant during a step; otherwise null
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

  /// Whether both stand for one variable of a model, which has one equation.
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Unknown u && u.symbol.equals(symbol);
  }

  @Override
  public int hashCode() {
    return symbol.hashCode();
  }

  /// Whether it is a hidden variable of a convolution.
  public boolean isHidden() {
    return symbol.role() == Symbol.Role.CONVOLUTION;
  }
}
