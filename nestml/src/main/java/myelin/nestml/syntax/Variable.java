package myelin.nestml.syntax;

import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// A name with its index or primes: `x`, `g''`, `x[3]`, and in a declaration also `x[]`.
///
/// @param place the place of all of it
/// @param name the name without index and primes
/// @param index which element, or in a declaration how many elements; null if there is no index
/// @param list whether it is declared as a list, `x[]`
/// @param primes the order of the derivative with respect to time
public record Variable(
    Place place, String name, @Nullable Expression index, boolean list, int primes) {

  /// Name and primes, as in `g''`.
  public String derivative() {
    return name + "'".repeat(primes);
  }
}
