package myelin.models.integrated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import myelin.engine.neuron.Block;
import org.junit.jupiter.api.Test;

/// All lanes at once give the same bits as one after another, or nearly so for variables that only
/// decay.
class LaneRkf45Test {

  private static final int LANES = Block.LANES;
  private static final double ERROR = 1e-3;
  private static final double H = 0.1;

  /// An oscillator with its own frequency in each lane, and its decaying drive.
  private static final class Oscillators implements LaneRkf45.Equations {

    final double[] frequency = new double[LANES];

    @Override
    public void slopes(int stage, double[][] y, double[][] dy) {
      for (int i = 0; i < LANES; i++) {
        dy[0][i] = frequency[i] * y[1][i];
        dy[1][i] = -frequency[i] * y[0][i] + y[2][i];
        dy[2][i] = -3 * y[2][i];
      }
    }

    @Override
    public void slopes(int i, double[] y, double[] dy) {
      dy[0] = frequency[i] * y[1];
      dy[1] = -frequency[i] * y[0] + y[2];
      dy[2] = -3 * y[2];
    }
  }

  private static Oscillators oscillators(double fastest) {
    SplittableRandom random = new SplittableRandom(5);
    Oscillators all = new Oscillators();
    for (int i = 0; i < LANES; i++) all.frequency[i] = fastest * random.nextDouble();
    return all;
  }

  private static double[][] start() {
    SplittableRandom random = new SplittableRandom(6);
    double[][] y = new double[3][LANES];
    for (double[] x : y) for (int i = 0; i < LANES; i++) x[i] = random.nextGaussian();
    return y;
  }

  /// Integrates lane after lane and counts the steps of `H` that took more than one step of the
  /// integrator.
  private static int plain(Oscillators equations, double[][] y, int lanes, int steps) {
    int divided = 0;
    for (int i = 0; i < lanes; i++) {
      int lane = i;
      Rkf45 integrator = new Rkf45((_, x, dx) -> equations.slopes(lane, x, dx), 3, ERROR, 0);
      integrator.resume(H);
      double[] one = {y[0][i], y[1][i], y[2][i]};
      for (int k = 0; k < steps; k++) {
        int parts = 0;
        for (double s = 0; s < H; parts++) s = integrator.advance(s, H, one);
        if (parts > 1) divided++;
      }
      for (int c = 0; c < 3; c++) y[c][i] = one[c];
    }
    return divided;
  }

  @Test
  void laneByLaneAndAllTogetherAgreeToTheBit() {
    int steps = 50;
    for (double fastest : new double[] {1, 12, 60, 400}) {
      Oscillators equations = oscillators(fastest);
      double[][] expected = start();
      int divided = plain(equations, expected, LANES, steps);
      double[][] y = start();
      LaneRkf45 together = new LaneRkf45(equations, 3, ERROR);
      for (int k = 0; k < steps; k++) assertThat(together.advance(H, y, LANES)).isEqualTo(-1);
      assertThat(y).isDeepEqualTo(expected);
      if (fastest == 1) assertThat(divided).isZero();
      if (fastest == 60) assertThat(divided).isBetween(LANES, (steps - 1) * LANES);
    }
  }

  @Test
  void idleLanesAreNoneOfItsBusiness() {
    Oscillators equations = oscillators(60);
    double[][] expected = start();
    plain(equations, expected, 100, 20);
    double[][] y = start();
    for (double[] x : y) x[200] = Double.NaN;
    LaneRkf45 together = new LaneRkf45(equations, 3, ERROR);
    for (int k = 0; k < 20; k++) assertThat(together.advance(H, y, 100)).isEqualTo(LaneRkf45.NONE);
    for (int i = 0; i < 100; i++) {
      for (int c = 0; c < 3; c++) assertThat(y[c][i]).isEqualTo(expected[c][i]);
    }
  }

  @Test
  void aLaneThatTakesTooManyStepsIsNamed() {
    Oscillators equations = oscillators(1);
    equations.frequency[77] = 1e6;
    assertThat(new LaneRkf45(equations, 3, ERROR).advance(H, start(), LANES)).isEqualTo(77);
    assertThat(new LaneRkf45(equations, 3, ERROR).advance(H, start(), 77))
        .isEqualTo(LaneRkf45.NONE);
  }

  @Test
  void aLaneThatLeavesTheNumbersIsNamed() {
    Oscillators equations = oscillators(1);
    double[][] y = start();
    y[0][77] = Double.MAX_VALUE;
    assertThat(new LaneRkf45(equations, 3, ERROR).advance(H, y, LANES)).isEqualTo(77);
  }

  /// An oscillator with a drive that decays, in each lane with its own time constant.
  private static final class Driven implements LaneRkf45.Equations {

    final double[] z = new double[LANES];
    final double[][] at = new double[LaneRkf45.STAGES][LANES];
    final double[] end = new double[LANES];
    final double[] error = new double[LANES];
    double[] drive = {};

    Driven() {
      for (int i = 0; i < LANES; i++) {
        z[i] = -0.01 * (i + 1);
        double[] left = Fehlberg.decay(z[i]);
        for (int s = 0; s < at.length; s++) at[s][i] = left[s];
        end[i] = left[LaneRkf45.STAGES];
        error[i] = left[LaneRkf45.STAGES + 1];
      }
    }

    @Override
    public void slopes(int stage, double[][] y, double[][] dy) {
      for (int i = 0; i < LANES; i++) {
        dy[0][i] = 3 * y[1][i];
        dy[1][i] = -3 * y[0][i] + drive[i] * at[stage][i];
      }
    }

    @Override
    public void slopes(int i, double[] y, double[] dy) {
      dy[0] = 3 * y[1];
      dy[1] = -3 * y[0] + y[2];
      dy[2] = z[i] / H * y[2];
    }
  }

  @Test
  void whatDecaysMayBeMultipliedInsteadOfIntegrated() {
    Driven equations = new Driven();
    double[][] y = start();
    double[][] expected = start();
    LaneRkf45 together = new LaneRkf45(equations, 2, 1, ERROR);
    together.decay(new LaneRkf45.Decay(equations.at, equations.end, equations.error));
    Rkf45[] apart = new Rkf45[LANES];
    for (int i = 0; i < LANES; i++) {
      int lane = i;
      apart[i] = new Rkf45((_, x, dx) -> equations.slopes(lane, x, dx), 3, ERROR, 0);
      apart[i].resume(H);
    }
    int divided = 0;
    for (int k = 0; k < 30; k++) {
      equations.drive = y[2];
      assertThat(together.advance(H, y, LANES)).isEqualTo(LaneRkf45.NONE);
      for (int i = 0; i < LANES; i++) {
        double[] one = {expected[0][i], expected[1][i], expected[2][i]};
        int parts = 0;
        for (double s = 0; s < H; parts++) s = apart[i].advance(s, H, one);
        if (parts > 1) divided++;
        for (int c = 0; c < 3; c++) {
          expected[c][i] = one[c];
          assertThat(y[c][i]).isCloseTo(one[c], within(1e-13));
        }
      }
    }
    assertThat(divided).isBetween(LANES, 20 * LANES);
  }
}
