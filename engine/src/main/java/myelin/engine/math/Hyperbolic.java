package myelin.engine.math;

/// Hyperbolic sine, cosine, and tangent, from the exponential function of |x| ([Exponential]).
///
/// With E = `e^|x| - 1` or `e^(2|x|) - 1` the differences that would lose digits near 0 do not
/// occur: sinh |x| = (E + E / (E + 1)) / 2 and tanh |x| = E / (E + 2). The sign is set by its bit.
public final class Hyperbolic {

  private static final double TANH_BOUND = Exponential.BOUND / 2;

  private Hyperbolic() {}

  /// Hyperbolic sine: error below 2 ulp. Odd to the bit. Beyond ±708 it is that of `StrictMath`.
  public static double sinh(double x) {
    if (!(Math.abs(x) <= Exponential.BOUND)) return StrictMath.sinh(x);
    double absolute = Math.abs(x);
    double shifted = Exponential.shifted(absolute);
    double power = Exponential.power(shifted);
    double e = Exponential.lessOne(absolute, shifted, power);
    return Work.sign(sinh(e, Exponential.lessOneLow(absolute, shifted, power, e)), x);
  }

  /// `y[i] = sinh x[i]`, to the bit as for one number; x and y may be one array.
  public static void sinh(double[] x, double[] y, int n) {
    if (!Work.within(x, n, Exponential.BOUND)) {
      for (int i = 0; i < n; i++) y[i] = sinh(x[i]);
      return;
    }
    Work work = Work.ofThread();
    double[] e = work.c;
    for (int i = 0; i < n; i++) e[i] = Math.abs(x[i]);
    double[] shifted = work.a;
    double[] power = work.b;
    double[] low = work.d;
    Exponential.powers(e, shifted, power, n);
    Exponential.lessOnes(e, shifted, power, low, n);
    for (int i = 0; i < n; i++) e[i] = sinh(e[i], low[i]);
    Work.sign(e, x, y, n);
  }

  /// Hyperbolic cosine: error below 2 ulp. Even to the bit. Beyond ±708 it is that of `StrictMath`.
  public static double cosh(double x) {
    if (!(Math.abs(x) <= Exponential.BOUND)) return StrictMath.cosh(x);
    double e = Exponential.exp(Math.abs(x));
    return 0.5 * e + 0.5 / e;
  }

  /// `y[i] = cosh x[i]`, to the bit as for one number; x and y may be one array.
  public static void cosh(double[] x, double[] y, int n) {
    if (!Work.within(x, n, Exponential.BOUND)) {
      for (int i = 0; i < n; i++) y[i] = cosh(x[i]);
      return;
    }
    for (int i = 0; i < n; i++) y[i] = Math.abs(x[i]);
    Exponential.exp(y, y, n);
    for (int i = 0; i < n; i++) y[i] = 0.5 * y[i] + 0.5 / y[i];
  }

  /// Hyperbolic tangent: error below 2 ulp. Odd to the bit. Beyond ±354 it is ±1.
  public static double tanh(double x) {
    if (!(Math.abs(x) <= TANH_BOUND)) return StrictMath.tanh(x);
    double twice = 2 * Math.abs(x);
    double shifted = Exponential.shifted(twice);
    double power = Exponential.power(shifted);
    double e = Exponential.lessOne(twice, shifted, power);
    return Work.sign(tanh(e, Exponential.lessOneLow(twice, shifted, power, e)), x);
  }

  /// `y[i] = tanh x[i]`, to the bit as for one number; x and y may be one array.
  public static void tanh(double[] x, double[] y, int n) {
    if (!Work.within(x, n, TANH_BOUND)) {
      for (int i = 0; i < n; i++) y[i] = tanh(x[i]);
      return;
    }
    Work work = Work.ofThread();
    double[] e = work.c;
    double[] shifted = work.a;
    double[] power = work.b;
    double[] low = work.d;
    for (int i = 0; i < n; i++) e[i] = 2 * Math.abs(x[i]);
    Exponential.powers(e, shifted, power, n);
    Exponential.lessOnes(e, shifted, power, low, n);
    for (int i = 0; i < n; i++) e[i] = tanh(e[i], low[i]);
    Work.sign(e, x, y, n);
  }

  /// (E + F) / 2, F = E / (E + 1), whose rounding errors are added at the end; 1 / (E + 1) = 1 - F.
  private static double sinh(double e, double low) {
    double d = e + 1;
    double f = e / d;
    double correction = (low - f * (low + error(e, 1, d))) * (1 - f);
    return 0.5 * (e + (f + (low + correction)));
  }

  /// E / (E + 2), whose rounding errors are added at the end; 1 / (E + 2) = (1 - tanh) / 2.
  private static double tanh(double e, double low) {
    double d = e + 2;
    double f = e / d;
    return f + (low - f * (low + error(e, 2, d))) * (0.5 - 0.5 * f);
  }

  /// Exactly what a + b lost when it was rounded.
  private static double error(double a, double b, double sum) {
    double back = sum - a;
    return (a - (sum - back)) + (b - back);
  }
}
