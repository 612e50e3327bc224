package myelin.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import myelin.engine.base.Barrier;
import myelin.engine.base.Ranks;
import myelin.engine.base.TimeGrid;
import myelin.engine.base.Workers;
import myelin.engine.coupling.Relaxation;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Still;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Workers in numbers beyond the cores exchange spikes for many slices, and fail at any time. What
/// two threads may see of each other at the level of single reads and writes is for the module
/// `stress`.
@Timeout(60)
class ExchangeTest {

  private static final int NEURONS = 40;
  private static final int SLICES = 300;

  /// Neurons that fail: in step `at`, the one with id `culprit`.
  private static final class Failing extends Still {
    private final long at;
    private final int culprit;

    Failing(long at, int culprit) {
      this.at = at;
      this.culprit = culprit;
    }

    @Override
    public void step(long t, Input input, SpikeOutbox out) {
      for (int i = 0; i < size(); i++) {
        if (t == at && id(i) == culprit) throw new IllegalStateException("step " + at);
      }
    }
  }

  /// Neuron `id` fires in every step whose number is a multiple of its id, so that each worker
  /// knows what all fired. While some still read a batch, others fire for the next.
  @ParameterizedTest
  @CsvSource({"1, 3", "2, 1", "2, 5", "7, 2", "16, 1"})
  void everyWorkerSeesTheWholeBatchOfEachSliceAndNothingOfTheNext(int workers, int lags) {
    Barrier barrier = new Barrier(workers);
    SpikeOutbox[] boxes = new SpikeOutbox[workers];
    for (int w = 0; w < workers; w++) boxes[w] = new SpikeOutbox();
    SpikeBatch batch = new SpikeBatch();
    long[] next = {0};
    AtomicLong seen = new AtomicLong();
    Workers.forEach(
        workers,
        workers,
        w -> {
          for (long begin = 0; begin < (long) SLICES * lags; begin += lags) {
            boxes[w].open(begin);
            for (long t = begin; t < begin + lags; t++) {
              for (int id = w + 1; id <= NEURONS; id += workers) {
                if (t % id == 0) boxes[w].add(id, t);
              }
            }
            barrier.await(() -> {
              batch.gather(boxes, next[0], lags);
              next[0] += lags;
            });
            if (batch.begin() != begin) throw new AssertionError("not the batch of " + begin);
            seen.addAndGet(check(batch));
          }
        });
    long fired = 0;
    for (int id = 1; id <= NEURONS; id++) fired += (SLICES * lags - 1) / id + 1;
    assertThat(seen.get()).isEqualTo(workers * fired);
  }

  /// The number of spikes in a batch, which must be those of the multiples, in order of their ids.
  private static int check(SpikeBatch batch) {
    int k = 0;
    for (int lag = 0; lag < batch.lags(); lag++) {
      long t = batch.begin() + lag;
      if (batch.from(lag) != k) throw new AssertionError("step " + t + " begins elsewhere");
      for (int id = 1; id <= NEURONS; id++) {
        if (t % id != 0) continue;
        if (k == batch.size() || batch.sender(k) != id) {
          throw new AssertionError("spike of " + id + " in step " + t + " is missing");
        }
        k++;
      }
    }
    if (k != batch.size()) throw new AssertionError("more spikes than were fired");
    return k;
  }

  /// One failure, in another worker and another step each time; nobody is left waiting.
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 12})
  void aFailureAnywhereReleasesAllWorkers(int workers) {
    for (int trial = 0; trial < 40; trial++) {
      int at = 7 * trial;
      int culprit = 1 + trial * 61;
      Kernel kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, workers, 0, Relaxation.DEFAULT);
      kernel.create(Still.model("failing", () -> new Failing(at, culprit)), 3000);
      assertThatThrownBy(() -> kernel.run(1000, now -> false)).hasMessage("step " + at);
    }
  }

  /// If what one worker does for all fails, the others do not go on without it.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12})
  void aMonitorThatFailsEndsTheRunForAllWorkers(int workers) {
    Kernel kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, workers, 0, Relaxation.DEFAULT);
    kernel.create(Still.MODEL, 3000);
    long[] asked = {0};
    assertThatThrownBy(() ->
            kernel.run(
                1000,
                now -> {
                  if (++asked[0] == 3) throw new IllegalStateException("monitor");
                  return false;
                }))
        .hasMessage("monitor");
    assertThat(asked[0]).isEqualTo(3);
  }
}
