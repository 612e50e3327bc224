package myelin.engine;

/// Takes samples of the neurons of a block, after each step.
@FunctionalInterface
interface Sampler {

  /// Samples a block whose state is that at the end of the step with the stamp `step`.
  void sample(Block block, long step);
}
