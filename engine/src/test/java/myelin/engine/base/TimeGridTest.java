package myelin.engine.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeGridTest {

  @ParameterizedTest // of 1 ms, as NEST 3.10 has them for static_synapse and noise_generator
  @CsvSource({"0.1, 10, 10", "0.125, 8, 8", "0.3, 4, 10", "0.7, 2, 10", "1, 1, 1", "2, 1, 10"})
  void aDefaultTimeGivesWayToTheResolution(double h, long delay, long interval) {
    assertThat(new TimeGrid(h).defaultDelay(1, "delay")).isEqualTo(delay);
    assertThat(new TimeGrid(h).defaultInterval(1, "dt")).isEqualTo(interval);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 0.0004, 0.00015, 0.1005001, Double.NaN, 1e300, -1})
  void aResolutionThatIsNoMultipleOfATicIsRefused(double h) {
    assertThatThrownBy(() -> new TimeGrid(h))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("resolution")
        .hasMessageContaining(Double.toString(h))
        .hasMessageContaining("0.001");
  }

  @ParameterizedTest
  @CsvSource({"0.001, 1", "0.1, 100", "0.125, 125", "1, 1000", "2.5, 2500", "0.05, 50"})
  void aStepHasSoManyTics(double h, long tics) {
    assertThat(new TimeGrid(h).ticsPerStep()).isEqualTo(tics);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0, 0",
    "0.1, 0.3, 3",
    "0.1, 0.30000000000000004, 3",
    "0.1, 100000.1, 1000001",
    "0.1, -0.3, -3",
    "0.125, 0.25, 2",
    "0.1, 1.0004, 10",
    "2, 4, 2"
  })
  void timesOnTheGridAreCountedInSteps(double h, double ms, long steps) {
    assertThat(new TimeGrid(h).steps(ms, "time")).isEqualTo(steps);
  }

  @Test
  void everyStepOfALongTimeComesBackFromItsMilliseconds() {
    SplittableRandom random = new SplittableRandom(1);
    for (double h : new double[] {0.001, 0.01, 0.05, 0.1, 0.125, 0.3, 1, 2.5}) {
      TimeGrid grid = new TimeGrid(h);
      for (int i = 0; i < 2000; i++) {
        long step = random.nextLong(1_000_000_000L);
        double exact =
            BigDecimal.valueOf(h)
                .multiply(BigDecimal.valueOf(step), MathContext.UNLIMITED)
                .doubleValue();
        assertThat(grid.ms(step)).isEqualTo(exact);
        assertThat(grid.steps(grid.ms(step), "time")).isEqualTo(step);
        assertThat(grid.nearest(grid.ms(step), "time")).isEqualTo(step);
        assertThat(grid.ceil(grid.ms(step), "time")).isEqualTo(step);
      }
    }
  }

  @Test
  void aTimeOffTheGridIsRefusedWithItsNeighbours() {
    assertThatThrownBy(() -> new TimeGrid(0.1).steps(1.05, "static_synapse: delay"))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "static_synapse: delay = 1.05 ms is not a multiple of the resolution, 0.1 ms; nearest are 1 and 1.1 ms")
        .extracting(e -> ((BadInput) e).kind())
        .isEqualTo(BadInput.Kind.GRID);
    assertThatThrownBy(() -> new TimeGrid(1).steps(-0.5, "start"))
        .hasMessageContaining("nearest are -1 and 0 ms");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e15})
  void timesWithoutEndAreRefused(double ms) {
    TimeGrid grid = new TimeGrid(0.1);
    assertThatThrownBy(() -> grid.steps(ms, "stop"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("stop = " + ms);
    assertThatThrownBy(() -> grid.nearest(ms, "stop")).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> grid.ceil(ms, "stop")).isInstanceOf(BadInput.class);
  }

  /// The roundings of NEST at a resolution of 0.1 ms: 1.05 becomes 1.1 and 1.15 becomes 1.2.
  @ParameterizedTest
  @CsvSource({
    "1.05, 11, 11",
    "1.15, 12, 12",
    "0.05, 1, 1",
    "0.04, 0, 1",
    "0.0496, 1, 1",
    "1.049, 10, 11",
    "0, 0, 0",
    "-0.05, 0, 0",
    "-0.06, -1, 0",
    "-0.1, -1, -1",
    "-0.15, -1, -1"
  })
  void drawnTimesGoToTheNearestStepAndHalvesUp(double ms, long nearest, long ceiling) {
    TimeGrid grid = new TimeGrid(0.1);
    assertThat(grid.nearest(ms, "delay")).isEqualTo(nearest);
    assertThat(grid.ceil(ms, "delay")).isEqualTo(ceiling);
  }

  @Test
  void roundingOfRandomTicsIsThatOfExactDecimals() {
    SplittableRandom random = new SplittableRandom(3);
    for (int h : new int[] {1, 50, 100, 125, 333}) {
      TimeGrid grid = new TimeGrid(h / 1000.0);
      for (int i = 0; i < 2000; i++) {
        long tics = random.nextLong(-1_000_000, 1_000_000);
        double ms = tics / 1000.0;
        assertThat(grid.nearest(ms, "time")).isEqualTo(Math.floorDiv(2 * tics + h, 2L * h));
        assertThat(grid.ceil(ms, "time")).isEqualTo(Math.ceilDiv(tics, h));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1, 0.125, 1})
  void manyTimesAreRoundedAsOne(double h_ms) {
    TimeGrid grid = new TimeGrid(h_ms);
    SplittableRandom random = new SplittableRandom(1);
    double[] ms = new double[5000];
    for (int i = 0; i < ms.length; i++) {
      double near = random.nextInt(-50, 70_000) * h_ms;
      ms[i] = near + (i % 4 - 1.5) * h_ms * random.nextDouble() + (i % 3 - 1) * h_ms / 2;
    }
    int[] steps = new int[ms.length];
    grid.nearest(ms, steps, ms.length);
    for (int i = 0; i < ms.length; i++) {
      assertThat(steps[i]).as("%s ms", ms[i]).isEqualTo((int) grid.nearest(ms[i], "delay"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 2000, 200",
    "0.125, 1024, 128",
    "0.3333333333333333, 3, 1",
    "0.0001, 1000000, 100"
  })
  void aMillisecondMayHaveOtherTics(double h, long ticsPerMs, long ticsPerStep) {
    TimeGrid grid = new TimeGrid(h, ticsPerMs);
    assertThat(grid.ticsPerStep()).isEqualTo(ticsPerStep);
    for (long k : new long[] {0, 1, 7, 1_000_003}) {
      assertThat(grid.steps(k * h, "time")).isEqualTo(k);
      assertThat(grid.ms(k)).isEqualTo(k * ticsPerStep / (double) ticsPerMs);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1024", "0.05, 10", "0.1, 0", "0.1, -1000", "0.1, 10000000000", "1e6, 1000"})
  void noResolutionIsAPartOfATic(double h, long ticsPerMs) {
    assertThatThrownBy(() -> new TimeGrid(h, ticsPerMs))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("must be");
  }
}
