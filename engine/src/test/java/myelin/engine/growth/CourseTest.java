package myelin.engine.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Elements grow as their curves say.
class CourseTest {

  private static final double H = 0.1;

  private static final List<GrowthCurve> CURVES = List.of(GrowthCurve.values());

  private static ElementKind kind(GrowthCurve curve, double eps, double eta, double psi) {
    return new ElementKind(curve, 0.01, 0.1, true, eps, eta, psi);
  }

  /// The integral over the trace `Ca exp(-t / tau_Ca)`.
  @Test
  void aStraightLineIsIntegratedExactly() {
    double tau = 300;
    double ms = 123.4;
    double area = 0.5 * tau * (1 - Math.exp(-ms / tau));
    ElementKind kind = kind(GrowthCurve.LINEAR, 0.2, 0, 1);
    assertThat(Course.grow(kind, 3, ms / H, H, 0.5, tau))
        .isCloseTo(3 + 0.01 * (ms - area / 0.2), within(1e-12));
  }

  @Test
  void thereAreNeverFewerThanNone() {
    ElementKind kind = kind(GrowthCurve.LINEAR, 0.001, 0, 1);
    assertThat(Course.grow(kind, 3, 1e5, H, 0.5, 1e4)).isZero();
  }

  @Test
  void curvesAreZeroWhereGrowthRests() {
    for (GrowthCurve curve : GrowthCurve.values()) {
      ElementKind kind = kind(curve, 0.3, 0.1, 0.05);
      assertThat(curve.at(kind, 0.3)).isCloseTo(0, within(1e-14));
    }
    assertThat(GrowthCurve.GAUSSIAN.at(kind(GrowthCurve.GAUSSIAN, 0.3, 0.1, 1), 0.1))
        .isCloseTo(0, within(1e-14));
    assertThat(GrowthCurve.GAUSSIAN.at(kind(GrowthCurve.GAUSSIAN, 0.3, 0.1, 1), 0.2)).isOne();
    assertThat(GrowthCurve.SIGMOID.at(kind(GrowthCurve.SIGMOID, 0.3, 0.1, 0.05), 0)).isLessThan(1);
    assertThat(GrowthCurve.LINEAR.at(kind(GrowthCurve.LINEAR, 0.3, 0.1, 1), 0)).isOne();
  }

  @Test
  void slopesAreDerivatives() {
    Random random = new Random(3);
    double d = 1e-6;
    for (int trial = 0; trial < 200; trial++) {
      GrowthCurve curve = CURVES.get(trial % 3);
      ElementKind kind =
          kind(
              curve,
              0.1 + random.nextDouble(),
              0.05 * random.nextDouble(),
              0.05 + random.nextDouble());
      double ca = random.nextDouble();
      double slope = (curve.at(kind, ca + d) - curve.at(kind, ca - d)) / (2 * d);
      assertThat(curve.slope(kind, ca)).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
    }
  }

  /// Where the trace changes little, the sum over the steps is computed at once. Step by step the
  /// factor of the decay is rounded, which makes 1e-16 at each of up to 20 000 steps.
  @Test
  void atOnceIsAsStepByStep() {
    Random random = new Random(5);
    for (int trial = 0; trial < 600; trial++) {
      GrowthCurve curve = trial % 2 == 0 ? GrowthCurve.GAUSSIAN : GrowthCurve.SIGMOID;
      double eps = 0.02 + random.nextDouble();
      ElementKind kind =
          kind(curve, eps, eps * 0.9 * random.nextDouble(), 0.02 + 0.3 * random.nextDouble());
      double tau = 1000 * Math.exp(3 * random.nextDouble());
      double ca = trial % 7 == 0 ? 0 : 2 * random.nextDouble();
      int n = 1 + random.nextInt(20_000);
      double slow = H * 0.01 * Course.inSteps(kind, n, H, ca, tau);
      assertThat(Course.grow(kind, 1000, n, H, ca, tau) - 1000)
          .as("%s for %d steps from %s, tau_Ca = %s", kind, n, ca, tau)
          .isCloseTo(slow, within(2e-11 * (1 + Math.abs(slow))));
    }
  }
}
