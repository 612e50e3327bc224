package myelin.conformance.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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

    private void await() {
      try {
        barrier.await(PATIENCE, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException("rank %d waits in vain".formatted(number), e);
      }
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
