package myelin.engine.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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

  @Test
  void whoIsSilentAlreadyBeginsAnew() {
    Refractory refractory = new Refractory();
    refractory.enter(5, 2);
    refractory.enter(7, 9);
    refractory.enter(5, 4);
    assertThat(refractory.count()).isEqualTo(2);
    assertThat(refractory.lane(0)).isEqualTo(5);
    assertThat(refractory.left(0)).isEqualTo(4);
    assertThat(refractory.left(1)).isEqualTo(9);
  }

  @Test
  void theStepsLeftAreToldAndThoseOfTheOthersAreNone() {
    Refractory refractory = new Refractory();
    refractory.enter(3, 2);
    refractory.enter(200, 6);
    double[] steps = new double[Block.LANES];
    Arrays.fill(steps, 99);
    refractory.tell(steps);
    double[] expected = new double[Block.LANES];
    expected[3] = 2;
    expected[200] = 6;
    assertThat(steps).isEqualTo(expected);
  }

  /// After five steps at once, neurons with 4, 5 and 6 steps have 0, 0 and 1 left.
  @Test
  void timePassesForAllAtOnceAsStepByStep() {
    Refractory refractory = new Refractory();
    refractory.enter(1, 4);
    refractory.enter(2, 6);
    refractory.enter(3, 5);
    refractory.enter(4, 50);
    refractory.pass(5);
    assertThat(refractory.count()).isEqualTo(2);
    assertThat(refractory.lane(0)).isEqualTo(2);
    assertThat(refractory.left(0)).isEqualTo(1);
    assertThat(refractory.lane(1)).isEqualTo(4);
    assertThat(refractory.left(1)).isEqualTo(45);
  }
}
