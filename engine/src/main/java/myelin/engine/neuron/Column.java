package myelin.engine.neuron;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// One number for each neuron of a population, in blocks of [Block#LANES]. Blocks in which all
/// numbers are equal share one array, so that a uniform population pays for one block and reads it
/// from the L1 cache, while any neuron may still differ from its neighbours.
///
/// ```
///   block     0        1        2
///            [  ]     [  ]     [  ]
///              \       /         |
///           one array of 10.0   an array of its own
/// ```
final class Column {

  /// Arrays that are shared: all their elements are equal and nobody writes to them.
  static final class Shared {
    private final Map<Long, double[]> arrays = new HashMap<>();

    double[] of(double value) {
      return arrays.computeIfAbsent(
          Double.doubleToRawLongBits(value),
          bits -> {
            double[] array = new double[Block.LANES];
            Arrays.fill(array, value);
            return array;
          });
    }
  }

  private final Shared shared;
  private double[][] blocks = new double[0][];

  /// Whether a block has an array of its own.
  private boolean[] own = new boolean[0];

  Column(Shared shared) {
    this.shared = shared;
  }

  /// Makes room for `count` blocks; new ones hold `value`.
  void grow(int count, double value) {
    int old = blocks.length;
    if (count <= old) return;
    blocks = Arrays.copyOf(blocks, count);
    own = Arrays.copyOf(own, count);
    Arrays.fill(blocks, old, count, shared.of(value));
  }

  double at(int i) {
    return blocks[i / Block.LANES][i % Block.LANES];
  }

  /// Whether two neurons of one block have the same number.
  boolean same(int i, int j) {
    double[] block = blocks[i / Block.LANES];
    return Double.doubleToRawLongBits(block[i % Block.LANES])
        == Double.doubleToRawLongBits(block[j % Block.LANES]);
  }

  void put(int i, double value) {
    int b = i / Block.LANES;
    double[] block = blocks[b];
    if (Double.doubleToRawLongBits(block[i % Block.LANES]) == Double.doubleToRawLongBits(value)) {
      return;
    }
    if (!own[b]) {
      blocks[b] = block = block.clone();
      own[b] = true;
    }
    block[i % Block.LANES] = value;
  }

  /// Sets the numbers of the neurons `[from, to)`.
  void fill(int from, int to, double value) {
    for (int i = from; i < to; i++) put(i, value);
  }

  /// Whether block `b` shares an array of equal numbers.
  boolean isShared(int b) {
    return !own[b];
  }

  /// Whether the first `size` neurons of block `b` all hold the same number; if so it is shared
  /// again.
  boolean uniform(int b, int size) {
    if (!own[b]) return true;
    double[] block = blocks[b];
    for (int i = 1; i < size; i++) {
      if (Double.doubleToRawLongBits(block[i]) != Double.doubleToRawLongBits(block[0]))
        return false;
    }
    blocks[b] = shared.of(block[0]);
    own[b] = false;
    return true;
  }
}
