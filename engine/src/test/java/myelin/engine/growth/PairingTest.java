package myelin.engine.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import myelin.engine.random.RandomStream;
import myelin.engine.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Vacant elements are paired at random, each once.
class PairingTest {

  private static RandomStream random(int item) {
    return new RandomStream(1).at(Purpose.PAIRING, 0, item);
  }

  @ParameterizedTest
  @CsvSource({"5, 3", "3, 5", "4, 4", "0, 3", "3, 0", "0, 0"})
  void asManyPairsAsThereAreOfTheFewer(int m, int n) {
    int[] pre = new int[m];
    int[] post = new int[n];
    Arrays.setAll(pre, k -> k + 1);
    Arrays.setAll(post, k -> 100 + k);
    Pairing pairs = Pairing.of(pre, post, random(7));
    assertThat(pairs.source()).hasSize(Math.min(m, n)).doesNotHaveDuplicates();
    assertThat(pairs.target()).hasSize(Math.min(m, n)).doesNotHaveDuplicates();
    for (int id : pairs.source()) assertThat(pre).contains(id);
    for (int id : pairs.target()) assertThat(post).contains(id);
    assertThat(pre).isSorted();
  }

  /// Each of 3 sources meets each of 4 targets in a fourth of 40 000 pairings: 100 standard
  /// deviations are 8 660.
  @Test
  void allPairsAreEquallyLikely() {
    int[][] met = new int[3][4];
    for (int trial = 0; trial < 40_000; trial++) {
      Pairing pairs = Pairing.of(new int[] {0, 1, 2}, new int[] {0, 1, 2, 3}, random(trial));
      for (int k = 0; k < 3; k++) met[pairs.source()[k]][pairs.target()[k]]++;
    }
    for (int[] row : met) for (int n : row) assertThat(n).isBetween(9_600, 10_400);
  }

  /// Sources 1 and 2, one after the other in either order, take each one of three targets'
  /// elements, of which the third node has two. Chances are those of drawing without putting back;
  /// the source itself is left out, or not. Whether a largest weight is known makes no difference.
  @ParameterizedTest
  @CsvSource({"4, true", "4, false", "Infinity, true", "Infinity, false"})
  void weightedPairsAreAsLikelyAsTheirWeights(double most, boolean autapses) {
    int[] pre = {1, 2};
    int[] post = {1, 3, 4, 4};
    PairWeights weights = weights(most, (s, t) -> s == 1 ? t : 4.5 - t);
    int trials = 100_000;
    int[][] met = new int[3][5];
    for (int trial = 0; trial < trials; trial++) {
      Pairing pairs = Pairing.weighted(pre, post, weights, autapses, random(trial));
      assertThat(pairs.source()).containsExactlyInAnyOrder(1, 2);
      for (int k = 0; k < 2; k++) met[pairs.source()[k]][pairs.target()[k]]++;
    }
    double[][] expected = new double[3][5];
    for (int first = 1; first <= 2; first++) {
      for (int a = 0; a < post.length; a++) {
        double p = 0.5 * share(first, a, -1, post, weights, autapses);
        expected[first][post[a]] += p;
        for (int b = 0; b < post.length; b++) {
          if (b == a || p == 0) continue;
          double next = share(3 - first, b, a, post, weights, autapses);
          expected[3 - first][post[b]] += p * next;
        }
      }
    }
    for (int s = 1; s <= 2; s++) {
      for (int t : new int[] {1, 3, 4}) {
        double p = expected[s][t];
        double sd = Math.sqrt(trials * p * (1 - p));
        assertThat((double) met[s][t]).isBetween(trials * p - 5 * sd, trials * p + 5 * sd);
      }
    }
  }

  private static PairWeights weights(double most, DoubleBinaryOperator of) {
    return new PairWeights() {
      @Override
      public double most() {
        return most;
      }

      @Override
      public double of(int source, int target) {
        return of.applyAsDouble(source, target);
      }
    };
  }

  /// How likely an element is taken when another one has gone.
  private static double share(
      int source, int k, int gone, int[] post, PairWeights weights, boolean autapses) {
    double sum = 0;
    double own = 0;
    for (int i = 0; i < post.length; i++) {
      if (i == gone || (post[i] == source && !autapses)) continue;
      double weight = weights.of(source, post[i]);
      sum += weight;
      if (i == k) own = weight;
    }
    return own / sum;
  }

  /// Only sources of even ids have partners; weights below 0 are none.
  @ParameterizedTest
  @ValueSource(doubles = {1, Double.POSITIVE_INFINITY})
  void elementsWithoutPossiblePartnersStayVacant(double most) {
    PairWeights weights = weights(most, (s, t) -> s % 2 == 0 ? 1 : -1);
    int[] post = {7, 7, 7, 8, 8, 9};
    Pairing pairs = Pairing.weighted(new int[] {1, 2, 3, 4, 5}, post, weights, true, random(3));
    assertThat(pairs.source()).containsExactlyInAnyOrder(2, 4);
    pairs = Pairing.weighted(new int[] {2, 4, 6, 8}, new int[] {8, 8}, weights, false, random(4));
    assertThat(pairs.target()).containsExactly(8, 8);
    assertThat(pairs.source()).hasSize(2).doesNotContain(8);
    assertThat(Pairing.weighted(new int[0], post, weights, true, random(5)).source()).isEmpty();
    assertThat(Pairing.weighted(post, new int[0], weights, true, random(5)).source()).isEmpty();
  }

  @Test
  void autapsesAreLeftOut() {
    Pairing pairs = new Pairing(new int[] {1, 2, 3}, new int[] {1, 3, 3}).withoutAutapses();
    assertThat(pairs.source()).containsExactly(2);
    assertThat(pairs.target()).containsExactly(3);
  }
}
