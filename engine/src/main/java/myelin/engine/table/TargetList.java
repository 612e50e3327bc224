package myelin.engine.table;

import myelin.engine.input.EventRing;
import myelin.engine.input.InputRing;
import myelin.engine.input.SumRow;

/// A list of targets, in the order of a table's synapses, with what there is of weights.
///
/// Each kind of list has its own loops, so that none of them asks for each synapse of which kind it
/// is.
abstract sealed class TargetList extends Targets permits PlainTargets, WeightedTargets {

  @Override
  final TargetList listed() {
    return this;
  }

  @Override
  final void row(int row, int from, int to, int[] out) {
    list(from, to, out);
  }

  /// Target of synapse `i`.
  abstract int target(int i);

  /// Writes the targets of the synapses `[from, to)` to `out`.
  abstract void list(int from, int to, int[] out);

  /// Puts a synapse at place `i`.
  abstract void put(int i, int target, double weight);

  /// Copies the `n` synapses of another list of this kind from `from` on to `at` and beyond.
  abstract void copy(int at, TargetList other, int from, int n);

  /// Puts the synapses `[from, from + n)` into another order: the one at `k` comes to `place[k]`.
  abstract void reorder(int from, int[] place, int n);

  /// The sums of a step, to be added to at the targets of the synapses `[from, to)`.
  final double[] sums(InputRing ring, long step, int from, int to) {
    SumRow row = ring.row(step);
    if (row.asks(to - from)) mark(from, to, row);
    return row.sums();
  }

  /// Tells a row of the targets of the synapses `[from, to)`.
  final void mark(int from, int to, SumRow row) {
    for (int i = from; i < to; i++) row.mark(target(i));
  }

  /// Adds the weights of the synapses `[from, to)` to the sums of their targets.
  abstract void add(int from, int to, double[] sums);

  /// Adds `times` the weights of the synapses `[from, to)` to the sums of their targets.
  abstract void add(double times, int from, int to, double[] sums);

  /// Adds a number to the sums of the targets of the synapses `[from, to)`.
  abstract void addNumber(double number, int from, int to, double[] sums);

  /// Hands an event to the targets of the synapses `[from, to)`.
  abstract void tell(EventRing ring, long arrives, double value, double offset, int from, int to);

  /// Hands an event to the targets of the synapses `[from, to)`, of `times` the weight of each.
  abstract void tellWeights(
      EventRing ring, long arrives, double times, double offset, int from, int to);

  /// Reads a word of each cache line of the synapses `[from, to)`, so that they are in the cache
  /// when they are asked for.
  abstract int prefetch(int from, int to);
}
