package myelin.engine.math;

/// Arrays of one thread for what stands between two loops, and loops over the bits of numbers.
///
/// Functions that call one another divide the arrays between them by name.
final class Work {

  /// The most numbers that an array form takes at once: a block of neurons.
  static final int LANES = 256;

  private static final ThreadLocal<Work> OF_THREAD = ThreadLocal.withInitial(Work::new);

  private static final long SIGN = Long.MIN_VALUE;

  final double[] a = new double[LANES];
  final double[] b = new double[LANES];
  final double[] c = new double[LANES];
  final double[] d = new double[LANES];
  final double[] e = new double[LANES];
  final double[] f = new double[LANES];
  final double[] g = new double[LANES];

  private Work() {}

  /// The arrays of this thread.
  static Work ofThread() {
    return OF_THREAD.get();
  }

  /// Whether the first `n` numbers are at most `bound`, by absolute value. A NaN is not.
  static boolean within(double[] x, int n, double bound) {
    long most = Double.doubleToRawLongBits(bound);
    long outside = 0;
    for (int i = 0; i < n; i++) outside |= most - (Double.doubleToRawLongBits(x[i]) & ~SIGN);
    return outside >= 0;
  }

  /// Gives numbers the signs of others: `y[i]`, not negative, becomes `±value[i]`.
  static void sign(double[] value, double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      long sign = Double.doubleToRawLongBits(x[i]) & SIGN;
      y[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(value[i]) | sign);
    }
  }

  /// A number that is not negative, with the sign of another.
  static double sign(double value, double x) {
    long sign = Double.doubleToRawLongBits(x) & SIGN;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) | sign);
  }
}
