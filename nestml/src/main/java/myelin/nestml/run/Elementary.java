package myelin.nestml.run;

import myelin.engine.math.ErrorFunction;
import myelin.engine.math.Exponential;
import myelin.engine.math.Hyperbolic;
import myelin.engine.math.Logarithm;
import myelin.engine.math.Power;
import myelin.engine.math.Trigonometric;

/// Functions of numbers that model texts may use.
public final class Elementary {

  private static final double NEAR = 1e-6;

  private Elementary() {}

  /// e to the power of `x`.
  public static double exp(double x) {
    return Exponential.exp(x);
  }

  /// e to the power of the first `n` numbers of `x`, written to `y`, which may be the same array.
  public static void exp(double[] x, double[] y, int n) {
    Exponential.exp(x, y, n);
  }

  /// e to the power of `x`, minus 1; precise near 0.
  public static double expm1(double x) {
    return Exponential.expm1(x);
  }

  /// The natural logarithm.
  public static double log(double x) {
    return Logarithm.log(x);
  }

  /// e to the power of the first `n` numbers of `x`, minus 1, written to `y`, which may be the same
  /// array.
  public static void expm1(double[] x, double[] y, int n) {
    Exponential.expm1(x, y, n);
  }

  /// The natural logarithms of the first `n` numbers of `x`, written to `y`, which may be the same
  /// array.
  public static void log(double[] x, double[] y, int n) {
    Logarithm.log(x, y, n);
  }

  /// The hyperbolic tangents of the first `n` numbers of `x`, written to `y`, which may be the same
  /// array.
  public static void tanh(double[] x, double[] y, int n) {
    Hyperbolic.tanh(x, y, n);
  }

  /// The sines of the first `n` numbers of `x`, written to `y`, which may be the same array.
  public static void sin(double[] x, double[] y, int n) {
    Trigonometric.sin(x, y, n);
  }

  /// The cosines of the first `n` numbers of `x`, written to `y`, which may be the same array.
  public static void cos(double[] x, double[] y, int n) {
    Trigonometric.cos(x, y, n);
  }

  /// The decimal logarithm.
  public static double log10(double x) {
    return Logarithm.log10(x);
  }

  /// A power; for small whole exponents it is computed as a product.
  public static double pow(double x, double y) {
    if (y == 1) return x;
    if (y == 0) return 1;
    if (y == 2) return x * x;
    if (y == 3) return x * x * x;
    if (y == 4) return x * x * (x * x);
    return Power.pow(x, y);
  }

  /// The sine.
  public static double sin(double x) {
    return Trigonometric.sin(x);
  }

  /// The cosine.
  public static double cos(double x) {
    return Trigonometric.cos(x);
  }

  /// The tangent.
  public static double tan(double x) {
    return Trigonometric.tan(x);
  }

  /// The hyperbolic sine.
  public static double sinh(double x) {
    return Hyperbolic.sinh(x);
  }

  /// The hyperbolic cosine.
  public static double cosh(double x) {
    return Hyperbolic.cosh(x);
  }

  /// The hyperbolic tangent.
  public static double tanh(double x) {
    return Hyperbolic.tanh(x);
  }

  /// The error function.
  public static double erf(double x) {
    return ErrorFunction.erf(x);
  }

  /// 1 minus the error function.
  public static double erfc(double x) {
    return ErrorFunction.erfc(x);
  }

  /// The nearest whole number; halves are rounded away from zero.
  public static double round(double x) {
    double whole = Math.floor(Math.abs(x));
    double up = Math.abs(x) - whole >= 0.5 ? whole + 1 : whole;
    return Math.copySign(up, x);
  }

  /// `x`, but not less than `least` and not more than `most`.
  public static double clip(double x, double least, double most) {
    return Math.min(Math.max(x, least), most);
  }

  /// A quotient without its fraction; 0 if `y` is 0.
  public static long quotient(long x, long y) {
    return y == 0 ? 0 : x / y;
  }

  /// The remainder of a division; 0 if `y` is 0.
  public static long remainder(long x, long y) {
    return y == 0 ? 0 : x % y;
  }

  /// 1 if a number stands for true, else 0.
  public static int isTrue(double x) {
    return x != 0 ? 1 : 0;
  }

  /// The number of steps of `h` in a time (ms), rounded.
  public static double steps(double time, double h) {
    return Math.rint(time / h);
  }

  /// What is left of a time after a step of `h`; exact for a whole number of steps.
  public static double tick(double time, double h) {
    double steps = time / h;
    double whole = Math.rint(steps);
    return Math.abs(steps - whole) < NEAR ? (whole - 1) * h : time - h;
  }
}
