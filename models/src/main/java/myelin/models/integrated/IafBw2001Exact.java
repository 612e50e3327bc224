package myelin.models.integrated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.input.Events;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.math.Exponential;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;

/// Leaky integrate-and-fire neuron each of whose NMDA synapses has a state of its own; see
/// [#MODEL].
public final class IafBw2001Exact extends BrunelWang {

  /// The model.
  public static final NeuronModel MODEL =
      inputs(
              declare(
                  NeuronModel.named("iaf_bw_2001_exact")
                      .words(
                          "leaky integrate-and-fire neuron whose NMDA synapses each have a state",
                          """
                            C_m dV_m/dt = -g_L * (V_m - E_L) - I_AMPA - I_GABA - I_NMDA + I_stim
                            I_AMPA      = s_AMPA * (V_m - E_ex)
                            I_GABA      = s_GABA * (V_m - E_in)
                            I_NMDA      = s_NMDA * (V_m - E_ex) / (1 + conc_Mg2 * exp(-0.062 * V_m) / 3.57)
                            ds/dt       = -s / tau  for s_AMPA, s_GABA with tau_AMPA, tau_GABA

                          and of each NMDA synapse j, of weight w_j,

                            dx_j/dt = -x_j / tau_rise_NMDA
                            ds_j/dt = -s_j / tau_decay_NMDA + alpha * x_j * (1 - s_j)
                            s_NMDA  = sum_j w_j * s_j

                          A spike adds its weight to s_AMPA or s_GABA, or 1 to x_j. Where V_m >= V_th the neuron
                          fires, V_m becomes V_reset and stays there for t_ref.

                          Synapses onto NMDA are made before the first simulation, and their weights stay as they
                          are. iaf_bw_2001 has one gating variable for all synapses of a source instead, and is
                          faster.

                          Wang 1999 (doi:10.1523/JNEUROSCI.19-21-09587.1999), Brunel and Wang 2001
                          (doi:10.1023/A:1011204814320). Integrated by the Runge-Kutta-Fehlberg formulas of orders 4
                          and 5, with an error of at most gsl_error_tol in each variable and step of the
                          integration.
                          """)),
              Content.BY_SOURCE)
          .block(IafBw2001Exact::new);

  /// The state of some synapses, one of each neuron at most: those of one source and delay, which
  /// all do the same.
  ///
  /// @param key tells source and delay; 0 where a neuron has no such synapses
  /// @param weight sum of their weights (nS)
  private record Slot(double[] key, double[] weight, double[] x, double[] s) {
    Slot() {
      this(new double[LANES], new double[LANES], new double[LANES], new double[LANES]);
    }

    Stream<double[]> arrays() {
      return Stream.of(key, weight, x, s);
    }
  }

  private static final int ARRAYS_OF_SLOT = 4;

  private final double[] s_NMDA = variable("s_NMDA");
  private final List<Slot> slots = new ArrayList<>();
  private double[][] all = super.state();

  /// By neuron: how many of the slots it uses, the first ones.
  private final int[] used = new int[LANES];

  private Rkf45 integrator = new Rkf45(this::slopes, OWN, 0, 0);
  private double[] y = new double[OWN];

  // Of the neuron that is being integrated.
  private int lane;
  private double stimulus;
  private double[] weight = {};

  private Events arriving = new Events();

  private final Coefficient tau_rise = parameter("tau_rise_NMDA");
  private final Coefficient tau_decay = parameter("tau_decay_NMDA");
  private final Coefficient alpha = parameter("alpha");

  private IafBw2001Exact() {}

  private static NeuronModel.Builder declare(NeuronModel.Builder model) {
    Condition any = Condition.FINITE;
    return constants(
        model
            .state("V_m", Unit.MV, -70, "membrane potential", any)
            .state("s_AMPA", Unit.NS, 0, "conductance of AMPA", any)
            .state("s_GABA", Unit.NS, 0, "conductance of GABA", any)
            .recordable("s_NMDA", Unit.NS, "conductance of NMDA, without block")
            .recordable("I_AMPA", Unit.PA, "current of AMPA, outward")
            .recordable("I_GABA", Unit.PA, "current of GABA, outward")
            .recordable("I_NMDA", Unit.PA, "current of NMDA, outward"));
  }

  @Override
  String model() {
    return MODEL.name();
  }

  @Override
  protected int effort() {
    return EFFORT * (1 + slots.size());
  }

  @Override
  public double[][] state() {
    return all;
  }

  @Override
  public void reserve(int arrays) {
    int wanted = (arrays - super.state().length) / ARRAYS_OF_SLOT;
    while (slots.size() < wanted) addSlot();
  }

  @Override
  public void restored() {
    for (int i = 0; i < LANES; i++) {
      used[i] = 0;
      for (Slot slot : slots) if (slot.key[i] != 0) used[i]++;
    }
  }

  @Override
  protected void tidy() {
    super.tidy();
    for (Slot slot : slots) {
      clearNothing(slot.x);
      clearNothing(slot.s);
    }
  }

