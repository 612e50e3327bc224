package myelin;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Stops a run when the program is being ended (Ctrl-C, SIGTERM), and lets it end only when the run
/// has.
final class StopHook {

  private static final long PATIENCE_MS = 5000;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  /// From now on the end of the program calls `stop` and waits for [#close].
  StopHook(Runnable stop) {
    thread =
        new Thread(
            () -> {
              stop.run();
              await();
            },
            "myelin-stop");
    Runtime.getRuntime().addShutdownHook(thread);
  }

  private void await() {
    try {
      ended.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
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
