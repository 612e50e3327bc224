package myelin.engine.plastic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SynapseColumnTest {

  @Test
  void isOneNumberWhileAllAgree() {
    SynapseColumn column = new SynapseColumn(4);
    assertThat(column.announce(3.5)).isFalse();
    assertThat(column.announce(3.5)).isFalse();
    column.put(2, 3.5);
    assertThat(column.uniform()).isTrue();
    assertThat(values(column, 4)).containsExactly(3.5, 3.5, 3.5, 3.5);
  }

  @Test
  void keepsWhatWasPutBeforeWhenOneDiffers() {
    SynapseColumn column = new SynapseColumn(4);
    column.put(0, 1);
    column.put(1, 1);
    column.put(2, 7);
    column.put(3, 1);
    assertThat(column.uniform()).isFalse();
    assertThat(values(column, 4)).containsExactly(1, 1, 7, 1);
  }

  @Test
  void onceThereIsANumberForEachAllMustBePut() {
    SynapseColumn column = new SynapseColumn(3);
    column.put(0, 1);
    assertThat(column.announce(2)).isTrue();
    assertThat(column.announce(1)).isTrue();
    column.put(1, 2);
    column.put(2, 1);
    assertThat(values(column, 3)).containsExactly(1, 2, 1);
  }

  @Test
  void zerosOfEitherSignAndNaNAreKept() {
    SynapseColumn column = new SynapseColumn(3);
    column.put(0, 0.0);
    column.put(1, -0.0);
    column.put(2, Double.NaN);
    assertThat(values(column, 3)).containsExactly(0.0, -0.0, Double.NaN);
  }

  @Test
  void reordersASegment() {
    SynapseColumn column = new SynapseColumn(5);
    for (int i = 0; i < 5; i++) column.put(i, 10 + i);
    column.reorder(1, new int[] {2, 0, 1}, 3);
    assertThat(values(column, 5)).containsExactly(10, 12, 13, 11, 14);
  }

  @Test
  void noSynapsesHaveOneNumber() {
    SynapseColumn column = new SynapseColumn(0);
    assertThat(column.announce(4)).isFalse();
    assertThat(column.announce(5)).isFalse();
    assertThat(column.at(0)).isEqualTo(4);
  }

  @Test
  void reorderingOneNumberDoesNothing() {
    SynapseColumn column = new SynapseColumn(3);
    column.announce(4);
    column.reorder(0, new int[] {2, 1, 0}, 3);
    assertThat(values(column, 3)).containsExactly(4, 4, 4);
  }

  private static double[] values(SynapseColumn column, int n) {
    return IntStream.range(0, n).mapToDouble(column::at).toArray();
  }
}
