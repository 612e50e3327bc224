package myelin.nestml.run;

import myelin.engine.neuron.Block;

/// Some neurons of a block. They are listed, or the others are, or both; a list that is asked for
/// is made from the other one. Lists are in ascending order.
final class LaneSet {

  private final int[] list = new int[Block.LANES];
  private final int[] others = new int[Block.LANES];
  private int of;
  private int count;
  private boolean listed;
  private boolean othersListed;

  /// Becomes the set of all `size` neurons of a block. Another list than that of the last time is
  /// made only for another size.
  void all(int size) {
    if (of == size && count == size) return;
    of = size;
    count = size;
    listed = false;
    othersListed = true;
  }

  /// Becomes the set of the first `n` in [#room], of a block of `size` neurons.
  void hold(int n, int size) {
    of = size;
    count = n;
    listed = true;
    othersListed = false;
  }

  /// Becomes the set of the neurons that are in `whole` and not in `part`, which is a part of it.
  void rest(LaneSet whole, LaneSet part) {
    of = whole.of;
    count = whole.count - part.count;
    listed = false;
    othersListed = false;
    if (whole.isMost() && !part.isMost()) {
      merge(whole.others(), whole.of - whole.count, part.list(), part.count, others);
      othersListed = true;
    } else {
      without(whole.list(), whole.count, part.list(), part.count, list);
      listed = true;
    }
  }

  /// Where the list is written before [#hold].
  int[] room() {
    return list;
  }

  /// Number of its neurons.
  int count() {
    return count;
  }

  /// Whether these are all neurons of the block.
  boolean isAll() {
    return count == of;
  }

  /// Whether these are more than half of the neurons.
  boolean isMost() {
    return 2 * count > of;
  }

  /// The lanes of its neurons, [#count] of them.
  int[] list() {
    if (!listed) complement(others, of - count, of, list);
    listed = true;
    return list;
  }

  /// The lanes of the neurons that are not in it.
  int[] others() {
    if (!othersListed) complement(list, count, of, others);
    othersListed = true;
    return others;
  }

  /// Number of neurons that are not in it.
  int othersCount() {
    return of - count;
  }

  /// Takes those that are not in this set out of the first `n` lanes; returns how many are left.
  int retain(int[] lanes, int n) {
    if (isAll()) return n;
    int[] out = others();
    int outs = of - count;
    int kept = 0;
    int q = 0;
    for (int p = 0; p < n; p++) {
      while (q < outs && out[q] < lanes[p]) q++;
      if (q == outs || out[q] != lanes[p]) lanes[kept++] = lanes[p];
    }
    return kept;
  }

  private static void complement(int[] lanes, int n, int size, int[] to) {
    int next = 0;
    int k = 0;
    for (int p = 0; p < n; p++) {
      while (next < lanes[p]) to[k++] = next++;
      next++;
    }
    while (next < size) to[k++] = next++;
  }

  private static void merge(int[] a, int n, int[] b, int m, int[] to) {
    int p = 0;
    int q = 0;
    int k = 0;
    while (p < n && q < m) to[k++] = a[p] < b[q] ? a[p++] : b[q++];
    while (p < n) to[k++] = a[p++];
    while (q < m) to[k++] = b[q++];
  }

  private static void without(int[] a, int n, int[] b, int m, int[] to) {
    int q = 0;
    int k = 0;
    for (int p = 0; p < n; p++) {
      if (q < m && a[p] == b[q]) q++;
      else to[k++] = a[p];
    }
  }
}
