package myelin.mpi;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;

/// The processes of an MPI job.
///
/// Words are exchanged in blocks of one size, which hold what ranks usually have:
///
/// ```
///   block of a rank   number of words | words ...          BlockExchange
///   words of a rank that has more than fit                 MPI_Allgatherv, for all
/// ```
///
/// The size of blocks follows what was exchanged last, which all ranks know.
final class MpiRanks implements Ranks {

  private static final int SMALLEST_BLOCK = 8;

  /// The smallest blocks of few ranks are larger, as long as all together have this many words:
  /// then whatever has more room takes a second exchange less often.
  private static final int FREE_WORDS = 4096;

  private static final int LARGEST_BLOCK = 4096;

  /// How long a process that ends waits for a call that is under way.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// How long a rank that ends waits for the words of one that cannot go on without it.
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /// In place of a number of words, from a rank that has ended.
  private static final long ENDED = -1;

  /// After so long without a call, a process that ends tells the others (s).
  private static final double SILENCE = 0.3;

  /// Whether ranks check that all make the same calls, as one of them asks for.
  private final boolean checks;

  private final Interface binary;
  private final BlockExchange blocks;
  private final MethodHandle allgatherv;
  private final MethodHandle abort;
  private final MethodHandle finish;
  private final MethodHandle finished;
  private final Arena arena = Arena.global();
  private final int rank;
  private final int size;
  private final int smallest;
  private int block;
  private MemorySegment give = MemorySegment.NULL;
  private MemorySegment take = MemorySegment.NULL;
  private long exchanges;
  private long bytes;
  private long nanos;
  private final MemorySegment counts;
  private final MemorySegment places;
  private long[] words = {};
  private final int[] from;
  private volatile boolean failed;
  private volatile boolean gathering;

  /// When the last call ended.
  private volatile long last = System.nanoTime();

  /// The number of a rank that has ended; negative while none has.
  private int gone = -1;

  MpiRanks(Library library, Interface binary) {
    this.binary = binary;
    MemoryLayout handle = binary.handle();
    MemoryLayout number = ValueLayout.JAVA_INT;
    MemoryLayout address = ValueLayout.ADDRESS;
    allgatherv =
        library.function(
            "MPI_Allgatherv", address, number, handle, address, address, address, handle, handle);
    abort = library.function("MPI_Abort", handle, number);
    finish = library.function("MPI_Finalize");
    finished = library.function("MPI_Finalized", address);
    rank = ask(library.function("MPI_Comm_rank", handle, address));
    size = ask(library.function("MPI_Comm_size", handle, address));
    smallest = Math.clamp(Integer.highestOneBit(FREE_WORDS / size), SMALLEST_BLOCK, 32);
    block = smallest;
    blocks = new BlockExchange(library, binary, rank, size);
    counts = arena.allocate(ValueLayout.JAVA_INT, size);
    places = arena.allocate(ValueLayout.JAVA_INT, size);
    from = new int[size + 1];
    checks = any("on".equals(System.getenv("MYELIN_MPI_CHECK")) ? 1 : 0)[0] != 0;
    endWithProcess();
  }

