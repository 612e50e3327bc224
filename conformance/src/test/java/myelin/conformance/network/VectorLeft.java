package myelin.conformance.network;

import java.util.Arrays;
import myelin.engine.plastic.SpikePairs;
import myelin.models.loops.VectorLoops;
import myelin.models.loops.VectorSwitch;

/// Changes synapses that hear none to six spikes by a loop on vectors, and prints how many of them
/// it has left to be changed one by one, or that there is no such loop.
final class VectorLeft {

  private static final int SYNAPSES = 64;
  private static final double SINCE = 0.5;

  private VectorLeft() {}

  public static void main(String[] arguments) {
    VectorLoops loops = VectorSwitch.loops(VectorLoops.Kind.STDP);
    System.out.println(loops == null ? "no loop" : left(loops));
  }

  private static int left(VectorLoops loops) {
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
    var shared = new VectorLoops.Pairing(SINCE, 0, 0.01, 0.01, 0.9, 2, 1, 1, 0);
    return loops.stdp(weight, target, 0, SYNAPSES, record, shared, new int[SYNAPSES]);
  }
}
