package myelin.engine.neuron;

/// Takes samples of the neurons of a block, after each step.
@FunctionalInterface
public interface Sampler {

  /// Samples a block whose state is that at the end of the step with the stamp `step`.
  public void sample(Block block, long step);
}
