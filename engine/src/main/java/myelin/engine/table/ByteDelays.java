package myelin.engine.table;

import myelin.engine.base.Permutation;

/// A delay of 8 bits for each synapse.
final class ByteDelays extends DelayColumn {

  final byte[] delay;

  ByteDelays(int least, int most, int n) {
    super(least, most);
    delay = new byte[n];
  }

  @Override
  int delay(int i) {
    return delay[i] & 0xFF;
  }

  @Override
  void row(int row, int from, int to, int[] out) {
    byte[] delay = this.delay;
    for (int i = from; i < to; i++) out[i - from] = delay[i] & 0xFF;
  }

  @Override
  int end(int run, int from, int to) {
    byte[] delay = this.delay;
    byte d = delay[from];
    int i = from + 1;
    while (i < to && delay[i] == d) i++;
    return i;
  }

  @Override
  void put(int i, int itsDelay) {
    expect(itsDelay, itsDelay);
    delay[i] = (byte) itsDelay;
  }

  @Override
  void put(int at, long[] packed, int from, int to) {
    int shift = at - from;
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int i = from; i < to; i++) {
      int d = WeightedTargets.delay(packed[i]);
      least = Math.min(least, d);
      most = Math.max(most, d);
      delay[i + shift] = (byte) d;
    }
    expect(least, most);
  }

  @Override
  boolean copy(int at, TableDelays other, int from, int n) {
    if (!(other instanceof ByteDelays column)) return false;
    System.arraycopy(column.delay, from, delay, at, n);
    return true;
  }

  @Override
  void reorder(int from, int[] place, int n) {
    Permutation.apply(delay, from, place, n);
  }
}
