package myelin.record;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import myelin.engine.device.Records;
import org.jspecify.annotations.Nullable;

/// The thread that writes files, so that the step loop does not wait for a disk. It starts when
/// there is first something to write. When it falls far behind, the thread that records waits for
/// it.
final class FileWriter {

  private static final int MOST_WAITING = 256;

  /// Something to be done by the thread.
  private interface Job {
    void run() throws IOException;
  }

  private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(MOST_WAITING);
  private @Nullable Thread thread;
  private volatile @Nullable IOException failure;
  private boolean ended;

  /// Has `records` written to `file`.
  void write(RecordFile file, Records records) {
    put(() -> file.write(records));
  }

  /// Has `file` closed after all that was given before has been written.
  void close(RecordFile file) {
    put(file::close);
  }

  /// Waits until all is written.
  ///
  /// @throws IOException the first failure since the last call
  void flush() throws IOException {
    if (thread != null) {
      CountDownLatch done = new CountDownLatch(1);
      put(done::countDown);
      boolean interrupted = false;
      while (true) {
        try {
          done.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) Thread.currentThread().interrupt();
    }
    IOException e = failure;
    failure = null;
    if (e != null) throw e;
  }

  /// Whether writing has failed since the last [#flush].
  boolean isFailing() {
    return failure != null;
  }

  /// Ends the thread when all is written.
  void end() {
    if (thread == null) return;
    put(() -> ended = true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  private void put(Job job) {
    if (thread == null) {
      ended = false;
      thread = Thread.ofPlatform().daemon().name("myelin-files").start(this::work);
    }
    boolean interrupted = false;
    while (true) {
      try {
        jobs.put(job);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private void work() {
    while (!ended) {
      try {
        jobs.take().run();
      } catch (IOException e) {
        if (failure == null) failure = e;
      } catch (RuntimeException e) {
        if (failure == null) failure = new IOException("an internal error, " + e.getMessage(), e);
      } catch (OutOfMemoryError e) {
        if (failure == null) failure = new IOException("memory ran out", e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
