package myelin.engine.neuron;

import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;

/// Takes the blocks of a population through a slice, and leaves out steps that change nothing.
///
/// A block is at rest when a step without input has changed no bit of its state and fired no spike,
/// nobody was or is silent, and its model [repeats][Block#repeats] itself: every further step
/// without input would do the same. From then on a slice costs a look at what is under way to the
/// block, until something reaches it or somebody changes it. Samples are taken as ever.
///
/// Whether a block is at rest is looked at once in [#LOOK_EVERY] steps, as a decaying current
/// changes for thousands of steps. [Block#tidy] must not change the state either.
final class Stepper {

  private static final int LOOK_EVERY = 128;

  private final Input input;

  /// The state of a block before a step.
  private double[][] before = {};

  /// Steps with the input of a population.
  Stepper(Input input) {
    this.input = input;
  }

  /// Takes the block whose first neuron is `base` through the steps `[begin, end)`.
  void advance(Block block, int base, long begin, long end, SpikeOutbox out) {
    if (block.isAtRest()) {
      if (input.isSilent(base, begin, end)) {
        block.sample(begin, end);
        return;
      }
      block.wake();
    }
    boolean looking = begin == 0 || begin / LOOK_EVERY != end / LOOK_EVERY;
    looking = looking && block.mayRest() && input.isSilent(base, end - 1, end);
    long last = looking ? end - 1 : end;
    block.open(input, base, begin, end);
    for (long t = begin; t < last; ) {
      input.at(t);
      int steps = block.advance(t, last, input, out);
      input.close(steps);
      t += steps;
    }
    if (looking) look(block, last, out);
  }

  /// Advances by step `t`, in which nothing arrives, and looks whether that has changed anything.
  private void look(Block block, long t, SpikeOutbox out) {
    int fired = out.size();
    boolean mayRest = block.isNobodySilent(); // one who is released changes in the next step
    keep(block.state());
    input.at(t);
    block.advance(t, t + 1, input, out);
    input.close(1);
    mayRest &= out.size() == fired && block.isNobodySilent();
    if (!mayRest || isChanged(block)) return;
    block.tidy();
    if (isChanged(block)) putBack(block.state());
    else block.rest();
  }

  private void keep(double[][] state) {
    if (before.length != state.length) before = new double[state.length][Block.LANES];
    for (int v = 0; v < state.length; v++) {
      System.arraycopy(state[v], 0, before[v], 0, Block.LANES);
    }
  }

  private void putBack(double[][] state) {
    for (int v = 0; v < state.length; v++) {
      System.arraycopy(before[v], 0, state[v], 0, Block.LANES);
    }
  }

  private boolean isChanged(Block block) {
    double[][] state = block.state();
    if (before.length != state.length) return true;
    for (int v = 0; v < state.length; v++) {
      long differ = 0;
      for (int i = 0, n = block.size(); i < n; i++) {
        long was = Double.doubleToRawLongBits(before[v][i]);
        differ |= was ^ Double.doubleToRawLongBits(state[v][i]);
      }
      if (differ != 0) return true;
    }
    return false;
  }
}
