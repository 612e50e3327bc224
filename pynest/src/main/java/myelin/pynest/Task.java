package myelin.pynest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import myelin.Simulator;
import org.jspecify.annotations.Nullable;

/// A simulation that runs in a thread of its own, so that Python's thread can handle signals
/// meanwhile.
final class Task {

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;

  /// @param took takes the time that the simulation has taken (ns)
  Task(Simulator simulator, double ms, LongConsumer took) {
    Thread thread = new Thread(() -> run(simulator, ms, took), "myelin-run");
    thread.setDaemon(true);
    thread.start();
  }

  @SuppressWarnings("CatchingUnchecked") // handed on to whoever waits
  private void run(Simulator simulator, double ms, LongConsumer took) {
    long begin = System.nanoTime();
    try {
      simulator.simulate(ms);
      took.accept(System.nanoTime() - begin);
    } catch (Throwable t) {
      failure = t;
    } finally {
      ended.countDown();
    }
  }

  /// Waits for the end, but not longer than `ms`; returns whether it has come.
  ///
  /// @throws myelin.engine.base.BadInput if the simulation was refused
  /// @throws IllegalStateException if it failed
  boolean ended(long ms) throws InterruptedException {
    if (!ended.await(ms, TimeUnit.MILLISECONDS)) return false;
    Throwable t = failure;
    switch (t) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(t);
    }
    return true;
  }
}
