package myelin.engine;

/// The first two standard normal numbers of many streams at once: the same as
/// [RandomStream#nextNormal] gives, to the bit, in passes over arrays that the JIT vectorises.
public final class NormalPairs {

  private static final double TO_UNIT = 0x1p-52;

  private final int k0;
  private final int k1;
  private long[] p = {};
  private long[] q = {};
  private double[] first = {};
  private double[] second = {};
  private double[] square = {};
  private double[] below = {};
  private int[] far = {};

  /// Streams under `seed`.
  public NormalPairs(long seed) {
    k0 = (int) seed;
    k1 = (int) (seed >>> 32);
  }

  /// Draws for a purpose and a group, for the first `n` of `items`; see [RandomStream#at].
  public void draw(RandomStream.Purpose purpose, int group, long[] items, int n) {
    reserve(n);
    long high = (long) group << Integer.SIZE;
    for (int i = 0; i < n; i++) {
      p[i] = items[i] & 0xFFFFFFFFL;
      q[i] = high | (purpose.word((int) (items[i] >>> Integer.SIZE)) & 0xFFFFFFFFL);
    }
    Philox.blocks(k0, k1, p, q, n);
    quantiles(p, first, n);
    quantiles(q, second, n);
  }

  private void reserve(int n) {
    if (n <= p.length) return;
    p = new long[n];
    q = new long[n];
    first = new double[n];
    second = new double[n];
    square = new double[n];
    below = new double[n];
    far = new int[n];
  }

  /// The first number of stream `i`.
  public double first(int i) {
    return first[i];
  }

  /// The second number of stream `i`.
  public double second(int i) {
    return second[i];
  }

  private void quantiles(long[] bits, double[] x, int n) {
    for (int i = 0; i < n; i++) x[i] = ((bits[i] >>> 12) + 0.5) * TO_UNIT - 0.5;
    for (int i = 0; i < n; i++) square[i] = Normal.square(x[i]);
    Normal.below(square, below, n);
    Normal.above(square, n);
    int m = 0;
    for (int i = 0; i < n; i++) {
      far[m] = i;
      m += Normal.isFar(x[i]) ? 1 : 0;
    }
    for (int i = 0; i < n; i++) x[i] = x[i] * (square[i] / below[i]);
    for (int k = 0; k < m; k++) {
      int i = far[k];
      x[i] = Normal.quantile(((bits[i] >>> 12) + 0.5) * TO_UNIT);
    }
  }
}
