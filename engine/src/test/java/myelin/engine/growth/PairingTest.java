package myelin.engine.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import myelin.engine.random.RandomStream;
import myelin.engine.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void autapsesAreLeftOut() {
    Pairing pairs = new Pairing(new int[] {1, 2, 3}, new int[] {1, 3, 3}).withoutAutapses();
    assertThat(pairs.source()).containsExactly(2);
    assertThat(pairs.target()).containsExactly(3);
  }
}
