package myelin.engine.table;

/// The delays of a table's synapses (steps): one for all, a column of bytes or of `char`s, or runs.
///
/// A row that is sorted by delay is passed run by run, each of which has one delay:
///
/// ```
///   for (int run = delays.first(row), next; from < to; from = next, run++) {
///     next = delays.end(run, from, to);         the synapses [from, next)
///     ... delays.delay(run, from) ...
///   }
/// ```
abstract sealed class TableDelays permits DelayColumn, DelayRuns {

  /// The smallest.
  abstract int least();

  /// The largest.
  abstract int most();

  /// The delay of synapse `i`.
  abstract int delay(int i);

  /// Writes the delays of a row, which has the synapses `[from, to)`, to `out`.
  abstract void row(int row, int from, int to, int[] out);

  /// The first run of a row.
  abstract int first(int row);

  /// The delay of a run, the first synapse of which is `i`.
  abstract int delay(int run, int i);

  /// The end of a run that begins at synapse `from`, in a row that ends at `to`.
  abstract int end(int run, int from, int to);

  /// The delay of the last synapse of a row, which is the one before `to`.
  abstract int last(int row, int to);

  /// Reads a run, if there is one of that number, so that it is in the cache when it is asked for.
  abstract int prefetch(int run);
}
