package myelin.value;

import java.util.function.DoubleBinaryOperator;

/// What is known of a value before it is drawn.
///
/// @param least nothing drawn is below
/// @param most nothing drawn is above
/// @param sure whether a draw cannot fail
public record Bounds(double least, double most, boolean sure) {

  /// A normal number that is drawn from 53 random bits is not farther from the mean, in standard
  /// deviations.
  static final double NORMAL = 8.3;

  /// The same of an exponential number, in means.
  static final double EXPONENTIAL = 36.8;

  static Bounds of(double number) {
    return new Bounds(number, number, true);
  }

  static Bounds of(double least, double most) {
    return new Bounds(least, most, true);
  }

  /// Of numbers around a mean.
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

  /// Of the numbers that lie between two limits.
  Bounds within(double low, double high, boolean nowSure) {
    return new Bounds(Math.max(least, low), Math.min(most, high), sure && nowSure);
  }

  /// Of a sum, a difference, a product, or a quotient of a number.
  Bounds combine(Bounds other, DoubleBinaryOperator f) {
    double[] corners = {
      f.applyAsDouble(least, other.least),
      f.applyAsDouble(least, other.most),
      f.applyAsDouble(most, other.least),
      f.applyAsDouble(most, other.most)
    };
    Bounds all = of(corners);
    return new Bounds(all.least, all.most, sure && other.sure);
  }
}
