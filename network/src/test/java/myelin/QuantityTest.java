package myelin;

import static myelin.Names.exponential;
import static myelin.Names.lognormal;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.number;
import static myelin.Names.numbers;
import static myelin.Names.uniform;
import static myelin.Names.uniform_int;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.engine.random.RandomStream;
import myelin.value.Dimension;
import myelin.value.Quantity;
import org.apache.commons.numbers.gamma.Erfc;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  private record Case(Quantity<?> value, Unit unit, DoubleUnaryOperator cdf) {}

  static Stream<Case> distributions() {
    return Stream.of(
        new Case(uniform(mV(-70), mV(-60)), Unit.MV, x -> share((x + 70) / 10)),
        new Case(uniform(-1, 3), Unit.NONE, x -> share((x + 1) / 4)),
        new Case(normal(mV(-65), mV(5)), Unit.MV, x -> phi((x + 65) / 5)),
        new Case(normal(2, 0.5), Unit.NONE, x -> phi((x - 2) / 0.5)),
        new Case(lognormal(0.3, 0.7), Unit.NONE, x -> phi((Math.log(x) - 0.3) / 0.7)),
        new Case(exponential(ms(4)), Unit.MS, x -> x < 0 ? 0 : -Math.expm1(-x / 4)),
        new Case(exponential(0.1), Unit.NONE, x -> x < 0 ? 0 : -Math.expm1(-x * 10)),
        new Case(normal(mV(1), mV(2)).plus(mV(10)), Unit.MV, x -> phi((x - 11) / 2)),
        new Case(mV(10).minus(normal(mV(1), mV(2))), Unit.MV, x -> phi((x - 9) / 2)),
        new Case(normal(mV(1), mV(2)).negative(), Unit.MV, x -> phi((x + 1) / 2)),
        new Case(mV(3).times(uniform(0, 2)), Unit.MV, x -> share(x / 6)),
        new Case(uniform(0, 2).times(3).dividedBy(2), Unit.NONE, x -> share(x / 3)),
        new Case(
            uniform(0, 1).plus(uniform(0, 1)),
            Unit.NONE,
            x -> x < 1 ? x * x / 2 : 1 - (2 - x) * (2 - x) / 2),
        new Case(
            normal(ms(1.5), ms(0.75)).redraw(ms(0.1), ms(3)), Unit.MS, x -> truncated(x, 0.1, 3)));
  }

  private static double share(double x) {
    return Math.clamp(x, 0, 1);
  }

  private static double phi(double x) {
    return 0.5 * Erfc.value(-x / Math.sqrt(2));
  }

  private static double truncated(double x, double min, double max) {
    double low = phi((min - 1.5) / 0.75);
    return share((phi((x - 1.5) / 0.75) - low) / (phi((max - 1.5) / 0.75) - low));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void drawsHaveTheirDistributionAndUnit(Case c) {
    assertThat(c.value().unit()).isEqualTo(c.unit());
    assertThat(c.value().isRandom()).isTrue();
    assertThat(c.value().isNumber()).isFalse();
    for (long seed = 1; seed <= 3; seed++) Chance.requireFrom(c.cdf(), draws(c.value(), seed));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 100})
  void wholeNumbersBelowALimitAreEquallyLikely(long max) {
    double[] draws = draws(uniform_int(max), max);
    long[] counts = new long[(int) max];
    for (double x : draws) counts[(int) x]++;
    assertThat(Arrays.stream(draws).allMatch(x -> x == Math.rint(x))).isTrue();
    if (max > 1) Chance.requireEqualShares(counts);
  }

  @Test
  void aDrawDependsOnNothingButTheStream() {
    Quantity<?> value = normal(mV(0), mV(1)).plus(uniform(mV(0), mV(1)));
    assertThat(draws(value, 1)).isEqualTo(draws(value, 1)).isNotEqualTo(draws(value, 2));
  }

  @Test
  void arithmeticOfArraysIsElementByElement() {
    Quantity<Dimension.Voltage> v = mV(1, 2, 3);
    assertThat(v.plus(mV(10, 20, 30)).numbers()).containsExactly(11, 22, 33);
    assertThat(v.minus(mV(1)).numbers()).containsExactly(0, 1, 2);
    assertThat(mV(10).minus(v).numbers()).containsExactly(9, 8, 7);
    assertThat(v.times(numbers(2, 3, 4)).numbers()).containsExactly(2, 6, 12);
    assertThat(v.times(-0.5).numbers()).containsExactly(-0.5, -1, -1.5);
    assertThat(v.dividedBy(4).numbers()).containsExactly(0.25, 0.5, 0.75);
    assertThat(v.negative().numbers()).containsExactly(-1, -2, -3);
    assertThat(v.length()).isEqualTo(3);
    assertThat(v.isNumber()).isFalse();
    assertThat(mV(1).plus(mV(2)).number()).isEqualTo(3);
  }

  @Test
  void anArrayIsCopied() {
    double[] numbers = {1, 2};
    Quantity<?> v = mV(numbers);
    numbers[0] = 9;
    assertThat(v.numbers()).containsExactly(1, 2);
  }

  @Test
  void arraysOfDifferentLengthsDoNotGoTogether() {
    requireRefused(() -> mV(1, 2).plus(mV(1, 2, 3)), "2 and 3 elements");
  }

  @Test
  void impossibleDistributionsAreRefused() {
    requireRefused(() -> uniform(2, 1), "uniform(2, 1)");
    requireRefused(() -> uniform(mV(2), mV(1)), "uniform(2 mV, 1 mV)");
    requireRefused(() -> uniform(Double.NaN, 1), "NaN");
    requireRefused(() -> normal(0, -1), "normal(0, -1)");
    requireRefused(() -> normal(0, Double.NaN), "NaN");
    requireRefused(() -> lognormal(0, -1), "lognormal(0, -1)");
    requireRefused(() -> exponential(ms(-1)), "exponential(-1 ms)");
    requireRefused(() -> uniform_int(0), "uniform_int(0)");
  }

  @Test
  void aRedrawThatCannotSucceedIsRefused() {
    requireRefused(() -> mV(3).redraw(mV(0), mV(1)), "not random");
    requireRefused(() -> normal(0, 1).redraw(number(1), number(1)), "below the second");
    Quantity<?> hopeless = normal(mV(0), mV(1)).redraw(mV(100), mV(101));
    requireRefused(() -> draws(hopeless, 1), "redraw(normal(0 mV, 1 mV), 100 mV, 101 mV)");
    requireRefused(() -> draws(hopeless, 1), "1000 draws");
  }

  @Test
  void aRedrawKeepsItsLimits() {
    double[] x = draws(normal(0, 1).redraw(number(-0.1), number(0.1)), 3);
    assertThat(Arrays.stream(x).allMatch(v -> v >= -0.1 && v <= 0.1)).isTrue();
  }

  private static void requireRefused(ThrowingCallable call, String words) {
    assertThatThrownBy(call).isInstanceOf(BadInput.class).hasMessageContaining(words);
  }

  private static double[] draws(Quantity<?> value, long seed) {
    RandomStream random = new RandomStream(seed);
    double[] draws = new double[5000];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = value.draw(random.at(RandomStream.Purpose.PARAMETER, 0, i), i);
    }
    return draws;
  }

  @Test
  void whereOneNumberIsNeededSeveralOrDrawnOnesAreRefused() {
    for (Quantity<Dimension.Scalar> wrong : List.of(numbers(1, 2), uniform(0, 1))) {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> uniform(wrong, number(3)),
              () -> normal(number(0), wrong),
              () -> exponential(wrong),
              () -> uniform(0, 1).redraw(number(0), wrong))) {
        assertThatThrownBy(call)
            .isInstanceOf(BadInput.class)
            .hasMessageContainingAll(wrong.toString(), "one number is needed");
      }
    }
  }
}
