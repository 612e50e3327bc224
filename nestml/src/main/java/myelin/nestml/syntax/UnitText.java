package myelin.nestml.syntax;

import java.util.List;
import myelin.nestml.text.Place;

/// A unit as it is written: a product of powers of names.
///
/// @param place the place of all of it
/// @param text as it is written
/// @param factors the names with their exponents; empty for a bare 1
public record UnitText(Place place, String text, List<Factor> factors) {

  /// Copies the factors.
  public UnitText {
    factors = List.copyOf(factors);
  }

  /// A name to a power.
  ///
  /// @param name the name, such as `mV`
  /// @param numerator numerator of the exponent
  /// @param denominator denominator of the exponent, at least 1
  public record Factor(Place place, String name, int numerator, int denominator) {}
}
