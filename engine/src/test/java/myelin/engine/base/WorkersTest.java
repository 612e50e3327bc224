package myelin.engine.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WorkersTest {

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 3", "3, 1", "3, 3", "10, 4", "4, 10", "64, 33"})
  void everyPieceIsDoneOnce(int pieces, int workers) {
    AtomicIntegerArray done = new AtomicIntegerArray(Math.max(1, pieces));
    Workers.forEach(pieces, workers, done::incrementAndGet);
    for (int p = 0; p < pieces; p++) assertThat(done.get(p)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void anExceptionOfAnyWorkerReachesTheCallerWhenAllHaveEnded(int culprit) {
    AtomicInteger ended = new AtomicInteger();
    assertThatThrownBy(() ->
            Workers.forEach(
                8,
                8,
                p -> {
                  if (p == culprit) throw new IllegalStateException("piece " + p);
                  pause();
                  ended.incrementAndGet();
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("piece " + culprit);
    assertThat(ended.get()).isEqualTo(7);
  }

  @Test
  void anErrorReachesTheCallerToo() {
    assertThatThrownBy(() ->
            Workers.forEach(
                2,
                2,
                p -> {
                  if (p == 1) throw new OutOfMemoryError("made up");
                }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void anInterruptOfTheCallerIsKeptAndWaitsForTheWork() {
    AtomicInteger ended = new AtomicInteger();
    Thread.currentThread().interrupt();
    Workers.forEach(4, 4, p -> ended.incrementAndGet());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended.get()).isEqualTo(4);
  }

  /// Each round every worker adds to its own place; the action sees all places equal. Sixteen
  /// workers are more than most machines have cores.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void nobodyPassesABarrierBeforeAllAreThereAndTheActionIsDone(int workers) {
    int rounds = workers > 3 ? 100 : 500;
    Barrier barrier = new Barrier(workers);
    int[] mine = new int[workers * 16];
    int[] meetings = {0};
    Workers.forEach(
        workers,
        workers,
        w -> {
          for (int round = 1; round <= rounds; round++) {
            mine[w * 16] = round;
            int now = round;
            barrier.await(() -> {
              for (int v = 0; v < workers; v++) {
                if (mine[v * 16] != now) throw new AssertionError("worker " + v + " is not there");
              }
              meetings[0]++;
            });
            if (meetings[0] != round) throw new AssertionError("the action is not done");
          }
        });
    assertThat(meetings[0]).isEqualTo(rounds);
  }

  @Test
  void afterAFailingActionTheOthersGoOn() {
    Barrier barrier = new Barrier(3);
    AtomicInteger passed = new AtomicInteger();
    assertThatThrownBy(() ->
            Workers.forEach(
                3,
                3,
                w -> {
                  barrier.await(() -> {
                    throw new IllegalStateException("action");
                  });
                  passed.incrementAndGet();
                }))
        .hasMessage("action");
    assertThat(passed.get()).isEqualTo(2);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
