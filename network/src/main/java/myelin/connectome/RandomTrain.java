package myelin.connectome;

import java.util.Arrays;
import myelin.engine.random.RandomStream;
import myelin.engine.random.RandomStream.Purpose;

/// Random input to a cell: in each step an event comes with the same probability, as from Brian's
/// `PoissonInput` for one neuron. It depends on a seed and the cell's id alone.
public final class RandomTrain {

  private RandomTrain() {}

  /// The steps below `steps` in which events come, from 1 on.
  ///
  /// @param p probability in a step
  public static int[] steps(long seed, long id, double p, int steps) {
    if (!(p > 0)) return new int[0];
    RandomStream random = new RandomStream(seed).at(Purpose.APART, 0, id);
    double perLog = p < 1 ? 1 / StrictMath.log1p(-p) : 0;
    int[] found = new int[16];
    int n = 0;
    long k = 0;
    while (true) {
      k += 1 + (p < 1 ? (long) (StrictMath.log(random.nextDouble()) * perLog) : 0);
      if (k >= steps) return Arrays.copyOf(found, n);
      if (n == found.length) found = Arrays.copyOf(found, 2 * n);
      found[n++] = (int) k;
    }
  }
}
