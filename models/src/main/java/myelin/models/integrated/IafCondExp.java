package myelin.models.integrated;

import java.util.Arrays;
import java.util.Optional;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Refractory;
import myelin.models.loops.ConductanceLoop;
import myelin.models.loops.ConductanceLoop.Conductance;
import myelin.models.loops.ConductanceLoop.Membrane;
import myelin.models.loops.VectorLoop;
import myelin.models.neuron.Threshold;
import org.jspecify.annotations.Nullable;

/// Leaky integrate-and-fire neuron with exponentially decaying synaptic conductances; see [#MODEL].
public final class IafCondExp extends Block {

  private static final int EFFORT = 10;

  private static final VectorLoop<ConductanceLoop> VECTORS =
      new VectorLoop<>(ConductanceLoop.class, EFFORT, ConductanceLoop::warmUp);

  private static final int EX = 0;
  private static final int IN = 1;
  private static final int CURRENT = 2;

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("iaf_cond_exp")
                  .words(
                      "leaky integrate-and-fire neuron with exponentially decaying conductances",
                      """
                        C_m dV_m/dt = -g_L * (V_m - E_L) - g_ex * (V_m - E_ex) - g_in * (V_m - E_in) + I_e + I_stim
                        dg_x/dt     = -g_x / tau_syn_x,  and + |w| at a spike of weight w
                        V_m >= V_th: spike; V_m is then held at V_reset for t_ref

                      (Meffin, Burkitt and Grayden 2004, doi:10.1023/B:JCNS.0000014108.03012.81).
                      Spikes of weight < 0 go to g_in. From where V_m passes V_th to the end of the
                      step, currents are those at V_th.

                      Integrated by the Runge-Kutta-Fehlberg formulas of orders 4 and 5, with an error of at
                      most 1e-3 in each state variable and step of the integration.
                      """))
          .clock(false)
          .archive()
          .channel("excitatory spikes", Content.WEIGHTS, Unit.NS)
          .channel("inhibitory spikes", Content.WEIGHTS, Unit.NS)
          .channel("current", Content.CURRENT, Unit.NONE)
          .receptor(0, "default", EX, IN, CURRENT)
          .fastLoop(VECTORS)
          .block(IafCondExp::new);

  // Places in the state, in the order in which it is declared.
  private static final int V = 0;
  private static final int G_EX = 1;
  private static final int G_IN = 2;
  private static final int VARIABLES = 3;

  private static final double ERROR = 1e-3;

  private static final LaneRkf45.Decay NO_DECAY =
      new LaneRkf45.Decay(new double[0][], new double[0], new double[0]);

  private final double[][] state = new double[VARIABLES][LANES];
  private final LaneRkf45 integrator =
      new LaneRkf45(new Equations(), V + 1, VARIABLES - (V + 1), ERROR);
  private final Refractory refractory = new Refractory();

  private final Coefficient g_L = parameter("g_L");
  private final Coefficient E_L = parameter("E_L");
  private final Coefficient E_ex = parameter("E_ex");
  private final Coefficient E_in = parameter("E_in");
  private final Coefficient V_th = coefficient(p -> p.get("V_th") + 0.0); // not -0
  private final Coefficient V_reset = parameter("V_reset");
  private final Coefficient I_e = parameter("I_e");
  private final Coefficient rate_ex = coefficient(p -> -1 / p.get("tau_syn_ex"));
  private final Coefficient rate_in = coefficient(p -> -1 / p.get("tau_syn_in"));
  private LaneRkf45.Decay decay_ex = NO_DECAY;
  private LaneRkf45.Decay decay_in = NO_DECAY;
  private boolean alike;

  // what is left of conductances at the points at which slopes are computed, if all are alike
  private final double[] at_ex = new double[LaneRkf45.STAGES];
  private final double[] at_in = new double[LaneRkf45.STAGES];
  private final Coefficient perC = coefficient(p -> 1 / p.get("C_m"));
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));

  // Values for the step that is being integrated: constant currents, and 1/C_m, which is 0 for
  // neurons that are silent, so that their potential does not change.
  private final double[] currents = new double[LANES];
  private final double[] awake = new double[LANES];
  private double[] drive = {};
  private double[] gain = {};

  private IafCondExp() {}

  private static NeuronModel.Builder declare(NeuronModel.Builder model) {
    return model
        .state("V_m", Unit.MV, -70, "membrane potential", Condition.FINITE)
        .state("g_ex", Unit.NS, 0, "excitatory synaptic conductance", Condition.FINITE)
        .state("g_in", Unit.NS, 0, "inhibitory synaptic conductance", Condition.FINITE)
        .parameter("E_L", Unit.MV, -70, "reversal potential of the leak", Condition.FINITE)
        .parameter("g_L", Unit.NS, 16.6667, "leak conductance", Condition.FINITE)
        .parameter("C_m", Unit.PF, 250, "membrane capacitance", Condition.POSITIVE)
        .parameter("t_ref", Unit.MS, 2, "refractory period", Condition.DURATION)
        .parameter("V_th", Unit.MV, -55, "spike threshold", Threshold.ALLOWED)
        .parameter("V_reset", Unit.MV, -60, "reset potential", Condition.FINITE)
        .parameter("E_ex", Unit.MV, 0, "excitatory reversal potential", Condition.FINITE)
        .parameter("E_in", Unit.MV, -85, "inhibitory reversal potential", Condition.FINITE)
        .parameter("tau_syn_ex", Unit.MS, 0.2, "decay time, excitatory", Condition.POSITIVE)
        .parameter("tau_syn_in", Unit.MS, 2, "decay time, inhibitory", Condition.POSITIVE)
        .parameter("I_e", Unit.PA, 0, "constant input current", Condition.FINITE)
        .check(Threshold::requireAboveReset);
  }

  @Override
  protected int effort() {
    return EFFORT;
  }

  @Override
  protected void derive(Derivation d) {
    decay_ex = LaneRkf45.Decay.of(d, p -> p.get("tau_syn_ex"));
    decay_in = LaneRkf45.Decay.of(d, p -> p.get("tau_syn_in"));
    integrator.decay(decay_ex, decay_in);
    alike = d.uniform();
    Arrays.setAll(at_ex, s -> decay_ex.at()[s][0]);
    Arrays.setAll(at_in, s -> decay_in.at()[s][0]);
  }

  @Override
  public double[][] state() {
    return new double[][] {state[V], state[G_EX], state[G_IN], integrator.steps()};
  }

  @Override
  protected double[] value() {
    return state[V];
  }

  @Override
  public Optional<Refractory> silent() {
    return Optional.of(refractory);
  }

  @Override
  public void restored() {
    integrator.restored(h());
  }

  @Override
  protected boolean repeats() {
    return true;
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    drive = drive(input.current(CURRENT));
    gain = gain();
    int stuck = integrator.advance(h(), state, size());
    if (stuck != LaneRkf45.NONE) throw stuck(stuck, t);
    receive(state[G_EX], input.sums(EX), state[G_IN], input.sums(IN));
    refractory.hold(state[V], V_reset.each());
    int n = size();
    for (int i = next(0, n); i < n; i = next(i + 1, n)) {
      state[V][i] = V_reset.of(i);
      refractory.enter(i, (int) refractorySteps.of(i));
      fire(i, t, out);
    }
  }

  private int next(int from, int n) {
    return Threshold.next(state[V], V_th.each(), from, n);
  }

  private double[] drive(double @Nullable [] I_stim) {
    if (I_stim == null) return I_e.each();
    for (int i = 0; i < LANES; i++) currents[i] = I_e.of(i) + I_stim[i];
    return currents;
  }

  private double[] gain() {
    if (refractory.count() == 0) return perC.each();
    System.arraycopy(perC.each(), 0, awake, 0, LANES);
    for (int k = 0; k < refractory.count(); k++) awake[refractory.lane(k)] = 0;
    return awake;
  }

  /// Adds the spikes that arrive; inhibitory weights are negative.
  private static void receive(
      double[] g_ex, double[] spikes_ex, double[] g_in, double[] spikes_in) {
    for (int i = 0; i < LANES; i++) {
      g_ex[i] += spikes_ex[i];
      g_in[i] -= spikes_in[i];
    }
  }

  private BadInput stuck(int i, long t) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "iaf_cond_exp %d cannot be integrated in step %d, where V_m = %s mV, g_ex = %s nS and g_in = %s nS: a step takes more than %d steps of the integrator, or its result is not a number. A parameter, a state or a weight is far out of range; look at C_m, tau_syn_ex, tau_syn_in and the weights"
            .formatted(id(i), t, state[V][i], state[G_EX][i], state[G_IN][i], Rkf45.MOST_STEPS));
  }

  /// The equations of all neurons and of one, with the same operations in the same order.
  private final class Equations implements LaneRkf45.Equations {

    private final double[] g_ex = new double[LANES];
    private final double[] g_in = new double[LANES];
    private final double[][] slopes = new double[LaneRkf45.STAGES - 1][LANES];

    @Override
    public void slopes(int stage, double[][] y, double[][] dy) {
      LaneRkf45.multiply(state[G_EX], decay_ex.at()[stage], g_ex);
      LaneRkf45.multiply(state[G_IN], decay_in.at()[stage], g_in);
      potential(y[V], dy[V]);
    }

    /// This loop is short enough for the JIT to turn it into vector code.
    private void potential(double[] V, double[] dV) {
      double[] V_th = IafCondExp.this.V_th.each();
      double[] g_L = IafCondExp.this.g_L.each();
      double[] E_L = IafCondExp.this.E_L.each();
      double[] E_ex = IafCondExp.this.E_ex.each();
      double[] E_in = IafCondExp.this.E_in.each();
      double[] gain = IafCondExp.this.gain;
      double[] drive = IafCondExp.this.drive;
      for (int i = 0; i < LANES; i++) {
        double u = Math.min(V[i], V_th[i]);
        double I_L = g_L[i] * (u - E_L[i]);
        double I_ex = g_ex[i] * (u - E_ex[i]);
        double I_in = g_in[i] * (u - E_in[i]);
        dV[i] = gain[i] * (drive[i] - (I_L + I_ex + I_in));
      }
    }

    @Override
    public int attempt(double h, double[][] y, double[][] next, double allowed, int[] failing) {
      ConductanceLoop vectors = VECTORS.loop();
      if (vectors == null || !alike) return LaneRkf45.NONE;
      Membrane membrane = new Membrane(y[V], V_th.of(0), g_L.of(0), E_L.of(0), drive, gain);
      Conductance ex = new Conductance(y[G_EX], E_ex.of(0), at_ex, decay_ex.error()[0]);
      Conductance in = new Conductance(y[G_IN], E_in.of(0), at_in, decay_in.error()[0]);
      return vectors.advance(h, membrane, ex, in, allowed, slopes, next[V], failing);
    }

    @Override
    public void slopes(int i, double[] y, double[] dy) {
      double u = Math.min(y[V], V_th.of(i));
      double I_L = g_L.of(i) * (u - E_L.of(i));
      double I_ex = y[G_EX] * (u - E_ex.of(i));
      double I_in = y[G_IN] * (u - E_in.of(i));
      dy[V] = gain[i] * (drive[i] - (I_L + I_ex + I_in));
      dy[G_EX] = rate_ex.of(i) * y[G_EX];
      dy[G_IN] = rate_in.of(i) * y[G_IN];
    }
  }

  @Override
  public double read(int recordable, int i) {
    return state[recordable][i];
  }

  @Override
  protected void write(int recordable, int i, double value) {
    state[recordable][i] = value;
  }

  @Override
  protected void tidy() {
    clearNothing(state[G_EX]);
    clearNothing(state[G_IN]);
  }
}
