package myelin.mpi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.locks.LockSupport;

/// Gives all ranks a block of words of each, in as many rounds as the number of ranks has binary
/// digits: in each a rank passes on what it has, and so has twice as much.
///
/// ```
///   round with distance d = 1, 2, 4 ...   first d blocks to rank - d, as many from rank + d
///   place k                               block of rank + k
/// ```
///
/// Whoever waits looks again and again, and leaves its core to other programs meanwhile. What an
/// MPI library has for the same, MPI_Allgather, keeps the core, so that on a busy machine one rank
/// waits for the other to wait no more; and it was slower where blocks have more than some hundred
/// words (docs/mpi.md has figures).
///
/// Source: Bruck et al. (1997), Efficient algorithms for all-to-all communications in multiport
/// message-passing systems, doi:10.1109/71.642949.
final class BlockExchange {

  /// So often a rank looks before it leaves its core to others.
  private static final int SPINS = 200;

  /// So often it does so before it sleeps, as it may while another rank writes files.
  private static final int YIELDS = 20_000;

  private static final long NAP_NS = 50_000;
  private static final int TAG = 0;

  /// As much as the descriptions of two messages take in any library.
  private static final int STATUSES = 256;

  private final Interface binary;
  private final MethodHandle send;
  private final MethodHandle receive;
  private final MethodHandle test;
  private final Arena arena = Arena.global();
  private final int rank;
  private final int size;
  private MemorySegment blocks = MemorySegment.NULL;
  private int block;
  private final MemorySegment received;
  private final MemorySegment sent;
  private final MemorySegment requests;
  private final MemorySegment done;
  private final MemorySegment statuses;

  /// An exchange of the ranks of a communicator, by messages of its own, which no other program in
  /// the process can take for its own.
  BlockExchange(Library library, Interface among, int rank, int size) {
    MemoryLayout handle = among.handle();
    MemoryLayout number = ValueLayout.JAVA_INT;
    MemoryLayout address = ValueLayout.ADDRESS;
    binary = among.among(copy(library, among));
    this.rank = rank;
    this.size = size;
    send = library.function("MPI_Isend", address, number, handle, number, number, handle, address);
    receive =
        library.function("MPI_Irecv", address, number, handle, number, number, handle, address);
    test = library.function("MPI_Testall", number, address, address, address);
    requests = arena.allocate(handle, 2);
    received = requests.asSlice(0, handle.byteSize());
    sent = requests.asSlice(handle.byteSize());
    done = arena.allocate(ValueLayout.JAVA_INT);
    statuses = arena.allocate(STATUSES, Long.BYTES);
  }

  /// The handle of a communicator of the same processes.
  private static long copy(Library library, Interface among) {
    MethodHandle copy = library.function("MPI_Comm_dup", among.handle(), ValueLayout.ADDRESS);
    try (Arena brief = Arena.ofConfined()) {
      MemorySegment made = brief.allocate(ValueLayout.JAVA_LONG);
      NativeCall.require("MPI_Comm_dup", () -> (int) copy.invoke(among.world(), made));
      return among.handle().byteSize() == Long.BYTES
          ? made.get(ValueLayout.JAVA_LONG, 0)
          : made.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /// Exchanges blocks of one size, which all ranks give alike.
  ///
  /// @param head the first word of this rank's block
  /// @param own holds the following `n` words
  /// @param block words of a block; those that are not given are whatever was there
  /// @return number of bytes that this rank has sent, blocks of others included
  long exchange(long head, long[] own, int n, int block) {
    this.block = block;
    long bytes = (long) block * Long.BYTES;
    if (blocks.byteSize() < bytes * size) {
      blocks = arena.allocate(ValueLayout.JAVA_LONG, 2L * block * size);
    }
    blocks.setAtIndex(ValueLayout.JAVA_LONG, 0, head);
    MemorySegment.copy(own, 0, blocks, ValueLayout.JAVA_LONG, Long.BYTES, n);
    for (int d = 1; d < size; d *= 2) {
      int words = Math.multiplyExact(Math.min(d, size - d), block);
      int from = (rank + d) % size;
      int to = (rank - d + size) % size;
      MemorySegment place = blocks.asSlice(d * bytes);
      NativeCall.require(
          "MPI_Irecv",
          () ->
              (int)
                  receive.invoke(
                      place, words, binary.int64(), from, TAG, binary.world(), received));
      NativeCall.require(
          "MPI_Isend",
          () -> (int) send.invoke(blocks, words, binary.int64(), to, TAG, binary.world(), sent));
      await();
    }
    return bytes * (size - 1);
  }

  /// Waits for both messages of a round.
  @SuppressWarnings("ThreadPriorityCheck") // where ranks share cores, yielding is what helps
  private void await() {
    for (int looks = 0; !isDone(); looks++) {
      if (looks > YIELDS) LockSupport.parkNanos(NAP_NS);
      else if (looks > SPINS) Thread.yield();
    }
  }

  private boolean isDone() {
    NativeCall.require("MPI_Testall", () -> (int) test.invoke(2, requests, done, statuses));
    return done.get(ValueLayout.JAVA_INT, 0) != 0;
  }

  /// A word of a rank's block.
  long word(int of, int k) {
    return blocks.getAtIndex(ValueLayout.JAVA_LONG, place(of) + k);
  }

  /// Copies `n` words of a rank's block, without its first.
  void copy(int of, long[] to, int at, int n) {
    MemorySegment.copy(blocks, ValueLayout.JAVA_LONG, (place(of) + 1) * Long.BYTES, to, at, n);
  }

  /// Where the block of a rank begins.
  private long place(int of) {
    return (long) ((of - rank + size) % size) * block;
  }
}
