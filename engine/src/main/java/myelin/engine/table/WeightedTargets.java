package myelin.engine.table;

import myelin.engine.input.EventRing;

/// Targets and weights of synapses that have a weight each, side by side: a run of them is one
/// stretch of memory, which is read a quarter faster than two.
///
/// ```
///   targets of 16 bits   w0  w1  t0|t1    w2  w3  t2|t3  ...   three words for two synapses
///   wider ones           w0  t0    w1  t1    w2  t2      ...   two words for one
/// ```
///
/// The first of two targets is the lower half of their word. Weights are `float`s.
///
/// On its way into a table, a synapse is a `long`: weight, then target; see [#packed].
public final class WeightedTargets extends TargetList {

  /// The most synapses that one table holds, whatever their targets.
  public static final int MOST = (1 << 30) - 16;

  private static final int PAIR = 3;
  private static final int WIDE = 2;
  private static final int HALF = 0xFFFF;
  private static final int DELAY_SHIFT = 16;
  private static final int INTS_A_LINE = 16;

  private final int[] words;
  private final boolean wide;

  /// Room for `n` synapses.
  WeightedTargets(int n, boolean wide) {
    this.wide = wide;
    words = new int[wide ? WIDE * n : PAIR * ((n + 1) / 2)];
  }

  /// A synapse in a `long`.
  public static long packed(int target, float weight) {
    return packed(target, Float.floatToRawIntBits(weight));
  }

  /// A synapse whose target has 16 bits, and its delay in steps, in a `long`.
  public static long packed(int target, float weight, int delay) {
    return packed(target, weight) | (long) delay << DELAY_SHIFT;
  }

  /// The delay of a packed synapse whose target has 16 bits.
  static int delay(long packed) {
    return (int) packed >>> DELAY_SHIFT;
  }

  private static long packed(int target, int weightBits) {
    return (long) weightBits << Integer.SIZE | (target & 0xFFFF_FFFFL);
  }

  private static int weightBits(long packed) {
    return (int) (packed >>> Integer.SIZE);
  }

  private int weightAt(int i) {
    return wide ? WIDE * i : PAIR * (i >> 1) + (i & 1);
  }

  private int targetAt(int i) {
    return wide ? WIDE * i + 1 : PAIR * (i >> 1) + 2;
  }

  private static int shift(int i) {
    return (i & 1) * Short.SIZE;
  }

  @Override
  boolean isWide() {
    return wide;
  }

  @Override
  int target(int i) {
    int word = words[targetAt(i)];
    return wide ? word : word >>> shift(i) & HALF;
  }

  @Override
  double weight(int i) {
    return weightOf(i);
  }

  private float weightOf(int i) {
    return Float.intBitsToFloat(words[weightAt(i)]);
  }

  void putWeight(int i, float weight) {
    words[weightAt(i)] = Float.floatToRawIntBits(weight);
  }

  @Override
  void list(int from, int to, int[] out) {
    for (int i = from; i < to; i++) out[i - from] = target(i);
  }

  @Override
  void put(int i, int target, double weight) {
    putWeight(i, (float) weight);
    putTarget(i, target);
  }

  private void putTarget(int i, int target) {
    int at = targetAt(i);
    words[at] = wide ? target : (words[at] & ~(HALF << shift(i))) | (target << shift(i));
  }

  /// Puts the packed synapses `[from, to)` at `at` and beyond. Where targets have 16 bits, what
  /// stands between them and the weights is dropped: a delay, see [#packed].
  void put(int at, long[] packed, int from, int to) {
    int shift = at - from;
    if (wide) {
      for (int k = from; k < to; k++) put(k + shift, packed[k]);
      return;
    }
    int k = from;
    if ((at & 1) != 0 && k < to) put(at, packed[k++]);
    int word = weightAt(k + shift);
    for (; k + 1 < to; k += 2) {
      words[word++] = weightBits(packed[k]);
      words[word++] = weightBits(packed[k + 1]);
      words[word++] = ((int) packed[k] & HALF) | ((int) packed[k + 1] << Short.SIZE);
    }
    if (k < to) put(k + shift, packed[k]);
  }

