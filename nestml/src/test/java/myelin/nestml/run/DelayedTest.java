package myelin.nestml.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import myelin.engine.neuron.Block;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Delayed values are those of that many steps ago, as a list of all that passed has them; also
/// where delays differ and change. What no delay reached when it passed is as at first.
class DelayedTest {

  private static final int LANES = Block.LANES;
  private static final double INITIAL = -7;

  /// @param room how many arrays are made at once; 0 to have them made step by step
  @ParameterizedTest
  @ValueSource(ints = {0, 5, Integer.MAX_VALUE})
  void valuesAreThoseOfTheListOfAllThatPassed(int room) {
    Random random = new Random(room);
    Delayed delayed = new Delayed(INITIAL);
    List<double[]> passed = new ArrayList<>();
    int[] reach = new int[LANES]; // how many of the last steps are known
    double[] delays = {};
    for (int step = 0; step < 400; step++) {
      if (step % 40 == 0) {
        delays = delays(random, step % 80 == 0);
        delayed.delays(delays);
        delayed.reserve(room);
        for (int i = 0; i < LANES; i++) reach[i] = (int) Math.min(reach[i], delays[i] + 1);
      }
      double[] now = random.doubles(LANES).toArray();
      passed.add(now);
      for (int i = 0; i < LANES; i++) reach[i] = (int) Math.min(reach[i] + 1, delays[i] + 1);
      double[] to = new double[LANES];
      delayed.pass(now, to);
      for (int i = 0; i < LANES; i++) {
        int age = (int) delays[i];
        double expected = age < reach[i] ? passed.get(step - age)[i] : INITIAL;
        assertThat(to[i]).isEqualTo(expected);
      }
    }
  }

  private static double[] delays(Random random, boolean alike) {
    double[] steps = new double[LANES];
    Arrays.setAll(steps, i -> random.nextInt(30));
    if (alike) Arrays.fill(steps, steps[0]);
    return steps;
  }
}
