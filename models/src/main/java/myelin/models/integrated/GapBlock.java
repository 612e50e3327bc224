package myelin.models.integrated;

import java.util.Arrays;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.CoupledBlock;
import myelin.engine.neuron.Derivation;
import myelin.models.integrated.LaneEquations.Seen;
import myelin.nestml.integrate.BlockIntegrator;

/// Hodgkin-Huxley neurons with gap junctions (Hahne et al. 2015, doi:10.3389/fninf.2015.00022).
///
/// A neuron sends the course of its potential during a step as a polynomial, which has its
/// potentials at the beginning and the end and, if it is of third order, its slopes there. It fires
/// in a step in which its potential has fallen and is still at its [#crest] or more, unless it
/// fired less than `t_ref` before.
///
/// The state has `V_m` first, then what else is integrated, then the refractory time and the step
/// of the integrator. The time within the step is integrated with them, since what is received
/// depends on it.
abstract class GapBlock extends CoupledBlock {

  /// Place of the potential in the state.
  static final int V = 0;

  private static final int GAP = 0;

  private final String model;
  private final int integrated;
  private final double[][] state;
  private final double[] refractory;
  private final double[] time = new double[LANES];
  private final double[][] y;
  private final BlockIntegrator integrator;
  private final BlockIntegrator.Tolerance tolerance;
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  /// The equations.
  final LaneEquations lanes = new LaneEquations(this::slopes);

  private final Seen[] gap = Stream.generate(lanes::input).limit(ORDERS).toArray(Seen[]::new);
  private final Seen strength = lanes.input();
  private final Seen I_stim = lanes.input();

  private final double[] nothing = new double[LANES];
  private final double[] before = new double[LANES];
  private final double[] slopeBefore = new double[LANES];
  private final double[] slopeAfter = new double[LANES];
  private final double[] inward = new double[LANES];

  /// @param model its name
  /// @param integrated how many variables are integrated; the first are the recordables
  /// @param error the allowed error of each variable in a step of the integrator
  GapBlock(String model, int integrated, double error) {
    this.model = model;
    this.integrated = integrated;
    state = new double[integrated + 2][LANES];
    refractory = state[integrated];
    y = Arrays.copyOf(state, integrated + 1);
    y[integrated] = time;
    integrator = new BlockIntegrator(lanes, integrated + 1, state[integrated + 1]);
    tolerance = LaneEquations.within(error);
  }

  /// A parameter that the equations read.
  final Seen seen(String name) {
    return lanes.parameter(parameter(name));
  }

  /// Writes the slopes of the potential (mV/ms) of the first `n` places.
  ///
  /// @param inward current through gap junctions and from stimulators (pA)
  abstract void potential(int n, double[][] y, double[] inward, double[] dV);

  /// Writes the slopes of all but the potential to `dy`.
  abstract void others(int n, double[][] y, double[][] dy);

  /// Takes the spikes that arrive at the end of a step.
  abstract void receive(double[][] state, Input input, int n);

  /// The potential (mV) that neuron `i` must still have in a step in which it falls, to fire.
  abstract double crest(int i);

  /// Number of the channel of currents.
  abstract int currents();

  @Override
  protected void derive(Derivation d) {
    lanes.derive(d.uniform());
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
    int n = size();
    double[] currents = input.current(currents());
    I_stim.set(currents == null ? nothing : currents);
    strength.set(strength(GAP));
    for (int k = 0; k < ORDERS; k++) gap[k].set(k < orders() ? received(GAP, k) : nothing);
    System.arraycopy(state[V], 0, before, 0, n);
    integrate(t, n);
    for (int i = 0; i < n; i++) {
      if (refractory[i] > 0) {
        refractory[i]--;
      } else if (state[V][i] >= crest(i) && state[V][i] < before[i]) {
        refractory[i] = refractorySteps.of(i);
        fire(i, t, out);
      }
    }
    receive(state, input, n);
  }

  /// Takes one step of the simulation, and sends the course of the potential.
  private void integrate(long t, int n) {
    Arrays.fill(time, 0);
    if (orders() > 2) slopes(n, slopeBefore);
    int stuck = integrator.advance(h(), y, n, tolerance);
    if (stuck != BlockIntegrator.NONE) throw stuck(t, stuck);
    double[] after = state[V];
    System.arraycopy(before, 0, sent(0), 0, n);
    if (orders() == 2) {
      double[] first = sent(1);
      for (int i = 0; i < n; i++) first[i] = after[i] - before[i];
    } else if (orders() > 2) {
      Arrays.fill(time, h());
      slopes(n, slopeAfter);
      for (int i = 0; i < n; i++) {
        double rise = after[i] - before[i];
        double a = h() * slopeBefore[i];
        double b = h() * slopeAfter[i];
        sent(1)[i] = a;
        sent(2)[i] = 3 * rise - 2 * a - b;
        sent(3)[i] = a + b - 2 * rise;
      }
    }
  }

  /// The slopes of all neurons' potentials.
  private void slopes(int n, double[] dV) {
    lanes.gather(LaneEquations.ALL, n);
    inward(n, y);
    potential(n, y, inward, dV);
  }

  private void inward(int n, double[][] at) {
    double[] v = at[V];
    double[] s = at[integrated];
    double[] I = I_stim.here();
    double[] g = strength.here();
    double[] g_0 = gap[0].here();
    double[] g_1 = gap[1].here();
    double[] g_2 = gap[2].here();
    double[] g_3 = gap[3].here();
    double h = h();
    for (int p = 0; p < n; p++) {
      double x = s[p] / h;
      inward[p] = g_0[p] + x * (g_1[p] + x * (g_2[p] + x * g_3[p])) - g[p] * v[p] + I[p];
    }
  }

  private BadInput stuck(long t, int i) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "%s %d cannot be integrated in step %d, where V_m = %s mV: a step takes more than %d steps of the integrator, or its result is not a number. A parameter, a state or an input is far out of range; look at C_m, the conductances and V_m"
            .formatted(model, id(i), t, state[V][i], BlockIntegrator.MOST_STEPS));
  }

  /// The slopes of all variables.
  private void slopes(int n, double[][] y, double[][] dy) {
    inward(n, y);
    potential(n, y, inward, dy[V]);
    others(n, y, dy);
    Arrays.fill(dy[integrated], 0, n, 1);
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
