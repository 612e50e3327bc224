package myelin.engine.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import java.util.stream.LongStream;
import myelin.engine.base.BadInput;
import org.junit.jupiter.api.Test;

/// A history by steps says the same as one by lanes, in which a step without a number has a zero.
class DenseHistoryTest {

  private static final int LANES = 40;
  private static final int STEPS = 400;

  private final DenseHistory dense = new DenseHistory(LANES);
  private final SparseHistory sparse = new SparseHistory(LANES, History.Keep.UNTIL_HEARD);

  @Test
  void itSaysTheSame() {
    Random random = new Random(1);
    long forgotten = 0;
    int lanes = 3;
    for (long step = 5; step < STEPS; step++) {
      if (step % 50 == 0) lanes = Math.min(LANES, 2 * lanes);
      for (int i = 0; i < lanes; i++) {
        double x = random.nextGaussian();
        for (History h : new History[] {dense, sparse}) {
          if (h.isFull(i, step)) h.forget(i, forgotten, step);
          h.add(i, step, x);
        }
      }
      forgotten = Math.max(forgotten, step - random.nextInt(60));
      for (int i = 0; i < lanes; i++) compare(i, forgotten, step);
    }
  }

  @Test
  void neuronsMayBeSilentBetween() {
    add(0, 3, 1);
    add(20, 3, 2);
    add(0, 4, 3);
    add(0, 1000, 4);
    add(20, 1001, 5);
    assertThat(dense.at(0, 3)).isEqualTo(1);
    assertThat(dense.at(0, 500)).isZero();
    assertThat(dense.at(0, 1000)).isEqualTo(4);
    assertThat(dense.at(0, 1001)).isZero();
    assertThat(dense.at(20, 1001)).isEqualTo(5);
    assertThat(dense.at(20, 2000)).isZero();
    assertThat(dense.at(21, 3)).isZero();
    assertThat(dense.newest(0)).isEqualTo(1000);
    assertThat(dense.newest(5)).isEqualTo(-1);
    dense.clearAfter(0, 3);
    assertThat(dense.at(0, 3)).isEqualTo(1);
    assertThat(dense.at(0, 1000)).isZero();
    assertThat(dense.at(20, 1001)).isEqualTo(5);
  }

  @Test
  void itIsRestoredLaneByLane() {
    for (long step = 100; step < 150; step++) {
      add(9, step, 0.5 * step);
      if (step >= 120) add(1, step, -0.25 * step);
    }
    DenseHistory other = new DenseHistory(LANES);
    for (int i : new int[] {1, 9, 3}) other.restore(i, dense.steps(i), dense.values(i));
    for (int i : new int[] {1, 9, 3}) {
      assertThat(other.steps(i)).isEqualTo(dense.steps(i));
      assertThat(other.values(i)).isEqualTo(dense.values(i));
    }
    assertThat(other.at(1, 119)).isZero();
    assertThat(other.at(1, 120)).isEqualTo(-30);
  }

  @Test
  void lanesAreRestoredInAnyOrderAndAgain() {
    for (long step = 1000; step < 1300; step++) {
      for (int i = 0; i < LANES; i += 3) if (step >= 1000 + 5 * i) add(i, step, step + 0.01 * i);
    }
    DenseHistory other = new DenseHistory(LANES);
    for (int round = 0; round < 2; round++) {
      for (int i = LANES - 1; i >= 0; i--) other.restore(i, dense.steps(i), dense.values(i));
    }
    for (int i = 0; i < LANES; i++) {
      assertThat(other.steps(i)).isEqualTo(dense.steps(i));
      assertThat(other.values(i)).isEqualTo(dense.values(i));
      assertThat(dense.size(i)).isEqualTo(i % 3 == 0 ? 300 - 5 * i : 0);
    }
    add(0, 1300, 7);
    assertThat(dense.at(0, 1300)).isEqualTo(7);
  }

  @Test
  void aLongPastIsAllowedInAllLanes() {
    long[] steps = LongStream.range(10, 4_000_010).toArray();
    assertThat(dense.allows(0, steps)).isTrue();
    add(0, 10, 1);
    add(1, 10, 1);
    assertThat(dense.allows(1, steps)).isTrue();
  }

  @Test
  void whatIsTooLongIsToldNotLost() {
    add(LANES - 1, 5, 1);
    assertThat(dense.isFull(0, 1L << 30)).isTrue();
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> dense.forget(0, 0, 1L << 30))
        .withMessageContaining("has not fired since");
    assertThat(dense.at(LANES - 1, 5)).isEqualTo(1);
  }

  @Test
  void stepsLongBeforeTheFirstHaveNoRow() {
    add(LANES - 1, 1L << 40, 1);
    assertThat(dense.at(0, 3)).isZero();
    assertThat(dense.place(3)).isNegative();
    assertThat(dense.has(3, 1)).isFalse();
  }

  @Test
  void gapsAndDistantStepsAreNotAllowed() {
    assertThat(dense.allows(0, new long[] {3, 4, 5})).isTrue();
    assertThat(dense.allows(0, new long[] {3, 5})).isFalse();
    add(0, 3, 1);
    assertThat(dense.allows(0, new long[] {4, 5})).isTrue();
    assertThat(dense.allows(0, new long[] {1L << 40})).isFalse();
  }

  private void add(int lane, long step, double value) {
    if (dense.isFull(lane, step)) dense.forget(lane, 0, step);
    dense.add(lane, step, value);
  }

  private void compare(int lane, long forgotten, long now) {
    for (long step = forgotten + 1; step <= now; step++) {
      assertThat(dense.at(lane, step)).isEqualTo(sparse.at(lane, step));
      assertThat(dense.size(lane) - dense.after(lane, step))
          .isEqualTo(sparse.size(lane) - sparse.after(lane, step));
    }
    assertThat(dense.newest(lane)).isEqualTo(sparse.newest(lane));
  }
}
