package myelin.engine.input;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// The blocks of a population that synapses end in. Input to the others need not be looked for: in
/// a network where only a few neurons have synapses of a kind, most blocks have no input of that
/// kind.
public final class TargetBlocks {

  /// Neurons in a block.
  public static final int LANES = 256;

  private boolean[] blocks = {};

  /// How many blocks are not among them.
  private int left;

  /// No blocks.
  public TargetBlocks() {}

  /// All blocks of a population of `cells`.
  static TargetBlocks all(int cells) {
    TargetBlocks reach = new TargetBlocks();
    reach.blocks = new boolean[cells / LANES];
    Arrays.fill(reach.blocks, true);
    return reach;
  }

  /// None of the blocks of a population of `cells`, yet.
  public static TargetBlocks none(int cells) {
    TargetBlocks reach = new TargetBlocks();
    reach.blocks = new boolean[cells / LANES];
    reach.left = reach.blocks.length;
    return reach;
  }

  /// The blocks of `n` targets in a population of `cells`.
  ///
  /// @param target the neuron that is target number `i`
  public static TargetBlocks of(int n, IntUnaryOperator target, int cells) {
    TargetBlocks reach = none(cells);
    reach.add(0, n, target);
    return reach;
  }

  /// The block of neuron `cell`.
  public static TargetBlocks of(int cell) {
    TargetBlocks reach = none(cell + LANES);
    reach.add(cell / LANES);
    return reach;
  }

  private void add(int block) {
    if (blocks[block]) return;
    blocks[block] = true;
    left--;
  }

  /// Adds the blocks of the targets `[from, to)`.
  ///
  /// @param target the neuron that is target number `i`
  public void add(int from, int to, IntUnaryOperator target) {
    for (int i = from; i < to && left > 0; i++) add(target.applyAsInt(i) / LANES);
  }

  /// Adds the blocks of another.
  public void add(TargetBlocks other) {
    int n = other.blocks.length;
    if (n > blocks.length) {
      left += n - blocks.length;
      blocks = Arrays.copyOf(blocks, n);
    }
    for (int b = 0; b < n; b++) if (other.blocks[b]) add(b);
  }

  /// Whether the block of neurons from `base` on is among them.
  public boolean has(int base) {
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
