package myelin.analysis.data;

/// Equal bins over an interval (from, to] of time (ms); the last is shorter if the width does not
/// divide the interval.
public record Bins(double from, double to, double width) {
  /// How far apart two times are still one time (ms).
  public static final double TOLERANCE = 1e-6;

  /// Equal bins; refuses intervals that are empty or not finite, and widths that are not positive
  /// or make too many bins.
  public Bins {
    if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to)) {
      throw new IllegalArgumentException(
          "the interval must be finite and end after it begins, but is ("
              + from
              + ", "
              + to
              + "] ms");
    }
    if (!(width > 0) || Double.isInfinite(width)) {
      throw new IllegalArgumentException(
          "the bin width must be positive and finite, in ms, but is " + width);
    }
    if ((to - from) / width > 100_000_000) {
      throw new IllegalArgumentException(
          "a bin width of " + width + " ms makes more than 100 million bins");
    }
  }

  /// The number of bins, the last shorter one included.
  public int count() {
    return Math.max(1, (int) Math.ceil((to - from) / width - 1e-6));
  }

  /// The number of bins of full width.
  public int whole() {
    return (int) Math.floor((to - from) / width + 1e-6);
  }

  /// The bin that holds a time of the interval.
  public int index(double time) {
    int bin = (int) Math.ceil((time - from - TOLERANCE) / width) - 1;
    return Math.clamp(bin, 0, count() - 1);
  }

  /// The left edge of a bin, or the end of the interval for the bin after the last (ms).
  public double edge(int bin) {
    return bin >= count() ? to : from + bin * width;
  }
}
