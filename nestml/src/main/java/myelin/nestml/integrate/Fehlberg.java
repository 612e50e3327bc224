package myelin.nestml.integrate;

/// The embedded Runge-Kutta formulas of Fehlberg, of orders 4 and 5 (E. Fehlberg, NASA TR R-315,
/// 1969, table III; Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, 1993,
/// II.4), for the first `n` of several neurons, each of which takes its own step `h[i]`, and for
/// one.
///
/// Each loop is short enough for HotSpot to turn it into vector code. The formulas for one neuron
/// stand apart: HotSpot does not always take the longer ones into the loops.
final class Fehlberg {

  private Fehlberg() {}

  static void to2(int n, double[] h, double[] y, double[] k1, double[] next) {
    for (int i = 0; i < n; i++) next[i] = y[i] + h[i] * (1.0 / 4 * k1[i]);
  }

  static void to3(int n, double[] h, double[] y, double[][] k, int c, double[] next) {
    double[] k1 = k[c];
    double[] k2 = k[c + k.length / 6];
    for (int i = 0; i < n; i++) next[i] = y[i] + h[i] * (3.0 / 32 * k1[i] + 9.0 / 32 * k2[i]);
  }

  static void to4(int n, double[] h, double[] y, double[][] k, int c, double[] next) {
    int size = k.length / 6;
    double[] k1 = k[c];
    double[] k2 = k[c + size];
    double[] k3 = k[c + 2 * size];
    for (int i = 0; i < n; i++) {
      double slope = 1932.0 / 2197 * k1[i] - 7200.0 / 2197 * k2[i] + 7296.0 / 2197 * k3[i];
      next[i] = y[i] + h[i] * slope;
    }
  }

  static void to5(int n, double[] h, double[] y, double[][] k, int c, double[] next) {
    int size = k.length / 6;
    double[] k1 = k[c];
    double[] k2 = k[c + size];
    double[] k3 = k[c + 2 * size];
    double[] k4 = k[c + 3 * size];
    for (int i = 0; i < n; i++) {
      double slope = 439.0 / 216 * k1[i] - 8 * k2[i] + 3680.0 / 513 * k3[i] - 845.0 / 4104 * k4[i];
      next[i] = y[i] + h[i] * slope;
    }
  }

  static void to6(int n, double[] h, double[] y, double[][] k, int c, double[] next) {
    int size = k.length / 6;
    double[] k1 = k[c];
    double[] k2 = k[c + size];
    double[] k3 = k[c + 2 * size];
    double[] k4 = k[c + 3 * size];
    double[] k5 = k[c + 4 * size];
    for (int i = 0; i < n; i++) {
      double slope =
          -8.0 / 27 * k1[i]
              + 2 * k2[i]
              - 3544.0 / 2565 * k3[i]
              + 1859.0 / 4104 * k4[i]
              - 11.0 / 40 * k5[i];
      next[i] = y[i] + h[i] * slope;
    }
  }

  /// The state at the end of the step, of order 5.
  static void toEnd(int n, double[] h, double[] y, double[][] k, int c, double[] next) {
    int size = k.length / 6;
    double[] k1 = k[c];
    double[] k3 = k[c + 2 * size];
    double[] k4 = k[c + 3 * size];
    double[] k5 = k[c + 4 * size];
    double[] k6 = k[c + 5 * size];
    for (int i = 0; i < n; i++) {
      double slope =
          16.0 / 135 * k1[i]
              + 6656.0 / 12825 * k3[i]
              + 28561.0 / 56430 * k4[i]
              - 9.0 / 50 * k5[i]
              + 2.0 / 55 * k6[i];
      next[i] = y[i] + h[i] * slope;
    }
  }

  /// The difference of the solutions of order 5 and 4.
  static void difference(int n, double[] h, double[][] k, int c, double[] error) {
    int size = k.length / 6;
    double[] k1 = k[c];
    double[] k3 = k[c + 2 * size];
    double[] k4 = k[c + 3 * size];
    double[] k5 = k[c + 4 * size];
    double[] k6 = k[c + 5 * size];
    for (int i = 0; i < n; i++) error[i] = h[i] * difference(k1[i], k3[i], k4[i], k5[i], k6[i]);
  }

  /// Raises `worst` to the absolute difference of the solutions of order 5 and 4.
  static void worsen(int n, double[] h, double[][] k, int c, double[] worst) {
    int size = k.length / 6;
    double[] k1 = k[c];
    double[] k3 = k[c + 2 * size];
    double[] k4 = k[c + 3 * size];
    double[] k5 = k[c + 4 * size];
    double[] k6 = k[c + 5 * size];
    for (int i = 0; i < n; i++) {
      double error = h[i] * difference(k1[i], k3[i], k4[i], k5[i], k6[i]);
      worst[i] = Math.max(worst[i], Math.abs(error));
    }
  }

  static double difference(double k1, double k3, double k4, double k5, double k6) {
    return 1.0 / 360 * k1 - 128.0 / 4275 * k3 - 2197.0 / 75240 * k4 + 1.0 / 50 * k5 + 2.0 / 55 * k6;
  }

  /// Raises `worst` to the ratio of the error to `absolute + relative |next|`.
  static void compare(
      int n, double absolute, double relative, double[] next, double[] error, double[] worst) {
    for (int p = 0; p < n; p++) {
      double allowed = absolute + relative * Math.abs(next[p]);
      worst[p] = Math.max(worst[p], Math.abs(error[p]) / allowed);
    }
  }

  /// Raises `worst` to the ratio of the error to `absolute + relative |h slope|`.
  static void compareToSlope(
      int n,
      double absolute,
      double relative,
      double[] h,
      double[] slope,
      double[] error,
      double[] worst) {
    for (int p = 0; p < n; p++) {
      double allowed = absolute + relative * Math.abs(h[p] * slope[p]);
      worst[p] = Math.max(worst[p], Math.abs(error[p]) / allowed);
    }
  }

  static double to2(double h, double y, double k1) {
    return y + h * (1.0 / 4 * k1);
  }

  static double to3(double h, double y, double k1, double k2) {
    return y + h * (3.0 / 32 * k1 + 9.0 / 32 * k2);
  }

  static double to4(double h, double y, double k1, double k2, double k3) {
    return y + h * (1932.0 / 2197 * k1 - 7200.0 / 2197 * k2 + 7296.0 / 2197 * k3);
  }

  static double to5(double h, double y, double k1, double k2, double k3, double k4) {
    return y + h * (439.0 / 216 * k1 - 8 * k2 + 3680.0 / 513 * k3 - 845.0 / 4104 * k4);
  }

  static double to6(double h, double y, double k1, double k2, double k3, double k4, double k5) {
    double slope =
        -8.0 / 27 * k1 + 2 * k2 - 3544.0 / 2565 * k3 + 1859.0 / 4104 * k4 - 11.0 / 40 * k5;
    return y + h * slope;
  }

  static double toEnd(double h, double y, double k1, double k3, double k4, double k5, double k6) {
    double slope =
        16.0 / 135 * k1
            + 6656.0 / 12825 * k3
            + 28561.0 / 56430 * k4
            - 9.0 / 50 * k5
            + 2.0 / 55 * k6;
    return y + h * slope;
  }
}
