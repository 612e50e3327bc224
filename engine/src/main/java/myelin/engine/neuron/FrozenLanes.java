package myelin.engine.neuron;

import java.util.stream.IntStream;

/// The frozen lanes of a block, and what they were before a step.
final class FrozenLanes {

  private final boolean[] are = new boolean[Block.LANES];
  private int count;

  /// The lanes in order; empty if that is to be found out anew.
  private int[] lanes = {};

  private final double[] left = new double[Block.LANES];
  private double[][] kept = {};
  private long[][] newest = {};

  /// Nobody.
  FrozenLanes() {}

  /// How many.
  int count() {
    return count;
  }

  /// Whether a lane is among them.
  boolean has(int lane) {
    return are[lane];
  }

  /// Puts a lane among them, or takes it out; nothing may be kept.
  void set(int lane, boolean on) {
    are[lane] = on;
    count += on ? 1 : -1;
    lanes = new int[0];
    kept = new double[0][];
    newest = new long[0][];
  }

  /// All of them, in order.
  int[] lanes() {
    if (lanes.length != count) {
      lanes = IntStream.range(0, Block.LANES).filter(i -> are[i]).toArray();
    }
    return lanes;
  }

  /// Keeps the state that they have.
  void keep(Block block) {
    int[] lanes = lanes();
    double[][] state = block.state();
    if (kept.length < state.length) kept = new double[state.length][lanes.length];
    for (int v = 0; v < kept.length; v++) {
      for (int k = 0; k < lanes.length; k++) kept[v][k] = v < state.length ? state[v][lanes[k]] : 0;
    }
    block.silent().ifPresent(s -> s.tell(left));
    if (newest.length < block.histories()) newest = new long[block.histories()][lanes.length];
    for (int h = 0; h < block.histories(); h++) {
      for (int k = 0; k < lanes.length; k++) newest[h][k] = block.history(h).newest(lanes[k]);
    }
  }

  /// Puts their state back to what was kept.
  void putBack(Block block) {
    block.reserve(kept.length);
    double[][] state = block.state();
    for (int v = 0; v < state.length; v++) {
      for (int k = 0; k < lanes.length; k++) state[v][lanes[k]] = v < kept.length ? kept[v][k] : 0;
    }
    block.restored();
    block
        .silent()
        .ifPresent(s -> {
          for (int lane : lanes) s.put(lane, (int) left[lane]);
        });
    for (int h = 0; h < block.histories(); h++) {
      for (int k = 0; k < lanes.length; k++) block.history(h).clearAfter(lanes[k], newest[h][k]);
    }
  }
}
