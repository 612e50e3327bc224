package myelin.engine.table;

import java.util.Arrays;

/// One delay that all synapses of a table have.
final class OneDelay extends DelayColumn {

  private final int delay;

  OneDelay(int delay) {
    super(delay, delay);
    this.delay = delay;
  }

  @Override
  int delay(int i) {
    return delay;
  }

  @Override
  void row(int row, int from, int to, int[] out) {
    Arrays.fill(out, 0, to - from, delay);
  }

  @Override
  int end(int run, int from, int to) {
    return to;
  }

  /// It is known already.
  @Override
  void put(int i, int itsDelay) {}

  /// They are known already.
  @Override
  void put(int at, long[] packed, int from, int to) {}

  @Override
  boolean copy(int at, TableDelays other, int from, int n) {
    return true;
  }

  @Override
  void reorder(int from, int[] place, int n) {}
}
