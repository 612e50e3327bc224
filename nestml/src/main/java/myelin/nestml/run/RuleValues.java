package myelin.nestml.run;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Values that follow from the parameters that some synapses have in common, and from the time that
/// has passed. Factors by which variables decay are the same for all synapses whose last visit is
/// equally long ago.
final class RuleValues {

  /// Values for times below this number of steps are kept as long as the table; others may be
  /// computed again.
  private static final int NEAR = 4096;

  private static final int FAR = 1024;

  /// How many values are kept for all groups of synapses together.
  private static final int MOST = 1 << 19;

  private static final int FEWEST = 4;
  private static final double[] NONE = {};

  private final RuleProgram program;
  private final double h;
  private final ToDoubleFunction<String> parameters;
  private final double[] constants;
  private final double[][] sources;
  private int[] columns = {};
  private final int nearest;
  private final int farthest;
  private double[][] near = {};
  private double[][] far = {};
  private long[] farSteps = {};

  /// @param groups number of groups of synapses, each of which has its own values
  RuleValues(RuleProgram program, double h, ToDoubleFunction<String> parameters, int groups) {
    nearest = Math.min(NEAR, MOST / groups);
    farthest = Math.clamp(MOST / groups, FEWEST, FAR);
    this.program = program;
    this.h = h;
    this.parameters = parameters;
    constants = values(program.constants(), h);
    sources = new double[program.sources().size()][0];
  }

  /// The factor by which trace number `k` of a source decays in so many steps.
  double source(int k, long steps) {
    double[] known = sources[k];
    if (steps >= 0 && steps < known.length) return known[(int) steps];
    int number = program.sources().get(k).number();
    if (steps < 0 || steps >= nearest) return after(steps)[number];
    int old = known.length;
    known = Arrays.copyOf(known, Math.min(nearest, Math.max((int) steps + 1, 2 * old)));
    for (int s = old; s < known.length; s++) known[s] = value(number, s);
    sources[k] = known;
    return known[(int) steps];
  }

  /// The same for several spikes, and the steps that have passed from `since` to each.
  ///
  /// @param kept steps of spikes
  /// @param places the places in `kept` of the first `n` spikes
  void source(int k, double[] kept, int[] places, int n, long since, double[] out) {
    double[] known = sources[k];
    for (int q = 0; q < n; q++) {
      long steps = (long) kept[places[q]] - since;
      if (steps >= 0 && steps < known.length) {
        out[q] = known[(int) steps];
      } else {
        out[q] = source(k, steps);
        known = sources[k];
      }
    }
  }

  private double value(int timed, long steps) {
    return program.timed().get(timed).value(h, steps * h, parameters);
  }

  private double[] values(List<RuleProgram.Formula> formulas, double timestep) {
    if (formulas.isEmpty()) return NONE;
    double[] values = new double[formulas.size()];
    Arrays.setAll(values, k -> formulas.get(k).value(h, timestep, parameters));
    return values;
  }

  /// What depends on parameters alone.
  double[] constants() {
    return constants;
  }

  /// Notes the numbers of the traces that targets keep.
  void columns(int[] numbers) {
    columns = numbers;
  }

  /// The numbers of the traces that targets keep.
  int[] columns() {
    return columns;
  }

  /// The values that also depend on the time that has passed (steps), which is negative where time
  /// goes back.
  double[] after(long steps) {
    if (steps >= 0 && steps < near.length) {
      double[] known = near[(int) steps];
      if (known.length > 0) return known;
    }
    return look(steps);
  }

  private double[] look(long steps) {
    if (program.timed().isEmpty()) return NONE;
    if (steps >= 0 && steps < nearest) {
      if (steps >= near.length) {
        int old = near.length;
        near = Arrays.copyOf(near, Math.min(nearest, Math.max((int) steps + 1, 2 * old)));
        Arrays.fill(near, old, near.length, NONE);
      }
      near[(int) steps] = values(program.timed(), steps * h);
      return near[(int) steps];
    }
    if (far.length == 0) {
      far = new double[farthest][];
      Arrays.fill(far, NONE);
      farSteps = new long[farthest];
    }
    int at = Math.floorMod(steps, farthest);
    if (farSteps[at] != steps || far[at].length == 0) {
      far[at] = values(program.timed(), steps * h);
      farSteps[at] = steps;
    }
    return far[at];
  }
}
