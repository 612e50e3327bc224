package myelin.engine.base;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Where the workers meet once a slice. The last to arrive does the work that one does for all,
/// then lets the others go. Waiting is by spinning first, since slices take microseconds, then by
/// yielding and parking, since there may be more workers than free cores.
public final class Barrier {

  private static final int SPINS = 5_000;
  private static final int YIELDS = 200;
  private static final long NAP_NS = 50_000;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final int workers;
  private final int spins;
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile int generation;

  /// A barrier for this many workers.
  public Barrier(int workers) {
    this.workers = workers;
    spins = workers <= CORES ? SPINS : 0;
  }

  /// Waits for all workers; the last one to arrive runs `action` while the others wait.
  @SuppressWarnings("ThreadPriorityCheck") // with more workers than cores, yielding is what helps
  public void await(Runnable action) {
    int now = generation;
    if (arrived.incrementAndGet() == workers) {
      try {
        action.run();
      } finally {
        arrived.set(0);
        generation = now + 1;
      }
      return;
    }
    int spun = 0;
    while (generation == now) {
      if (spun++ < spins) Thread.onSpinWait();
      else if (spun < spins + YIELDS) Thread.yield();
      else LockSupport.parkNanos(NAP_NS);
    }
  }
}
