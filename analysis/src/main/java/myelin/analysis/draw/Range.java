package myelin.analysis.draw;

/// What an axis shows: the values from `low` to `high`.
public record Range(double low, double high) {
  /// How long it is.
  public double span() {
    return high - low;
  }

  /// The smallest of the steps 1, 2 and 5 times a power of ten that divides the range into at most
  /// `parts` parts.
  public double step(int parts) {
    double least = span() / parts * (1 - 1e-9);
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int multiple : new int[] {1, 2, 5}) {
      if (multiple * power >= least) {
        return multiple * power;
      }
    }
    return 10 * power;
  }

  /// The range that holds this one and begins and ends at multiples of a step for `parts` parts.
  public Range rounded(int parts) {
    double step = step(parts);
    double inverse = Math.rint(1 / step);
    double first = Math.floor(low / step + 1e-9);
    double last = Math.ceil(high / step - 1e-9);
    return step < 1
        ? new Range(first / inverse, last / inverse)
        : new Range(first * step, last * step);
  }

  /// The range made longer by a share of its span at either end.
  public Range padded(double share) {
    return new Range(low - share * span(), high + share * span());
  }
}
