package myelin.engine.base;

import java.util.Arrays;

/// Puts a stretch of an array into another order: of the elements `[from, from + n)`, the one at
/// `from + k` comes to `from + place[k]`.
public final class Permutation {

  private Permutation() {}

  /// Reorders `int`s.
  public static void apply(int[] x, int from, int[] place, int n) {
    int[] old = Arrays.copyOfRange(x, from, from + n);
    for (int k = 0; k < n; k++) x[from + place[k]] = old[k];
  }

  /// Reorders `char`s.
  public static void apply(char[] x, int from, int[] place, int n) {
    char[] old = Arrays.copyOfRange(x, from, from + n);
    for (int k = 0; k < n; k++) x[from + place[k]] = old[k];
  }

  /// Reorders `byte`s.
  public static void apply(byte[] x, int from, int[] place, int n) {
    byte[] old = Arrays.copyOfRange(x, from, from + n);
    for (int k = 0; k < n; k++) x[from + place[k]] = old[k];
  }

  /// Reorders `double`s.
  public static void apply(double[] x, int from, int[] place, int n) {
    double[] old = Arrays.copyOfRange(x, from, from + n);
    for (int k = 0; k < n; k++) x[from + place[k]] = old[k];
  }
}
