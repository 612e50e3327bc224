package myelin.models.eprop;

import myelin.engine.neuron.Block;
import myelin.engine.past.DenseHistory;

/// Synapses of one source onto neurons of one block that go through steps together, in a loop over
/// synapses for each step. What they have is copied here, where the compiler knows that arrays do
/// not overlap.
final class Eligibilities {

  /// The lanes of the targets.
  final int[] lane = new int[Block.LANES];

  private int n;

  /// Whether the targets are neighbours, in order.
  private boolean isRun;

  private final double[] gradient = new double[Block.LANES];
  private final double[] signal = new double[Block.LANES];
  private final double[] sum = new double[Block.LANES];
  private final double[] filtered = new double[Block.LANES];
  private final double[] slope = new double[Block.LANES];
  private final double[] adaptation = new double[Block.LANES];
  private final double[] e = new double[Block.LANES];
  private double beta;
  private double rho;

  /// Takes over what the synapses `[from, to)` have, whose targets are in [#lane].
  void load(int from, int to, double[] e_sum, double[] e_bar, double[] g_sum, double[] epsilon) {
    n = to - from;
    isRun = true;
    for (int j = 1; j < n; j++) isRun &= lane[j] == lane[0] + j;
    System.arraycopy(e_sum, from, sum, 0, n);
    System.arraycopy(e_bar, from, filtered, 0, n);
    System.arraycopy(g_sum, from, slope, 0, n);
    System.arraycopy(epsilon, from, adaptation, 0, n);
  }

  /// By how much adaptation lifts thresholds, and the part of it that a step leaves.
  void adapt(double theBeta, double theRho) {
    beta = theBeta;
    rho = theRho;
  }

  /// Puts it back.
  void store(int from, double[] e_sum, double[] e_bar, double[] g_sum, double[] epsilon) {
    boolean adapts = beta != 0 || rho != 0;
    System.arraycopy(sum, 0, e_sum, from, n);
    System.arraycopy(filtered, 0, e_bar, from, n);
    System.arraycopy(slope, 0, g_sum, from, n);
    System.arraycopy(adapts ? adaptation : e, 0, epsilon, from, n);
  }

  /// Reads the gradients that targets have left at one step, and the learning signals of another.
  void see(DenseHistory gradients, long step, DenseHistory signals, long later) {
    read(gradients, step, gradient);
    read(signals, later, signal);
  }

  private void read(DenseHistory history, long step, double[] out) {
    double[] rows = history.rows();
    int place = (int) history.place(step);
    if (isRun) System.arraycopy(rows, place + lane[0], out, 0, n);
    else for (int j = 0; j < n; j++) out[j] = rows[place + lane[j]];
  }

  /// Takes all through a step.
  ///
  /// @param z the source's filtered spikes
  /// @param kappa the part of filtered eligibility that a step leaves
  void step(double z, double kappa) {
    if (beta == 0 && rho == 0) {
      multiply(n, z, gradient, e);
    } else {
      adapted(n, z, beta, gradient, adaptation, e);
      adapt(n, z, beta, rho, gradient, adaptation);
    }
    filter(n, kappa, 1 - kappa, e, signal, sum, filtered, slope);
  }

  private static void multiply(int n, double z, double[] gradient, double[] e) {
    for (int j = 0; j < n; j++) e[j] = gradient[j] * z;
  }

  private static void adapted(
      int n, double z, double beta, double[] gradient, double[] a, double[] e) {
    for (int j = 0; j < n; j++) e[j] = gradient[j] * (z - beta * a[j]);
  }

  private static void adapt(
      int n, double z, double beta, double rho, double[] gradient, double[] a) {
    for (int j = 0; j < n; j++) a[j] = gradient[j] * z + (rho - gradient[j] * beta) * a[j];
  }

  private static void filter(
      int n,
      double kappa,
      double left,
      double[] e,
      double[] signal,
      double[] sum,
      double[] filtered,
      double[] slope) {
    for (int j = 0; j < n; j++) {
      double now = kappa * filtered[j] + left * e[j];
      sum[j] += e[j];
      filtered[j] = now;
      slope[j] += signal[j] * now;
    }
  }
}
