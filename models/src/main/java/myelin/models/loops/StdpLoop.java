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
  /// @param beforeMark a newest mark below this belongs to a spike that is not heard yet, or is
  ///   coincident
  /// @param up part by which a spike of mark 1 facilitates
  /// @param down part by which a target's trace of 1 depresses
  /// @param fall what is left of targets' traces
  /// @param most largest weight
  /// @param less 1 if facilitation is proportional to what the weight lacks of the largest, else 0
  /// @param part 1 if depression is proportional to the weight, else 0
  /// @param rest what depression is proportional to besides
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

  /// Changes the weights of the synapses `[from, to)` of one source by the spikes of their targets
  /// that they hear.
  ///
  /// @param record by target, as [myelin.engine.plastic.SpikePairs#record]
  /// @param left room for one element per synapse; on return the synapses that have not been
  ///   changed, because they hear too many spikes, or not all of them yet, because their weight is
  ///   beyond the limit, or because they did not fill a vector
  /// @return number of synapses in `left`
  int change(
      double[] weight,
      char[] target,
      int from,
      int to,
      double[] record,
      Pairing shared,
      int[] left);

  /// Makes a run over synapses of no network, some of which hear more than others, which gets the
  /// loop compiled.
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
