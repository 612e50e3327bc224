package myelin;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Stops a run when the program is being ended (Ctrl-C, SIGTERM), and lets it end only when the run
/// has.
final class StopHook {

  private static final long PATIENCE_MS = 5000;

  /// Where there is something to save.
  private static final long MUCH_PATIENCE_MS = 600_000;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean called;

  /// From now on the end of the program calls `stop` and waits for [#close].
  ///
  /// @param saves whether the network is saved then, which takes longer
  StopHook(Runnable stop, boolean saves) {
    thread =
        new Thread(
            () -> {
              called = true;
              stop.run();
              await(saves ? MUCH_PATIENCE_MS : PATIENCE_MS);
            },
            "myelin-stop");
    Runtime.getRuntime().addShutdownHook(thread);
  }

  /// Whether the program is being ended.
  boolean isCalled() {
    return called;
  }

  private void await(long patience) {
    try {
      ended.await(patience, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The run has ended. If the program is being ended, nothing follows: a summary of a run that was
  /// cut short would look like one of a whole run.
  void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      while (true) LockSupport.park();
    }
  }
}
