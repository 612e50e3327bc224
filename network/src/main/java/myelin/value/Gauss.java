package myelin.value;

import org.jspecify.annotations.Nullable;

/// A normal distribution whose numbers are brought between `floor` and `ceiling`, and of these only
/// those in `[least, most]` are taken.
public record Gauss(
    double mean, double std, double floor, double ceiling, double least, double most) {

  /// Takes everything.
  public static final Gauss ALL = of(0, 1);

  /// Takes all numbers as they are drawn.
  static Gauss of(double mean, double std) {
    double all = Double.POSITIVE_INFINITY;
    return new Gauss(mean, std, -all, all, -all, all);
  }

  /// The number drawn, from a standard normal number.
  public double of(double standard) {
    return Math.max(floor, Math.min(ceiling, mean + std * standard));
  }

  /// The numbers drawn, from the first `n` standard normal numbers.
  public void of(double[] standard, double[] out, int n) {
    for (int i = 0; i < n; i++) out[i] = mean + std * standard[i];
    if (floor == Double.NEGATIVE_INFINITY && ceiling == Double.POSITIVE_INFINITY) return;
    for (int i = 0; i < n; i++) out[i] = Math.max(floor, Math.min(ceiling, out[i]));
  }

  /// Whether all numbers are taken.
  private boolean isWhole() {
    return least == Double.NEGATIVE_INFINITY && most == Double.POSITIVE_INFINITY;
  }

  /// The same with limits to the numbers that are taken; null if it has such limits already, as a
  /// redraw of a redraw counts its draws apart, and so cannot always be drawn at once between all
  /// limits.
  @Nullable Gauss within(double newLeast, double newMost) {
    return isWhole() ? new Gauss(mean, std, floor, ceiling, newLeast, newMost) : null;
  }

  /// The same with numbers brought below a ceiling; null if it has one already, or limits.
  @Nullable Gauss below(double newCeiling) {
    boolean fits = ceiling == Double.POSITIVE_INFINITY && floor < newCeiling;
    return fits && isWhole() ? new Gauss(mean, std, floor, newCeiling, least, most) : null;
  }

  /// The same with numbers brought above a floor; null if it has one already, or limits.
  @Nullable Gauss above(double newFloor) {
    boolean fits = floor == Double.NEGATIVE_INFINITY && newFloor < ceiling;
    return fits && isWhole() ? new Gauss(mean, std, newFloor, ceiling, least, most) : null;
  }

  /// Whether a number lies in `[least, most]`.
  public boolean takes(double x) {
    return x >= least && x <= most;
  }
}
