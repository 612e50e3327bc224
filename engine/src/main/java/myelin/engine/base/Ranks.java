package myelin.engine.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The processes that simulate one network together, called ranks: each has a part of the neurons
/// and the synapses onto them, and does the same calls in the same order.
///
/// Whatever they tell each other goes through [#gather], which all ranks call at the same time.
public interface Ranks {

  /// One process that has the whole network.
  Ranks ALONE =
      new Ranks() {
        @Override
        public int rank() {
          return 0;
        }

        @Override
        public int size() {
          return 1;
        }

        @Override
        public Gathered gather(long[] own, int n) {
          return new Gathered(own, new int[] {0, n});
        }
      };

  /// What all ranks gave.
  ///
  /// @param words what they gave, one rank after the other; not to be kept beyond the next call
  /// @param from where each rank's words begin, and where the last end
  @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
  record Gathered(long[] words, int[] from) {}

  /// The number of this process, from 0.
  int rank();

  /// Number of processes.
  int size();

  /// Gives all ranks the first `n` of some words, and returns what all gave.
  Gathered gather(long[] own, int n);

  /// Tells that this rank makes a call that all make together. Ranks that check each other refuse
  /// one that others do not make at the same time; most do not check.
  ///
  /// @param text the call, as in "simulate(10.0 ms)"
  /// @throws BadInput if others make another call
  default void call(String text) {}

  /// What this rank has exchanged with others so far: once a slice while it simulates, and in calls
  /// that all make.
  default Traffic traffic() {
    return new Traffic(0, 0, 0);
  }

  /// What a rank has exchanged.
  ///
  /// @param exchanges how often all ranks met
  /// @param bytes how many bytes this rank has sent, those of others that it passed on included
  /// @param seconds how long this took, waiting for slower ranks included (s)
  record Traffic(long exchanges, long bytes, double seconds) {

    /// What was exchanged since an earlier answer.
    public Traffic less(Traffic before) {
      return new Traffic(
          exchanges - before.exchanges, bytes - before.bytes, seconds - before.seconds);
    }
  }

  /// Notes that this process cannot go on, so that it ends all others when it ends.
  default void fail() {}

  /// Whether there are no others.
  default boolean isAlone() {
    return size() == 1;
  }

  /// Whether node `id` is a neuron of this rank, if it is a neuron. As in NEST, neurons are dealt
  /// one by one.
  default boolean has(int id) {
    return id % size() == rank();
  }

  /// The refusal of a node that another rank has.
  default BadInput elsewhere(int id) {
    return new BadInput(
        BadInput.Kind.UNKNOWN_NODE,
        "node %d is on rank %d, and this is rank %d: a rank reads the state of its own neurons only"
            .formatted(id, id % size(), rank()));
  }

  /// Waits for all ranks.
  default void meet() {
    if (!isAlone()) gather(new long[0], 0);
  }

  /// Gathers as many words of each rank.
  ///
  /// @throws BadInput if a rank gives another number of words, as it does in another call
  private Gathered gatherAlike(long... own) {
    Gathered all = gather(own, own.length);
    for (int r = 0; r < size(); r++) {
      if (all.from()[r + 1] - all.from()[r] == own.length) continue;
      throw new BadInput(
          BadInput.Kind.BROKEN,
          "rank %d makes another call than rank %d; all ranks must make the same calls in the same order. MYELIN_MPI_CHECK=on in the environment tells which"
              .formatted(r, rank()));
    }
    return all;
  }

  /// The smallest of the numbers that the ranks give, element by element.
  default long[] least(long... own) {
    if (isAlone()) return own;
    Gathered all = gatherAlike(own);
    long[] least = own.clone();
    for (int k = 0; k < all.from()[size()]; k++) {
      least[k % own.length] = Math.min(least[k % own.length], all.words()[k]);
    }
    return least;
  }

  /// The sum of the numbers that the ranks give.
  default long sum(long own) {
    if (isAlone()) return own;
    Gathered all = gatherAlike(own);
    long sum = 0;
    for (int r = 0; r < size(); r++) sum += all.words()[r];
    return sum;
  }

