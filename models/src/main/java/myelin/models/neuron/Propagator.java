package myelin.models.neuron;

/// Entries of the exact step matrix of linear neurons (Rotter and Diesmann 1999,
/// doi:10.1007/s004220050570): how far a current that flows now moves the membrane potential in one
/// step.
///
/// With `a = 1/tau_syn - 1/tau_m`, those of exponential and alpha-shaped currents are
/// `exp(-h/tau_m) / C_m` times an integral of `s^k exp(-a s)` from 0 to h. They are written so that
/// they keep their digits as tau_syn approaches tau_m, where `a` is zero.
public final class Propagator {

  private static final double SERIES_BELOW = 0.5;

  private Propagator() {}

  /// Potential (mV) after `h` (ms) per exponentially decaying current (pA) now.
  public static double exponential(double tau_syn, double tau_m, double C_m, double h) {
    double a = 1 / tau_syn - 1 / tau_m;
    if (a == 0) return h / C_m * StrictMath.exp(-h / tau_m);
    double slower = StrictMath.exp(-h / Math.max(tau_syn, tau_m));
    return -StrictMath.expm1(-Math.abs(a) * h) / Math.abs(a) / C_m * slower;
  }

  /// Potential (mV) after `h` (ms) per slope (pA/ms) now of an alpha-shaped current.
  public static double alpha(double tau_syn, double tau_m, double C_m, double h) {
    double x = (1 / tau_syn - 1 / tau_m) * h;
    double membrane = StrictMath.exp(-h / tau_m);
    double moment =
        Math.abs(x) < SERIES_BELOW
            ? series(x) * membrane
            : (membrane - (1 + x) * StrictMath.exp(-h / tau_syn)) / (x * x);
    return h * h * moment / C_m;
  }

  /// Integral of `s exp(-x s)` from 0 to 1, for small x.
  private static double series(double x) {
    double sum = 0;
    double term = 1;
    for (int n = 0; n < 20; n++) {
      sum += term / (n + 2);
      term *= -x / (n + 1);
    }
    return sum;
  }

  /// Potential (mV) after `h` (ms) per constant current (pA).
  public static double constant(double tau_m, double C_m, double h) {
    return -tau_m / C_m * StrictMath.expm1(-h / tau_m);
  }
}
