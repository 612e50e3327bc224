package myelin.models.loops;

import java.util.Arrays;
import java.util.function.Consumer;
import myelin.engine.neuron.Block;
import myelin.engine.plastic.SpikePairs;

/// The loop of `stdp_synapse` over synapses of one source.
public interface StdpLoop {

  /// What the synapses of one source have in common at a spike of it; see
  /// [myelin.models.synapse.StdpSynapse] and [myelin.engine.plastic.SpikePairs].
  ///
  /// @param sinceMark marks below this are heard
  /// @param beforeMark a newest mark below this is not yet, or as well
  /// @param up part by which a spike of mark 1 facilitates
  /// @param down part by which a target's trace of 1 depresses
  /// @param fall what is left of targets' traces
  /// @param most largest weight
  /// @param less how much of the weight is missing from what is facilitated, 0 or 1
  /// @param part how much of the weight is depressed, 0 or 1
  /// @param rest what is depressed beside
  record Pairing(
      double sinceMark,
      double beforeMark,
      double up,
      double down,
      double fall,
      double most,
      double less,
      double part,
      double rest) {}

  /// Changes the weights of the synapses `[from, to)` of one source by what they hear of their
  /// targets.
  ///
  /// @param record by target, as [myelin.engine.plastic.SpikePairs#record]
  /// @param left room for one per synapse; on return those that have not been changed, because they
  ///   hear much, or not yet all, or because it does not fit
  /// @return number of synapses in `left`
  int change(
      double[] weight,
      char[] target,
      int from,
      int to,
      double[] record,
      Pairing shared,
      int[] left);

  /// A run over synapses of nobody, some of which hear more than others, for compiling.
  static Consumer<StdpLoop> warmUp() {
    double[] weight = new double[Block.LANES];
    Arrays.fill(weight, 1);
    char[] target = new char[Block.LANES];
    double[] record = new double[SpikePairs.RECORD * Block.LANES];
    for (int i = 0; i < target.length; i++) {
      target[i] = (char) i;
      for (int age = 0; age < SpikePairs.MARKS; age++) {
        record[SpikePairs.RECORD * i + SpikePairs.MARK + age] =
            (double) age / (1 + i % SpikePairs.MARKS);
      }
    }
    Pairing shared = new Pairing(0.9, 0.01, 0.01, 0.01, 0.9, 2, 1, 1, 0);
    int[] left = new int[Block.LANES];
    return loop -> {
      for (int k = 0; k < VectorLoop.STEPS; k++) {
        loop.change(weight, target, 0, Block.LANES, record, shared, left);
      }
    };
  }
}
