package myelin.engine.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColumnTest {

  private static final int BLOCKS = 4;
  private static final int SIZE = BLOCKS * Block.LANES;

  private final Column.Shared shared = new Column.Shared();

  @Test
  void aColumnHoldsWhatAPlainArrayHolds() {
    SplittableRandom random = new SplittableRandom(1);
    Column column = new Column(shared);
    column.grow(BLOCKS, 1.5);
    double[] plain = new double[SIZE];
    Arrays.fill(plain, 1.5);
    for (int k = 0; k < 20_000; k++) {
      int i = random.nextInt(SIZE);
      double value = random.nextInt(4) == 0 ? random.nextDouble() : 1.5;
      column.put(i, value);
      plain[i] = value;
      int b = random.nextInt(BLOCKS);
      if (k % 50 == 0) column.uniform(b, Block.LANES);
    }
    for (int i = 0; i < SIZE; i++) assertThat(column.at(i)).isEqualTo(plain[i]);
  }

  @Test
  void equalNumbersShareOneArray() {
    assertThat(shared.of(10)).isSameAs(shared.of(10.0)).hasSize(Block.LANES).containsOnly(10);
    assertThat(shared.of(0.0)).isNotSameAs(shared.of(-0.0));
  }

  @Test
  void aChangeOfOneNeuronReachesNobodyElse() {
    Column first = new Column(shared);
    Column second = new Column(shared);
    first.grow(BLOCKS, 7);
    second.grow(BLOCKS, 7);

    first.put(Block.LANES + 3, 8);

    for (int i = 0; i < SIZE; i++) {
      assertThat(first.at(i)).isEqualTo(i == Block.LANES + 3 ? 8 : 7);
      assertThat(second.at(i)).isEqualTo(7);
    }
    assertThat(shared.of(7)).containsOnly(7);
  }

  @Test
  void aBlockIsUniformUntilALaneInUseDiffers() {
    Column column = new Column(shared);
    column.grow(2, 1);
    assertThat(column.uniform(0, Block.LANES)).isTrue();

    column.put(5, 2);
    assertThat(column.uniform(0, Block.LANES)).isFalse();
    assertThat(column.uniform(0, 5)).as("lanes 0 to 4").isTrue();

    column.put(Block.LANES, 3);
    assertThat(column.uniform(1, Block.LANES)).isFalse();
    for (int i = 1; i < Block.LANES; i++) column.put(Block.LANES + i, 3);
    assertThat(column.uniform(1, Block.LANES)).isTrue();
    column.put(Block.LANES, 4);
    assertThat(shared.of(3)).as("the array shared again is not written to").containsOnly(3);
  }

  @Test
  void growthKeepsWhatWasThere() {
    Column column = new Column(shared);
    column.grow(1, 1);
    column.put(7, 2);
    column.grow(3, 5);
    column.grow(2, 6);
    assertThat(column.at(7)).isEqualTo(2);
    assertThat(column.at(8)).isEqualTo(1);
    assertThat(column.at(3 * Block.LANES - 1)).isEqualTo(5);
  }

  @Test
  void notANumberAndBothZerosAreKeptApart() {
    Column column = new Column(shared);
    column.grow(1, 0.0);
    column.put(0, -0.0);
    column.put(1, Double.NaN);
    assertThat(1 / column.at(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(column.at(1)).isNaN();
    assertThat(column.uniform(0, 3)).isFalse();
  }
}
