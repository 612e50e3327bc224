package myelin.engine.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpikeBatchTest {

  private record Spike(long step, int sender) {}

  private final SplittableRandom random = new SplittableRandom(5);
  private final SpikeBatch batch = new SpikeBatch();

  @Test
  void spikesOfAllPartsStandInOrderOfStepThenSender() {
    for (int trial = 0; trial < 50; trial++) {
      int lags = random.nextInt(1, 130);
      long begin = trial == 0 ? 0 : random.nextLong(1L << 40);
      List<Spike> spikes = new ArrayList<>();
      int n = random.nextInt(2000);
      for (int k = 0; k < n; k++) {
        int sender = random.nextInt(1, trial % 2 == 0 ? 20 : Integer.MAX_VALUE);
        spikes.add(new Spike(begin + random.nextInt(lags), sender));
      }
      gather(spikes, random.nextInt(1, 6), begin, lags);
      spikes.sort(Comparator.comparingLong(Spike::step).thenComparingInt(Spike::sender));

      assertThat(batch.begin()).isEqualTo(begin);
      assertThat(batch.lags()).isEqualTo(lags);
      assertThat(batch.size()).isEqualTo(n);
      for (int k = 0; k < n; k++) assertThat(batch.sender(k)).isEqualTo(spikes.get(k).sender());
      for (int lag = 0; lag <= lags; lag++) {
        long step = begin + lag;
        long before = spikes.stream().filter(s -> s.step() < step).count();
        assertThat(batch.from(lag)).isEqualTo((int) before);
      }
    }
  }

  @Test
  void aSliceWithoutSpikesIsEmptyWhateverWasThereBefore() {
    gather(List.of(new Spike(3, 1), new Spike(4, 2)), 1, 3, 2);
    gather(List.of(), 2, 5, 1);
    assertThat(batch.size()).isZero();
    assertThat(batch.from(0)).isZero();
    assertThat(batch.from(1)).isZero();
  }

  private void gather(List<Spike> spikes, int parts, long begin, int lags) {
    SpikeOutbox[] boxes = new SpikeOutbox[parts];
    for (int p = 0; p < parts; p++) {
      boxes[p] = new SpikeOutbox();
      boxes[p].open(begin);
    }
    for (Spike s : spikes) boxes[random.nextInt(parts)].add(s.sender(), s.step());
    batch.gather(boxes, begin, lags);
  }
}
