package myelin.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import myelin.engine.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;

/// Numbers drawn together are those that are drawn one by one.
class NormalPairsTest {

  @Test
  void pairsAreTheNumbersOfEachStream() {
    long seed = 0x1234_5678_9ABC_DEF0L;
    int n = 20_000;
    long[] items = new long[n];
    for (int i = 0; i < n; i++) items[i] = 3L * i + (i % 2 == 0 ? 0 : 1L << 33);
    for (int pair = 0; pair < 3; pair++) {
      NormalPairs pairs = new NormalPairs(seed);
      pairs.draw(Purpose.SYNAPSE, -7, items, n, pair);
      RandomStream stream = new RandomStream(seed);
      for (int i = 0; i < n; i++) {
        stream.at(Purpose.SYNAPSE, -7, items[i]);
        for (int k = 0; k < 2 * pair; k++) stream.nextLong();
        assertThat(pairs.first()[i]).as("first of %d", i).isEqualTo(stream.nextNormal());
        assertThat(pairs.second()[i]).as("second of %d", i).isEqualTo(stream.nextNormal());
      }
    }
  }

  /// Among them the least and the largest, whose tails are one in 1e11 and less, and the borders
  /// between the three pieces of which the quantile is made.
  @Test
  void quantilesAreThoseOfOneAtATime() {
    SplittableRandom random = new SplittableRandom(7);
    long[] bits = new long[4096];
    for (int i = 0; i < bits.length; i++) {
      long unit = i % 3 == 0 ? random.nextLong() >>> random.nextInt(60) : random.nextLong();
      bits[i] = i % 2 == 0 ? unit : ~unit;
    }
    bits[0] = 0;
    bits[1] = -1;
    for (int k = 2; k < 8; k++) bits[k] = (long) (0.075 * 0x1p52 + k - 5) << 12;
    for (int k = 8; k < 14; k++) bits[k] = (long) (Math.exp(-25) * 0x1p52 + k - 11) << 12;
    for (int exotic = 0; exotic < 2; exotic++) {
      long[] some =
          exotic == 1 ? bits : Arrays.stream(bits).filter(b -> Math.abs(b) > 1L << 40).toArray();
      NormalPairs pairs = new NormalPairs(0);
      pairs.reserve(some.length);
      double[] x = new double[some.length];
      pairs.quantiles(some, x, some.length);
      for (int i = 0; i < some.length; i++) {
        double p = ((some[i] >>> 12) + 0.5) * 0x1p-52;
        assertThat(x[i]).as("%x", some[i]).isEqualTo(Normal.quantile(p));
      }
    }
  }
}
