package myelin.engine;

import java.util.Arrays;

/// The blocks of a population that synapses end in. Input to the others need not be looked for: in
/// a network of which a few neurons have synapses of a kind, most blocks have no input of that
/// kind.
final class Reach {

  private boolean[] blocks = {};

  /// No blocks.
  Reach() {}

  /// All blocks of a population of `cells`.
  static Reach all(int cells) {
    Reach reach = new Reach();
    reach.blocks = new boolean[cells / Block.LANES];
    Arrays.fill(reach.blocks, true);
    return reach;
  }

  /// The blocks that the synapses of a table of lists end in.
  static Reach of(ConnectionTable table, int cells) {
    Reach reach = new Reach();
    reach.blocks = new boolean[cells / Block.LANES];
    int left = reach.blocks.length;
    for (int i = 0, n = table.size(); i < n && left > 0; i++) {
      int b = table.target(i) / Block.LANES;
      if (reach.blocks[b]) continue;
      reach.blocks[b] = true;
      left--;
    }
    return reach;
  }

  /// The block of neuron `cell`.
  static Reach of(int cell) {
    Reach reach = new Reach();
    reach.blocks = new boolean[cell / Block.LANES + 1];
    reach.blocks[cell / Block.LANES] = true;
    return reach;
  }

  /// Adds the blocks of another.
  void add(Reach other) {
    if (other.blocks.length > blocks.length) blocks = Arrays.copyOf(blocks, other.blocks.length);
    for (int b = 0; b < other.blocks.length; b++) blocks[b] |= other.blocks[b];
  }

  /// Whether the block of neurons from `base` on is among them.
  boolean has(int base) {
    int b = base / Block.LANES;
    return b < blocks.length && blocks[b];
  }

  /// The first neuron of the last of them, or less than 0 if there are none.
  int last() {
    int b = blocks.length - 1;
    while (b >= 0 && !blocks[b]) b--;
    return b * Block.LANES;
  }
}
