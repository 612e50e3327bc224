package myelin.conformance.network;

import java.util.Arrays;
import myelin.engine.plastic.SpikePairs;
import myelin.models.loops.StdpLoop;
import myelin.models.synapse.StdpSynapse;

/// Changes synapses that hear none to six spikes by a loop on vectors, and prints how many of them
/// it has left to be changed one by one, or that there is no such loop.
final class VectorLeft {

  private static final int SYNAPSES = 64;
  private static final double SINCE = 0.5;

  private VectorLeft() {}

  public static void main(String[] arguments) {
    StdpLoop loop = StdpSynapse.VECTORS.loop();
    System.out.println(loop == null ? "no loop" : left(loop));
  }

  private static int left(StdpLoop loop) {
    double[] weight = new double[SYNAPSES];
    Arrays.fill(weight, 1);
    char[] target = new char[SYNAPSES];
    double[] record = new double[SpikePairs.RECORD * SYNAPSES];
    for (int i = 0; i < SYNAPSES; i++) {
      target[i] = (char) i;
      for (int age = 0; age < SpikePairs.MARKS; age++) {
        record[SpikePairs.RECORD * i + SpikePairs.MARK + age] =
            age < i % SpikePairs.MARKS ? SINCE / 2 : 2 * SINCE;
      }
    }
    var shared = new StdpLoop.Pairing(SINCE, 0, 0.01, 0.01, 0.9, 2, 1, 1, 0);
    return loop.change(weight, target, 0, SYNAPSES, record, shared, new int[SYNAPSES]);
  }
}
