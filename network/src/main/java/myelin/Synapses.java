package myelin;

import myelin.engine.BadInput;
import myelin.engine.Call;
import myelin.engine.EdgeBatch;
import myelin.engine.Kernel;
import myelin.engine.RandomStream;

/// Weight and delay of every synapse of a call: numbers, elements of arrays, or draws that depend
/// on nothing but the synapse's place in the call.
final class Synapses implements Call.Values {

  private static final int LONGEST = 65_535;

  private final Synapse synapse;
  private final Kernel kernel;
  private final Draws draws;
  private final RandomStream random;

  Synapses(Synapse synapse, Kernel kernel, Draws draws) {
    this.synapse = synapse;
    this.kernel = kernel;
    this.draws = draws;
    random = draws.stream();
  }

  @Override
  public void fill(EdgeBatch batch) {
    for (int e = 0; e < batch.size(); e++) {
      long ordinal = batch.ordinal(e);
      draws.values(random, ordinal);
      double weight = synapse.weight().at(random, ordinal);
      double ms = synapse.delay().at(random, ordinal);
      batch.put(e, requireWeight(weight), synapse.delay().isRandom() ? drawn(ms) : steps(ms));
    }
  }

  /// Looks at all elements of arrays.
  void requireArrays() {
    for (double weight : synapse.weight().numbers()) requireWeight(weight);
    for (double ms : synapse.delay().numbers()) steps(ms);
  }

  private double requireWeight(double weight) {
    if (Math.abs(weight) <= Float.MAX_VALUE) return weight;
    throw new BadInput(
        BadInput.Kind.VALUE, "%s: weight = %s must be finite".formatted(synapse.name(), weight));
  }

  /// A delay that the user gave, in steps; it must lie on the grid.
  int steps(double ms) {
    if (synapse.defaultDelay()) {
      return Math.max(1, (int) kernel.grid().nearest(ms, synapse.name() + ": delay"));
    }
    if (ms < kernel.grid().h_ms()) throw tooShort(ms);
    return requireSteps(kernel.grid().steps(ms, synapse.name() + ": delay"), ms);
  }

  private int drawn(double ms) {
    return requireSteps(kernel.grid().nearest(ms, synapse.name() + ": delay"), ms);
  }

  private int requireSteps(long steps, double ms) {
    if (steps < 1) throw tooShort(ms);
    if (steps > LONGEST) {
      throw new BadInput(
          BadInput.Kind.DELAY,
          "%s: delay = %s ms is too long; at most %s ms at this resolution"
              .formatted(synapse.name(), ms, kernel.grid().ms(LONGEST)));
    }
    return (int) steps;
  }

  private BadInput tooShort(double ms) {
    return new BadInput(
        BadInput.Kind.DELAY,
        "%s: delay = %s ms must be at least the resolution, %s ms%s"
            .formatted(
                synapse.name(),
                ms,
                kernel.grid().h_ms(),
                synapse.delay().isRandom() ? "; bound it with redraw(min, max)" : ""));
  }
}
