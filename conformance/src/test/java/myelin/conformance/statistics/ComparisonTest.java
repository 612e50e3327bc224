package myelin.conformance.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Distances between distributions are those of `scipy.stats.ks_2samp`, probabilities those of
/// `scipy.stats.permutation_test` (SciPy 1.17).
class ComparisonTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private static final List<double[]> NEST =
      List.of(
          new double[] {1, 2, 3, 4, 5},
          new double[] {1.5, 2, 3, 4.5, 6, 7},
          new double[] {0.5, 2, 2.5, 4, 5},
          new double[] {1, 1, 3.5, 4, 8});
  private static final List<double[]> MYELIN =
      List.of(
          new double[] {2, 3, 4, 5, 6},
          new double[] {2.5, 3, 6, 7},
          new double[] {3, 4.5, 5, 9, 9});

  @Test
  void distancesAndChanceAreThoseOfScipy() {
    Comparison c = Comparison.of(MYELIN, NEST);
    assertThat(c.myelin()).isCloseTo(69 / 14.0, EXACT);
    assertThat(c.nest()).isCloseTo(70.5 / 21, EXACT);
    assertThat(c.distance()).isCloseTo(0.4, EXACT);
    assertThat(c.usual()).isCloseTo(0.8 / 3, EXACT);
    assertThat(c.largest()).isCloseTo(0.4, EXACT);
    assertThat(c.p()).isCloseTo(3 / 35.0, EXACT);
  }

  @Test
  void aSingleSeedCanBeCompared() {
    Comparison c = Comparison.of(List.of(new double[] {10, 11}), NEST);
    assertThat(c.distance()).isOne();
    assertThat(c.p()).as("the most distant of five").isCloseTo(0.2, EXACT);
  }

  @Test
  void manyValuesAreReducedToQuantiles() {
    double[] few = {3, 1, 0.123456789};
    assertThat(Measures.reduced(few)).containsExactly(0.12346, 1, 3);
    double[] many = new double[1000];
    for (int i = 0; i < many.length; i++) many[i] = 999 - i;
    double[] reduced = Measures.reduced(many);
    assertThat(reduced).hasSize(200).startsWith(2, 7, 12).endsWith(992, 997);
  }
}
