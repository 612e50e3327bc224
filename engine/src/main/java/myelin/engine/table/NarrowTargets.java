package myelin.engine.table;

import myelin.engine.base.Permutation;
import myelin.engine.input.CountRing;
import myelin.engine.input.EventRing;

/// Targets of 16 bits.
final class NarrowTargets extends PlainTargets {

  private static final int A_LINE = 64 / Character.BYTES;

  final char[] target;

  /// Room for `n` targets of synapses that all have this weight.
  NarrowTargets(int n, double weight) {
    super(weight);
    target = new char[n];
  }

  @Override
  boolean isWide() {
    return false;
  }

  @Override
  int target(int i) {
    return target[i];
  }

  @Override
  void list(int from, int to, int[] out) {
    for (int i = from; i < to; i++) out[i - from] = target[i];
  }

  @Override
  void put(int i, int cell, double weight) {
    target[i] = (char) cell;
  }

  @Override
  void putAll(int[] source, int[] id, int n, int[] local, int[] next, int firstSource) {
    char[] out = target;
    for (int e = 0; e < n; e++) out[next[source[e] - firstSource]++] = (char) local[id[e]];
  }

  @Override
  void copy(int at, TargetList other, int from, int n) {
    System.arraycopy(((NarrowTargets) other).target, from, target, at, n);
  }

  @Override
  void reorder(int from, int[] place, int n) {
    Permutation.apply(target, from, place, n);
  }

  @Override
  void addNumber(double number, int from, int to, double[] sums) {
    char[] target = this.target;
    for (int i = from; i < to; i++) sums[target[i]] += number;
  }

  @Override
  void addEach(double[] numbers, int from, int to, double[] sums) {
    char[] target = this.target;
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
