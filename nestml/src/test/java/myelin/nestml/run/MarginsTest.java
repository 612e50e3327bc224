package myelin.nestml.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import myelin.engine.neuron.Block;
import myelin.nestml.run.OperationRun.Margins;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every neuron for which `x > 0`, or `x >= 0`, holds is found, and one whose number is none.
class MarginsTest {

  private static final int[] FOUND = new int[Block.LANES];

  private static int[] above(double limit, double[] x, boolean timers) {
    return Arrays.copyOf(FOUND, Margins.above(limit, x, timers, 200, FOUND));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        1,
        -1,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        1e-9,
        -1e-9,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void thoseAreFoundForWhichItHolds(double value) {
    int[] all = IntStream.range(0, 200).toArray();
    int[] none = {};
    boolean positive = value > 0 || Double.isNaN(value);
    boolean reached = value >= 0 || Double.isNaN(value);
    for (boolean timers : new boolean[] {false, true}) {
      double[] x = new double[Block.LANES];
      Arrays.fill(x, value);
      assertThat(above(0, x, timers)).isEqualTo(positive ? all : none);
      assertThat(above(Operation.Margin.NOT_NEGATIVE, x, timers)).isEqualTo(reached ? all : none);
      Arrays.fill(x, -2);
      x[3] = value;
      x[150] = value;
      x[220] = value;
      int[] two = {3, 150};
      assertThat(above(0, x, timers)).isEqualTo(positive ? two : none);
      assertThat(above(Operation.Margin.NOT_NEGATIVE, x, timers)).isEqualTo(reached ? two : none);
    }
  }
}
