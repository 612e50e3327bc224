package myelin.models.integrated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares with closed forms of solutions and of the error that controls the step: for `dy/dt =
/// t^4`, the formula of order 5 is exact and the one of order 4 is wrong by `h^5 / 2080` after a
/// step of `h`.
class Rkf45Test {

  private static final double UNLIMITED = Double.POSITIVE_INFINITY;

  private int calls;

  private void fourthPower(double t, double[] y, double[] dy) {
    calls++;
    dy[0] = t * t * t * t;
  }

  /// An integrator for which a step of 1 in `dy/dt = t^4` has `ratio` times the allowed error.
  private Rkf45 withRatio(double ratio) {
    Rkf45 integrator = new Rkf45(this::fourthPower, 1, 1.0 / 2080 / ratio, 0);
    integrator.resume(1);
    return integrator;
  }

  private static void integrate(Rkf45 integrator, double end, double[] y) {
    for (double t = 0; t < end; ) t = integrator.advance(t, end, y);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void oneStepIsExactForPolynomialsUpToDegreeFive(int degree) {
    Rkf45 integrator =
        new Rkf45((t, _, dy) -> dy[0] = (degree + 1) * Math.pow(t, degree), 1, UNLIMITED, 0);
    integrator.resume(3);
    double[] y = {7};
    assertThat(integrator.advance(0, 3, y)).isEqualTo(3);
    assertThat(y[0]).isCloseTo(7 + Math.pow(3, degree + 1), within(1e-12));
  }

  @Test
  void theErrorFallsWithTheFifthPowerOfTheStep() {
    double order = Math.log(errorWithSteps(40) / errorWithSteps(80)) / Math.log(2);
    assertThat(order).isCloseTo(5, within(0.15));
  }

  /// Error at time 2 of `dy/dt = cos(t) y`, whose solution is `exp(sin t)`, in equal steps.
  private static double errorWithSteps(int n) {
    Rkf45 integrator = new Rkf45((t, y, dy) -> dy[0] = Math.cos(t) * y[0], 1, UNLIMITED, 0);
    double[] y = {1};
    double h = 2.0 / n;
    for (int k = 0; k < n; k++) {
      integrator.resume(h);
      integrator.advance(k * h, (k + 1) * h, y);
    }
    return Math.abs(y[0] - Math.exp(Math.sin(2)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 1e-6, 1e-8, 1e-10})
  void anOscillatorKeepsToItsCircleWithinTheErrorAllowed(double error) {
    Rkf45 integrator =
        new Rkf45(
            (_, y, dy) -> {
              dy[0] = y[1];
              dy[1] = -y[0];
            },
            2,
            error,
            0);
    integrator.resume(1);
    double[] y = {1, 0};
    integrate(integrator, 10, y);
    assertThat(y[0]).isCloseTo(Math.cos(10), within(20 * error));
    assertThat(y[1]).isCloseTo(-Math.sin(10), within(20 * error));
  }

  @Test
  void aStepWithinItsErrorIsKept() {
    for (double ratio : new double[] {0.51, 0.8, 1.09}) {
      Rkf45 integrator = withRatio(ratio);
      assertThat(integrator.advance(0, 9, new double[1])).isEqualTo(1);
      assertThat(integrator.step()).isEqualTo(1);
    }
  }

  @Test
  void aStepMuchBetterThanNeededIsFollowedByALongerOne() {
    for (double ratio : new double[] {0.49, 0.1, 0.001}) {
      Rkf45 integrator = withRatio(ratio);
      assertThat(integrator.advance(0, 9, new double[1])).isEqualTo(1);
      double factor = Math.max(1, 0.9 * Math.pow(ratio, -1.0 / 6));
      assertThat(integrator.step()).isCloseTo(factor, within(1e-8));
    }
  }

  @Test
  void aStepGrowsAtMostFivefold() {
    Rkf45 integrator = withRatio(1e-9);
    integrator.advance(0, 9, new double[1]);
    assertThat(integrator.step()).isEqualTo(5);
    Rkf45 still = new Rkf45((_, _, dy) -> dy[0] = 0, 1, 1e-6, 0);
    still.resume(0.1);
    still.advance(0, 9, new double[1]);
    assertThat(still.step()).isEqualTo(0.5);
  }

  @Test
  void aStepWithTooLargeAnErrorIsRepeatedShorter() {
    calls = 0;
    double[] y = {0};
    Rkf45 integrator = withRatio(2);
    double shorter = 0.9 * Math.pow(2, -1.0 / 5);
    assertThat(integrator.advance(0, 1, y)).isCloseTo(shorter, within(1e-8));
    assertThat(integrator.step()).isCloseTo(shorter, within(1e-8));
    assertThat(y[0]).isCloseTo(Math.pow(shorter, 5) / 5, within(1e-8));
    assertThat(calls).as("the slopes at the beginning are kept").isEqualTo(1 + 5 + 5);
  }

  @Test
  void aRepeatedStepIsAtMostFiveTimesShorter() {
    calls = 0;
    // ratios 2 * 5^10, 2 * 5^5, 2, then within the error
    double reached = withRatio(2 * Math.pow(5, 10)).advance(0, 1, new double[1]);
    assertThat(reached).isCloseTo(0.9 * Math.pow(2, -1.0 / 5) / 25, within(1e-8));
    assertThat(calls).isEqualTo(1 + 4 * 5);
  }

  @Test
  void theErrorAllowedGrowsWithTheStateAfterTheStep() {
    Rkf45 integrator = new Rkf45(this::fourthPower, 1, 0, 0.01 / 2080);
    integrator.resume(1);
    integrator.advance(0, 9, new double[] {1000 - 1.0 / 5});
    assertThat(integrator.step()).isCloseTo(0.9 * Math.pow(0.1, -1.0 / 6), within(1e-8));
  }

  @Test
  void noErrorIsWithinAnyBound() {
    Rkf45 integrator = new Rkf45((_, _, dy) -> dy[0] = 0, 1, 0, 1e-3);
    integrator.resume(1);
    assertThat(integrator.advance(0, 9, new double[1])).isEqualTo(1);
    assertThat(integrator.step()).isEqualTo(5);
  }

  @Test
  void theWorstComponentCounts() {
    Rkf45 integrator =
        new Rkf45(
            (t, _, dy) -> {
              dy[0] = 0;
              dy[1] = -t * t * t * t;
              dy[2] = 0.1 * t;
            },
            3,
            10.0 / 2080,
            0);
    integrator.resume(1);
    integrator.advance(0, 9, new double[3]);
    assertThat(integrator.step()).isCloseTo(0.9 * Math.pow(0.1, -1.0 / 6), within(1e-8));
  }

  @Test
  void theEndIsReachedToTheBitAndTheStepOutlastsIt() {
    Rkf45 integrator = new Rkf45((_, y, dy) -> dy[0] = -y[0], 1, 1e-6, 0);
    integrator.resume(3);
    double[] y = {1};
    assertThat(integrator.advance(0.3, 0.4, y)).isEqualTo(0.4);
    assertThat(y[0]).isCloseTo(Math.exp(-0.1), within(1e-8));
    double step = integrator.step();
    assertThat(step).isBetween(0.1, 0.5);
    integrator.resume(step);
    assertThat(integrator.advance(0, 9, y)).isEqualTo(step);
  }

  @Test
  void aStepThatLeavesTheNumbersIsRepeatedShorter() {
    Rkf45 integrator = new Rkf45((_, y, dy) -> dy[0] = -Math.exp(y[0]), 1, 1e-9, 0);
    integrator.resume(1);
    double[] y = {8};
    integrate(integrator, 1, y);
    assertThat(y[0]).isCloseTo(-Math.log(1 + Math.exp(-8)), within(1e-7));
  }

  @Test
  void aSolutionThatLeavesTheNumbersDoesNotStopIt() {
    Rkf45 integrator = new Rkf45((_, y, dy) -> dy[0] = y[0] * y[0], 1, 1e-6, 0);
    integrator.resume(1);
    double[] y = {1e300};
    integrate(integrator, 1, y);
    assertThat(y[0]).isNaN();
    integrate(integrator, 1, y);
    assertThat(integrator.step()).isEqualTo(1);
  }
}