  private void put(int i, long packed) {
    words[weightAt(i)] = weightBits(packed);
    putTarget(i, wide ? (int) packed : (int) packed & HALF);
  }

  @Override
  void reorder(int from, int[] place, int n) {
    long[] now = new long[n];
    int k = 0;
    if (!wide && n > 0) {
      if ((from & 1) != 0) now[place[k++]] = packed(from);
      for (int at = weightAt(from + k); k + 1 < n; k += 2, at += PAIR) {
        int targets = words[at + 2];
        now[place[k]] = packed(targets & HALF, words[at]);
        now[place[k + 1]] = packed(targets >>> Short.SIZE, words[at + 1]);
      }
    }
    for (; k < n; k++) now[place[k]] = packed(from + k);
    put(from, now, 0, n);
  }

  @Override
  void copy(int at, TargetList list, int from, int n) {
    WeightedTargets other = (WeightedTargets) list;
    if (wide) {
      System.arraycopy(other.words, WIDE * from, words, WIDE * at, WIDE * n);
      return;
    }
    int k = 0;
    if ((at & 1) != 0 && n > 0) put(at, other.packed(from + k++));
    int pairs = (n - k) / 2;
    if (((at ^ from) & 1) == 0) {
      System.arraycopy(other.words, weightAt(from + k), words, weightAt(at + k), PAIR * pairs);
    } else {
      copyAcross(weightAt(at + k), other.words, other.weightAt(from + k), pairs);
    }
    for (k += 2 * pairs; k < n; k++) put(at + k, other.packed(from + k));
  }

  /// Copies pairs of synapses, the first of which is the second of a pair in `old`.
  private void copyAcross(int to, int[] old, int from, int pairs) {
    int[] words = this.words;
    for (int p = 0, at = to, o = from; p < pairs; p++, at += PAIR, o += PAIR) {
      words[at] = old[o];
      words[at + 1] = old[o + 2];
      words[at + 2] = (old[o + 1] >>> Short.SIZE) | (old[o + PAIR + 1] << Short.SIZE);
    }
  }

  private long packed(int i) {
    return packed(target(i), words[weightAt(i)]);
  }

  @Override
  void add(int from, int to, double[] sums) {
    if (wide) addWide(from, to, sums);
    else if (from < to) addPairs(from, to, sums);
  }

  private void addWide(int from, int to, double[] sums) {
    int[] words = this.words;
    for (int at = WIDE * from, end = WIDE * to; at < end; at += WIDE) {
      sums[words[at + 1]] += Float.intBitsToFloat(words[at]);
    }
  }

  private void addPairs(int from, int to, double[] sums) {
    int[] words = this.words;
    if ((from & 1) != 0) sums[target(from)] += weightOf(from);
    for (int at = PAIR * ((from + 1) >> 1), end = PAIR * (to >> 1); at < end; at += PAIR) {
      int targets = words[at + 2];
      sums[targets & HALF] += Float.intBitsToFloat(words[at]);
      sums[targets >>> Short.SIZE] += Float.intBitsToFloat(words[at + 1]);
    }
    if ((to & 1) != 0) sums[target(to - 1)] += weightOf(to - 1);
  }

  @Override
  void add(double times, int from, int to, double[] sums) {
    for (int i = from; i < to; i++) sums[target(i)] += times * weightOf(i);
  }

  @Override
  void addNumber(double number, int from, int to, double[] sums) {
    for (int i = from; i < to; i++) sums[target(i)] += number;
  }

  @Override
  void tell(EventRing ring, long arrives, double value, double offset, int from, int to) {
    for (int i = from; i < to; i++) ring.add(arrives, target(i), value, offset);
  }

  @Override
  void tellWeights(EventRing ring, long arrives, double times, double offset, int from, int to) {
    for (int i = from; i < to; i++) {
      ring.add(arrives, target(i), times * weightOf(i), offset);
    }
  }

  @Override
  int prefetch(int from, int to) {
    if (from == to) return 0;
    int last = targetAt(to - 1);
    int sum = words[last];
    for (int at = weightAt(from); at < last; at += INTS_A_LINE) sum += words[at];
    return sum;
  }
}
