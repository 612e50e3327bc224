package myelin.models.integrated;

/// The embedded Runge-Kutta formulas of Fehlberg, of orders 4 and 5 (E. Fehlberg, NASA TR R-315,
/// 1969, table III; Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, 1993,
/// II.4): weights of the slopes `k1`, `k2`, ... found so far.
///
/// [Rkf45], [LaneRkf45] and its twins on vectors use these, so that they do the same arithmetic in
/// the same order.
final class Fehlberg {

  /// The times of the second to sixth slope, as parts of the step.
  static final double TIME_2 = 1.0 / 4;

  static final double TIME_3 = 3.0 / 8;
  static final double TIME_4 = 12.0 / 13;
  static final double TIME_5 = 1;
  static final double TIME_6 = 1.0 / 2;

  private Fehlberg() {}

  /// Mean slope that leads to the point of the second slope.
  static double to2(double k1) {
    return 1.0 / 4 * k1;
  }

  /// Mean slope that leads to the point of the third slope.
  static double to3(double k1, double k2) {
    return 3.0 / 32 * k1 + 9.0 / 32 * k2;
  }

  /// Mean slope that leads to the point of the fourth slope.
  static double to4(double k1, double k2, double k3) {
    return 1932.0 / 2197 * k1 - 7200.0 / 2197 * k2 + 7296.0 / 2197 * k3;
  }

  /// Mean slope that leads to the point of the fifth slope.
  static double to5(double k1, double k2, double k3, double k4) {
    return 439.0 / 216 * k1 - 8 * k2 + 3680.0 / 513 * k3 - 845.0 / 4104 * k4;
  }

  /// Mean slope that leads to the point of the sixth slope.
  static double to6(double k1, double k2, double k3, double k4, double k5) {
    return -8.0 / 27 * k1 + 2 * k2 - 3544.0 / 2565 * k3 + 1859.0 / 4104 * k4 - 11.0 / 40 * k5;
  }

  /// Mean slope that leads to the end, of order 5.
  static double toEnd(double k1, double k3, double k4, double k5, double k6) {
    return 16.0 / 135 * k1
        + 6656.0 / 12825 * k3
        + 28561.0 / 56430 * k4
        - 9.0 / 50 * k5
        + 2.0 / 55 * k6;
  }

  /// Mean slope of order 5 less the one of order 4.
  static double difference(double k1, double k3, double k4, double k5, double k6) {
    return 1.0 / 360 * k1 - 128.0 / 4275 * k3 - 2197.0 / 75240 * k4 + 1.0 / 50 * k5 + 2.0 / 55 * k6;
  }

  /// The solution of `dy/dt = z y` by these formulas, from `y = 1` over a step of 1.
  ///
  /// @return `y` at the points of the six slopes and at the end, and the difference of the two
  ///   orders there
  static double[] decay(double z) {
    double k1 = z;
    double y2 = 1 + to2(k1);
    double k2 = z * y2;
    double y3 = 1 + to3(k1, k2);
    double k3 = z * y3;
    double y4 = 1 + to4(k1, k2, k3);
    double k4 = z * y4;
    double y5 = 1 + to5(k1, k2, k3, k4);
    double k5 = z * y5;
    double y6 = 1 + to6(k1, k2, k3, k4, k5);
    double k6 = z * y6;
    double end = 1 + toEnd(k1, k3, k4, k5, k6);
    return new double[] {1, y2, y3, y4, y5, y6, end, difference(k1, k3, k4, k5, k6)};
  }
}
