package myelin.conformance.synapse;

import myelin.conformance.harness.PlasticTrial;

/// The weights that spikes arrive with through a `tsodyks_synapse`, by integrating its equations
/// with the classical Runge-Kutta formulas in small steps.
///
/// ```
///   dx/dt = (1 - x - y) / tau_rec     dy/dt = -y / tau_psc     du/dt = -u / tau_fac
/// ```
final class TsodyksOracle {

  /// Number of steps from spike to spike.
  private static final int STEPS = 4000;

  private final PlasticTrial trial;
  private double x;
  private double y;
  private double u;

  private TsodyksOracle(PlasticTrial trial) {
    this.trial = trial;
    x = trial.get("x");
    y = trial.get("y");
    u = trial.get("u");
  }

  /// The weights at the source's spikes.
  static double[] weights(PlasticTrial trial, double h) {
    TsodyksOracle oracle = new TsodyksOracle(trial);
    double[] weights = new double[trial.pre().length];
    int last = 0;
    for (int k = 0; k < weights.length; k++) {
      oracle.pass((trial.pre()[k] - last) * h);
      weights[k] = trial.get("weight") * oracle.release();
      last = trial.pre()[k];
    }
    return weights;
  }

  private void pass(double ms) {
    double s = ms / STEPS;
    for (int n = 0; n < STEPS; n++) {
      double[] a = slopes(x, y, u);
      double[] b = slopes(x + s / 2 * a[0], y + s / 2 * a[1], u + s / 2 * a[2]);
      double[] c = slopes(x + s / 2 * b[0], y + s / 2 * b[1], u + s / 2 * b[2]);
      double[] d = slopes(x + s * c[0], y + s * c[1], u + s * c[2]);
      x += s / 6 * (a[0] + 2 * b[0] + 2 * c[0] + d[0]);
      y += s / 6 * (a[1] + 2 * b[1] + 2 * c[1] + d[1]);
      u += s / 6 * (a[2] + 2 * b[2] + 2 * c[2] + d[2]);
    }
    if (trial.get("tau_fac") == 0) u = 0;
  }

  private double[] slopes(double x, double y, double u) {
    double facilitation = trial.get("tau_fac");
    return new double[] {
      (1 - x - y) / trial.get("tau_rec"),
      -y / trial.get("tau_psc"),
      facilitation == 0 ? 0 : -u / facilitation
    };
  }

  private double release() {
    u += trial.get("U") * (1 - u);
    double released = u * x;
    x -= released;
    y += released;
    return released;
  }
}
