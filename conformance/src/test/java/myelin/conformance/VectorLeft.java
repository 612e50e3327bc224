package myelin.conformance;

import java.util.Arrays;
import myelin.engine.plastic.Hearing;
import myelin.models.loops.Twins;
import myelin.models.loops.VectorLoops;

/// Changes synapses that hear none to six spikes by a loop on vectors, and prints how many of them
/// it has left to be changed one by one, or that there is no such loop.
final class VectorLeft {

  private static final int SYNAPSES = 64;
  private static final double SINCE = 0.5;

  private VectorLeft() {}

  public static void main(String[] arguments) {
    VectorLoops loops = Twins.loops(VectorLoops.Kind.STDP);
    System.out.println(loops == null ? "no loop" : left(loops));
  }

  private static int left(VectorLoops loops) {
    double[] weight = new double[SYNAPSES];
    Arrays.fill(weight, 1);
    char[] target = new char[SYNAPSES];
    double[] record = new double[Hearing.RECORD * SYNAPSES];
    for (int i = 0; i < SYNAPSES; i++) {
      target[i] = (char) i;
      for (int age = 0; age < Hearing.MARKS; age++) {
        record[Hearing.RECORD * i + Hearing.MARK + age] =
            age < i % Hearing.MARKS ? SINCE / 2 : 2 * SINCE;
      }
    }
    var shared = new VectorLoops.Pairing(SINCE, 0, 0.01, 0.01, 0.9, 2, 1, 1, 0);
    return loops.stdp(weight, target, 0, SYNAPSES, record, shared, new int[SYNAPSES]);
  }
}