  /// The number that all ranks give that give one; empty if they give different ones, or none.
  ///
  /// @param own no number, or one
  default OptionalDouble one(double... own) {
    if (isAlone()) return own.length == 1 ? OptionalDouble.of(own[0]) : OptionalDouble.empty();
    long bits = own.length == 1 ? Double.doubleToRawLongBits(own[0]) : 0;
    Gathered all = gather(new long[] {bits}, own.length == 0 ? 0 : 1);
    int n = all.from()[size()];
    for (int k = 1; k < n; k++) {
      if (all.words()[k] != all.words()[0]) return OptionalDouble.empty();
    }
    return n == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.longBitsToDouble(all.words()[0]));
  }

  /// The bits that are set in the words of any rank, word by word.
  default long[] any(long... own) {
    if (isAlone()) return own;
    Gathered all = gatherAlike(own);
    long[] any = own.clone();
    for (int k = 0; k < all.from()[size()]; k++) any[k % own.length] |= all.words()[k];
    return any;
  }

  /// Refuses a call that others do not make at the same time.
  ///
  /// @throws BadInput on all ranks if not all make the same call
  default void requireSame(String text) {
    if (isAlone()) return;
    long[] own = Words.of(text);
    Gathered all = gather(own, own.length);
    for (int r = 0; r < size(); r++) {
      long[] other = Arrays.copyOfRange(all.words(), all.from()[r], all.from()[r + 1]);
      if (Arrays.equals(own, other)) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          "rank %d calls %s while rank %d calls %s; all ranks must make the same calls in the same order"
              .formatted(rank(), text, r, Words.text(other)));
    }
  }

  /// Does something that may fail on some ranks only; then it fails on all, for the reason of the
  /// first of them.
  default void together(Runnable work) {
    if (isAlone()) {
      work.run();
      return;
    }
    Throwable failure = null;
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    agree(failure);
  }

  /// Throws the failure of the first rank that has one, on all ranks.
  ///
  /// @param failure of this rank, or null
  default void agree(@Nullable Throwable failure) {
    Gathered all = gather(Words.of(failure), Words.of(failure).length);
    for (int r = 0; r < size(); r++) {
      int n = all.from()[r + 1] - all.from()[r];
      if (n == 0) continue;
      if (r == rank()) Words.raise(failure);
      throw Words.error(Arrays.copyOfRange(all.words(), all.from()[r], all.from()[r + 1]), r);
    }
  }

  /// Texts and failures as words: the number of bytes of a text, and the text.
  final class Words {
    private Words() {}

    static long[] of(@Nullable Throwable failure) {
      if (failure == null) return new long[0];
      String kind = failure instanceof BadInput bad ? bad.kind().name() : "";
      return of(kind + '\n' + failure.getMessage());
    }

    static long[] of(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      long[] words = new long[1 + (bytes.length + 7) / 8];
      words[0] = bytes.length;
      for (int k = 0; k < bytes.length; k++) {
        words[1 + k / 8] |= (bytes[k] & 0xffL) << (k % 8 * 8);
      }
      return words;
    }

    static String text(long[] words) {
      byte[] bytes = new byte[(int) words[0]];
      for (int k = 0; k < bytes.length; k++) bytes[k] = (byte) (words[1 + k / 8] >> (k % 8 * 8));
      return new String(bytes, StandardCharsets.UTF_8);
    }

    static void raise(@Nullable Throwable failure) {
      if (failure instanceof RuntimeException e) throw e;
      if (failure instanceof Error e) throw e;
    }

    static BadInput error(long[] words, int rank) {
      String text = text(words);
      String kind = text.substring(0, text.indexOf('\n'));
      return new BadInput(
          kind.isEmpty() ? BadInput.Kind.BROKEN : BadInput.Kind.valueOf(kind),
          "rank %d: %s".formatted(rank, text.substring(kind.length() + 1)));
    }
  }
}
