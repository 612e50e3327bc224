package myelin.nestml.integrate;

/// Integrates the equations of one neuron of a block at a time: for neurons that take many short
/// steps alone, as in the upstroke of a spike. The steps, and their results to the bit, are those
/// of the [BlockIntegrator], which describes them.
final class LaneIntegrator {

  private final BlockIntegrator.SingleEquations equations;
  private final int size;
  private final double[] y;
  private final double[] next;
  private double[] k1;
  private double[] k2;
  private final double[] k3;
  private final double[] k4;
  private final double[] k5;
  private final double[] k6;
  private final int[] lane = new int[1];

  LaneIntegrator(BlockIntegrator.SingleEquations equations, int size) {
    this.equations = equations;
    this.size = size;
    y = new double[size];
    next = new double[size];
    k1 = new double[size];
    k2 = new double[size];
    k3 = new double[size];
    k4 = new double[size];
    k5 = new double[size];
    k6 = new double[size];
  }

  /// Advances lane `i` to the end of a step; returns how many steps of the integrator it has taken
  /// since that began, more than [BlockIntegrator#MOST_STEPS] if it has not arrived by then.
  ///
  /// @param from how far the lane has come (ms)
  /// @param rounds how many steps it has taken until then
  /// @param step the steps to try next, by lane
  /// @param shortest the shortest step (ms)
  int advance(
      int i,
      double from,
      double end,
      int rounds,
      double[] step,
      double shortest,
      double[][] state,
      BlockIntegrator.Tolerance tolerance) {
    lane[0] = i;
    for (int c = 0; c < size; c++) y[c] = state[c][i];
    equations.gatherOne(i, true);
    equations.slopesOfOne(i, y, k1);
    int taken = rounds;
    double time = from;
    while (taken++ < BlockIntegrator.MOST_STEPS) {
      double h = Math.min(Math.max(step[i], shortest), end - time);
      attempt(i, h);
      double worst = worst(i, h, tolerance);
      double factor = BlockIntegrator.factor(worst);
      if (BlockIntegrator.isRejected(worst, h * factor, time, shortest)) {
        step[i] = h * factor;
        continue;
      }
      boolean arrived = h == end - time;
      time += h;
      step[i] = h >= end ? Double.POSITIVE_INFINITY : h * Math.max(1, factor);
      for (int c = 0; c < size; c++) state[c][i] = next[c];
      boolean changed = equations.isTold() && accepted(i, state);
      if (arrived) return taken;
      for (int c = 0; c < size; c++) y[c] = state[c][i];
      if (changed || !tolerance.toSlope()) equations.slopesOfOne(i, y, k1);
      else exchange();
    }
    return taken;
  }

  /// Lets the model see the lane after a step; returns whether it has changed anything.
  private boolean accepted(int i, double[][] state) {
    equations.accepted(lane, 1);
    boolean changed = equations.gatherOne(i, false);
    for (int c = 0; c < size; c++) {
      long before = Double.doubleToRawLongBits(next[c]);
      changed |= Double.doubleToRawLongBits(state[c][i]) != before;
    }
    return changed;
  }

  /// The slopes at the end of a step are those at the beginning of the next one.
  private void exchange() {
    double[] begin = k2;
    k2 = k1;
    k1 = begin;
  }

  /// Computes the state after a step of length `h`, from the slopes at its beginning.
  private void attempt(int i, double h) {
    for (int c = 0; c < size; c++) next[c] = Fehlberg.to2(h, y[c], k1[c]);
    equations.slopesOfOne(i, next, k2);
    for (int c = 0; c < size; c++) next[c] = Fehlberg.to3(h, y[c], k1[c], k2[c]);
    equations.slopesOfOne(i, next, k3);
    for (int c = 0; c < size; c++) next[c] = Fehlberg.to4(h, y[c], k1[c], k2[c], k3[c]);
    equations.slopesOfOne(i, next, k4);
    for (int c = 0; c < size; c++) {
      next[c] = Fehlberg.to5(h, y[c], k1[c], k2[c], k3[c], k4[c]);
    }
    equations.slopesOfOne(i, next, k5);
    for (int c = 0; c < size; c++) {
      next[c] = Fehlberg.to6(h, y[c], k1[c], k2[c], k3[c], k4[c], k5[c]);
    }
    equations.slopesOfOne(i, next, k6);
    for (int c = 0; c < size; c++) {
      next[c] = Fehlberg.toEnd(h, y[c], k1[c], k3[c], k4[c], k5[c], k6[c]);
    }
  }

  /// The ratio of the error of a step to what is allowed. Where that depends on slopes, those at
  /// its end replace the second ones, which are no longer needed.
  private double worst(int i, double h, BlockIntegrator.Tolerance tolerance) {
    if (tolerance.toSlope()) equations.slopesOfOne(i, next, k2);
    double absolute = tolerance.absolute()[i];
    double relative = tolerance.relative()[i];
    double worst = 0;
    for (int c = 0; c < size; c++) {
      double error = h * Fehlberg.difference(k1[c], k3[c], k4[c], k5[c], k6[c]);
      double scale = tolerance.toSlope() ? h * k2[c] : next[c];
      double allowed = relative == 0 ? absolute : absolute + relative * Math.abs(scale);
      worst = Math.max(worst, Math.abs(error) / allowed);
    }
    return worst;
  }
}
