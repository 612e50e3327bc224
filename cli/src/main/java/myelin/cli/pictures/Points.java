package myelin.cli.pictures;

import java.util.Arrays;

/// Points of a line, of which those are left out that lie on it but for a small error.
final class Points {

  private final double small;
  private double[] times = new double[64];
  private double[] values = new double[64];
  private int n;

  /// The last point that is kept, the last one seen, and the slopes that pass all in between.
  private boolean begun;

  private boolean pending;
  private double fromTime;
  private double fromValue;
  private double lastTime;
  private double lastValue;
  private double least;
  private double greatest;

  /// None yet.
  Points(double small) {
    this.small = small;
  }

  /// A point of the line.
  void add(double time, double value) {
    if (!begun || Double.isNaN(value)) {
      corner(time, value);
      return;
    }
    if (time <= fromTime) return;
    double width = time - fromTime;
    double low = (value - small - fromValue) / width;
    double high = (value + small - fromValue) / width;
    double slope = (value - fromValue) / width;
    if (pending && (slope < least || slope > greatest)) {
      double t = lastTime;
      double v = lastValue;
      pending = false;
      begin(t, v);
      keep(t, v);
      add(time, value);
      return;
    }
    least = pending ? Math.max(least, low) : low;
    greatest = pending ? Math.min(greatest, high) : high;
    lastTime = time;
    lastValue = value;
    pending = true;
  }

  /// A point that is kept in any case.
  void corner(double time, double value) {
    end();
    keep(time, value);
    begin(time, value);
    begun = !Double.isNaN(value);
  }

  /// The line ends; another begins with the next point.
  void gap(double time) {
    corner(time, Double.NaN);
  }

  /// Keeps the last point.
  void end() {
    if (pending) keep(lastTime, lastValue);
    pending = false;
  }

  private void begin(double time, double value) {
    fromTime = time;
    fromValue = value;
  }

  private void keep(double time, double value) {
    if (n == times.length) {
      times = Arrays.copyOf(times, 2 * n);
      values = Arrays.copyOf(values, 2 * n);
    }
    times[n] = time;
    values[n++] = value;
  }

  /// Their times, ascending.
  double[] times() {
    return Arrays.copyOf(times, n);
  }

  /// Their values; NaN is a gap.
  double[] values() {
    return Arrays.copyOf(values, n);
  }
}
