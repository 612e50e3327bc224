package myelin.engine.random;

import java.util.Arrays;

/// A cursor on one of the many streams of random numbers of a network. Which stream it is depends
/// on the seed, the purpose and what is drawn for (a node, a synapse), never on who draws or when.
///
/// Mutable and cheap to move: one object serves a whole loop. Not shared between threads.
public final class RandomStream {

  /// What numbers are drawn for; two purposes never share a number.
  public enum Purpose {
    /// Values of parameters at creation.
    PARAMETER(1),
    /// Sources or targets of synapses.
    RULE(2),
    /// Weights, delays and parameters of synapses.
    SYNAPSE(3),
    /// Numbers of synapses.
    DEGREE(4),
    /// Spikes of a Poisson generator.
    POISSON(5),
    /// What decides where 16 bits do not, for a Poisson generator.
    POISSON_REST(9),
    /// Amplitudes of a noise generator.
    NOISE(6),
    /// Spikes by escape noise.
    ESCAPE(7),
    /// Noise of rate neurons.
    RATE(8),
    /// Weights, delays and parameters of synapses that are set afterwards.
    SETTING(10),
    /// Numbers that are drawn apart from a network, to be looked at.
    APART(11),
    /// Spikes of generators that draw a train for each target.
    TRAIN(12),
    /// Updates of binary neurons.
    UPDATE(13),
    /// What texts of neurons draw.
    TEXT(14),
    /// What texts of synapses draw.
    TEXT_SYNAPSE(15),
    /// Third factors of synapses.
    THIRD_FACTOR(16),
    /// Pools of third factors.
    POOL(17),
    /// Which vacant elements make a synapse.
    PAIRING(18),
    /// Which synapses go with the elements they had taken.
    PRUNING(19);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }

