package myelin.benchmarks;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import myelin.engine.base.Barrier;
import myelin.engine.base.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What does a meeting of two threads cost? They meet once a slice: in Brunel's network 667 times a
/// simulated second, in the microcircuit 10 000 times.
///
/// A score is the time of a meeting of two threads that have nothing else to do, hence never wait
/// for long; it needs two free cores. Each invocation makes two threads, which meet many times.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class BarrierBenchmark {

  private static final int THREADS = 2;
  private static final int MEETINGS = 20_000;
  private static final int SLOW_MEETINGS = 2_000;

  /// The engine's own barrier.
  @Benchmark
  @OperationsPerInvocation(MEETINGS)
  public Object spinning() {
    Barrier barrier = new Barrier(THREADS);
    Workers.forEach(
        THREADS,
        THREADS,
        worker -> {
          for (int k = 0; k < MEETINGS; k++) barrier.await(() -> {});
        });
    return barrier;
  }

  /// Java's barrier.
  @Benchmark
  @OperationsPerInvocation(SLOW_MEETINGS)
  public Object cyclicBarrier() {
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    Workers.forEach(
        THREADS,
        THREADS,
        worker -> {
          for (int k = 0; k < SLOW_MEETINGS; k++) meet(barrier);
        });
    return barrier;
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
