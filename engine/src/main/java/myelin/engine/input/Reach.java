package myelin.engine.input;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// The blocks of a population that synapses end in. Input to the others need not be looked for: in
/// a network of which a few neurons have synapses of a kind, most blocks have no input of that
/// kind.
public final class Reach {

  /// Neurons in a block.
  public static final int LANES = 256;

  private boolean[] blocks = {};

  /// No blocks.
  public Reach() {}

  /// All blocks of a population of `cells`.
  static Reach all(int cells) {
    Reach reach = new Reach();
    reach.blocks = new boolean[cells / LANES];
    Arrays.fill(reach.blocks, true);
    return reach;
  }

  /// The blocks of `n` targets in a population of `cells`.
  ///
  /// @param target the neuron that is target number `i`
  public static Reach of(int n, IntUnaryOperator target, int cells) {
    Reach reach = new Reach();
    reach.blocks = new boolean[cells / LANES];
    int left = reach.blocks.length;
    for (int i = 0; i < n && left > 0; i++) {
      int b = target.applyAsInt(i) / LANES;
      if (reach.blocks[b]) continue;
      reach.blocks[b] = true;
      left--;
    }
    return reach;
  }

  /// The block of neuron `cell`.
  public static Reach of(int cell) {
    Reach reach = new Reach();
    reach.blocks = new boolean[cell / LANES + 1];
    reach.blocks[cell / LANES] = true;
    return reach;
  }

  /// Adds the blocks of another.
  void add(Reach other) {
    if (other.blocks.length > blocks.length) blocks = Arrays.copyOf(blocks, other.blocks.length);
    for (int b = 0; b < other.blocks.length; b++) blocks[b] |= other.blocks[b];
  }

  /// Whether the block of neurons from `base` on is among them.
  boolean has(int base) {
    int b = base / LANES;
    return b < blocks.length && blocks[b];
  }

  /// The first neuron of the last of them, or less than 0 if there are none.
  int last() {
    int b = blocks.length - 1;
    while (b >= 0 && !blocks[b]) b--;
    return b * LANES;
  }
}
