package myelin.conformance.neuron;

import java.math.BigDecimal;
import java.math.MathContext;

/// Closed forms of leaky integration, in units of ms, mV, pA and pF. Integrals are power series in
/// numbers of many digits, so they are right for any two time constants, however near each other.
final class Closed {

  private static final MathContext DIGITS = new MathContext(110);
  private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-40");

  private Closed() {}

  /// Distance from rest, `t` after a constant current was switched on.
  static double constantCurrent(double current, double tau_m, double C_m, double t) {
    return -current * tau_m / C_m * Math.expm1(-t / tau_m);
  }

  /// Potential, `t` after the onset of an exponential current of amplitude 1 pA.
  static double exponential(double tau_syn, double tau_m, double C_m, double t) {
    return t * moment(0, tau_syn, tau_m, t) / C_m * Math.exp(-t / tau_m);
  }

  /// Potential, `t` after the onset of an alpha-shaped current that peaks at 1 pA.
  static double alpha(double tau_syn, double tau_m, double C_m, double t) {
    double slope = Math.E / tau_syn;
    return slope * t * t * moment(1, tau_syn, tau_m, t) / C_m * Math.exp(-t / tau_m);
  }

  /// Integral of `u^k exp(-x u)` from 0 to 1, where `x = t (1/tau_syn - 1/tau_m)`.
  private static double moment(int k, double tau_syn, double tau_m, double t) {
    BigDecimal s = new BigDecimal(tau_syn);
    BigDecimal m = new BigDecimal(tau_m);
    BigDecimal x = new BigDecimal(t).multiply(m.subtract(s)).divide(m.multiply(s), DIGITS);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 0; term.abs().compareTo(NEGLIGIBLE) > 0; n++) {
      sum = sum.add(term.divide(BigDecimal.valueOf(n + k + 1), DIGITS), DIGITS);
      term = term.multiply(x, DIGITS).negate().divide(BigDecimal.valueOf(n + 1), DIGITS);
    }
    return sum.doubleValue();
  }
}
