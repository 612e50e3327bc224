package myelin.engine.growth;

/// How likely nodes are to become partners of each other when synapses grow.
public interface PairWeights {

  /// No pair has a larger weight; infinite if nothing is known.
  double most();

  /// The weight of a pair against those of other targets; a pair of 0 or less is never connected.
  double of(int source, int target);
}
