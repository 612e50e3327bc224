package myelin.connect.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import myelin.Chance;
import myelin.engine.base.BadInput;
import myelin.engine.random.RandomStream;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DegreesTest {

  private static final int DRAWS = 20_000;

  @Test
  void logarithmsOfFactorialsAreThoseOfCommonsNumbers() {
    for (int n = 0; n < 3000; n++) requireLogFactorial(n);
    for (double n = 1e4; n < 1e13; n = Math.rint(n * 3.7)) requireLogFactorial(n);
  }

  private static void requireLogFactorial(double n) {
    double exact = LogGamma.value(n + 1);
    assertThat(Degrees.logFactorial(n)).isCloseTo(exact, within(4e-15 * Math.max(1, exact)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.5",
    "10, 0.1",
    "10, 0.99",
    "100, 0.5",
    "1000, 0.001",
    "1000, 0.3",
    "100000, 0.0001",
    "100000, 0.5",
    "3, 0.999999"
  })
  void binomialNumbersHaveTheirProbabilities(int n, double p) {
    for (long seed = 1; seed <= 3; seed++) {
      RandomStream random = stream(seed);
      long[] counts = counts(n, () -> Degrees.binomial(n, p, random));
      if (p == 0.999999) assertThat(counts[3]).isGreaterThan(DRAWS - 5);
      else Chance.requireShares(counts, k -> Chance.binomial(n, p, k));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 1",
    "5, 10, 3",
    "5, 10, 9",
    "9, 10, 5",
    "30, 1000, 100",
    "500, 1000, 500",
    "20000, 100000, 3000",
    "10, 1000000, 200000"
  })
  void hypergeometricNumbersHaveTheirProbabilities(int marked, int pairs, int drawn) {
    for (long seed = 1; seed <= 3; seed++) {
      RandomStream random = stream(seed);
      int most = Math.min(marked, drawn);
      Chance.requireShares(
          counts(most, () -> Degrees.hypergeometric(marked, pairs, drawn, random)),
          k -> Chance.hypergeometric(pairs, marked, drawn, k));
    }
  }

  /// 3e8 synapses among 77 169 targets: mean and variance, within six standard errors.
  @Test
  void numbersOfHugeNetworksHaveTheirMeanAndVariance() {
    double n = 300_000_000;
    double p = 1 / 77_169.0;
    RandomStream random = stream(4);
    double[] x =
        IntStream.range(0, DRAWS).mapToDouble(i -> Degrees.binomial(n, p, random)).toArray();
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (DRAWS - 1);
    double exact = n * p * (1 - p);
    assertThat(mean).isCloseTo(n * p, within(6 * Math.sqrt(exact / DRAWS)));
    assertThat(variance).isCloseTo(exact, within(6 * exact * Math.sqrt(2.0 / DRAWS)));
  }

  @Test
  void degreesAddUpAndRespectTheRoomOfEachTarget() {
    for (int trial = 0; trial < 300; trial++) {
      RandomStream random = stream(trial);
      double[] room = new double[1 + random.nextInt(20)];
      Arrays.setAll(room, j -> random.nextInt(6));
      room[0]++;
      double pairs = Arrays.stream(room).sum();
      int once = random.nextInt((int) pairs + 1);
      int[] without = Degrees.draw(once, room, false, random);
      int[] with = Degrees.draw(1000, room, true, random);
      assertThat(Arrays.stream(without).sum()).isEqualTo(once);
      assertThat(Arrays.stream(with).sum()).isEqualTo(1000);
      for (int j = 0; j < room.length; j++) {
        assertThat(without[j]).isBetween(0, (int) room[j]);
        if (room[j] == 0) assertThat(with[j]).isZero();
      }
    }
  }

  @Test
  void moreThanAllPairsIsRefused() {
    double[] room = {2, 3};
    assertThat(Degrees.draw(5, room, false, stream(1))).containsExactly(2, 3);
    assertThatThrownBy(() -> Degrees.draw(6, room, false, stream(1)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("fixed_total_number(6)")
        .hasMessageContaining("only 5 pairs");
    assertThatThrownBy(() -> Degrees.draw(1, new double[] {0, 0}, true, stream(1)))
        .isInstanceOf(BadInput.class);
    assertThat(Degrees.draw(0, new double[] {0}, true, stream(1))).containsExactly(0);
  }

  private static RandomStream stream(long seed) {
    return new RandomStream(seed).at(RandomStream.Purpose.DEGREE, 0, 0);
  }

  private static long[] counts(int most, DoubleSupplier draw) {
    long[] counts = new long[most + 1];
    for (int i = 0; i < DRAWS; i++) counts[(int) draw.getAsDouble()]++;
    return counts;
  }
}
