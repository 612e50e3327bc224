package myelin.models.compartment;

import myelin.engine.math.Exponential;

/// The sodium and potassium channels of one compartment, one element a neuron.
///
/// Each gate x goes to x_inf(V) by a rate q (a(V) + b(V)), where V stands still for a step. Rates
/// are those of Mainen and Sejnowski (1996), at a temperature that makes them q = 3.21 times
/// faster. A rate is of the form r x / (1 - exp(-x / k)), which is r k where x is 0.
final class Channels {

  /// How much faster channels are than at the temperature of the measurements.
  private static final double Q = 3.21;

  /// Potential (mV) and slope (mV) of a rate that grows, and of one that falls, with the potential.
  private static final double V_m = -35.013;

  private static final double K_m = 9;
  private static final double V_h_up = -50.013;
  private static final double V_h_down = -75.013;
  private static final double K_h = 5;
  private static final double V_h = -65;
  private static final double K_h_inf = 6.2;
  private static final double V_n = 25;
  private static final double K_n = 9;

  /// How steep rates are (1 / (ms mV)).
  private static final double A_m = 0.182;

  private static final double B_m = 0.124;
  private static final double A_h = 0.024;
  private static final double B_h = 0.0091;
  private static final double A_n = 0.02;
  private static final double B_n = 0.002;

  final double[] m;
  final double[] h;
  final double[] n;

  private final double[] ratio;
  private final double[] power;
  private final double[] rate;

  /// Channels with these gates.
  ///
  /// @param scratch of three arrays, for all compartments of a block
  Channels(double[] m, double[] h, double[] n, double[][] scratch) {
    this.m = m;
    this.h = h;
    this.n = n;
    ratio = scratch[0];
    power = scratch[1];
    rate = scratch[2];
  }

  /// The gates of neuron `i` are as they become where the potential stays at `v` (mV).
  void settle(int i, double v) {
    m[i] = ofPair(A_m, B_m, Exponential.exp((V_m - v) / K_m));
    h[i] = 1 / (1 + Exponential.exp((v - V_h) / K_h_inf));
    n[i] = ofPair(A_n, B_n, Exponential.exp((V_n - v) / K_n));
  }

  /// a / (a + b), of rates that differ by a factor and the sign of x: b = a E B / A.
  private static double ofPair(double a, double b, double e) {
    return a / (a + b * e);
  }

  /// Moves the sodium channels on by a step with potentials `v`, and adds their current: half of
  /// their conductance goes to `own`, the rest to `known`.
  ///
  /// @param h_ms length of a step (ms)
  /// @param gbar conductance when all are open (uS); where it is 0 gates stay as they are
  /// @param e reversal potential (mV)
  void sodium(
      double h_ms, double[] v, double[] gbar, double[] e, double[] own, double[] known, int lanes) {
    pair(V_m, K_m, v, lanes);
    for (int i = 0; i < lanes; i++) {
      double E = power[i] + 1;
      power[i] = A_m / (A_m + B_m * E);
      rate[i] = -h_ms * Q * (K_m * ratio[i] * (A_m + B_m * E));
    }
    move(m, gbar, lanes);
    pair(V_h_up, K_h, v, lanes);
    for (int i = 0; i < lanes; i++) rate[i] = A_h * K_h * ratio[i];
    pair(V_h_down, K_h, v, lanes);
    for (int i = 0; i < lanes; i++) {
      double down = B_h * K_h * ratio[i] * (power[i] + 1);
      rate[i] = -h_ms * Q * (rate[i] + down);
    }
    for (int i = 0; i < lanes; i++) power[i] = (v[i] - V_h) / K_h_inf;
    Exponential.exp(power, power, lanes);
    for (int i = 0; i < lanes; i++) power[i] = 1 / (1 + power[i]);
    move(h, gbar, lanes);
    for (int i = 0; i < lanes; i++) {
      double g = gbar[i] * (m[i] * m[i] * m[i] * h[i]);
      own[i] += g / 2;
      known[i] += g * (e[i] - v[i] / 2);
    }
  }

  /// The same of potassium.
  void potassium(
      double h_ms, double[] v, double[] gbar, double[] e, double[] own, double[] known, int lanes) {
    pair(V_n, K_n, v, lanes);
    for (int i = 0; i < lanes; i++) {
      double E = power[i] + 1;
      power[i] = A_n / (A_n + B_n * E);
      rate[i] = -h_ms * Q * (K_n * ratio[i] * (A_n + B_n * E));
    }
    move(n, gbar, lanes);
    for (int i = 0; i < lanes; i++) {
      double g = gbar[i] * n[i];
      own[i] += g / 2;
      known[i] += g * (e[i] - v[i] / 2);
    }
  }

  /// With u = (v0 - v) / k: `power` becomes e^u - 1, and `ratio` u / (e^u - 1).
  private void pair(double v0, double k, double[] v, int lanes) {
    for (int i = 0; i < lanes; i++) ratio[i] = (v0 - v[i]) / k;
    Exponential.expm1(ratio, power, lanes);
    for (int i = 0; i < lanes; i++) ratio[i] = power[i] == 0 ? 1 : ratio[i] / power[i];
  }

  /// Moves gates towards what stands in `power`, by an exponential with the exponent in `rate`.
  private void move(double[] gate, double[] gbar, int lanes) {
    Exponential.exp(rate, rate, lanes);
    for (int i = 0; i < lanes; i++) {
      double next = power[i] + (gate[i] - power[i]) * rate[i];
      gate[i] = gbar[i] > 0 ? next : gate[i];
    }
  }
}
