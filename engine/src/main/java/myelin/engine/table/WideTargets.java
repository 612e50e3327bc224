package myelin.engine.table;

import myelin.engine.base.Permutation;
import myelin.engine.input.CountRing;
import myelin.engine.input.EventRing;

/// Targets that 16 bits are not enough for.
final class WideTargets extends PlainTargets {

  private static final int A_LINE = 64 / Integer.BYTES;

  final int[] target;

  /// Room for `n` targets of synapses that all have this weight.
  WideTargets(int n, double weight) {
    super(weight);
    target = new int[n];
  }

  @Override
  boolean isWide() {
    return true;
  }

  @Override
  int target(int i) {
    return target[i];
  }

  @Override
  void list(int from, int to, int[] out) {
    System.arraycopy(target, from, out, 0, to - from);
  }

  @Override
  void put(int i, int cell, double weight) {
    target[i] = cell;
  }

  @Override
  void putAll(int[] source, int[] id, int n, int[] local, int[] next, int firstSource) {
    int[] out = target;
    for (int e = 0; e < n; e++) out[next[source[e] - firstSource]++] = local[id[e]];
  }

  @Override
  void copy(int at, TargetList other, int from, int n) {
    System.arraycopy(((WideTargets) other).target, from, target, at, n);
  }

  @Override
  void reorder(int from, int[] place, int n) {
    Permutation.apply(target, from, place, n);
  }

  @Override
  void addNumber(double number, int from, int to, double[] sums) {
    int[] target = this.target;
    for (int i = from; i < to; i++) sums[target[i]] += number;
  }

  @Override
  void addEach(double[] numbers, int from, int to, double[] sums) {
    int[] target = this.target;
    for (int i = from; i < to; i++) sums[target[i]] += numbers[i];
  }

  @Override
  void count(CountRing ring, long arrives, int from, int to) {
    ring.count(arrives, target, from, to);
  }

  @Override
  void tell(EventRing ring, long arrives, double value, double offset, int from, int to) {
    for (int i = from; i < to; i++) ring.add(arrives, target[i], value, offset);
  }

  @Override
  int prefetch(int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i += A_LINE) sum += target[i];
    return sum;
  }
}
