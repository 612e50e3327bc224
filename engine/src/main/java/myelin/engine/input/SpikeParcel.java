package myelin.engine.input;

import java.util.Arrays;
import myelin.engine.base.Ranks;

/// The spikes of a slice on their way from one rank to the others, as words, in the form that takes
/// fewest.
///
/// ```
///   ids    counts of each step, two a word | senders, two a word
///   bits   for each step a bit for each neuron of the rank
///   whole  steps and senders | times within the step | numbers that they carry
/// ```
public final class SpikeParcel {

  private static final int WHOLE = 0;
  private static final int IDS = 1;
  private static final int BITS = 2;

  /// Words before the spikes: what else the ranks tell each other; form and which columns there
  /// are; number of spikes.
  private static final int HEAD = 3;

  private static final int TIMED = 4;
  private static final int CARRYING = 8;

  private final Ranks ranks;
  private long[] words = new long[256];
  private int size;
  private long[] sorted = new long[256];
  private final SpikeOutbox[] received;

  /// A parcel for this many ranks.
  public SpikeParcel(Ranks ranks) {
    this.ranks = ranks;
    received = new SpikeOutbox[ranks.size()];
    Arrays.setAll(received, r -> new SpikeOutbox());
  }

  /// Exchanges the spikes of a slice, and what else the ranks tell each other; returns the bits
  /// that any rank has told.
  ///
  /// @param boxes what the parts of this rank fired
  /// @param lags steps of the slice
  /// @param nodes number of nodes of the network
  /// @param failed the bits with which a rank tells that it has failed: if one does, there are no
  ///   spikes
  public long exchange(SpikeOutbox[] boxes, int lags, int nodes, long told, long failed) {
    if ((told & failed) == 0) pack(boxes, lags, nodes);
    else size = HEAD;
    words[0] = told;
    Ranks.Gathered all = ranks.gather(words, size);
    long any = 0;
    for (int r = 0; r < ranks.size(); r++) any |= all.words()[all.from()[r]];
    if ((any & failed) != 0) return any;
    for (int r = 0; r < ranks.size(); r++) unpack(all.words(), all.from()[r], lags, nodes, r);
    return any;
  }

  /// The spikes of all ranks after an exchange.
  public SpikeOutbox[] received() {
    return received;
  }

  /// Number of words that this rank sent last.
  public int sent() {
    return size;
  }

  private void need(int n) {
    if (n > words.length) words = Arrays.copyOf(words, Math.max(n, 2 * words.length));
  }

  private void pack(SpikeOutbox[] boxes, int lags, int nodes) {
    int n = 0;
    int form = IDS;
    for (SpikeOutbox box : boxes) {
      n += box.size();
      if (box.offsets().length > 0) form |= TIMED;
      if (box.carried().length > 0) form |= CARRYING;
    }
    size = HEAD;
    if (form != IDS) packWhole(boxes, n, (form & ~IDS) | WHOLE);
    else packSorted(boxes, n, lags, nodes);
    words[2] = n;
  }

  private void packWhole(SpikeOutbox[] boxes, int n, int form) {
    need(HEAD + 3 * n);
    words[1] = form;
    for (SpikeOutbox box : boxes) {
      System.arraycopy(box.spikes(), 0, words, size, box.size());
      size += box.size();
    }
    if ((form & TIMED) != 0) for (SpikeOutbox box : boxes) put(box.offsets(), box.size());
    if ((form & CARRYING) != 0) for (SpikeOutbox box : boxes) put(box.carried(), box.size());
  }

  private void put(double[] column, int n) {
    for (int k = 0; k < n; k++) {
      words[size++] = column.length == 0 ? 0 : Double.doubleToRawLongBits(column[k]);
    }
  }