  private int ask(MethodHandle question) {
    try (Arena brief = Arena.ofConfined()) {
      MemorySegment answer = brief.allocate(ValueLayout.JAVA_INT);
      NativeCall.require(
          "MPI_Comm_rank or MPI_Comm_size", () -> (int) question.invoke(binary.world(), answer));
      return answer.get(ValueLayout.JAVA_INT, 0);
    }
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Gathered gather(long[] own, int n) {
    gathering = true;
    long begin = System.nanoTime();
    try {
      requireAll();
      exchangeBlocks(own, n, n);
      requireAll();
      int most = 0;
      for (int r = 0; r < size; r++) {
        int each = (int) blocks.word(r, 0);
        from[r + 1] = Math.addExact(from[r], each);
        most = Math.max(most, each);
      }
      if (words.length < from[size]) words = new long[Math.max(from[size], 2 * words.length)];
      if (most < block) unpack();
      else gatherMore(own, n);
      block = Math.clamp(Integer.highestOneBit(most + 1) * 2L, smallest, LARGEST_BLOCK);
      return new Gathered(words, from.clone());
    } finally {
      last = System.nanoTime();
      nanos += last - begin;
      gathering = false;
    }
  }

  /// Exchanges blocks of which the first word is `head`, followed by as many of `n` words as there
  /// is room for, and notes a rank that has ended.
  private void exchangeBlocks(long[] own, int n, long head) {
    bytes += blocks.exchange(head, own, Math.min(n, block - 1), block);
    exchanges++;
    for (int r = 0; r < size; r++) if (blocks.word(r, 0) == ENDED) gone = r;
  }

  /// Refuses to go on without a rank.
  private void requireAll() {
    if (gone < 0) return;
    failed = true;
    throw new BadInput(
        BadInput.Kind.BROKEN,
        "rank %d has ended while rank %d goes on; all ranks must make the same calls"
            .formatted(gone, rank));
  }

  private void unpack() {
    for (int r = 0; r < size; r++) blocks.copy(r, words, from[r], from[r + 1] - from[r]);
  }

  private void gatherMore(long[] own, int n) {
    room(Math.max(n, from[size] / size + 1));
    MemorySegment.copy(own, 0, give, ValueLayout.JAVA_LONG, 0, n);
    for (int r = 0; r < size; r++) {
      counts.setAtIndex(ValueLayout.JAVA_INT, r, from[r + 1] - from[r]);
      places.setAtIndex(ValueLayout.JAVA_INT, r, from[r]);
    }
    NativeCall.require(
        "MPI_Allgatherv",
        () ->
            (int)
                allgatherv.invoke(
                    give, n, binary.int64(), take, counts, places, binary.int64(), binary.world()));
    MemorySegment.copy(take, ValueLayout.JAVA_LONG, 0, words, 0, from[size]);
    bytes += (long) n * Long.BYTES * (size - 1);
  }

  /// Makes room for `n` words of each rank.
  private void room(int n) {
    if (give.byteSize() >= (long) n * Long.BYTES) return;
    give = arena.allocate(ValueLayout.JAVA_LONG, 2L * n);
    take = arena.allocate(ValueLayout.JAVA_LONG, 2L * n * size);
  }

  @Override
  public Traffic traffic() {
    return new Traffic(exchanges, bytes, nanos * 1e-9);
  }

  @Override
  public void call(String text) {
    if (checks) requireSame(text);
  }

  @Override
  public void fail() {
    failed = true;
  }

  /// Ends MPI when this process ends: when all have ended, or all of them at once if this one has
  /// failed. A rank that goes on to a call after another has ended fails.
  private void endWithProcess() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
      failed = true;
      if (before == null) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        // at once: the launcher may end this rank, too, at any moment
        System.err.print("rank %d: %s".formatted(rank, trace));
      } else {
        before.uncaughtException(thread, e);
      }
    });
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "myelin-mpi-end"));
  }

  private void end() {
    try (Arena brief = Arena.ofConfined()) {
      MemorySegment answer = brief.allocate(ValueLayout.JAVA_INT);
      NativeCall.require("MPI_Finalized", () -> (int) finished.invoke(answer));
      if (answer.get(ValueLayout.JAVA_INT, 0) != 0) return;
      if (!failed && comesToRest()) {
        exchangeBlocks(words, 0, ENDED);
        for (int r = 0; r < size; r++) {
          if (blocks.word(r, 0) == ENDED) continue;
          awaitEnd(); // that rank says why and ends all, unless the launcher ends it first
          return;
        }
        NativeCall.require("MPI_Finalize", () -> (int) finish.invoke());
        return;
      }
      NativeCall.require("MPI_Abort", () -> (int) abort.invoke(binary.world(), 1));
    } catch (RuntimeException e) {
      System.err.println("myelin: MPI did not end: " + e.getMessage());
    }
  }

  /// Waits for another rank to end this one, for some seconds at most.
  private static void awaitEnd() {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < LAST_WORDS.toNanos()) {
      Thread.interrupted(); // this process ends anyway
      LockSupport.parkNanos(10_000_000);
    }
  }

  /// Whether no call is under way, for a moment at least: a simulation that is told to stop, and a
  /// network that is saved then, are waited for. A program around this one may interrupt all
  /// threads, as Python's JPype does.
  private boolean comesToRest() {
    long begin = System.nanoTime();
    while (gathering || System.nanoTime() - last < SILENCE * 1e9) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) return false;
      Thread.interrupted(); // this process ends anyway
      LockSupport.parkNanos(10_000_000);
    }
    return true;
  }
}
