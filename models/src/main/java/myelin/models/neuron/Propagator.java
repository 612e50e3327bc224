package myelin.models.neuron;

/// Entries of the exact step matrix of linear neurons (Rotter and Diesmann 1999,
/// doi:10.1007/s004220050570): how far a current that is there now moves the membrane potential in
/// one step.
///
/// With `a = 1/tau_syn - 1/tau_m` both are `exp(-h/tau_m) / C_m` times an integral of `s^k exp(-a
/// s)` from 0 to h. Written so they keep their digits as tau_syn nears tau_m, where `a` is zero.
final class Propagator {

  private static final double SERIES_BELOW = 0.5;

  private Propagator() {}

  /// Potential [mV] after `h` [ms] per exponentially decaying current [pA] now.
  static double exponential(double tau_syn, double tau_m, double C_m, double h) {
    double a = 1 / tau_syn - 1 / tau_m;
    double area = a == 0 ? h : -StrictMath.expm1(-a * h) / a;
    return area / C_m * StrictMath.exp(-h / tau_m);
  }

  /// Potential [mV] after `h` [ms] per slope [pA/ms] now of an alpha-shaped current.
  static double alpha(double tau_syn, double tau_m, double C_m, double h) {
    double x = (1 / tau_syn - 1 / tau_m) * h;
    return h * h * moment(x) / C_m * StrictMath.exp(-h / tau_m);
  }

  /// Integral of `s exp(-x s)` from 0 to 1.
  private static double moment(double x) {
    if (Math.abs(x) >= SERIES_BELOW) return (1 - (1 + x) * StrictMath.exp(-x)) / (x * x);
    double sum = 0;
    double term = 1;
    for (int n = 0; n < 20; n++) {
      sum += term / (n + 2);
      term *= -x / (n + 1);
    }
    return sum;
  }

  /// Potential [mV] after `h` [ms] per constant current [pA].
  static double constant(double tau_m, double C_m, double h) {
    return -tau_m / C_m * StrictMath.expm1(-h / tau_m);
  }
}
