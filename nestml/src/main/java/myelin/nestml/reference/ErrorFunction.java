package myelin.nestml.reference;

/// The error function, by its power series near 0 and by its continued fraction elsewhere.
final class ErrorFunction {

  private static final double FAR = 3;
  private static final double BEYOND = 27;

  private ErrorFunction() {}

  static double erf(double x) {
    if (Math.abs(x) > FAR) return x > 0 ? 1 - tail(x) : tail(-x) - 1;
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / StrictMath.sqrt(Math.PI) * sum;
  }

  static double erfc(double x) {
    return x > FAR ? tail(x) : 1 - erf(x);
  }

  private static double tail(double x) {
    if (x > BEYOND) return 0;
    double fraction = 0;
    for (int n = 200; n >= 1; n--) fraction = n / 2.0 / (x + fraction);
    return StrictMath.exp(-x * x) / StrictMath.sqrt(Math.PI) / (x + fraction);
  }
}
