package myelin.nestml.run;

import java.util.Arrays;

/// The exact solution of `y' = A y + b` over a step `h`, where `b` is constant: `y(h) = P y(0) + Q
/// b` with `P = exp(A h)` and `Q` the integral of `exp(A s)` from 0 to `h`.
///
/// Both are parts of the exponential of one matrix, `(A I; 0 0) h`, computed by halving the matrix
/// until it is small, Taylor's series, and squaring the result as often (Moler and Van Loan 2003,
/// doi:10.1137/S00361445024180). No eigenvalues are needed, so equal time constants are not a
/// special case.
///
/// Any number of threads may use one object, as the blocks of all neurons of a model do.
public final class Propagator {

  private static final int TERMS = 18;
  private static final double SMALL = 0.5;

  private final int n;

  /// The last matrix and its solution. Threads share it, so it is replaced as a whole.
  private volatile Solution last = new Solution(new double[0], 0, new double[0][]);

  private record Solution(double[] a, double h, double[][] matrix) {}

  /// Propagators of `n` equations.
  public Propagator(int n) {
    this.n = n;
  }

  /// Number of equations.
  public int equations() {
    return n;
  }

  /// The matrix `(P Q)`, `n` rows of `2 n`, for a matrix `A` given row by row.
  public double[][] of(double[] a, double h) {
    Solution known = last;
    if (h == known.h() && Arrays.equals(a, known.a())) return known.matrix();
    int size = 2 * n;
    double[][] m = new double[size][size];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) m[i][j] = a[i * n + j] * h;
      m[i][n + i] = h;
    }
    double[][] result = Arrays.copyOf(exponential(m), n);
    last = new Solution(a.clone(), h, result);
    return result;
  }

  private double[][] exponential(double[][] m) {
    int size = m.length;
    double norm = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) sum += Math.abs(m[i][j]);
      norm = Math.max(norm, sum);
    }
    int halvings = 0;
    for (; norm > SMALL && halvings < 1000; norm /= 2) halvings++;
    double scale = Math.scalb(1.0, -halvings);
    double[][] x = new double[size][size];
    for (int i = 0; i < size; i++) for (int j = 0; j < size; j++) x[i][j] = m[i][j] * scale;
    // Horner's scheme of exp(x) - 1, so that nothing is lost where x is small
    double[][] series = scaled(x, 1.0 / TERMS);
    for (int k = TERMS - 1; k >= 1; k--) {
      double[][] next = product(x, 1.0 / k, series);
      for (int i = 0; i < size; i++) for (int j = 0; j < size; j++) next[i][j] += x[i][j] / k;
      series = next;
    }
    for (int s = 0; s < halvings; s++) { // exp(2x) - 1 = (exp(x) - 1)^2 + 2 (exp(x) - 1)
      double[][] square = product(series, 1, series);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) square[i][j] += 2 * series[i][j];
      }
      series = square;
    }
    for (int i = 0; i < size; i++) series[i][i] += 1;
    boolean[] alone = alone(m);
    for (int i = 0; i < n; i++) if (alone[i]) series[i][i] = StrictMath.exp(m[i][i]);
    return series;
  }

  /// For each variable, whether it has no mutual dependence with another one; then its propagator
  /// onto itself is a plain exponential.
  private boolean[] alone(double[][] m) {
    boolean[][] reaches = new boolean[n][n];
    for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) reaches[i][j] = m[i][j] != 0;
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n && reaches[i][k]; j++) reaches[i][j] |= reaches[k][j];
      }
    }
    boolean[] alone = new boolean[n];
    for (int i = 0; i < n; i++) {
      alone[i] = true;
      for (int j = 0; j < n; j++) alone[i] &= j == i || !reaches[i][j] || !reaches[j][i];
    }
    return alone;
  }

  private static double[][] scaled(double[][] a, double factor) {
    double[][] r = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++)
      for (int j = 0; j < a.length; j++) r[i][j] = a[i][j] * factor;
    return r;
  }

  private static double[][] product(double[][] a, double factor, double[][] b) {
    int n = a.length;
    double[][] r = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double x = a[i][k] * factor;
        if (x == 0) continue;
        for (int j = 0; j < n; j++) r[i][j] += x * b[k][j];
      }
    }
    return r;
  }
}
