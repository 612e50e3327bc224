package myelin.engine.table;

/// The targets of a table's synapses, as indices in their population: lists, beside which there may
/// be weights, or for each source a set of bits.
abstract sealed class Targets permits TargetList, BitRows {

  /// The targets as a list; sets of bits make it when it is first asked for.
  abstract TargetList listed();

  /// Whether 16 bits are not enough for a target.
  abstract boolean isWide();

  /// Writes the targets of a row, which has the synapses `[from, to)`, to `out`.
  abstract void row(int row, int from, int to, int[] out);

  /// The weight of synapse `i` of a static table.
  abstract double weight(int i);
}
