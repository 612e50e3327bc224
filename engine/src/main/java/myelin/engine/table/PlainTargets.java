package myelin.engine.table;

import myelin.engine.input.CountRing;
import myelin.engine.input.EventRing;

/// A list of targets of synapses that all have one weight, or whose weights stand elsewhere.
abstract sealed class PlainTargets extends TargetList permits NarrowTargets, WideTargets {

  private final double weight;

  /// A list for synapses that all have this weight.
  PlainTargets(double weight) {
    this.weight = weight;
  }

  /// Room for `n` targets.
  static PlainTargets of(int n, boolean wide, double weight) {
    return wide ? new WideTargets(n, weight) : new NarrowTargets(n, weight);
  }

  @Override
  final double weight(int i) {
    return weight;
  }

  @Override
  final void add(int from, int to, double[] sums) {
    addNumber(weight, from, to, sums);
  }

  @Override
  final void add(double times, int from, int to, double[] sums) {
    addNumber(times * weight, from, to, sums);
  }

  /// Puts `n` synapses; see [ConnectionTable#putAll].
  abstract void putAll(int[] source, int[] id, int n, int[] local, int[] next, int firstSource);

  /// Adds numbers of the synapses `[from, to)`, which stand at their places, to the sums of their
  /// targets.
  abstract void addEach(double[] numbers, int from, int to, double[] sums);

  @Override
  final void tellWeights(
      EventRing ring, long arrives, double times, double offset, int from, int to) {
    tell(ring, arrives, times * weight, offset, from, to);
  }

  /// Counts a spike at the targets of the synapses `[from, to)`.
  abstract void count(CountRing ring, long arrives, int from, int to);
}
