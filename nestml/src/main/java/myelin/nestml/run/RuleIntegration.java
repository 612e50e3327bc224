package myelin.nestml.run;

import myelin.engine.neuron.Block;
import myelin.nestml.integrate.BlockIntegrator;

/// Integrates the equations of a rule for one synapse after the other, from spike to spike. The
/// arrays are those of all visits.
final class RuleIntegration {

  /// The longest piece of an integration (ms). Each piece may take as many steps of the integrator
  /// as one step of the simulation.
  private static final double PIECE_MS = 10;

  private static final int LANES = Block.LANES;

  /// Computes the slopes of a system of equations for synapse `i`.
  interface Slopes {
    void of(int system, int i, double[][] y, double[][] dy);
  }

  private final RuleProgram program;
  private final Slopes slopes;
  private final BlockIntegrator[] integrators;
  private final double[][] tried;

  /// The integrated variables of the synapse that is visited, by system.
  private final double[][][] integrated;

  private final double[] absolute = new double[LANES];
  private final double[] relative = new double[LANES];
  private final BlockIntegrator.Tolerance[] tolerances;
  private int synapse;
  private int system;

  /// Whether time goes back, so that slopes change their sign.
  private boolean back;

  RuleIntegration(RuleProgram program, Slopes slopes) {
    this.program = program;
    this.slopes = slopes;
    int n = program.systems().size();
    integrators = new BlockIntegrator[n];
    tried = new double[n][LANES];
    integrated = new double[n][][];
    tolerances = new BlockIntegrator.Tolerance[n];
    for (int s = 0; s < n; s++) {
      Program.Equations equations = program.systems().get(s);
      int size = equations.variables().length;
      integrated[s] = new double[size][1];
      tolerances[s] = new BlockIntegrator.Tolerance(absolute, relative, equations.toSlope(), false);
      integrators[s] = new BlockIntegrator(new One(), size, tried[s]);
    }
  }

  /// Advances system number `which` of synapse `i` by `time` (ms); returns whether it could. Time
  /// goes back, and is negative, where a synapse was brought up to date before a spike of the slice
  /// that has passed reaches it.
  ///
  /// @param x state variables
  /// @param f what follows from parameters and the time that passes
  boolean advance(int i, int which, double[][] x, double[] f, double time) {
    Program.Equations s = program.systems().get(which);
    double[][] y = integrated[which];
    for (int v = 0; v < y.length; v++) y[v][0] = x[s.variables()[v]][i];
    absolute[0] = f[s.absolute()];
    relative[0] = f[s.relative()];
    synapse = i;
    system = which;
    tried[which][0] = Double.POSITIVE_INFINITY;
    back = time < 0;
    double end = Math.abs(time);
    for (double done = 0; done < end; done += PIECE_MS) {
      double piece = Math.min(PIECE_MS, end - done);
      int stuck = integrators[which].advance(piece, y, 1, tolerances[which]);
      if (stuck != BlockIntegrator.NONE) return false;
    }
    for (int v = 0; v < y.length; v++) x[s.variables()[v]][i] = y[v][0];
    return true;
  }

  /// The variables of a system that could not be advanced, in words.
  String where(int which) {
    StringBuilder where = new StringBuilder();
    int[] variables = program.systems().get(which).variables();
    for (int v = 0; v < variables.length; v++) {
      where.append(where.isEmpty() ? "" : ", ");
      where.append(program.states().get(variables[v])).append(" = ");
      where.append(integrated[which][v][0]);
    }
    return where.toString();
  }

  /// A system of equations as an integrator sees it. Nothing is copied, and choices are branches.
  private final class One implements BlockIntegrator.Equations {
    @Override
    public void gather(int[] lane, int n) {}

    @Override
    public void takeCare(boolean on) {}

    @Override
    public void prepare(int n, double[][] y, double[][] dy) {}

    @Override
    public void slopes(int n, double[][] y, double[][] dy) {
      slopes.of(system, synapse, y, dy);
      if (!back) return;
      for (int v = 0; v < integrated[system].length; v++) dy[v][0] = -dy[v][0];
    }
  }
}
