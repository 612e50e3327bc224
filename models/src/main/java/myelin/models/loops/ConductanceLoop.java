package myelin.models.loops;

import java.util.Arrays;
import java.util.function.Consumer;
import myelin.engine.neuron.Block;

/// The loop of a step of integration of `iaf_cond_exp`, for neurons that are alike.
public interface ConductanceLoop {

  /// A conductance that only decays, of neurons that are alike.
  ///
  /// @param g its values at the beginning of the step
  /// @param E reversal potential
  /// @param at what is left of it at the point of each of the six slopes
  /// @param error its error in a step
  record Conductance(double[] g, double E, double[] at, double error) {}

  /// The potentials of neurons that are alike except for their drive.
  ///
  /// @param V potential at the beginning of the step
  /// @param V_th currents are those at this potential where it is exceeded
  /// @param g_L conductance of the leak
  /// @param E_L its reversal potential
  /// @param drive constant current
  /// @param gain slope of the potential per current; 0 where the potential does not change
  record Membrane(double[] V, double V_th, double g_L, double E_L, double[] drive, double[] gain) {}

  /// Advances the potentials of `iaf_cond_exp` by a step of the Runge-Kutta-Fehlberg formulas.
  ///
  /// @param k room for five slopes
  /// @param next on return the potentials at the end of the step of `h`
  /// @param allowed the largest allowed error
  /// @param failing on return the neurons whose error is larger
  /// @return how many these are
  int advance(
      double h,
      Membrane membrane,
      Conductance ex,
      Conductance in,
      double allowed,
      double[][] k,
      double[] next,
      int[] failing);

  /// Makes a run over neurons of no network, which gets the loop compiled.
  static Consumer<ConductanceLoop> warmUp() {
    double[] ones = lanes(1);
    double[] next = lanes(0);
    double[][] slopes = new double[5][Block.LANES];
    Membrane membrane = new Membrane(ones, 1, 1, 1, ones, ones);
    Conductance conductance = new Conductance(next, 1, new double[6], 1);
    int[] failing = new int[Block.LANES];
    return loop -> {
      for (int k = 0; k < VectorLoop.STEPS; k++) {
        loop.advance(1, membrane, conductance, conductance, 1, slopes, next, failing);
      }
    };
  }

  private static double[] lanes(double value) {
    double[] x = new double[Block.LANES];
    Arrays.fill(x, value);
    return x;
  }
}
