package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpikesTest {
  private final Spikes spikes =
      Spikes.of(new int[] {7, 3, 7, 5, 3}, new double[] {2.0, 1.0, 1.0, 3.0, 2.0});

  @Test
  void spikesAreInOrderOfTimeThenSender() {
    assertThat(spikes.senders()).containsExactly(3, 7, 3, 7, 5);
    assertThat(spikes.times()).containsExactly(1.0, 1.0, 2.0, 2.0, 3.0);
    assertThat(spikes.size()).isEqualTo(5);
    assertThat(spikes.sender(4)).isEqualTo(5);
    assertThat(spikes.time(4)).isEqualTo(3.0);
  }

  @Test
  void manySpikesInAnyOrderAreSorted() {
    Random random = new Random(1);
    int[] ids = random.ints(10_007, 0, 100).toArray();
    double[] times = random.ints(10_007, 0, 500).mapToDouble(step -> step / 10.0).toArray();
    int[] order =
        IntStream.range(0, ids.length)
            .boxed()
            .sorted((a, b) ->
                times[a] != times[b]
                    ? Double.compare(times[a], times[b])
                    : Integer.compare(ids[a], ids[b]))
            .mapToInt(Integer::intValue)
            .toArray();

    Spikes sorted = Spikes.of(ids, times);

    assertThat(sorted.senders()).containsExactly(IntStream.of(order).map(i -> ids[i]).toArray());
    assertThat(sorted.times())
        .containsExactly(IntStream.of(order).mapToDouble(i -> times[i]).toArray());
  }

  @Test
  void aRecordingDoesNotChangeWithTheArraysItCameFromOrGaveOut() {
    int[] ids = {1, 2};
    double[] times = {1, 2};
    Spikes recording = Spikes.of(ids, times);
    ids[0] = 9;
    times[0] = 9;
    recording.senders()[1] = 9;
    recording.times()[1] = 9;

    assertThat(recording).isEqualTo(Spikes.of(new int[] {1, 2}, new double[] {1, 2}));
    assertThat(recording).hasSameHashCodeAs(Spikes.of(new int[] {1, 2}, new double[] {1, 2}));
  }

  @Test
  void anIntervalExcludesItsStartAndIncludesItsEnd() {
    assertThat(spikes.between(1, 2).times()).containsExactly(2.0, 2.0);
    assertThat(spikes.between(0, 1).size()).isEqualTo(2);
    assertThat(spikes.between(1, 1).size()).isZero();
    assertThat(spikes.between(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
        .isEqualTo(spikes);
  }

  @Test
  void roundingMovesNoSpikeAcrossTheBorderOfAnInterval() {
    Spikes rounded = Spikes.of(new int[] {1}, new double[] {3 * 0.1});

    assertThat(3 * 0.1).isGreaterThan(0.3);
    assertThat(rounded.between(0, 0.3).size()).isOne();
    assertThat(rounded.between(0.3, 1).size()).isZero();
  }

  @Test
  void spikesCanBeTakenFromSomeSenders() {
    assertThat(spikes.from(3, 5, 99).senders()).containsExactly(3, 3, 5);
    assertThat(spikes.from(Set.of(7)).times()).containsExactly(1.0, 2.0);
    assertThat(spikes.from().size()).isZero();
    assertThat(spikes.fromRange(4, 7).senders()).containsExactly(7, 7, 5);
  }

  @Test
  void distinctSendersAreAscending() {
    assertThat(spikes.distinctSenders()).containsExactly(3, 5, 7);
    Spikes farApart = Spikes.of(new int[] {Integer.MAX_VALUE, 0, 0}, new double[3]);
    assertThat(farApart.distinctSenders()).containsExactly(0, Integer.MAX_VALUE);
    assertThat(farApart.from(Integer.MAX_VALUE, 0).size()).isEqualTo(3);
  }

  @Test
  void aTrainIsTheTimesOfOneNeuron() {
    assertThat(spikes.train(7)).containsExactly(1.0, 2.0);
    assertThat(spikes.train(8)).isEmpty();
  }

  @Test
  void anEmptyRecordingIsFine() {
    assertThat(Spikes.none().size()).isZero();
    assertThat(Spikes.none().distinctSenders()).isEmpty();
    assertThat(Spikes.none().train(1)).isEmpty();
    assertThat(Spikes.none().between(0, 1)).isEqualTo(Spikes.of(new int[0], new double[0]));
    assertThat(Spikes.none()).hasToString("no spikes");
    assertThat(spikes).hasToString("5 spikes from 1.0 to 3.0 ms");
  }

  @Test
  void wrongColumnsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spikes.of(new int[2], new double[3]))
        .withMessageContaining("2 senders and 3 times");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spikes.of(new int[2], new double[] {0, Double.NaN}))
        .withMessageContaining("time 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spikes.of(new int[] {-1}, new double[1]))
        .withMessageContaining("-1");
    assertThatNullPointerException()
        .isThrownBy(() -> Spikes.of(null, new double[1]))
        .withMessage("senders");
    assertThatIllegalArgumentException().isThrownBy(() -> spikes.between(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> spikes.between(Double.NaN, 1));
  }
}
