package myelin.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Ranks;
import myelin.engine.base.TimeGrid;
import myelin.engine.coupling.Relaxation;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Still;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.wiring.ConnectCall;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;
import myelin.engine.wiring.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class KernelTest {

  private static final int MANY = 3000;

  /// Neuron 2900 fails in step 5.
  private static final class Fragile extends Still {
    @Override
    public void step(long t, Input input, SpikeOutbox out) {
      for (int i = 0; i < size(); i++) {
        if (t == 5 && id(i) == 2900) throw new IllegalStateException("neuron 2900");
      }
    }
  }

  /// Neuron `id` fires in every step whose number is a multiple of its id.
  private static final class Clock extends Still {
    @Override
    public void step(long t, Input input, SpikeOutbox out) {
      super.step(t, input, out);
      for (int i = 0; i < size(); i++) if (t % id(i) == 0) fire(i, t, out);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void aModelThatFailsEndsTheRunForAllWorkersAndTheCallerHears(int parts) {
    Kernel kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, parts, 0, Relaxation.DEFAULT);
    kernel.create(Still.model("fragile", Fragile::new), MANY);
    assertThatThrownBy(() -> kernel.run(1000, now -> false)).hasMessage("neuron 2900");
    assertThatThrownBy(() -> kernel.run(1, now -> false))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("is broken", "neuron 2900");
  }

  /// One neuron's value is NaN from step 500 on.
  private static final class Lost extends Still {
    @Override
    public void step(long t, Input input, SpikeOutbox out) {
      for (int i = 0; i < size(); i++) if (id(i) == 2900 && t >= 500) sum[i] = Double.NaN;
    }

    @Override
    public double[] value() {
      return sum;
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 7", "9, 100"})
  void aValueThatIsNoNumberEndsTheRunSoonAfter(int parts, int slice) {
    Kernel kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, parts, slice, Relaxation.DEFAULT);
    NeuronModel model = Still.model("lost", Lost::new);
    kernel.create(model, MANY);
    kernel.put(2900, model.requireParameter("gain"), 1e-9);
    assertThatThrownBy(() -> kernel.run(1000, now -> false))
        .isInstanceOf(BadInput.class)
        .hasMessageMatching(
            "lost 2900: its sum is NaN in step [56]\\d\\d \\([56]\\d\\.\\d+ ms\\); the likely reason is gain = 1.0E-9");
    assertThat(kernel.now()).isBetween(300L, 500L + 128);
  }

  @Test
  void aValueThatIsLostInTheLastStepIsFoundToo() {
    Kernel kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, 2, 0, Relaxation.DEFAULT);
    kernel.create(Still.model("lost", Lost::new), MANY);
    assertThatThrownBy(() -> kernel.run(501, now -> false))
        .hasMessageContaining("the likely reason is the weights of what it receives");
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 1", "2, 7", "9, 3"})
  void aMonitorIsAskedAfterEachSliceAndCanEndTheRun(int parts, int slice) {
    Kernel kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, parts, slice, Relaxation.DEFAULT);
    kernel.create(Still.MODEL, MANY);
    long[] last = {0};
    kernel.run(
        1000,
        now -> {
          assertThat(now).isGreaterThan(last[0]);
          last[0] = now;
          return now >= 300;
        });
    assertThat(kernel.now()).isEqualTo(last[0]).isBetween(300L, 300L + 127);
    kernel.run(10, now -> false);
    assertThat(kernel.now()).isEqualTo(last[0] + 10);
  }

  /// Every neuron sums what clocks send to it; the sum follows from counting multiples.
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 0", "4, 1", "2, 2"})
  void inputIsWhatTheSendersFiredUpToTheDelayBefore(int parts, int slice) {
    Kernel kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, parts, slice, Relaxation.DEFAULT);
    int n = 1200;
    kernel.create(Still.model("clock", Clock::new), n);
    int delay = 3;
    int[] sources = new int[n];
    int[] targets = new int[n];
    for (int e = 0; e < n; e++) {
      sources[e] = e + 1;
      targets[e] = n - e;
    }
    kernel.connect(call(sources, targets, delay));
    kernel.run(50, now -> false);
    kernel.run(50, now -> false);

    for (int id = 1; id <= n; id++) {
      int sender = n + 1 - id;
      int fired = (100 - delay - 1) / sender + 1;
      assertThat(kernel.read(id, 0)).isEqualTo(0.5 * fired);
    }
  }

  @Test
  void synapsesMadeLaterFindTheInputOfEarlierOnesUnderWay() {
    Kernel kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, 2, 0, Relaxation.DEFAULT);
    kernel.create(Still.model("clock", Clock::new), 4);
    kernel.connect(call(new int[] {4}, new int[] {1}, 6));
    kernel.run(5, now -> false);
    kernel.connect(call(new int[] {4, 4}, new int[] {2, 3}, 40));
    kernel.create(Still.MODEL, 2000);
    kernel.run(8, now -> false);
    assertThat(kernel.read(1, 0)).as("sent at 0 and 4, and not yet at 8").isEqualTo(1);
    kernel.run(60, now -> false);
    // spikes leave at multiples of the smallest delay, by all synapses that there are then
    assertThat(kernel.read(2, 0)).as("sent at 0, 4, ... 32").isEqualTo(0.5 * 9);
  }

  /// However many weights are changed one by one, tables are built once, when the network runs; and
  /// not at all where they have a place for them.
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void tablesAreBuiltOnceForManySingleChanges(int parts) {
    Kernel kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, parts, 0, Relaxation.DEFAULT);
    int n = 300;
    Ids all = kernel.create(Still.model("clock", Clock::new), n);
    int[] ones = new int[n];
    int[] targets = new int[n];
    for (int e = 0; e < n; e++) {
      ones[e] = 1;
      targets[e] = e + 1;
    }
    kernel.connect(call(ones, targets, 3));
    Selection found = kernel.select(all, all, -1);
    for (int round = 0; round < 3; round++) {
      int version = kernel.wiring.version();
      for (int e = 0; e < n; e++) {
        found.at(new int[] {e}).weights(new double[] {e + round});
        assertThat(found.weight(e)).isEqualTo(e + round);
      }
      assertThat(kernel.wiring.version()).isEqualTo(version);
      kernel.run(10, now -> false);
      assertThat(kernel.wiring.version() - version).isLessThanOrEqualTo(1);
      if (round > 0) continue;
      for (int e = 0; e < n; e++) assertThat(kernel.read(e + 1, 0)).isEqualTo(7 * e);
    }
  }

  private static ConnectCall call(int[] sources, int[] targets, int delay) {
    Recipe recipe =
        owned ->
            new Recipe.Cursor() {
              private int e;

              @Override
              public boolean next(EdgeBatch batch) {
                for (; e < targets.length && batch.size() < 100; e++) {
                  if (owned.test(targets[e])) batch.add(sources[e], targets[e], e);
                }
                return batch.size() > 0;
              }
            };
    Ids ids = Ids.list(java.util.Arrays.stream(sources).distinct().sorted().toArray());
    return new ConnectCall(
        recipe,
        ids,
        0,
        0,
        SynapseModel.NONE,
        0,
        0.5,
        delay,
        new double[0],
        Optional.empty(),
        Optional.empty(),
        true,
        0,
        0,
        0);
  }
}
