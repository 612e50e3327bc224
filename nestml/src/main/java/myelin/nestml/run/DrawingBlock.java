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

  /// From so many draws in a step on, the first ones of the next step are drawn together.
  private static final int MANY = LANES / 8;

  /// The first uniform number of each neuron in this step.
  private final double[] first = new double[LANES];

  private RandomStream random = new RandomStream(0);
  private int drawn;
  private boolean together;
  private boolean firstDrawn;
  private long step;

  /// An empty block.
  protected DrawingBlock() {}

  /// Sets the seed from which numbers are drawn from now on.
  final void drawFrom(long seed) {
    random = new RandomStream(seed);
  }

  /// Begins a step.
  final void drawAt(long t) {
    if (drawn > 0) Arrays.fill(draws, 0);
    together = drawn > MANY;
    firstDrawn = false;
    drawn = 0;
    step = t;
  }

  private RandomStream draw(int i) {
    drawn++;
    return random.at(RandomStream.Purpose.TEXT, draws[i]++, id(i)).skipTo(step, 0);
  }

  /// A number for neuron `i`, uniformly distributed in (0, 1).
  private double uniform(int i) {
    if (!together || draws[i] > 0) return draw(i).nextDouble();
    if (!firstDrawn) random.firstDoubles(RandomStream.Purpose.TEXT, step, ids(), first);
    firstDrawn = true;
    drawn++;
    draws[i]++;
    return first[i];
  }

  /// A normally distributed number for neuron `i`.
  protected final double normal(int i, double mean, double deviation) {
    return mean + deviation * RandomStream.normal(uniform(i));
  }

  /// A number for neuron `i`, uniformly distributed between `least` (inclusive) and `least + width`
  /// (exclusive).
  protected final double uniform(int i, double least, double width) {
    return least + width * uniform(i);
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

  /// How many of `trials` trials of neuron `i` succeed, of `probability` each.
  protected final double binomial(int i, double trials, double probability) {
    return Drawn.binomial(uniform(i), trials, probability);
  }
}
