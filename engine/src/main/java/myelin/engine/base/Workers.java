package myelin.engine.base;

import java.util.function.IntConsumer;

/// Does a piece of work for every part, on as many threads as there are workers.
public final class Workers {

  private Workers() {}

  /// Calls `work` with `0 .. pieces - 1`, worker `w` taking `w`, `w + workers`, ... The calling
  /// thread is worker 0. The first exception of any worker is thrown when all have ended.
  public static void forEach(int pieces, int workers, IntConsumer work) {
    int hands = Math.min(workers, pieces);
    if (hands <= 1) {
      for (int p = 0; p < pieces; p++) work.accept(p);
      return;
    }
    Throwable[] failure = new Throwable[hands];
    Thread[] threads = new Thread[hands];
    for (int w = 0; w < hands; w++) {
      int worker = w;
      Runnable share =
          () -> {
            try {
              for (int p = worker; p < pieces; p += hands) work.accept(p);
            } catch (Throwable e) {
              failure[worker] = e;
            }
          };
      if (w == 0) {
        threads[0] = Thread.currentThread();
        continue;
      }
      threads[w] = Thread.ofPlatform().daemon().name("myelin-" + w).start(share);
    }
    try {
      for (int p = 0; p < pieces; p += hands) work.accept(p);
    } catch (Throwable e) {
      failure[0] = e;
    }
    boolean interrupted = false;
    for (int w = 1; w < hands; w++) {
      while (true) {
        try {
          threads[w].join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
    for (Throwable e : failure) {
      if (e instanceof RuntimeException r) throw r;
      if (e instanceof Error r) throw r;
    }
  }
}
