package myelin.engine.table;

import java.util.Arrays;

/// The delays of a table whose rows are sorted by them, as runs of synapses that have one delay.
///
/// ```
///   delays of a row   3 3 3 5 5 5 5 6 8 8
///   runs              3 x 3, 4 x 5, 1 x 6, 2 x 8
/// ```
///
/// A run has at most [#LONGEST] synapses; longer ones are cut into several. Delay and length stand
/// together, in two bytes, or four where delays are longer than 255 steps, so no table takes more
/// than twice what a column of delays would; in the cortical microcircuit a run has some fifty
/// synapses.
final class DelayRuns extends TableDelays {

  /// Most synapses in a run.
  static final int LONGEST = 256;

  private static final int LENGTH_BITS = 8;
  private static final int LENGTH = LONGEST - 1;

  private final int[] rowStart;
  private final int least;
  private final int most;
  private final int[] rowRun;

  /// The runs, each as `delay << 8 | length - 1`; only one of the two arrays is used.
  private char[] narrow = {};

  private int[] wide = {};
  private final boolean isNarrow;
  private int size;

  /// No runs yet. Those of a row are [#add]ed, then [#endRow] follows.
  ///
  /// @param rowStart by row the place of its first synapse, then the number of all
  /// @param least smallest delay (steps)
  /// @param most largest delay (steps)
  DelayRuns(int[] rowStart, int least, int most) {
    this.rowStart = rowStart;
    this.least = least;
    this.most = most;
    rowRun = new int[rowStart.length];
    isNarrow = most <= ConnectionTable.BYTE_DELAY_LIMIT;
  }

  /// Adds the `n` synapses of a row that have this delay, as runs.
  void add(int delay, int n) {
    for (int left = n; left > 0; left -= LONGEST) {
      put(delay << LENGTH_BITS | (Math.min(left, LONGEST) - 1));
    }
  }

  /// Adds a row as it is among other runs.
  void add(DelayRuns other, int row) {
    int from = other.first(row);
    int n = other.end(row) - from;
    if (isNarrow != other.isNarrow) {
      for (int run = from; run < from + n; run++) put(other.at(run));
      return;
    }
    if (size + n > room()) resize(size + n + size / 2 + rowRun.length);
    if (isNarrow) System.arraycopy(other.narrow, from, narrow, size, n);
    else System.arraycopy(other.wide, from, wide, size, n);
    size += n;
  }

  private int room() {
    return isNarrow ? narrow.length : wide.length;
  }

  private void put(int run) {
    if (size == room()) resize(size + size / 2 + rowRun.length);
    if (isNarrow) narrow[size++] = (char) run;
    else wide[size++] = run;
  }

  private void resize(int room) {
    if (isNarrow) narrow = Arrays.copyOf(narrow, room);
    else wide = Arrays.copyOf(wide, room);
  }

  /// Ends a row; rows follow each other.
  void endRow(int row) {
    rowRun[row + 1] = size;
    if (row + 2 == rowRun.length) resize(size);
  }

  @Override
  int least() {
    return least;
  }

  @Override
  int most() {
    return most;
  }

  @Override
  int first(int row) {
    return rowRun[row];
  }

  /// The run after the last of a row.
  int end(int row) {
    return rowRun[row + 1];
  }

  private int at(int run) {
    return narrow.length > 0 ? narrow[run] : wide[run];
  }

  @Override
  int prefetch(int run) {
    return run < narrow.length ? narrow[run] : run < wide.length ? wide[run] : 0;
  }

  /// Number of synapses in a run.
  int length(int run) {
    return (at(run) & LENGTH) + 1;
  }

  /// The delay of a run in steps.
  int delayOf(int run) {
    return at(run) >>> LENGTH_BITS;
  }

  @Override
  int delay(int run, int i) {
    return delayOf(run);
  }

  @Override
  int end(int run, int from, int to) {
    return from + length(run);
  }

  @Override
  int last(int row, int to) {
    return delayOf(end(row) - 1);
  }

  @Override
  int delay(int i) {
    int row = Arrays.binarySearch(rowStart, i);
    if (row < 0) row = -row - 2;
    while (rowStart[row + 1] <= i) row++;
    int run = rowRun[row];
    for (int end = rowStart[row] + length(run); end <= i; end += length(++run)) {}
    return delayOf(run);
  }

  @Override
  void row(int row, int from, int to, int[] out) {
    for (int run = first(row), i = 0; run < end(row); i += length(run++)) {
      Arrays.fill(out, i, i + length(run), delayOf(run));
    }
  }
}
