package myelin.connectome;

import java.util.Arrays;
import myelin.engine.random.RandomStream;
import myelin.engine.random.RandomStream.Purpose;

/// Random input to a cell: in each step an event comes with the same probability, as from Brian's
/// `PoissonInput` for one neuron. It depends on a seed and all 64 bits of the cell's id.
public final class RandomTrain {

  private RandomTrain() {}

  /// The steps below `steps` in which events come, from 1 on.
  ///
  /// @param p probability in a step
  public static int[] steps(long seed, long id, double p, int steps) {
    if (!(p > 0)) return new int[0];
    RandomStream random = new RandomStream(seed).at(Purpose.APART, (int) (id >>> 56), id);
    double perLog = p < 1 ? 1 / StrictMath.log1p(-p) : 0;
    int[] found = new int[16];
    int n = 0;
    long k = 0;
    while (true) {
      double skip = p < 1 ? StrictMath.log(random.nextDouble()) * perLog : 0;
      if (skip >= steps - 1 - k) return Arrays.copyOf(found, n);
      k += 1 + (long) skip;
      if (n == found.length) found = Arrays.copyOf(found, 2 * n);
      found[n++] = (int) k;
    }
  }
}
