package myelin.connect.recipe;

/// Draws numbers from 0 on, each with a probability of its own, in constant time.
///
/// Vose (1991), A linear algorithm for generating random numbers with a given distribution,
/// doi:10.1109/32.92917.
final class Alias {

  private static final long LOW = 0xFFFFFFFFL;
  private static final double WHOLE = 0x1p32;

  private int size;

  /// Of 2^32 parts of a column so many are its own.
  private long[] own = {};

  private int[] other = {};
  private double[] left = {};
  private int[] small = {};
  private int[] large = {};

  /// Gives numbers these weights, whose sum is `all`.
  void set(double[] weight, int n, double all) {
    size = n;
    if (own.length < n) {
      own = new long[2 * n];
      other = new int[2 * n];
      left = new double[2 * n];
      small = new int[2 * n];
      large = new int[2 * n];
    }
    int smaller = 0;
    int larger = 0;
    for (int i = 0; i < n; i++) {
      left[i] = weight[i] / all * n;
      if (left[i] < 1) small[smaller++] = i;
      else large[larger++] = i;
    }
    while (smaller > 0 && larger > 0) {
      int one = small[--smaller];
      int rest = large[larger - 1];
      own[one] = (long) (left[one] * WHOLE);
      other[one] = rest;
      left[rest] -= 1 - left[one];
      if (left[rest] >= 1) continue;
      larger--;
      small[smaller++] = rest;
    }
    while (larger > 0) fill(large[--larger]);
    while (smaller > 0) fill(small[--smaller]);
  }

  private void fill(int column) {
    own[column] = 1L << 32;
    other[column] = column;
  }

  /// The number that 32 random bits are.
  int draw(long bits) {
    long product = bits * size;
    int column = (int) (product >>> 32);
    int foreign = (int) ((own[column] - 1 - (product & LOW)) >> 63); // without a jump
    return column ^ ((column ^ other[column]) & foreign);
  }
}
