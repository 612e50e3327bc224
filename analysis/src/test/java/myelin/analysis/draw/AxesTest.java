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
}
