package myelin.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import myelin.engine.random.RandomStream.Purpose;
import org.apache.commons.numbers.gamma.Erfc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {

  private static final int DRAWS = 100_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 0x123456789ABCDEFL, -1})
  void doublesAreUniformBetweenZeroAndOne(long seed) {
    RandomStream random = new RandomStream(seed).at(Purpose.RULE, 3, 4);
    double[] sample = new double[DRAWS];
    Arrays.setAll(sample, i -> random.nextDouble());

    assertThat(Arrays.stream(sample).allMatch(u -> u > 0 && u < 1)).isTrue();
    Chance.requireFrom(u -> Math.clamp(u, 0, 1), sample);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 100})
  void wholeNumbersBelowABoundAreEquallyLikely(int bound) {
    for (long seed = 1; seed <= 3; seed++) {
      RandomStream random = new RandomStream(seed).at(Purpose.RULE, 0, bound);
      long[] narrow = new long[Math.max(2, bound)];
      long[] wide = new long[Math.max(2, bound)];
      for (int i = 0; i < DRAWS; i++) {
        narrow[random.nextInt(bound)]++;
        wide[(int) random.nextLong((long) bound)]++;
      }
      if (bound == 1) {
        assertThat(narrow[0] + wide[0]).isEqualTo(2L * DRAWS);
      } else {
        Chance.requireEqualShares(narrow);
        Chance.requireEqualShares(wide);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 77, (1L << 31) + 3, (1L << 40) + 5})
  void firstNumbersDrawnTogetherAreThoseDrawnOneByOne(long step) {
    for (int n : new int[] {1, 63, 64, 65, 256}) {
      int[] items = new int[n];
      Arrays.setAll(items, i -> 7 * i * i + (i == 3 ? 1 << 30 : 0));
      double[] together = new double[n];
      new RandomStream(99L << 33).firstDoubles(Purpose.TEXT, step, items, together);
      RandomStream one = new RandomStream(99L << 33);
      for (int i = 0; i < n; i++) {
        one.at(Purpose.TEXT, 0, items[i]).skipTo(step, 0);
        assertThat(together[i]).isEqualTo(one.nextDouble());
      }
    }
  }

  /// With the larger bounds numbers are rejected, seldom or often.
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20_683, 1 << 30, (1 << 30) + 1, 3 << 29, Integer.MAX_VALUE})
  void numbersDrawnTogetherAreThoseDrawnOneByOne(int bound) {
    for (int n : new int[] {0, 1, 3, 4, 5, 255, 256, 257, 1003}) {
      for (int before = 0; before < 5; before++) {
        RandomStream one = new RandomStream(3).at(Purpose.RULE, -5, (1L << 40) + n);
        RandomStream together = new RandomStream(3).at(Purpose.RULE, -5, (1L << 40) + n);
        for (int k = 0; k < before; k++) assertThat(together.nextInt()).isEqualTo(one.nextInt());
        int[] drawn = new int[n + 1];
        together.nextInts(bound, drawn, n);
        for (int k = 0; k < n; k++) assertThat(drawn[k]).isEqualTo(one.nextInt(bound));
        assertThat(drawn[n]).isZero();
        assertThat(together.nextLong()).isEqualTo(one.nextLong());
      }
    }
  }

  /// With a bound of 3/4 of the range of the words, a remainder instead of a rejection would make a
  /// third of the numbers twice as likely as the others.
  @Test
  void hugeBoundsAreFreeOfBias() {
    RandomStream random = new RandomStream(9).at(Purpose.RULE, 0, 0);
    int bound = 3 << 29;
    long wideBound = 3L << 61;
    long[] narrow = new long[3];
    long[] wide = new long[3];
    for (int i = 0; i < DRAWS; i++) {
      int a = random.nextInt(bound);
      long b = random.nextLong(wideBound);
      assertThat(a).isBetween(0, bound - 1);
      assertThat(b).isBetween(0L, wideBound - 1);
      narrow[a % 3]++;
      wide[(int) (b % 3)]++;
    }
    Chance.requireEqualShares(narrow);
    Chance.requireEqualShares(wide);
  }

  @Test
  void streamsOfDifferentPurposeGroupOrItemShareNoNumbers() {
    RandomStream random = new RandomStream(5);
    Set<Long> seen = new HashSet<>();
    int streams = 0;
    long[] items = {0, 1, 255, 256, 1L << 31, 1L << 32, (1L << 32) + 1, 1L << 40};
    for (Purpose purpose : Purpose.values()) {
      for (int group : new int[] {0, 1, 2, 1 << 20}) {
        for (long item : items) {
          random.at(purpose, group, item);
          for (int k = 0; k < 4; k++) seen.add(random.nextLong());
          streams++;
        }
      }
    }
    assertThat(seen).hasSize(4 * streams);
  }

  @Test
  void seedsDifferInEachOfTheirHalves() {
    Set<Long> first = new HashSet<>();
    for (long seed : new long[] {0, 1, 2, 1L << 32, 2L << 32, -1L}) {
      first.add(new RandomStream(seed).at(Purpose.RULE, 0, 1).nextLong());
    }
    assertThat(first).hasSize(6);
  }

  @Test
  void aStreamBeginsAnewWhateverWasDrawnBefore() {
    RandomStream random = new RandomStream(7);
    Map<Integer, double[]> drawn = new HashMap<>();
    for (int item : new int[] {3, 1, 2, 1, 3, 3, 2}) {
      random.at(Purpose.SYNAPSE, 4, item);
      double[] numbers = new double[5 + item];
      Arrays.setAll(numbers, i -> random.nextNormal());
      double[] before = drawn.putIfAbsent(item, numbers);
      if (before != null) assertThat(numbers).isEqualTo(before);
    }
  }

  @Test
  void aSkipLeadsToNumbersOfItsOwnForEachStepAndOccurrence() {
    RandomStream random = new RandomStream(7);
    Set<Long> seen = new HashSet<>();
    long[] steps = {0, 1, 2, 1000, (1L << 32) - 1, 1L << 32, (1L << 32) + 1};
    for (long step : steps) {
      for (int occurrence : new int[] {0, 1, 2, 255}) {
        long first = random.at(Purpose.NOISE, 1, 2).skipTo(step, occurrence).nextLong();
        assertThat(random.at(Purpose.NOISE, 1, 2).skipTo(step, occurrence).nextLong())
            .isEqualTo(first);
        seen.add(first);
      }
    }
    assertThat(seen).hasSize(4 * steps.length);
  }

  @Test
  void normalNumbersAreNormalAndExponentialOnesExponential() {
    for (long seed = 1; seed <= 3; seed++) {
      RandomStream random = new RandomStream(seed).at(Purpose.RULE, 0, 0);
      double[] normal = new double[DRAWS];
      double[] exponential = new double[DRAWS];
      Arrays.setAll(normal, i -> random.nextNormal());
      Arrays.setAll(exponential, i -> random.nextExponential());

      Chance.requireFrom(x -> 0.5 * Erfc.value(-x / Math.sqrt(2)), normal);
      Chance.requireFrom(x -> x < 0 ? 0 : -Math.expm1(-x), exponential);
    }
  }

  /// Philox can be run backwards: the counter is sought whose first 64 bits are all ones.
  @Test
  void theLargestDoubleIsBelowOne() {
    int[] counter = new int[4];
    int word = 0;
    Optional<Purpose> found = Optional.empty();
    while (found.isEmpty()) {
      counter = Backwards.counter(1, 0, new int[] {-1, -1, word++, 0});
      int top = counter[3] >>> 24;
      found = Arrays.stream(Purpose.values()).filter(p -> p.word(0) >>> 24 == top).findFirst();
    }
    Purpose purpose = found.get();
    long item = (counter[3] & 0xFFFFFFL) << 32 | Integer.toUnsignedLong(counter[1]);
    RandomStream random = new RandomStream(1);
    random.at(purpose, counter[2], item).skipTo(Integer.toUnsignedLong(counter[0]), 0);
    assertThat(random.nextLong()).as("the search has found the counter").isEqualTo(-1L);

    random.at(purpose, counter[2], item).skipTo(Integer.toUnsignedLong(counter[0]), 0);
    assertThat(random.nextDouble()).isLessThan(1);
    random.at(purpose, counter[2], item).skipTo(Integer.toUnsignedLong(counter[0]), 0);
    assertThat(random.nextNormal()).isFinite();
  }

  /// Philox4x32-10 inverted, round by round.
  private static final class Backwards {
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;

    static int[] counter(int k0, int k1, int[] out) {
      int[] x = out.clone();
      for (int round = 9; round >= 0; round--) {
        int key0 = k0 + round * 0x9E3779B9;
        int key1 = k1 + round * 0xBB67AE85;
        int c2 = x[1] * inverse((int) M1);
        int c0 = x[3] * inverse((int) M0);
        int c1 = (int) ((Integer.toUnsignedLong(c2) * M1) >>> 32) ^ x[0] ^ key0;
        int c3 = (int) ((Integer.toUnsignedLong(c0) * M0) >>> 32) ^ x[2] ^ key1;
        x = new int[] {c0, c1, c2, c3};
      }
      return x;
    }

    private static int inverse(int odd) {
      int x = odd;
      for (int i = 0; i < 5; i++) x *= 2 - odd * x;
      return x;
    }
  }
}
