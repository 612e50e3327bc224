package myelin.models.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Compares [Threshold] with the comparison of one neuron after another.
class ThresholdTest {

  private static final int N = 256;

  private static final double[] THRESHOLDS = {
    15, 0, -55, 1e-300, -1e300, 1e300, Double.POSITIVE_INFINITY
  };

  private static int plain(double[] V, double[] V_th, int from, int n) {
    for (int i = from; i < n; i++) if (V[i] >= V_th[i]) return i;
    return n;
  }

  private static void check(double[] V, double threshold) {
    double[] thresholds = new double[N];
    Arrays.fill(thresholds, threshold);
    for (int n : new int[] {0, 1, 7, 100, N}) {
      for (int from : new int[] {0, 1, 13, n}) {
        if (from > n) continue;
        int expected = plain(V, thresholds, from, n);
        assertEquals(
            expected, Threshold.next(V, threshold, from, n), () -> "threshold " + threshold);
        assertEquals(expected, Threshold.next(V, thresholds, from, n));
      }
    }
  }

  @Test
  void neuronsAtTheirThresholdAreFoundAndThoseBelowAreNot() {
    Random random = new Random(1);
    for (double threshold : THRESHOLDS) {
      for (int trial = 0; trial < 300; trial++) {
        double[] V = new double[N];
        for (int i = 0; i < N; i++) V[i] = threshold - 20 * random.nextDouble() - 1e-3;
        if (Double.isInfinite(threshold)) Arrays.fill(V, 1e308);
        for (int k = random.nextInt(4); k > 0; k--) V[random.nextInt(N)] = near(threshold, random);
        check(V, threshold);
      }
    }
  }

  private static double near(double threshold, Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> threshold;
      case 1 -> Math.nextUp(threshold);
      case 2 -> Math.nextDown(threshold);
      case 3 -> threshold - 1e-7;
      case 4 -> threshold + 1e-7;
      case 5 -> Double.NaN;
      case 6 -> Double.POSITIVE_INFINITY;
      case 7 -> Double.NEGATIVE_INFINITY;
      default -> Double.MAX_VALUE;
    };
  }

  @Test
  void eachNeuronIsComparedWithItsOwnThreshold() {
    Random random = new Random(2);
    for (int trial = 0; trial < 300; trial++) {
      double[] V = new double[N];
      double[] V_th = new double[N];
      for (int i = 0; i < N; i++) {
        V_th[i] = THRESHOLDS[random.nextInt(THRESHOLDS.length)];
        V[i] = random.nextInt(100) == 0 ? near(V_th[i], random) : Math.min(V_th[i] - 1, 1e308);
      }
      for (int from = 0; from < N; from++) {
        assertEquals(plain(V, V_th, from, N), Threshold.next(V, V_th, from, N));
      }
    }
  }
}
