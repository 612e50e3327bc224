package myelin.nestml.run;

import myelin.engine.neuron.Block;
import myelin.nestml.integrate.BlockIntegrator;
import org.jspecify.annotations.Nullable;

/// A system of equations of a [TextBlock] as an integrator sees it.
final class TextSlopes implements BlockIntegrator.SingleEquations {

  private static final double[] NONE = {};

  private final TextBlock block;
  private final Program.Equations system;
  private final int number;
  private final double[][] gatheredState;
  private final double[][] gatheredCoefficients;
  private final double[][] gatheredInput;

  /// @param number the number of the system
  TextSlopes(TextBlock block, Program.Equations system, int number) {
    this.block = block;
    this.system = system;
    this.number = number;
    gatheredState = new double[block.x.length][];
    gatheredCoefficients = new double[block.c.length][];
    gatheredInput = new double[block.in.length][];
  }

  @Override
  public void gather(int[] lane, int n) {
    boolean all = lane.length == 0;
    boolean alike = block.alike;
    block.seenState = all ? block.x : gatheredState;
    block.seenCoefficients = all || alike ? block.c : gatheredCoefficients;
    block.seenInput = all ? block.in : gatheredInput;
    if (all) return;
    for (int k : system.states()) gatheredState[k] = gather(block.x[k], lane, n, gatheredState[k]);
    for (int k : system.inputs()) gatheredInput[k] = gather(block.in[k], lane, n, gatheredInput[k]);
    if (alike) return;
    for (int k : system.coefficients()) {
      gatheredCoefficients[k] = gather(block.c[k], lane, n, gatheredCoefficients[k]);
    }
  }

  private static double[] gather(double[] from, int[] lane, int n, double @Nullable [] room) {
    double[] to = room == null ? new double[Block.LANES] : room;
    for (int p = 0; p < n; p++) to[p] = from[lane[p]];
    return to;
  }

  @Override
  public void takeCare(boolean on) {
    block.careful = on;
  }

  @Override
  public void prepare(int n, double[][] y, double[][] dy) {
    block.prepare(number, n, y, dy);
  }

  @Override
  public void slopes(int n, double[][] y, double[][] dy) {
    block.slopes(number, n, y, dy);
  }

  @Override
  public boolean gatherOne(int i, boolean anew) {
    boolean changed = copy(block.x, system.states(), i, block.oneState);
    changed |= copy(block.in, system.inputs(), i, block.oneInput);
    changed |= copy(block.c, system.coefficients(), i, block.oneCoefficients);
    if (anew || changed) block.prepareOne(number, i, NONE, NONE);
    return changed;
  }

  private static boolean copy(double[][] from, int[] which, int i, double[] to) {
    boolean changed = false;
    for (int k : which) {
      double now = from[k][i];
      changed |= Double.doubleToRawLongBits(now) != Double.doubleToRawLongBits(to[k]);
      to[k] = now;
    }
    return changed;
  }

  @Override
  public void slopesOfOne(int i, double[] y, double[] dy) {
    block.slopesOfOne(number, i, y, dy);
  }

  @Override
  public boolean isTold() {
    return system.between() >= 0;
  }

  @Override
  public void accepted(int[] lanes, int n) {
    block.loop(system.between(), lanes, n);
  }
}
