package myelin.models.integrated;

import myelin.engine.base.BadInput;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.CoupledBlock;
import myelin.engine.neuron.Derivation;
import org.jspecify.annotations.Nullable;

/// Hodgkin-Huxley neurons with gap junctions (Hahne et al. 2015, doi:10.3389/fninf.2015.00022).
///
/// A neuron sends the course of its potential during a step as a polynomial, which has its
/// potentials at the beginning and the end and, if it is of third order, its slopes there. It fires
/// in a step in which its potential has fallen and is still at its [#crest] or more, unless it
/// fired less than `t_ref` before.
///
/// The state has `V_m` first, then what else is integrated, then the refractory time and the step
/// of the integrator.
abstract class GapBlock extends CoupledBlock {

  /// Place of the potential in the state.
  static final int V = 0;

  private static final int GAP = 0;

  private final String model;
  private final int integrated;
  private final double[][] state;
  private final double[] refractory;
  private final double[] step;
  private final Rkf45 integrator;
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  // Values of the neuron that is being integrated.
  private final double[] y;
  private final double[] gap = new double[ORDERS];
  private int lane;
  private double I_stim;
  private double strength;

  /// @param model its name
  /// @param integrated how many variables are integrated; the first are the recordables
  /// @param error the allowed error of each variable in a step of the integrator
  GapBlock(String model, int integrated, double error) {
    this.model = model;
    this.integrated = integrated;
    state = new double[integrated + 2][LANES];
    refractory = state[integrated];
    step = state[integrated + 1];
    y = new double[integrated];
    integrator = new Rkf45(this::slopes, integrated, error, 0);
  }

  /// Slope of the potential of neuron `i` (mV/ms).
  ///
  /// @param I_gap current through gap junctions (pA)
  /// @param I_stim current from stimulators (pA)
  abstract double slope(int i, double[] y, double I_gap, double I_stim);

  /// Writes the slopes of all but the potential of neuron `i` to `dy`.
  abstract void others(int i, double[] y, double[] dy);

  /// Takes the spikes that arrive at the end of a step.
  abstract void receive(double[][] state, Input input, int n);

  /// The potential (mV) that neuron `i` must still have in a step in which it falls, to fire.
  abstract double crest(int i);

  /// Number of the channel of currents.
  abstract int currents();

  @Override
  protected void derive(Derivation d) {
    Rkf45.begin(step, size(), d.h());
  }

  @Override
  public double[][] state() {
    return state;
  }

  @Override
  public double[] value() {
    return state[V];
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] currents = input.current(currents());
    int n = size();
    for (int i = 0; i < n; i++) {
      load(i, currents);
      double before = y[V];
      integrate(t);
      for (int k = 0; k < integrated; k++) state[k][i] = y[k];
      if (refractory[i] > 0) {
        refractory[i]--;
      } else if (y[V] >= crest(i) && y[V] < before) {
        refractory[i] = refractorySteps.of(i);
        fire(i, t, out);
      }
    }
    receive(state, input, n);
  }

  private void load(int i, double @Nullable [] currents) {
    lane = i;
    I_stim = currents == null ? 0 : currents[i];
    strength = strength(GAP)[i];
    for (int k = 0; k < orders(); k++) gap[k] = received(GAP, k)[i];
    for (int k = 0; k < integrated; k++) y[k] = state[k][i];
  }

  /// Takes one step of the simulation, in as many steps of the integrator as needed, and sends the
  /// course of the potential.
  private void integrate(long t) {
    int orders = orders();
    double h = h();
    double V_begin = y[V];
    double slope_begin = slope(0, y);
    integrator.resume(step[lane]);
    int steps = 0;
    for (double s = 0; s < h; s = integrator.advance(s, h, y)) {
      if (++steps > Rkf45.MOST_STEPS) throw stuck(t);
    }
    step[lane] = integrator.step();
    if (!Double.isFinite(y[V])) throw stuck(t);

    sent(0)[lane] = V_begin;
    double rise = y[V] - V_begin;
    if (orders == 2) {
      sent(1)[lane] = rise;
    } else if (orders > 2) {
      double a = h * slope_begin;
      double b = h * slope(h, y);
      sent(1)[lane] = a;
      sent(2)[lane] = 3 * rise - 2 * a - b;
      sent(3)[lane] = a + b - 2 * rise;
    }
  }

  private BadInput stuck(long t) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "%s %d cannot be integrated in step %d, where V_m = %s mV: a step takes more than %d steps of the integrator, or its result is not a number. A parameter, a state or an input is far out of range; look at C_m, the conductances and V_m"
            .formatted(model, id(lane), t, y[V], Rkf45.MOST_STEPS));
  }

  /// The equations, at time `s` in the step.
  private void slopes(double s, double[] y, double[] dy) {
    dy[V] = slope(s, y);
    others(lane, y, dy);
  }

  private double slope(double s, double[] y) {
    double x = s / h();
    double I_gap = gap[0] + x * (gap[1] + x * (gap[2] + x * gap[3])) - strength * y[V];
    return slope(lane, y, I_gap, I_stim);
  }

  @Override
  public double read(int recordable, int i) {
    return state[recordable][i];
  }

  @Override
  protected void write(int recordable, int i, double value) {
    state[recordable][i] = value;
  }
}
