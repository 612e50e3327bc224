package myelin.engine.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import myelin.engine.declare.Channel;
import myelin.engine.neuron.Block;
import org.junit.jupiter.api.Test;

class InputRingTest {

  private static final int AHEAD = 6;

  private final SplittableRandom random = new SplittableRandom(6);
  private final InputRing ring = new InputRing(Channel.Content.WEIGHTS);
  private final Map<Long, double[]> expected = new HashMap<>();
  private int cells = Block.LANES;
  private int slots = 8;
  private final TargetBlocks everywhere = TargetBlocks.all(64 * Block.LANES);

  /// Slice by slice all input is taken, then more is written for random steps ahead, and now and
  /// then the ring grows while input is under way; a map of rows is the oracle.
  @Test
  void whatIsUnderWayArrivesWhateverGrowsInBetween() {
    ring.reserve(cells, slots, 0);
    CountRing ring1 = ring.countsOf(0.25, everywhere);
    long begin = 0;
    for (int slice = 0; slice < 150; slice++) {
      long end = begin + random.nextInt(1, 4);
      requireTaken(begin, end);
      if (slice == 20) ring.needSums(everywhere);
      if (slice % 25 == 24) grow(end);
      CountRing ring2 = slice < 50 ? ring1 : ring.countsOf(-3, everywhere);
      for (int k = 0; k < 600; k++) {
        long arrives = end + random.nextInt(AHEAD);
        int cell = random.nextInt(cells);
        switch (random.nextInt(3)) {
          case 0 -> count(ring1, 0.25, arrives, cell);
          case 1 -> count(ring2, ring2 == ring1 ? 0.25 : -3, arrives, cell);
          default -> {
            if (slice >= 20) sum(arrives, cell, random.nextInt(-8, 8) / 4.0);
          }
        }
      }
      begin = end;
    }
  }

  @Test
  void sumsAndCountsOfOneNeuronAddUp() {
    ring.reserve(Block.LANES, 4, 0);
    ring.needSums(everywhere);
    CountRing two = ring.countsOf(2, everywhere);
    CountRing three = ring.countsOf(3, everywhere);
    assertThat(ring.countsOf(2, everywhere)).isSameAs(two);
    ring.sums(1)[7] = 0.5;
    for (int k = 0; k < 10; k++) two.count(1, 7);
    for (int k = 0; k < 100; k++) three.count(1, 7);
    double[] input = new double[Block.LANES];
    ring.fetch(1, 2, 0);
    ring.take(1, 0, input);
    assertThat(input[7]).isEqualTo(320.5);
    ring.fetch(1, 2, 0);
    ring.take(1, 0, input);
    assertThat(input).as("taken once").containsOnly(0);
  }

  private void grow(long now) {
    if (random.nextBoolean()) slots *= 2;
    else cells += Block.LANES;
    ring.reserve(cells, slots, now);
  }

  private void count(CountRing g, double weight, long arrives, int cell) {
    g.count(arrives, cell);
    row(arrives)[cell] += weight;
  }

  private void sum(long arrives, int cell, double weight) {
    ring.sums(arrives)[cell] += weight;
    row(arrives)[cell] += weight;
  }

  private double[] row(long t) {
    return expected.computeIfAbsent(t, k -> new double[100 * Block.LANES]);
  }

  private void requireTaken(long begin, long end) {
    double[] input = new double[Block.LANES];
    for (int base = 0; base < cells; base += Block.LANES) {
      ring.fetch(begin, end, base);
      for (long t = begin; t < end; t++) {
        ring.take(t, base, input);
        for (int i = 0; i < Block.LANES; i++) {
          if (input[i] != row(t)[base + i]) {
            throw new AssertionError("step %d, neuron %d: %s".formatted(t, base + i, input[i]));
          }
        }
      }
    }
  }

  @Test
  void blocksThatNoSynapseEndsInHaveNoInput() {
    ring.reserve(3 * Block.LANES, 4, 0);
    ring.needSums(TargetBlocks.all(Block.LANES));
    CountRing counts = ring.countsOf(-2, TargetBlocks.all(2 * Block.LANES));
    ring.sums(1)[7] = 0.5;
    counts.count(1, Block.LANES + 7);
    double[] input = new double[Block.LANES];
    double[] expected = {0.5, -2, 0};
    for (int b = 0; b < 3; b++) {
      Arrays.fill(input, 9);
      ring.fetch(1, 2, b * Block.LANES);
      ring.take(1, b * Block.LANES, input);
      assertThat(input[7]).isEqualTo(expected[b]);
      assertThat(Double.doubleToRawLongBits(input[8])).as("0, not -0").isZero();
    }
  }
}
