package myelin.models.integrated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.engine.math.Exponential;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;

/// What the equations of Hodgkin-Huxley neurons are made of, in loops over the neurons of a block,
/// at the places to which the integrator moves them.
final class Gates {

  /// Added to what may be 0 and is divided by, it changes no other number.
  private static final double LEAST = 1e-300;

  private static final int[] ALL = {};

  /// A number of each neuron, at the places to which the integrator moves neurons.
  static final class Seen {
    private final double[] moved = new double[Block.LANES];
    private double[] each = moved;
    private double[] here = moved;

    private Seen() {}

    /// Sets the numbers by lane.
    void each(double[] numbers) {
      each = numbers;
    }

    /// The numbers by place.
    double[] here() {
      return here;
    }

    private void gather(int[] lane, int n) {
      here = lane.length == 0 ? each : moved;
      if (lane.length == 0) return;
      for (int p = 0; p < n; p++) moved[p] = each[lane[p]];
    }
  }

  private record Parameter(Coefficient coefficient, Seen seen) {}

  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Seen> inputs = new ArrayList<>();
  private boolean uniform;
  private final double[] exponent = new double[Block.LANES];

  /// Room for two arrays of rates.
  final double[] opening = new double[Block.LANES];

  final double[] closing = new double[Block.LANES];

  /// A parameter that the equations read.
  Seen parameter(Coefficient coefficient) {
    Seen seen = new Seen();
    parameters.add(new Parameter(coefficient, seen));
    return seen;
  }

  /// Something else that they read, which differs from neuron to neuron.
  Seen input() {
    Seen seen = new Seen();
    inputs.add(seen);
    return seen;
  }

  /// Takes up the parameters.
  ///
  /// @param alike whether all neurons of the block have the same
  void derive(boolean alike) {
    uniform = alike;
    for (Parameter p : parameters) p.seen.each = p.coefficient.each();
  }

  /// Moves all that the equations read; see [myelin.nestml.run.BlockIntegrator.Equations#gather].
  void gather(int[] lane, int n) {
    for (Parameter p : parameters) p.seen.gather(uniform ? ALL : lane, n);
    for (Seen input : inputs) input.gather(lane, n);
  }

  /// `to = exp((V_0 - V) / width)`.
  static void exponential(double V_0, double width, double[] V, double[] to, int n) {
    for (int p = 0; p < n; p++) to[p] = (V_0 - V[p]) / width;
    Exponential.exp(to, to, n);
  }

  /// `to = x / (exp(x) - 1)` with `x = (V_0 - V) / width`; 1 where x is 0.
  void ramp(double V_0, double width, double[] V, double[] to, int n) {
    for (int p = 0; p < n; p++) exponent[p] = (V_0 - V[p]) / width + LEAST;
    Exponential.expm1(exponent, to, n);
    for (int p = 0; p < n; p++) to[p] = exponent[p] / to[p];
  }

  /// The slopes of a gate that opens at the rate `alpha` times [#opening] and closes at `beta`
  /// times [#closing] (1/ms).
  void gate(double alpha, double beta, double[] x, double[] dx, int n) {
    double[] a = opening;
    double[] b = closing;
    for (int p = 0; p < n; p++) dx[p] = alpha * a[p] * (1 - x[p]) - beta * b[p] * x[p];
  }

  /// The slopes of what decays with time constants `tau` (ms).
  static void decay(double[] tau, double[] x, double[] dx, int n) {
    for (int p = 0; p < n; p++) dx[p] = -x[p] / tau[p];
  }

  /// The same of what also grows by `source` in a millisecond.
  static void follow(double[] tau, double[] source, double[] x, double[] dx, int n) {
    for (int p = 0; p < n; p++) dx[p] = source[p] - x[p] / tau[p];
  }

  /// The slopes of what follows `source` with time constants `tau` (ms).
  static void filter(double[] tau, double[] source, double[] x, double[] dx, int n) {
    for (int p = 0; p < n; p++) dx[p] = (source[p] - x[p]) / tau[p];
  }

  /// The places of all, where none has been moved.
  static int[] all() {
    return ALL;
  }

  /// Tolerances of an absolute error, the same for all.
  static double[] alike(double error) {
    double[] absolute = new double[Block.LANES];
    Arrays.fill(absolute, error);
    return absolute;
  }
}
