package myelin.nestml.reference;

/// The exponential of a matrix, by its Taylor series and squaring.
final class MatrixExponential {

  private static final int TERMS = 24;

  private MatrixExponential() {}

  /// exp(a) for a square matrix a.
  static double[][] of(double[][] a) {
    double norm = 0;
    for (double[] row : a) {
      double sum = 0;
      for (double x : row) sum += Math.abs(x);
      norm = Math.max(norm, sum);
    }
    int squarings = 0;
    while (norm > 0.25) {
      norm /= 2;
      squarings++;
    }
    int n = a.length;
    double[][] term = new double[n][n];
    double[][] sum = new double[n][n];
    for (int i = 0; i < n; i++) {
      term[i][i] = 1;
      sum[i][i] = 1;
    }
    double scale = Math.pow(2, -squarings);
    for (int k = 1; k <= TERMS; k++) {
      term = product(term, a, scale / k);
      for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) sum[i][j] += term[i][j];
    }
    for (int i = 0; i < squarings; i++) sum = product(sum, sum, 1);
    return sum;
  }

  private static double[][] product(double[][] a, double[][] b, double factor) {
    int n = a.length;
    double[][] c = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) sum += a[i][k] * b[k][j];
        c[i][j] = sum * factor;
      }
    }
    return c;
  }
}
