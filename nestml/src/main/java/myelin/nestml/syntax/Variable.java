package myelin.nestml.syntax;

import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// A name with what belongs to it: `x`, `g''`, `x[3]`, in a declaration also `x[]`.
///
/// @param place all of it
/// @param name without index and primes
/// @param index which element, or in a declaration how many; null without
/// @param list whether it is declared as a list, `x[]`
/// @param primes number of derivatives by time
public record Variable(
    Place place, String name, @Nullable Expression index, boolean list, int primes) {

  /// Name and primes, as `g''`.
  public String derivative() {
    return name + "'".repeat(primes);
  }
}
