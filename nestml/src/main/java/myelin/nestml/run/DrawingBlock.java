package myelin.nestml.run;

import java.util.Arrays;
import myelin.engine.neuron.CoupledBlock;
import myelin.engine.random.RandomStream;

/// A block whose neurons draw random numbers: functions of the seed, the neuron, the step, and how
/// many numbers the neuron has already drawn in this step. They do not depend on the other neurons
/// of the block.
///
/// The neurons may be coupled if the model says so; see [TextBlock].
public abstract class DrawingBlock extends CoupledBlock {

  /// Above this mean, a Poisson number is a rounded normal one.
  private static final double LARGE = 500;

  /// How many numbers each neuron has drawn in this step.
  private final int[] draws = new int[LANES];

  private RandomStream random = new RandomStream(0);
  private boolean drawn;
  private long step;

  /// An empty block.
  protected DrawingBlock() {}

  /// Sets the seed from which numbers are drawn from now on.
  final void drawFrom(long seed) {
    random = new RandomStream(seed);
  }

  /// Begins a step.
  final void drawAt(long t) {
    if (drawn) Arrays.fill(draws, 0);
    drawn = false;
    step = t;
  }

  private RandomStream draw(int i) {
    drawn = true;
    return random.at(RandomStream.Purpose.TEXT, draws[i]++, id(i)).skipTo(step, 0);
  }

  /// A normally distributed number for neuron `i`.
  protected final double normal(int i, double mean, double deviation) {
    return mean + deviation * draw(i).nextNormal();
  }

  /// A number for neuron `i`, uniformly distributed between `least` (inclusive) and `least + width`
  /// (exclusive).
  protected final double uniform(int i, double least, double width) {
    return least + width * draw(i).nextDouble();
  }

  /// A Poisson distributed number for neuron `i`, by adding up exponentially distributed ones.
  protected final double poisson(int i, double mean) {
    if (mean > LARGE) {
      return Math.max(0, Math.rint(mean + StrictMath.sqrt(mean) * draw(i).nextNormal()));
    }
    int n = 0;
    for (double sum = draw(i).nextExponential(); sum < mean; sum += draw(i).nextExponential()) n++;
    return n;
  }
}
