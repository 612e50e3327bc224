package myelin.engine.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Sums with marks beside an array without; from no addition to many more than are marked.
class SumRowTest {

  private static final int CELLS = 3 * TargetBlocks.LANES;

  private final SplittableRandom random = new SplittableRandom(3);
  private final SumRow row = new SumRow(CELLS);
  private final double[] expected = new double[CELLS];

  private void add(int n) {
    boolean marking = row.asks(n);
    for (int k = 0; k < n; k++) {
      int cell = random.nextInt(CELLS);
      double weight = random.nextInt(-4, 5) / 4.0;
      if (marking) row.mark(cell);
      row.sums()[cell] += weight;
      expected[cell] += weight;
    }
  }

  @Test
  void whatIsAddedIsTakenOnce() {
    for (int round = 0; round < 400; round++) {
      int additions = random.nextInt(8);
      assertThat(row.isTouched()).isFalse();
      for (int k = 0; k < additions; k++) add(random.nextInt(1, round / 4 + 2));
      assertThat(row.isTouched()).isEqualTo(additions > 0);
      for (int base = 0; base < CELLS; base += TargetBlocks.LANES) {
        row.prefetch(base);
        double[] got = new double[TargetBlocks.LANES];
        double start = random.nextInt(2);
        switch (random.nextInt(3)) {
          case 0 -> {
            Arrays.fill(got, 7);
            if (!row.take(base, got)) Arrays.fill(got, 0);
            start = 0;
          }
          case 1 -> {
            Arrays.fill(got, start);
            if (row.hasFew(base)) {
              row.addTo(base, got);
            } else {
              for (int i = 0; i < got.length; i++) got[i] += row.sums()[base + i];
              row.clear(base);
            }
          }
          default -> {
            row.clear(base);
            Arrays.fill(expected, base, base + TargetBlocks.LANES, 0);
            start = 0;
          }
        }
        for (int i = 0; i < got.length; i++) {
          assertThat(got[i]).isEqualTo(start + expected[base + i]);
          assertThat(row.sums()[base + i]).isZero();
          expected[base + i] = 0;
        }
        if (row.isTouched()) continue;
        assertThat(row.isSilent(base)).isTrue();
      }
      row.renew();
      for (int base = 0; base < CELLS; base += TargetBlocks.LANES) {
        assertThat(row.isSilent(base)).isTrue();
      }
    }
  }

  @Test
  void nothingIsMarkedWhereMuchIsForeseen() {
    row.foresee(CELLS / 16);
    assertThat(row.asks(1)).isTrue();
    row.foresee(CELLS / 16);
    assertThat(row.asks(1)).isFalse();
    assertThat(row.isSilent(0)).isFalse();
    row.renew();
    assertThat(row.asks(1)).isTrue();
  }

  @Test
  void aWiderRowHasTheSameSumsAndMarks() {
    add(5);
    SumRow wider = row.widened(2 * CELLS);
    double[] got = new double[TargetBlocks.LANES];
    for (int base = 0; base < CELLS; base += TargetBlocks.LANES) {
      if (!wider.take(base, got)) Arrays.fill(got, 0);
      for (int i = 0; i < got.length; i++) assertThat(got[i]).isEqualTo(expected[base + i]);
    }
    assertThat(wider.isSilent(CELLS)).isTrue();
  }
}
