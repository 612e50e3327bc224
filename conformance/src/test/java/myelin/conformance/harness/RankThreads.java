package myelin.conformance.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.engine.base.Ranks;

/// Ranks that are threads of this process, to try what several processes do.
public final class RankThreads {

  /// After so long without all ranks coming, one of them has made another call (s).
  private static final int PATIENCE = 60;

  private final CyclicBarrier barrier;
  private final long[][] given;

  private RankThreads(int n) {
    barrier = new CyclicBarrier(n);
    given = new long[n][];
  }

  private final class Rank implements Ranks {
    private final int number;

    Rank(int number) {
      this.number = number;
    }

    @Override
    public int rank() {
      return number;
    }

    @Override
    public int size() {
      return given.length;
    }

    @Override
    public Gathered gather(long[] own, int n) {
      given[number] = Arrays.copyOf(own, n);
      await();
      int[] from = new int[given.length + 1];
      for (int r = 0; r < given.length; r++) from[r + 1] = from[r] + given[r].length;
      long[] all = new long[from[given.length]];
      for (int r = 0; r < given.length; r++) {
        System.arraycopy(given[r], 0, all, from[r], given[r].length);
      }
      await();
      return new Gathered(all, from);
    }

    /// Ranks compare their calls, as those of MPI do where `MYELIN_MPI_CHECK=on`.
    @Override
    public void call(String text) {
      requireSame(text);
    }

    private void await() {
      try {
        barrier.await(PATIENCE, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException("rank %d waits in vain".formatted(number), e);
      }
    }
  }

  /// A number of ranks, and of threads of each.
  public record Division(int ranks, int threads) {

    private static final List<Division> USUAL =
        List.of(new Division(2, 1), new Division(3, 2), new Division(4, 1), new Division(7, 2));

    /// Whether all divisions of `-Dmyelin.ranks` are wanted.
    public static boolean wanted() {
      return System.getProperty("myelin.ranks") != null;
    }

    /// One of the usual divisions, a different one for each number in turn; or with
    /// `-Dmyelin.ranks=1,2,3,4,7` all with so many ranks, each with `-Dmyelin.threads=1,2`.
    public static List<Division> of(long number) {
      String ranks = System.getProperty("myelin.ranks");
      if (ranks == null) return List.of(USUAL.get(Math.floorMod(number, USUAL.size())));
      List<Division> all = new ArrayList<>();
      for (String r : ranks.split(",", -1)) {
        for (String t : System.getProperty("myelin.threads", "1,2").split(",", -1)) {
          all.add(new Division(Integer.parseInt(r), Integer.parseInt(t)));
        }
      }
      return all;
    }

    /// Does the same work on each rank, with settings that make it so; returns what each returns.
    public <T> List<T> run(Function<UnaryOperator<Builder>, T> work) {
      return RankThreads.run(ranks, r -> work.apply(b -> b.ranks(r).threads(threads)));
    }
  }

  /// Does the same work on each of `n` ranks, and returns what each returns.
  public static <T> List<T> run(int n, Function<Ranks, T> work) {
    RankThreads together = new RankThreads(n);
    List<T> results = new ArrayList<>();
    for (int r = 0; r < n; r++) results.add(null);
    Throwable[] failure = new Throwable[n];
    Thread[] threads = new Thread[n];
    for (int r = 0; r < n; r++) {
      int rank = r;
      threads[r] =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  results.set(rank, work.apply(together.new Rank(rank)));
                } catch (Throwable e) {
                  failure[rank] = e;
                  together.barrier.reset();
                }
              });
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    Arrays.stream(failure)
        .filter(e -> e != null && !(e.getCause() instanceof BrokenBarrierException))
        .findFirst()
        .ifPresent(e -> {
          throw new AssertionError("a rank failed: " + e.getMessage(), e);
        });
    return results;
  }
}
