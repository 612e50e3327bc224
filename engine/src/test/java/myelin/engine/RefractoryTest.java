package myelin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RefractoryTest {

  @Test
  void aNeuronIsHeldForSoManyStepsAndThenReleased() {
    Refractory refractory = new Refractory();
    double[] V = new double[Block.LANES];
    double[] reset = new double[Block.LANES];
    reset[9] = -70;
    refractory.enter(9, 3);
    refractory.enter(8, 0);
    assertThat(refractory.count()).isEqualTo(1);
    for (int step = 1; step <= 5; step++) {
      V[9] = step;
      refractory.hold(V, reset);
      assertThat(V[9]).isEqualTo(step <= 3 ? -70 : step);
      assertThat(refractory.count()).isEqualTo(step < 3 ? 1 : 0);
    }
  }

  /// The obvious version counts down for every neuron.
  @Test
  void theListOfSilentNeuronsHoldsThemAsACounterForEachWould() {
    SplittableRandom random = new SplittableRandom(4);
    Refractory refractory = new Refractory();
    double[] reset = new double[Block.LANES];
    for (int i = 0; i < reset.length; i++) reset[i] = -i - 1;
    int[] left = new int[Block.LANES];
    for (int step = 0; step < 2000; step++) {
      double[] V = new double[Block.LANES];
      double[] expected = new double[Block.LANES];
      int silent = 0;
      for (int i = 0; i < left.length; i++) {
        if (left[i] > 0) {
          expected[i] = reset[i];
          left[i]--;
        }
        if (left[i] > 0) silent++;
      }
      refractory.hold(V, reset);
      assertThat(V).isEqualTo(expected);
      assertThat(refractory.count()).isEqualTo(silent);
      for (int k = 0; k < refractory.count(); k++) {
        assertThat(refractory.left(k)).isEqualTo(left[refractory.lane(k)]);
      }
      for (int i = 0; i < left.length; i++) {
        if (left[i] > 0 || random.nextInt(20) > 0) continue;
        left[i] = random.nextInt(8);
        refractory.enter(i, left[i]);
      }
    }
  }
}
