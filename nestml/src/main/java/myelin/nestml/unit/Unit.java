package myelin.nestml.unit;

/// A unit.
///
/// @param dimension what it measures
/// @param factor how many canonical units it is, together with `tens`
/// @param tens power of ten by which `factor` is multiplied
public record Unit(Dimension dimension, double factor, int tens) {

  /// The unit of plain numbers.
  public static final Unit ONE = new Unit(Dimension.NONE, 1, 0);

  private static final int LARGEST = 400;

  /// A unit of the SI, or a multiple of one, in canonical units.
  static Unit ofSi(Dimension dimension, double factor, int tens) {
    return new Unit(dimension, factor, tens + (int) Math.rint(dimension.tens()));
  }

  /// The product of two units.
  public Unit times(Unit other) {
    return new Unit(
        dimension.times(other.dimension),
        factor * other.factor,
        Math.clamp(tens + (long) other.tens, -LARGEST, LARGEST));
  }

  /// This unit to the power of `numerator / denominator`.
  ///
  /// @throws ArithmeticException if the dimension has no such power
  public Unit power(int numerator, int denominator) {
    long product = tens * (long) numerator;
    double exponent = numerator / (double) denominator;
    double rest = product % denominator / (double) denominator;
    return new Unit(
        dimension.power(numerator, denominator),
        StrictMath.pow(factor, exponent) * StrictMath.pow(10, rest),
        Math.clamp(product / denominator, -LARGEST, LARGEST));
  }

  /// `value` times this unit, in canonical units. The power of ten adds an error of at most half a
  /// unit in the last place.
  public double canonical(double value) {
    double scaled = factor == 1 ? value : value * factor;
    if (tens == 0) return scaled;
    double power = StrictMath.pow(10, Math.abs(tens));
    return tens > 0 ? scaled * power : scaled / power;
  }
}
