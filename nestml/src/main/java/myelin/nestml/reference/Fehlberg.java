package myelin.nestml.reference;

import java.util.function.UnaryOperator;
import myelin.nestml.model.Integrator;

/// Runge-Kutta-Fehlberg of order 4 and 5, with GSL's step control.
final class Fehlberg {

  private static final double[][] A = {
    {},
    {1.0 / 4},
    {3.0 / 32, 9.0 / 32},
    {1932.0 / 2197, -7200.0 / 2197, 7296.0 / 2197},
    {439.0 / 216, -8, 3680.0 / 513, -845.0 / 4104},
    {-8.0 / 27, 2, -3544.0 / 2565, 1859.0 / 4104, -11.0 / 40}
  };
  private static final double[] FIFTH = {
    16.0 / 135, 0, 6656.0 / 12825, 28561.0 / 56430, -9.0 / 50, 2.0 / 55
  };
  private static final double[] ERROR = {
    1.0 / 360, 0, -128.0 / 4275, -2197.0 / 75240, 1.0 / 50, 2.0 / 55
  };
  private static final double SMALLEST = 1e-14;

  private final Integrator.Control control;
  private final double absolute;
  private final double relative;

  /// The step (ms), which is kept from one call to the next.
  private double step;

  Fehlberg(Integrator.Control control, double absolute, double relative, double first) {
    this.control = control;
    this.absolute = absolute;
    this.relative = relative;
    step = first;
  }

  /// Advances y from 0 to `end` (ms).
  ///
  /// @param slope gives the derivative of y
  /// @param accepted is run after each accepted step, and may change y
  void advance(double[] y, double end, UnaryOperator<double[]> slope, Runnable accepted) {
    double now = 0;
    while (now < end) {
      boolean last = false;
      double h = step;
      double[] from = y.clone();
      while (true) {
        last = h >= end - now;
        if (last) h = end - now;
        double error = attempt(from, y, h, slope);
        double next = h;
        if (error > 1.1) next = h * Math.max(0.2, 0.9 * Math.pow(error, -1.0 / 5));
        if (error < 0.5) next = h * Math.clamp(0.9 * Math.pow(error, -1.0 / 6), 1, 5);
        if (next < h && next > SMALLEST) {
          h = next;
          continue;
        }
        now = last ? end : now + h;
        step = Math.max(next, SMALLEST);
        break;
      }
      accepted.run();
    }
  }

  /// Sets y to the state a step h after `from`; returns the ratio of the error to what is allowed.
  private double attempt(double[] from, double[] y, double h, UnaryOperator<double[]> slope) {
    double[][] k = new double[6][];
    for (int stage = 0; stage < 6; stage++) {
      double[] at = from.clone();
      for (int i = 0; i < at.length; i++) {
        for (int s = 0; s < stage; s++) at[i] += h * A[stage][s] * k[s][i];
      }
      k[stage] = slope.apply(at);
    }
    double[] error = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = from[i];
      for (int s = 0; s < 6; s++) {
        y[i] += h * FIFTH[s] * k[s][i];
        error[i] += h * ERROR[s] * k[s][i];
      }
    }
    double[] after = slope.apply(y.clone());
    double worst = 0;
    for (int i = 0; i < y.length; i++) {
      double size =
          control == Integrator.Control.SOLUTION ? Math.abs(y[i]) : Math.abs(h * after[i]);
      worst = Math.max(worst, Math.abs(error[i]) / Math.abs(absolute + relative * size));
    }
    return worst;
  }
}
