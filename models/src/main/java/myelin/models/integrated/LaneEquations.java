package myelin.models.integrated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import myelin.engine.math.Exponential;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.nestml.integrate.BlockIntegrator;
import org.jspecify.annotations.Nullable;

/// The equations of the neurons of a block, as loops over the places to which a [BlockIntegrator]
/// moves them: what the equations read besides the integrated variables, and loops that many models
/// have in common.
final class LaneEquations implements BlockIntegrator.Equations {

  private static final int LANES = Block.LANES;

  /// All neurons, each at the place of its lane.
  static final int[] ALL = {};

  /// Added to what may be 0 and is divided by, it changes no other number.
  private static final double LEAST = 1e-300;

  /// The slopes of all variables.
  @FunctionalInterface
  interface Slopes {
    /// Writes the slopes of the first `n` places to `dy`, by variable.
    void write(int n, double[][] y, double[][] dy);
  }

  /// What happens after a step of the integrator.
  @FunctionalInterface
  interface Accepted {
    /// `n` lanes have come to the end of such a step.
    void after(int[] lanes, int n);
  }

  /// A number of each neuron, at the places to which the integrator moves neurons.
  static final class Seen {
    private final double[] moved = new double[LANES];
    private double[] each = moved;
    private double[] here = moved;

    private Seen() {}

    /// Sets the numbers by lane.
    void set(double[] byLane) {
      each = byLane;
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

  private final Slopes slopes;
  private final @Nullable Accepted accepted;
  private final IntConsumer prepared;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Seen> inputs = new ArrayList<>();
  private final double[] exponent = new double[LANES];
  private boolean uniform;

  /// Room for two arrays of rates.
  final double[] opening = new double[LANES];

  final double[] closing = new double[LANES];

  LaneEquations(Slopes slopes) {
    this(slopes, null, n -> {});
  }

  /// @param prepared is called with the number of places before the slopes of a step of the
  ///   integrator are computed
  LaneEquations(Slopes slopes, @Nullable Accepted accepted, IntConsumer prepared) {
    this.slopes = slopes;
    this.accepted = accepted;
    this.prepared = prepared;
  }

  /// A parameter that the equations read.
  Seen parameter(Coefficient coefficient) {
    Seen seen = new Seen();
    parameters.add(new Parameter(coefficient, seen));
    return seen;
  }

  /// What changes from step to step; it is zero until it is set.
  Seen input() {
    Seen seen = new Seen();
    inputs.add(seen);
    return seen;
  }

  /// Takes up new values of parameters.
  ///
  /// @param alike whether all neurons have the same
  void derive(boolean alike) {
    uniform = alike;
    for (Parameter p : parameters) p.seen.set(p.coefficient.each());
  }

  @Override
  public void gather(int[] lane, int n) {
    for (Parameter p : parameters) p.seen.gather(uniform ? ALL : lane, n);
    for (Seen input : inputs) input.gather(lane, n);
  }

  @Override
  public void takeCare(boolean on) {}

  @Override
  public void prepare(int n, double[][] y, double[][] dy) {
    prepared.accept(n);
  }

  @Override
  public void slopes(int n, double[][] y, double[][] dy) {
    slopes.write(n, y, dy);
  }

  @Override
  public boolean isTold() {
    return accepted != null;
  }

  @Override
  public void accepted(int[] lanes, int n) {
    if (accepted != null) accepted.after(lanes, n);
  }

  /// The same error allowed in all variables of all neurons.
  static BlockIntegrator.Tolerance within(double error) {
    double[] absolute = new double[LANES];
    Arrays.fill(absolute, error);
    return BlockIntegrator.Tolerance.of(absolute, new double[LANES], false);
  }

  /// `to = exp((V_0 - V) / width)`.
  static void exponential(double V_0, double width, double[] V, double[] to, int n) {
    for (int p = 0; p < n; p++) to[p] = (V_0 - V[p]) / width;
    Exponential.exp(to, to, n);
  }

  /// `x = 1 / (1 + x)`.
  static void invert(double[] x, int n) {
    for (int p = 0; p < n; p++) x[p] = 1 / (1 + x[p]);
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
}