  private void packSorted(SpikeOutbox[] boxes, int n, int lags, int nodes) {
    if (n > sorted.length) sorted = new long[Math.max(n, 2 * sorted.length)];
    int at = 0;
    for (SpikeOutbox box : boxes) {
      System.arraycopy(box.spikes(), 0, sorted, at, box.size());
      at += box.size();
    }
    Arrays.sort(sorted, 0, n);
    int row = bitWords(nodes);
    int ids = half(lags) + half(n);
    if ((long) lags * row < ids && areBits(n)) packBits(n, lags, row);
    else packIds(n, lags);
  }

  private int bitWords(int nodes) {
    return (nodes / ranks.size() + 64) / 64;
  }

  private static int half(int n) {
    return (n + 1) / 2;
  }

  /// Whether each spike is of a neuron of this rank, and none fires twice in a step.
  private boolean areBits(int n) {
    for (int k = 0; k < n; k++) {
      if (!ranks.has((int) sorted[k]) || (k > 0 && sorted[k] == sorted[k - 1])) return false;
    }
    return true;
  }

  private void packBits(int n, int lags, int row) {
    need(HEAD + lags * row);
    words[1] = BITS;
    Arrays.fill(words, HEAD, HEAD + lags * row, 0);
    for (int k = 0; k < n; k++) {
      int bit = (int) sorted[k] / ranks.size();
      words[HEAD + (int) (sorted[k] >>> 32) * row + bit / 64] |= 1L << bit;
    }
    size = HEAD + lags * row;
  }

  private void packIds(int n, int lags) {
    int counts = HEAD;
    int ids = HEAD + half(lags);
    size = ids + half(n);
    need(size);
    words[1] = IDS;
    Arrays.fill(words, HEAD, size, 0);
    for (int k = 0; k < n; k++) {
      int lag = (int) (sorted[k] >>> 32);
      words[counts + lag / 2] += 1L << (lag % 2 * 32);
      words[ids + k / 2] |= (sorted[k] & 0xffff_ffffL) << (k % 2 * 32);
    }
  }

  private void unpack(long[] from, int at, int lags, int nodes, int rank) {
    SpikeOutbox box = received[rank];
    box.open(0);
    int form = (int) from[at + 1];
    int n = (int) from[at + 2];
    int begin = at + HEAD;
    switch (form) {
      case IDS -> unpackIds(from, begin, lags, n, box);
      case BITS -> unpackBits(from, begin, lags, bitWords(nodes), rank, box);
      default -> {
        int carried = begin + ((form & TIMED) == 0 ? n : 2 * n);
        for (int k = 0; k < n; k++) {
          long spike = from[begin + k];
          if ((form & CARRYING) == 0) {
            box.add((int) spike, spike >>> 32, Double.longBitsToDouble(from[begin + n + k]));
          } else {
            box.carry((int) spike, spike >>> 32, Double.longBitsToDouble(from[carried + k]));
            if ((form & TIMED) != 0) box.delay(Double.longBitsToDouble(from[begin + n + k]));
          }
        }
      }
    }
  }

  private static void unpackIds(long[] from, int begin, int lags, int n, SpikeOutbox box) {
    int ids = begin + half(lags);
    int k = 0;
    for (int lag = 0; lag < lags; lag++) {
      int count = (int) (from[begin + lag / 2] >>> (lag % 2 * 32));
      for (int end = k + count; k < end; k++)
        box.add((int) (from[ids + k / 2] >>> (k % 2 * 32)), lag);
    }
    if (k != n) throw new IllegalStateException("%d spikes of %d came".formatted(k, n));
  }

  private void unpackBits(long[] from, int begin, int lags, int row, int rank, SpikeOutbox box) {
    for (int lag = 0; lag < lags; lag++) {
      for (int w = 0; w < row; w++) {
        for (long bits = from[begin + lag * row + w]; bits != 0; bits &= bits - 1) {
          int number = w * 64 + Long.numberOfTrailingZeros(bits);
          box.add(number * ranks.size() + rank, lag);
        }
      }
    }
  }
}
