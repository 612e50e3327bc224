package myelin.models.eprop;

import java.util.Arrays;
import java.util.List;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Signal;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;

/// Neurons whose potential is the answer of a network, and that send its error to other neurons;
/// see [#MODEL] and [#BSSHSLM_2020].
public final class EpropReadout extends Learner {

  private static final String EQUATIONS =
      """
        V_m - E_L -> P * (V_m - E_L) + w at a spike + (1 - P) * tau_m / C_m * (I_e + I_stim),
                     P = exp(-h / tau_m)
      """;

  private static final String LEARNING =
      """

      A rate generator that was created after the neuron reaches it a step later than one that was
      created before, as in NEST. It never fires. Its error goes to neurons that are connected by
      learning signal connections, and changes its own synapses. I_e acts from the second step on.
      """;

  /// The model that learns step by step.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("eprop_readout")
                  .words(
                      "readout neuron that learns by e-prop, step by step",
                      EQUATIONS
                          + """
                            error_signal = window * (V_m - target)

                          where window and target are the rates that arrive by rate_connection_delayed on the
                          receptors 1 (eprop_learning_window) and 2 (target_signal); readout_signal and
                          target_signal are recorded times the window.
                          """
                          + LEARNING
                          + """
                          Korcsak-Gorzo et al. 2025, after Bellec et al. 2020
                          (doi:10.1038/s41467-020-17236-y).
                          """),
              BY_STEP,
              "eprop_learning_window")
          .parameter(
              "eprop_isi_trace_cutoff",
              Unit.MS,
              Double.POSITIVE_INFINITY,
              "time after a spike in which synapses learn",
              CUTOFF)
          .takes(Signal.READOUT, List.of(Signal.LEARNING))
          .block(() -> new EpropReadout(false));

  /// The model that learns interval by interval.
  public static final NeuronModel BSSHSLM_2020 =
      declare(
              NeuronModel.named("eprop_readout_bsshslm_2020")
                  .words(
                      "readout neuron that learns by e-prop, interval by interval",
                      EQUATIONS
                          + """
                            error_signal = y - target
                            mean_squared_error:  y = V_m of the step before
                            cross_entropy:       y = r / (r + sum over others),  r = exp(V_m) of the step before

                          where the target is the rate that arrives on receptor 2 (target_signal),
                          and the sum is over the rates of the other readout neurons on receptor 1
                          (readout_signal), by rate_connection_delayed; without
                          regular_spike_arrival, spikes act times 1 - P. The error is zero before
                          the last eprop_learning_window of each eprop_update_interval. Intervals
                          begin three steps later than those of the network; there, with
                          eprop_reset_neurons_on_update, its potential is reset.
                          """
                          + LEARNING
                          + """
                          Bellec et al. 2020 (doi:10.1038/s41467-020-17236-y).
                          """),
              BY_INTERVAL,
              "readout_signal")
          .choice(
              "loss",
              List.of("mean_squared_error", "cross_entropy"),
              "function that learning minimizes")
          .shown(
              "readout_signal_unnorm",
              Unit.NONE,
              ParameterSpec.Kind.REAL,
              0.0,
              "answer before it is normalized")
          .flag("regular_spike_arrival", true, "spikes act in full; if false, times 1 - P")
          .takes(Signal.READOUT, List.of(Signal.LEARNING, Signal.RATE))
          .block(() -> new EpropReadout(true));

  /// How many steps later than the network's intervals those of the neuron begin.
  static final int SHIFT = 3;

  private static final int FIRST = 0;
  private static final int TARGET = 1;

  /// Place among the recordables.
  private static final int DURATION = 1;

  private final boolean byInterval;
  private final double[] error_signal = variable("error_signal");
  private final double[] readout_signal = variable("readout_signal");
  private final double[] target_signal = variable("target_signal");

  /// The answer of the step before, before it is normalized.
  private final double[] unnormalized;

  private final Coefficient P_z_in;
  private final Coefficient loss;
  private final Coefficient cutoff;
  private long interval;
  private long window;

  /// Whether any neuron has a cross-entropy as its loss.
  private boolean normalizes;

  private EpropReadout(boolean byInterval) {
    this.byInterval = byInterval;
    unnormalized = byInterval ? variable("readout_signal_unnorm") : new double[LANES];
    loss = byInterval ? parameter("loss") : coefficient(p -> 0);
    P_z_in =
        byInterval
            ? coefficient(p ->
                p.get("regular_spike_arrival") != 0
                    ? 1
                    : 1 - StrictMath.exp(-p.h() / p.get("tau_m")))
            : coefficient(p -> 1);
    cutoff =
        byInterval
            ? coefficient(p -> Double.POSITIVE_INFINITY)
            : coefficient(p -> {
              double ms = p.get("eprop_isi_trace_cutoff");
              return Double.isInfinite(ms) ? ms : p.steps("eprop_isi_trace_cutoff");
            });
  }

  private static NeuronModel.Builder declare(
      NeuronModel.Builder model, List<String> histories, String first) {
    ParameterSpec.Kind real = ParameterSpec.Kind.REAL;
    return Learner.declare(model, 0, histories)
        .recordable(
            "eprop_history_duration", Unit.MS, "length of the past that synapses still need")
        .shown("error_signal", Unit.NONE, real, 0.0, "how far the answer is from the target")
        .shown("readout_signal", Unit.NONE, real, 0.0, "answer")
        .shown("target_signal", Unit.NONE, real, 0.0, "what the answer should be")
        .channel("spikes", Content.WEIGHTS, Unit.MV)
        .channel("current", Content.CURRENT, Unit.NONE)
        .receptor(0, "default", SPIKES, SPIKES, CURRENT)
        .receptor(1, first, Receptor.REFUSED, Receptor.REFUSED, Receptor.REFUSED)
        .receptor(2, "target_signal", Receptor.REFUSED, Receptor.REFUSED, Receptor.REFUSED)
        .silent();
  }

  @Override
  protected void derive(Derivation d) {
    super.derive(d);
    interval = intervalSteps();
    window = windowSteps();
    normalizes = byInterval && d.any(p -> p.get("loss") != 0);
  }

  @Override
  public boolean teaches() {
    return true;
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] spikes = input.sums(SPIKES);
    double[] I_stim = input.current(CURRENT);
    boolean begins = byInterval && (t - SHIFT) % interval == 0 && learning().reset();
    boolean counts = !byInterval || (t - SHIFT - 1) % interval >= interval - window;
    int n = size();
    if (begins) Arrays.fill(V, 0, n, 0);
    advance(n, spikes, currents(I_stim));
    if (byInterval) compare(n, counts);
    else compare(n, received(FIRST, 0));
    leave(GRADIENT, t + 1, error_signal);
    System.arraycopy(unnormalized, 0, sent(0), 0, n);
    System.arraycopy(error_signal, 0, taught(), 0, n);
  }

  private void advance(int n, double[] spikes, double[] current) {
    double[] P_i_in = this.P_i_in.each();
    double[] P_z_in = this.P_z_in.each();
    double[] P_v_m = this.P_v_m.each();
    for (int i = 0; i < n; i++) {
      V[i] = P_i_in[i] * current[i] + P_z_in[i] * spikes[i] + P_v_m[i] * V[i];
    }
    bound();
  }

  @Override
  protected double signal(int i) {
    return unnormalized[i];
  }

  /// Computes the errors of the answers of the step before, and the answers of this step.
  private void compare(int n, boolean counts) {
    double[] target = received(TARGET, 0);
    double[] E_L = E_L();
    System.arraycopy(unnormalized, 0, readout_signal, 0, n);
    for (int i = 0; i < n; i++) unnormalized[i] = V[i] + E_L[i];
    if (normalizes) normalize(n, received(FIRST, 0));
    if (counts) System.arraycopy(target, 0, target_signal, 0, n);
    else Arrays.fill(target_signal, 0, n, 0);
    if (!counts) Arrays.fill(readout_signal, 0, n, 0);
    for (int i = 0; i < n; i++) error_signal[i] = readout_signal[i] - target_signal[i];
  }

  /// Makes probabilities of the answers where the loss is a cross-entropy.
  private void normalize(int n, double[] others) {
    for (int i = 0; i < n; i++) {
      if (loss.of(i) == 0) continue;
      readout_signal[i] = readout_signal[i] / (readout_signal[i] + others[i]);
      unnormalized[i] = StrictMath.exp(unnormalized[i]);
    }
  }

  private void compare(int n, double[] learning) {
    double[] target = received(TARGET, 0);
    double[] E_L = E_L();
    for (int i = 0; i < n; i++) readout_signal[i] = learning[i] * (V[i] + E_L[i]);
    for (int i = 0; i < n; i++) target_signal[i] = learning[i] * target[i];
    for (int i = 0; i < n; i++) error_signal[i] = readout_signal[i] - target_signal[i];
  }

  @Override
  public double read(int recordable, int i) {
    return recordable == DURATION ? duration(i) : super.read(recordable, i);
  }

  @Override
  int shift() {
    return SHIFT;
  }

  @Override
  boolean isRecurrent() {
    return false;
  }

  @Override
  double P_z_in(int i) {
    return P_z_in.of(i);
  }

  @Override
  double cutoff(int i) {
    return cutoff.of(i);
  }
}
