package myelin.models.loops;

import java.util.LinkedHashSet;
import java.util.Set;
import myelin.engine.declare.FastLoop;
import myelin.engine.declare.Model;

/// The fast loops of a network's models, and how much work they would do.
public final class VectorUse {

  /// The number of steps of neurons that take about twice as long as compiling loops on vectors.
  private static final double WORTH_IT = 2e8;

  /// What has been announced so far in this process, in steps of a leaky neuron.
  private static double work;

  private final Set<FastLoop> loops = new LinkedHashSet<>();
  private long neurons;

  /// Begins without neurons.
  public VectorUse() {}

  /// Notes that there are `n` neurons of a model.
  public void neurons(Model model, int n) {
    other(model);
    neurons += n * (long) model.fastLoop().map(FastLoop::effort).orElse(1);
  }

  /// Notes that there is a device or a synapse of a model.
  public void other(Model model) {
    model.fastLoop().ifPresent(loops::add);
  }

  /// Announces that the network will take `steps` steps. The call may take half a second.
  public void expect(long steps) {
    if (!loops.isEmpty() && isWorthIt((double) neurons * steps)) loops.forEach(FastLoop::prepare);
  }

  private static synchronized boolean isWorthIt(double neuronSteps) {
    work += neuronSteps;
    return work >= WORTH_IT;
  }
}
