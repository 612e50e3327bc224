package myelin.engine.random;

/// Two standard normal numbers of each of many streams at once: the same as
/// [RandomStream#nextNormal] gives, to the bit, in passes over arrays that the JIT vectorises.
public final class NormalPairs {

  private static final double TO_UNIT = 0x1p-52;

  private final int k0;
  private final int k1;
  private long[] p = {};
  private long[] q = {};
  private double[] first = {};
  private double[] second = {};
  private double[] tail = {};
  private double[] above = {};
  private double[] below = {};
  private int[] far = {};

  /// Streams under `seed`.
  public NormalPairs(long seed) {
    k0 = (int) seed;
    k1 = (int) (seed >>> 32);
  }

  /// Draws for a purpose and a group, for the first `n` of `items`; see [RandomStream#at].
  ///
  /// @param pair which pair of each stream: 0 for the first two numbers, 1 for the next
  public void draw(RandomStream.Purpose purpose, int group, long[] items, int n, int pair) {
    reserve(n);
    long high = (long) group << Integer.SIZE;
    for (int i = 0; i < n; i++) {
      p[i] = ((long) pair << Integer.SIZE) | (items[i] & 0xFFFFFFFFL);
      q[i] = high | (purpose.word((int) (items[i] >>> Integer.SIZE)) & 0xFFFFFFFFL);
    }
    Philox.blocks(k0, k1, p, q, n);
    quantiles(p, first, n);
    quantiles(q, second, n);
  }

  /// Draws the first number alone of the streams of one item, for the first `n` of `groups`.
  public void drawFirst(RandomStream.Purpose purpose, int[] groups, long item, int n) {
    reserve(n);
    long low = item & 0xFFFFFFFFL;
    long word = purpose.word((int) (item >>> Integer.SIZE)) & 0xFFFFFFFFL;
    for (int i = 0; i < n; i++) {
      p[i] = low;
      q[i] = ((long) groups[i] << Integer.SIZE) | word;
    }
    Philox.blocks(k0, k1, p, q, n);
    quantiles(p, first, n);
  }

  void reserve(int n) {
    if (n <= p.length) return;
    p = new long[n];
    q = new long[n];
    first = new double[n];
    second = new double[n];
    tail = new double[n];
    above = new double[n];
    below = new double[n];
    far = new int[n];
  }

  /// The first of the two numbers of each stream; to be read only.
  public double[] first() {
    return first;
  }

  /// The second of them; to be read only.
  public double[] second() {
    return second;
  }

  void quantiles(long[] bits, double[] x, int n) {
    for (int i = 0; i < n; i++) x[i] = unit(bits[i]) - 0.5;
    int m = 0;
    for (int i = 0; i < n; i++) {
      far[m] = i;
      m += Normal.isFar(x[i]);
    }
    double least = 0.5;
    for (int k = 0; k < m; k++) {
      tail[k] = 0.5 - Math.abs(x[far[k]]);
      least = Math.min(least, tail[k]);
    }
    Normal.middle(x, above, below, n);
    Normal.tails(tail, above, below, m);
    for (int k = 0; k < m; k++) x[far[k]] = bits[far[k]] < 0 ? tail[k] : -tail[k];
    if (least >= Normal.FARTHEST) return;
    for (int k = 0; k < m; k++) x[far[k]] = Normal.quantile(unit(bits[far[k]]));
  }

  private static double unit(long bits) {
    return ((bits >>> 12) + 0.5) * TO_UNIT;
  }
}
