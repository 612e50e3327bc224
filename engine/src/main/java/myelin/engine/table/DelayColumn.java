package myelin.engine.table;

/// A delay for each synapse, or one for all, while a table is filled and afterwards. The column
/// notes which delays there are.
abstract sealed class DelayColumn extends TableDelays permits OneDelay, ByteDelays, CharDelays {

  private int least;
  private int most;
  private int leastPut = Integer.MAX_VALUE;
  private int mostPut;

  /// A column of delays between `least` and `most`.
  DelayColumn(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /// Room for `n` delays between `least` and `most`.
  static DelayColumn between(int least, int most, int n) {
    if (least == most) return new OneDelay(least);
    return most <= ConnectionTable.BYTE_DELAY_LIMIT
        ? new ByteDelays(least, most, n)
        : new CharDelays(least, most, n);
  }

  /// How many bytes one of these delays takes.
  static int bytes(int least, int most) {
    if (least == most) return 0;
    return most <= ConnectionTable.BYTE_DELAY_LIMIT ? Byte.BYTES : Character.BYTES;
  }

  /// Sets the delay of synapse `i`.
  abstract void put(int i, int delay);

  /// Sets the delays of the synapses from `at` on to those of the packed ones `[from, to)`; see
  /// [WeightedTargets#packed].
  abstract void put(int at, long[] packed, int from, int to);

  /// Copies `n` delays of others, those of their synapses from `from` on; does nothing and returns
  /// false if these are of another kind.
  abstract boolean copy(int at, TableDelays other, int from, int n);

  /// Puts the delays of the synapses `[from, from + n)` into another order, as [TargetList#reorder]
  /// does.
  abstract void reorder(int from, int[] place, int n);

  /// Notes that there are delays from `from` to `to`.
  final void expect(int from, int to) {
    leastPut = Math.min(leastPut, from);
    mostPut = Math.max(mostPut, to);
  }

  /// The column when all delays are in it: without those that there was room for but that no
  /// synapse has.
  final DelayColumn tight() {
    if (mostPut == 0) return this;
    if (leastPut == mostPut) return new OneDelay(leastPut);
    least = leastPut;
    most = mostPut;
    return this;
  }

  @Override
  final int least() {
    return least;
  }

  @Override
  final int most() {
    return most;
  }

  @Override
  final int first(int row) {
    return 0;
  }

  @Override
  final int delay(int run, int i) {
    return delay(i);
  }

  @Override
  final int last(int row, int to) {
    return delay(to - 1);
  }

  @Override
  final int prefetch(int run) {
    return 0;
  }
}
