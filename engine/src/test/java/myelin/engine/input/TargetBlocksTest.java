package myelin.engine.input;

import static org.assertj.core.api.Assertions.assertThat;

import myelin.engine.neuron.Block;
import org.junit.jupiter.api.Test;

/// Blocks have 256 neurons; a population here has up to four.
class TargetBlocksTest {

  private static final int LANES = Block.LANES;

  private static TargetBlocks of(int cells, int... targets) {
    return TargetBlocks.of(targets.length, i -> targets[i], cells);
  }

  private static boolean[] blocks(TargetBlocks reach) {
    boolean[] has = new boolean[5];
    for (int b = 0; b < has.length; b++) has[b] = reach.has(b * LANES);
    return has;
  }

  @Test
  void blocksAreThoseThatSynapsesEndIn() {
    TargetBlocks reach = of(4 * LANES, LANES, LANES + 7, 3 * LANES - 1, LANES);
    assertThat(blocks(reach)).containsExactly(false, true, true, false, false);
    assertThat(reach.last()).isEqualTo(2 * LANES);
  }

  @Test
  void theLastNeuronOfTheFirstBlockIsInIt() {
    assertThat(blocks(of(LANES, LANES - 1))).containsExactly(true, false, false, false, false);
    assertThat(of(LANES, LANES - 1).last()).isZero();
  }

  @Test
  void withoutSynapsesThereIsNoBlock() {
    assertThat(blocks(of(2 * LANES))).containsOnly(false);
    assertThat(of(2 * LANES).last()).isNegative();
    assertThat(new TargetBlocks().last()).isNegative();
  }

  @Test
  void allAreAll() {
    assertThat(blocks(TargetBlocks.all(3 * LANES))).containsExactly(true, true, true, false, false);
  }

  @Test
  void addedBlocksJoinAndNoneIsLost() {
    TargetBlocks reach = of(LANES, 0);
    reach.add(of(4 * LANES, 3 * LANES));
    assertThat(blocks(reach)).containsExactly(true, false, false, true, false);
    reach.add(of(2 * LANES, LANES));
    assertThat(blocks(reach)).containsExactly(true, true, false, true, false);
  }

  @Test
  void ringsHandOnWhatTheirTablesReach() {
    CountRing ring = new CountRing(1);
    ring.reserve(2 * LANES, 1, 0);
    ring.reach(of(2 * LANES, LANES));
    assertThat(ring.reaches(0)).isFalse();
    assertThat(ring.reaches(LANES)).isTrue();
  }
}
