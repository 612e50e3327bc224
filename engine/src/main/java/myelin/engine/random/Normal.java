package myelin.engine.random;

/// The standard normal distribution. Coefficients are written as they were published, and each is a
/// constant of its own, since the JIT then turns the loops that use them into vectors.
@SuppressWarnings("FloatingPointLiteralPrecision")
final class Normal {

  private static final double A0 = 3.3871328727963666080e0;
  private static final double A1 = 1.3314166789178437745e2;
  private static final double A2 = 1.9715909503065514427e3;
  private static final double A3 = 1.3731693765509461125e4;
  private static final double A4 = 4.5921953931549871457e4;
  private static final double A5 = 6.7265770927008700853e4;
  private static final double A6 = 3.3430575583588128105e4;
  private static final double A7 = 2.5090809287301226727e3;
  private static final double B1 = 4.2313330701600911252e1;
  private static final double B2 = 6.8718700749205790830e2;
  private static final double B3 = 5.3941960214247511077e3;
  private static final double B4 = 2.1213794301586595867e4;
  private static final double B5 = 3.9307895800092710610e4;
  private static final double B6 = 2.8729085735721942674e4;
  private static final double B7 = 5.2264952788528545610e3;
  private static final double C0 = 1.42343711074968357734e0;
  private static final double C1 = 4.63033784615654529590e0;
  private static final double C2 = 5.76949722146069140550e0;
  private static final double C3 = 3.64784832476320460504e0;
  private static final double C4 = 1.27045825245236838258e0;
  private static final double C5 = 2.41780725177450611770e-1;
  private static final double C6 = 2.27238449892691845833e-2;
  private static final double C7 = 7.74545014278341407640e-4;
  private static final double D1 = 2.05319162663775882187e0;
  private static final double D2 = 1.67638483018380384940e0;
  private static final double D3 = 6.89767334985100004550e-1;
  private static final double D4 = 1.48103976427480074590e-1;
  private static final double D5 = 1.51986665636164571966e-2;
  private static final double D6 = 5.47593808499534494600e-4;
  private static final double D7 = 1.05075007164441684324e-9;
  private static final double E0 = 6.65790464350110377720e0;
  private static final double E1 = 5.46378491116411436990e0;
  private static final double E2 = 1.78482653991729133580e0;
  private static final double E3 = 2.96560571828504891230e-1;
  private static final double E4 = 2.65321895265761230930e-2;
  private static final double E5 = 1.24266094738807843860e-3;
  private static final double E6 = 2.71155556874348757815e-5;
  private static final double E7 = 2.01033439929228813265e-7;
  private static final double F1 = 5.99832206555887937690e-1;
  private static final double F2 = 1.36929880922735805310e-1;
  private static final double F3 = 1.48753612908506148525e-2;
  private static final double F4 = 7.86869131145613259100e-4;
  private static final double F5 = 1.84631831751005468180e-5;
  private static final double F6 = 1.42151175831644588870e-7;
  private static final double F7 = 2.04426310338993978564e-15;

  /// The least probability that [#tails] is for, above exp(-25).
  static final double FARTHEST = 2e-11;

  /// Up to this root of a logarithm the nearer of two ratios holds for a tail.
  private static final double NEAR = 5;

  private static final double NEAR_CENTRE = 1.6;

  private Normal() {}

  /// The number below which a standard normal falls with probability `p`, 0 < p < 1, to 1e-15
  /// relative.
  ///
  /// Wichura (1988), Algorithm AS 241, doi:10.2307/2347330.
  static double quantile(double p) {
    double q = p - 0.5;
    if (isFar(q) == 0) {
      double s = square(q);
      return q * (a(s) / b(s));
    }
    double r = root(q < 0 ? p : 1 - p);
    double x = r <= NEAR ? c(r - NEAR_CENTRE) / d(r - NEAR_CENTRE) : e(r - NEAR) / f(r - NEAR);
    return q < 0 ? -x : x;
  }

  /// 1 if a probability less one half belongs to one of the tails, else 0; without a branch, which
  /// would be mispredicted one time in seven.
  static int isFar(double q) {
    return (int) (Double.doubleToRawLongBits(0.425 - Math.abs(q)) >>> (Long.SIZE - 1));
  }

  /// The argument of the ratio of polynomials in the middle.
  private static double square(double q) {
    return 0.180625 - q * q;
  }

  private static double root(double p) {
    return Math.sqrt(-StrictMath.log(p));
  }

  /// The first `n` quantiles of probabilities less one half, in place, as if none were far.
  ///
  /// @param above room for `n`
  /// @param below room for `n`
  static void middle(double[] q, double[] above, double[] below, int n) {
    for (int i = 0; i < n; i++) above[i] = a(square(q[i]));
    for (int i = 0; i < n; i++) below[i] = b(square(q[i]));
    for (int i = 0; i < n; i++) q[i] = q[i] * (above[i] / below[i]);
  }

  /// Quantiles, without their sign, of the first `n` probabilities that are [#isFar] and not below
  /// [#FARTHEST], in place.
  ///
  /// @param above room for `n`
  /// @param below room for `n`
  static void tails(double[] p, double[] above, double[] below, int n) {
    for (int i = 0; i < n; i++) p[i] = -StrictMath.log(p[i]);
    for (int i = 0; i < n; i++) p[i] = Math.sqrt(p[i]) - NEAR_CENTRE;
    for (int i = 0; i < n; i++) above[i] = c(p[i]);
    for (int i = 0; i < n; i++) below[i] = d(p[i]);
    for (int i = 0; i < n; i++) p[i] = above[i] / below[i];
  }

  // The polynomials, by the letters that their coefficients have in the paper.

  private static double a(double x) {
    return polynomial(x, A7, A6, A5, A4, A3, A2, A1, A0);
  }

  private static double b(double x) {
    return polynomial(x, B7, B6, B5, B4, B3, B2, B1, 1);
  }

  private static double c(double x) {
    return polynomial(x, C7, C6, C5, C4, C3, C2, C1, C0);
  }

  private static double d(double x) {
    return polynomial(x, D7, D6, D5, D4, D3, D2, D1, 1);
  }

  private static double e(double x) {
    return polynomial(x, E7, E6, E5, E4, E3, E2, E1, E0);
  }

  private static double f(double x) {
    return polynomial(x, F7, F6, F5, F4, F3, F2, F1, 1);
  }

  /// `k0 + k1 x + ... + k7 x^7`.
  private static double polynomial(
      double x,
      double k7,
      double k6,
      double k5,
      double k4,
      double k3,
      double k2,
      double k1,
      double k0) {
    return ((((((k7 * x + k6) * x + k5) * x + k4) * x + k3) * x + k2) * x + k1) * x + k0;
  }
}
