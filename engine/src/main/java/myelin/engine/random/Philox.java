package myelin.engine.random;

/// The counter-based random function Philox4x32-10: four 32-bit words as a pure function of a
/// 64-bit key and a 128-bit counter.
///
/// Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3,
/// doi:10.1145/2063384.2063405.
public final class Philox {

  /// What the first word of a counter is multiplied by in each round.
  public static final long M0 = 0xD2511F53L;

  /// What its third word is multiplied by.
  public static final long M1 = 0xCD9E8D57L;

  /// What the first word of the key grows by from round to round.
  public static final long W0 = 0x9E3779B9L;

  /// What its second word grows by.
  public static final long W1 = 0xBB67AE85L;

  /// Number of rounds.
  public static final int ROUNDS = 10;

  private static final long LOW = 0xFFFFFFFFL;

  private Philox() {}

  /// Writes the four words for counter `(c0, c1, c2, c3)` under key `(k0, k1)` to `out[0..3]`.
  public static void block(int k0, int k1, int c0, int c1, int c2, int c3, int[] out) {
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = (c0 & LOW) * M0;
      long p1 = (c2 & LOW) * M1;
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += (int) W0;
      k1 += (int) W1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }

  /// [#block] for many counters at once. `p` holds the first two words of each counter, the first
  /// in its high half, and `q` the other two; on return they hold the random words in the same
  /// places.
  ///
  /// Packed like this, a round is two products and a few bit operations: the product's high half
  /// becomes the word that is multiplied next. One round is one pass over arrays that stay in the
  /// L1 cache, since the JIT vectorises small loop bodies and not large ones (JDK 25).
  public static void blocks(int k0, int k1, long[] p, long[] q, int n) {
    for (int round = 0; round < ROUNDS; round++) {
      round((long) k0 << 32, (long) k1 << 32, p, q, n);
      k0 += (int) W0;
      k1 += (int) W1;
    }
  }

  private static void round(long k0, long k1, long[] p, long[] q, int n) {
    for (int i = 0; i < n; i++) {
      long p0 = (p[i] >>> 32) * M0;
      long p1 = (q[i] >>> 32) * M1;
      p[i] = p1 ^ (p[i] << 32) ^ k0;
      q[i] = p0 ^ (q[i] << 32) ^ k1;
    }
  }
}
