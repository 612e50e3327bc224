package myelin.value;

import java.util.function.DoubleBinaryOperator;

/// What is known of a value before it is drawn.
///
/// @param least no number that is drawn is below this
/// @param most no number that is drawn is above this
/// @param sure whether a draw cannot fail
public record Bounds(double least, double most, boolean sure) {

  /// How far from the mean a normal number that is drawn from 53 random bits can be (standard
  /// deviations).
  static final double NORMAL = 8.3;

  /// How large such an exponential number can be (means).
  static final double EXPONENTIAL = 36.8;

  /// Nothing is known, but that a draw cannot fail.
  static final Bounds ANY = of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  static Bounds of(double number) {
    return new Bounds(number, number, true);
  }

  static Bounds of(double least, double most) {
    return new Bounds(least, most, true);
  }

  /// The bounds of numbers around a mean.
  static Bounds around(double mean, double reach) {
    return of(mean - reach, mean + reach);
  }

  static Bounds of(double[] numbers) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double x : numbers) {
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
    return of(least, most);
  }

  /// Whether neither end is infinite.
  public boolean isFinite() {
    return Double.isFinite(least) && Double.isFinite(most);
  }

  /// The bounds of those numbers that lie between two limits; these limits where none does.
  Bounds within(double low, double high, boolean nowSure) {
    if (least > high || most < low) return new Bounds(low, high, false);
    return new Bounds(Math.max(least, low), Math.min(most, high), sure && nowSure);
  }

  /// These bounds, with what else must not fail.
  Bounds within(boolean nowSure) {
    return nowSure ? this : new Bounds(least, most, false);
  }

  /// The bounds of a function of two numbers that is monotonic in each of them, such as a sum or a
  /// product.
  Bounds combine(Bounds other, DoubleBinaryOperator f) {
    double[] corners = {
      f.applyAsDouble(least, other.least),
      f.applyAsDouble(least, other.most),
      f.applyAsDouble(most, other.least),
      f.applyAsDouble(most, other.most)
    };
    Bounds all = of(corners);
    boolean known = all.least <= all.most; // not if a corner is no number, such as 0 times infinity
    return new Bounds(
        known ? all.least : Double.NEGATIVE_INFINITY,
        known ? all.most : Double.POSITIVE_INFINITY,
        sure && other.sure);
  }
}
