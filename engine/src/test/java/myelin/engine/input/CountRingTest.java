package myelin.engine.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import myelin.engine.neuron.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The oracle of the counts in bytes and in binary is an array of numbers.
class CountRingTest {

  private static final int CELLS = 2 * Block.LANES;
  private static final double WEIGHT = 0.3;

  private final SplittableRandom random = new SplittableRandom(9);
  private final CountRing ring = new CountRing(WEIGHT);
  private final int[][] expected = new int[64][CELLS];

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 40, 400})
  void setsAndSingleSpikesAddUpHoweverMany(int spikes) {
    ring.reach(TargetBlocks.all(CELLS));
    ring.reserve(CELLS, 8, 0);
    ring.needBinary();
    for (long t = 0; t < 50; t++) {
      if (t == 30) ring.reserve(CELLS, 16, t);
      for (int k = 0; k < spikes; k++) {
        countSets(t + random.nextInt(4), random.nextDouble());
        countSome(t + random.nextInt(4));
      }
      requireCounts(t);
    }
  }

  private void countSets(long t, double density) {
    long[][] sets = new long[3][CELLS / CountRing.WORD];
    for (long[] set : sets) {
      for (int i = 0; i < CELLS; i++) {
        if (random.nextDouble() >= density) continue;
        set[i / CountRing.WORD] |= 1L << CountRing.bit(i);
        expected[(int) t][i]++;
      }
    }
    ring.count(t, sets[0], sets[1], sets[2]);
  }

  private void countSome(long t) {
    int[] wide = random.ints(20, 0, CELLS).toArray();
    char[] narrow = {(char) random.nextInt(CELLS), 7, 7};
    ring.count(t, wide, 5, 20);
    ring.count(t, narrow, 0, 3);
    for (int k = 5; k < 20; k++) expected[(int) t][wide[k]]++;
    for (char c : narrow) expected[(int) t][c]++;
  }

  /// Takes one step, or two at once, in place of what there is or on top of it.
  private void requireCounts(long t) {
    double[] input = new double[Block.LANES];
    int steps = t % 3 == 0 ? 2 : 1;
    boolean put = t % 2 == 0;
    for (int i = 0; i < CELLS; i++) assertThat(ring.at(t, i)).isEqualTo(expected[(int) t][i]);
    for (int base = 0; base < CELLS; base += Block.LANES) {
      ring.fetch(t, t + steps, base);
      for (int k = 0; k < steps; k++) {
        Arrays.fill(input, 5);
        ring.take(k, put, input);
        for (int i = 0; i < Block.LANES; i++) {
          double taken = WEIGHT * expected[(int) t + k][base + i];
          assertThat(input[i]).isEqualTo(put ? taken : 5 + taken);
        }
      }
    }
    for (int k = 0; k < steps; k++) {
      for (int i = 0; i < CELLS; i++) assertThat(ring.at(t + k, i)).as("taken once").isZero();
      Arrays.fill(expected[(int) t + k], 0);
    }
  }

  @Test
  void bitsComeInOrderOfTheirNeurons() {
    SplittableRandom random = new SplittableRandom(4);
    for (int trial = 0; trial < 1000; trial++) {
      long cells = random.nextLong();
      long word = 0;
      for (int cell = 0; cell < CountRing.WORD; cell++) {
        if ((cells >>> cell & 1) != 0) word |= 1L << CountRing.bit(cell);
      }
      assertThat(CountRing.inOrder(word)).isEqualTo(cells);
    }
  }
}
