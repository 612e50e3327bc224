package myelin.analysis.data;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// What a box plot shows of values: quartiles, mean, the ends of the whiskers, and the distinct
/// values beyond them, ascending. Without values, every number is NaN.
public record Box(
    double mean,
    double lower,
    double median,
    double upper,
    double lowest,
    double highest,
    double[] beyond) {
  private static final double REACH = 1.5;

  /// The box of finite values; sorts the array in place.
  public static Box of(double[] values) {
    Arrays.sort(values);
    double lower = quantile(values, 0.25);
    double upper = quantile(values, 0.75);
    double reach = REACH * (upper - lower);
    double[] within =
        DoubleStream.of(values).filter(x -> x >= lower - reach && x <= upper + reach).toArray();
    double[] beyond =
        DoubleStream.of(values)
            .filter(x -> x < lower - reach || x > upper + reach)
            .distinct()
            .toArray();
    // Quartiles between distant values may have no value within reach on their side.
    double lowest = within.length == 0 ? lower : Math.min(lower, within[0]);
    double highest = within.length == 0 ? upper : Math.max(upper, within[within.length - 1]);
    double mean = DoubleStream.of(values).average().orElse(Double.NaN);
    return new Box(mean, lower, quantile(values, 0.5), upper, lowest, highest, beyond);
  }

  /// Whether there are no values.
  public boolean isEmpty() {
    return Double.isNaN(mean);
  }

  /// The least value.
  public double least() {
    return beyond.length == 0 ? lowest : Math.min(lowest, beyond[0]);
  }

  /// The largest value.
  public double most() {
    return beyond.length == 0 ? highest : Math.max(highest, beyond[beyond.length - 1]);
  }

  /// The quantile of sorted values, by linear interpolation.
  private static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
