package myelin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import myelin.engine.RandomStream.Purpose;
import org.junit.jupiter.api.Test;

/// Numbers drawn together are those that are drawn one by one.
class NormalPairsTest {

  @Test
  void pairsAreTheFirstTwoOfEachStream() {
    long seed = 0x1234_5678_9ABC_DEF0L;
    int n = 20_000;
    long[] items = new long[n];
    for (int i = 0; i < n; i++) items[i] = 3L * i + (i % 2 == 0 ? 0 : 1L << 33);
    NormalPairs pairs = new NormalPairs(seed);
    pairs.draw(Purpose.SYNAPSE, -7, items, n);
    RandomStream stream = new RandomStream(seed);
    for (int i = 0; i < n; i++) {
      stream.at(Purpose.SYNAPSE, -7, items[i]);
      assertThat(pairs.first(i)).as("first of %d", i).isEqualTo(stream.nextNormal());
      assertThat(pairs.second(i)).as("second of %d", i).isEqualTo(stream.nextNormal());
    }
  }
}
