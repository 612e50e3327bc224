package myelin.analysis.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Places of labels and ticks.
class AxesTest {

  @Test
  void crowdedLabelsMoveApartAndOthersStay() {
    assertThat(SideLabels.spread(new double[] {0, 100, 101, 200}, 10))
        .containsExactly(new double[] {0, 95.5, 105.5, 200}, within(1e-9));
  }

  @Test
  void stepsAreRoundAndFew() {
    assertThat(new Range(0, 300).step(6)).isEqualTo(50);
    assertThat(new Range(0, 1000).step(6)).isEqualTo(200);
    assertThat(new Range(0, 0.7).step(6)).isCloseTo(0.2, within(1e-12));
    assertThat(new Range(0.1, 299.9).rounded(10)).isEqualTo(new Range(0, 300));
  }

  /// Powers of ten have five digits: they are for ticks that differ in these.
  @Test
  void numbersHaveTheDigitsThatTellThemApart() {
    assertThat(Scale.format(new Range(12_345_600, 12_345_680), 20).format(12_345_620))
        .isEqualTo("12345620");
    assertThat(Scale.format(new Range(0, 3e9), 1e9).format(2e9)).isEqualTo("2e9");
    assertThat(Scale.format(new Range(0, 3e-8), 1e-8).format(2e-8)).isEqualTo("2e\u22128");
    assertThat(Scale.format(new Range(1, 1.000_000_6), 1e-7).format(1.000_000_2))
        .isEqualTo("1.0000002");
  }
}