    /// The word that a counter holds for `occurrence` of a thing drawn for this purpose.
    public int word(int occurrence) {
      return (number << 24) | (occurrence & 0xFFFFFF);
    }
  }

  private static final double TO_UNIT = 0x1p-52;
  private static final long LOW = 0xFFFFFFFFL;
  private static final int TOGETHER = 64;

  private final int k0;
  private final int k1;
  private final int[] words = new int[4];
  private long[] p = {};
  private long[] q = {};
  private int c1;
  private int c2;
  private int c3;
  private int block;
  private int left;

  /// A cursor under `seed`; [#at] puts it onto a stream.
  public RandomStream(long seed) {
    k0 = (int) seed;
    k1 = (int) (seed >>> 32);
  }

  /// Moves to the start of the stream for `purpose`, of `group` (a connect call, a generator) and
  /// of `item` (a node id, a synapse's ordinal).
  public RandomStream at(Purpose purpose, int group, long item) {
    c1 = (int) item;
    c2 = group;
    c3 = purpose.word((int) (item >>> 32));
    block = 0;
    left = 0;
    return this;
  }

  /// Moves on within the stream to the numbers for `step` and `occurrence`. These are 128 bits, two
  /// uniform numbers; what is drawn after them belongs to the next step.
  public RandomStream skipTo(long step, int occurrence) {
    block = (int) step;
    c3 ^= (((int) (step >>> 32) << 8) & 0xFFFF00) | (occurrence & 0xFF);
    left = 0;
    return this;
  }

  /// 64 random bits.
  public long nextLong() {
    long high = nextInt();
    return (high << 32) | (nextInt() & LOW);
  }

  /// 32 random bits.
  public int nextInt() {
    if (left == 0) {
      Philox.block(k0, k1, block++, c1, c2, c3, words);
      left = words.length;
    }
    return words[words.length - left--];
  }

  /// Uniform in 0..bound-1, without bias; see [#nextLong(long)].
  public int nextInt(int bound) {
    long product = (nextInt() & LOW) * bound;
    if ((product & LOW) < bound) {
      long reject = (1L << 32) % bound;
      while ((product & LOW) < reject) product = (nextInt() & LOW) * bound;
    }
    return (int) (product >>> 32);
  }

  /// The numbers that [#nextInt(int)] would give one after the other, in `out[0..n-1]`.
  public void nextInts(int bound, int[] out, int n) {
    if (n == 0) return;
    long reject = (1L << 32) % bound;
    int done = 0;
    while (left > 0 && done < n) out[done++] = nextInt(bound);
    while (n - done >= words.length) {
      int blocks = Math.min(TOGETHER, (n - done) / words.length);
      if (!together(blocks, bound, reject, out, done)) break;
      done += blocks * words.length;
    }
    while (done < n) out[done++] = nextInt(bound);
  }

  /// Fills `out[0..n-1]` with 64 random bits each, many at a time, from the next block of 128 bits
  /// on; these are other numbers than [#nextLong] gives.
  public void nextLongs(long[] out, int n) {
    room();
    left = 0;
    for (int done = 0; done < n; ) {
      int blocks = Math.min(TOGETHER, (n - done + 1) / 2);
      for (int i = 0; i < blocks; i++) p[i] = ((long) (block + i) << 32) | (c1 & LOW);
      Arrays.fill(q, 0, blocks, ((long) c2 << 32) | (c3 & LOW));
      Philox.blocks(k0, k1, p, q, blocks);
      block += blocks;
      int half = Math.min(blocks, n - done);
      System.arraycopy(p, 0, out, done, half);
      System.arraycopy(q, 0, out, done + half, Math.min(blocks, n - done - half));
      done += half + Math.min(blocks, n - done - half);
    }
  }

  /// Draws four numbers a block; false, and nothing drawn, if one is to be rejected.
  private boolean together(int blocks, int bound, long reject, int[] out, int from) {
    room();
    for (int i = 0; i < blocks; i++) p[i] = ((long) (block + i) << 32) | (c1 & LOW);
    Arrays.fill(q, 0, blocks, ((long) c2 << 32) | (c3 & LOW));
    Philox.blocks(k0, k1, p, q, blocks);
    long least = LOW;
    for (int i = 0; i < blocks; i++) {
      long first = (p[i] >>> 32) * bound;
      long second = (p[i] & LOW) * bound;
      long third = (q[i] >>> 32) * bound;
      long fourth = (q[i] & LOW) * bound;
      int at = from + words.length * i;
      out[at] = (int) (first >>> 32);
      out[at + 1] = (int) (second >>> 32);
      out[at + 2] = (int) (third >>> 32);
      out[at + 3] = (int) (fourth >>> 32);
      long less =
          Math.min(Math.min(first & LOW, second & LOW), Math.min(third & LOW, fourth & LOW));
      least = Math.min(least, less);
    }
    if (least < reject) return false;
    block += blocks;
    return true;
  }

  private void room() {
    if (p.length > 0) return;
    p = new long[TOGETHER];
    q = new long[TOGETHER];
  }

  /// Uniform in (0, 1), both ends excluded; an odd multiple of 2^-53.
  public double nextDouble() {
    return ((nextLong() >>> 12) + 0.5) * TO_UNIT;
  }

  /// For each item the number that [#nextDouble] would give first after `at(purpose, 0,
  /// item).skipTo(step, 0)`. The cursor's place is not defined afterwards.
  public void firstDoubles(Purpose purpose, long step, int[] items, double[] out) {
    at(purpose, 0, 0).skipTo(step, 0);
    room();
    for (int from = 0; from < items.length; from += TOGETHER) {
      int n = Math.min(TOGETHER, items.length - from);
      for (int i = 0; i < n; i++) p[i] = ((long) block << 32) | (items[from + i] & LOW);
      Arrays.fill(q, 0, n, c3 & LOW);
      Philox.blocks(k0, k1, p, q, n);
      for (int i = 0; i < n; i++) out[from + i] = ((p[i] >>> 12) + 0.5) * TO_UNIT;
    }
  }

  /// The standard normal number that [#nextNormal] makes of a uniform one.
  public static double normal(double uniform) {
    return Normal.quantile(uniform);
  }

  /// Uniform in 0..bound-1, without bias.
  ///
  /// Lemire (2019), Fast random integer generation in an interval, doi:10.1145/3230636.
  public long nextLong(long bound) {
    long bits = nextLong();
    long high = Math.unsignedMultiplyHigh(bits, bound);
    long low = bits * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long reject = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, reject) < 0) {
        bits = nextLong();
        high = Math.unsignedMultiplyHigh(bits, bound);
        low = bits * bound;
      }
    }
    return high;
  }

  /// Standard normal, by inversion: one uniform number, one normal number.
  public double nextNormal() {
    return Normal.quantile(nextDouble());
  }

  /// Exponential with mean 1.
  public double nextExponential() {
    return -StrictMath.log(nextDouble());
  }
}
