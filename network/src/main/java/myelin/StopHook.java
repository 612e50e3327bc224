package myelin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Stops a run when the program is being ended (Ctrl-C, SIGTERM), and lets it end only when the run
/// has.
final class StopHook {

  private static final long PATIENCE_MS = 5000;

  /// When there is something to save.
  private static final long MUCH_PATIENCE_MS = 600_000;

  /// The hooks of all runs in progress. One thread stops them, since a thread for each run would
  /// take longer to make than a short run takes.
  private static final List<StopHook> RUNNING = new ArrayList<>();

  private static boolean registered;
  private static boolean ending;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable stop;
  private final boolean saves;
  private volatile boolean called;

  /// From now on the end of the program calls `stop` and waits for [#close].
  ///
  /// @param saves whether the network is saved then, which takes longer
  /// @throws IllegalStateException if the program is being ended already
  StopHook(Runnable stop, boolean saves) {
    this.stop = stop;
    this.saves = saves;
    begin(this);
  }

  private static void begin(StopHook hook) {
    synchronized (RUNNING) {
      if (ending) throw new IllegalStateException("the program is being ended");
      if (!registered) {
        Runtime.getRuntime().addShutdownHook(new Thread(StopHook::end, "myelin-stop"));
        registered = true;
      }
      RUNNING.add(hook);
    }
  }

  private static void end() {
    List<StopHook> all;
    synchronized (RUNNING) {
      ending = true;
      all = List.copyOf(RUNNING);
    }
    for (StopHook hook : all) {
      hook.called = true;
      hook.stop.run();
    }
    for (StopHook hook : all) hook.await();
  }

  /// Whether the program is being ended.
  boolean isCalled() {
    return called;
  }

  private void await() {
    try {
      ended.await(saves ? MUCH_PATIENCE_MS : PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The run has ended. If the program is being ended, nothing follows: a summary of a run that was
  /// cut short would look like one of a whole run.
  void close() {
    boolean over;
    synchronized (RUNNING) {
      RUNNING.remove(this);
      over = ending;
    }
    ended.countDown();
    if (over) while (true) LockSupport.park();
  }
}
