package myelin.nestml.unit;

/// A unit.
///
/// @param dimension what it measures
/// @param factor with `tens`: how many canonical units it is
/// @param tens power of ten by which `factor` is multiplied
public record Unit(Dimension dimension, double factor, int tens) {

  /// The unit of plain numbers.
  public static final Unit ONE = new Unit(Dimension.NONE, 1, 0);

  private static final int LARGEST = 400;

  /// A unit of the SI, or a multiple of one, in canonical units.
  static Unit ofSi(Dimension dimension, double factor, int tens) {
    return new Unit(dimension, factor, tens + (int) Math.rint(dimension.tens()));
  }

  /// The product.
  public Unit times(Unit other) {
    return new Unit(
        dimension.times(other.dimension),
        factor * other.factor,
        Math.clamp(tens + (long) other.tens, -LARGEST, LARGEST));
  }

  /// To the power of `numerator / denominator`.
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

  /// `value` of these, in canonical units. A power of ten costs at most half a unit in the last
  /// place.
  public double canonical(double value) {
    double scaled = factor == 1 ? value : value * factor;
    if (tens == 0) return scaled;
    double power = StrictMath.pow(10, Math.abs(tens));
    return tens > 0 ? scaled * power : scaled / power;
  }
}