  private void addSlot() {
    slots.add(new Slot());
    Stream<double[]> own = slots.stream().flatMap(Slot::arrays);
    all = Stream.concat(Arrays.stream(super.state()), own).toArray(double[][]::new);
    weight = new double[slots.size()];
    integrator = new Rkf45(this::slopes, OWN + 2 * slots.size(), 0, 0);
    y = new double[OWN + 2 * slots.size()];
  }

  @Override
  void hear(Input input) {
    arriving = input.events(NMDA);
    for (int k = 0; k < arriving.size(); k++) reserveSlot(arriving.lane(k), arriving.offset(k));
  }

  /// Gives a neuron a slot for the synapses of a key, which are new if it has none.
  private void reserveSlot(int i, double key) {
    if (key < 0 || find(i, key) >= 0) return;
    if (used[i] == slots.size()) addSlot();
    slots.get(used[i]++).key[i] = key;
  }

  private int find(int i, double key) {
    for (int k = 0; k < used[i]; k++) if (slots.get(k).key[i] == key) return k;
    return -1;
  }

  @Override
  protected void derive(Derivation d) {
    Rkf45.begin(trial, size(), d.h());
  }

  @Override
  void integrate(long t, double[] I_stim) {
    for (int i = 0, n = size(); i < n; i++) {
      lane = i;
      stimulus = I_stim[i];
      load(i);
      integrate(t);
      store(i);
    }
  }

  /// Puts the state of neuron `i` into [#y].
  private void load(int i) {
    for (int k = 0; k < OWN; k++) y[k] = state[k][i];
    for (int k = 0; k < used[i]; k++) {
      Slot slot = slots.get(k);
      weight[k] = slot.weight[i];
      y[OWN + 2 * k] = slot.x[i];
      y[OWN + 2 * k + 1] = slot.s[i];
    }
    integrator.only(OWN + 2 * used[i]);
  }

  private void store(int i) {
    for (int k = 0; k < OWN; k++) state[k][i] = y[k];
    s_NMDA[i] = conductanceOfNmda(y);
    for (int k = 0; k < used[i]; k++) {
      slots.get(k).x[i] = y[OWN + 2 * k];
      slots.get(k).s[i] = y[OWN + 2 * k + 1];
    }
  }

  /// One step of the simulation, in as many of the integrator's as it takes.
  private void integrate(long t) {
    integrator.allow(tolerance.of(lane), 0);
    integrator.resume(trial[lane]);
    int steps = 0;
    for (double s = 0; s < h(); s = integrator.advance(s, h(), y)) {
      if (++steps > Rkf45.MOST_STEPS) throw stuck(lane, t, y[V], Rkf45.MOST_STEPS);
    }
    trial[lane] = integrator.step();
    if (!Double.isFinite(y[V])) throw stuck(lane, t, y[V], Rkf45.MOST_STEPS);
  }

  /// The equations, at time `t` in the step.
  private void slopes(double t, double[] y, double[] dy) {
    int i = lane;
    double away = y[V] - E_ex.of(i);
    double block = 1 + magnesium.of(i) * Exponential.exp(STEEPNESS * y[V]);
    double I_syn =
        away * y[S_AMPA] + (y[V] - E_in.of(i)) * y[S_GABA] + away / block * conductanceOfNmda(y);
    dy[V] = (-g_L.of(i) * (y[V] - E_L.of(i)) - I_syn + stimulus) / C_m.of(i);
    dy[S_AMPA] = -y[S_AMPA] / tau_AMPA.of(i);
    dy[S_GABA] = -y[S_GABA] / tau_GABA.of(i);
    double rise = tau_rise.of(i);
    double decay = tau_decay.of(i);
    double opening = alpha.of(i);
    for (int k = OWN, n = OWN + 2 * used[i]; k < n; k += 2) {
      double x = y[k];
      double s = y[k + 1];
      dy[k] = -x / rise;
      dy[k + 1] = -s / decay + opening * x * (1 - s);
    }
  }

  private double conductanceOfNmda(double[] y) {
    double sum = 0;
    for (int k = 0; k < used[lane]; k++) sum += weight[k] * y[OWN + 2 * k + 1];
    return sum;
  }

  @Override
  double conductanceOfNmda(int i) {
    return s_NMDA[i];
  }

  @Override
  void receive(int i) {
    for (int e = arriving.from(i), next; e < arriving.from(i + 1); e = next) {
      next = e + 1;
      while (next < arriving.from(i + 1) && arriving.offset(next) == arriving.offset(e)) next++;
      receive(i, e, next);
    }
  }

  /// Spikes `[from, to)` arrive, which have one key, through as many synapses; those with the key
  /// of the opposite sign are further ones of the same source, and come later.
  private void receive(int i, int from, int to) {
    double key = arriving.offset(from);
    if (key < 0) return;
    Slot slot = slots.get(find(i, key));
    double sum = 0;
    for (int e = from; e < to; e++) sum += arriving.value(e);
    slot.weight[i] = sum;
    int further = 0;
    for (int e = to; e < arriving.from(i + 1); e++) if (arriving.offset(e) == -key) further++;
    slot.x[i] += 1 + further / (to - from);
  }

  @Override
  void send(int i, long t, SpikeOutbox out) {
    fire(i, t, out);
  }
}
