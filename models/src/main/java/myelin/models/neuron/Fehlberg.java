package myelin.models.neuron;

/// The embedded Runge-Kutta formulas of Fehlberg, of orders 4 and 5 (E. Fehlberg, NASA TR R-315,
/// 1969, table III; Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, 1993,
/// II.4): weights of the slopes `k1`, `k2`, ... found so far.
///
/// [Rkf45] and [LaneRkf45] both go by these, so that they do the same arithmetic in the same order.
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
}
