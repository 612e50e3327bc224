package myelin.models.loops;

import java.util.function.Consumer;
import myelin.engine.neuron.Block;

/// The loops that draw Poisson numbers.
public interface PoissonLoop {

  /// The number of words is a multiple of this.
  int WORDS_TOGETHER = 8;

  /// `Philox.blocks` for `n` counters, a multiple of [#WORDS_TOGETHER].
  void blocks(int k0, int k1, long[] p, long[] q, int n);

  /// Poisson numbers: how many of `steps` are below each of the four 16-bit numbers in each word;
  /// bit 15 of a count is set where one is equal.
  ///
  /// @param words as many as `numbers`, a multiple of [#WORDS_TOGETHER]
  /// @param steps 16-bit numbers, each less 32768, ascending
  /// @return whether none is equal
  boolean look(long[] words, short[] steps, long[] numbers);

  /// Makes a run for no network, which gets the loops compiled.
  static Consumer<PoissonLoop> warmUp() {
    long[] words = new long[Block.LANES];
    for (int i = 0; i < words.length; i++) words[i] = i * 0x9E3779B97F4A7C15L;
    long[] numbers = new long[Block.LANES];
    short[] steps = {-30_000, -20_000, -10_000, 0, 10_000, 20_000, 30_000};
    return loop -> {
      loop.blocks(1, 2, words, numbers, words.length);
      loop.look(words, steps, numbers);
    };
  }
}
