package myelin.models.eprop;

import java.util.Arrays;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;
import org.jspecify.annotations.Nullable;

/// Leaky neurons that learn step by step. At a spike the threshold is subtracted, or the potential
/// is reset; the threshold is fixed or adaptive.
public final class EpropIaf extends Recurrent {

  private static final String LEAKY =
      """
        V_m - E_L -> P * (V_m - E_L) + w at a spike + (1 - P) * tau_m / C_m * (I_e + I_stim),
                     P = exp(-h / tau_m)

      It fires in a step at the end of which V_m has reached the threshold, unless it did so less than
      t_ref before; then V_th - E_L is subtracted from V_m, and nothing is reset. I_e acts from the
      second step on.
      """;

  private static final String RESETTING =
      """
        dV_m/dt = -(V_m - E_L) / tau_m + (I_e + I_stim) / C_m,  and + w at a spike of weight w

      It fires in a step at the end of which V_m has reached the threshold; V_m is then held at V_reset
      for t_ref. Spikes that arrive meanwhile are lost; with refractory_input they wait, decaying with
      tau_m, and are added when V_m is released.
      """;

  private static final String LEARNING =
      """

      Synapses onto it of the model eprop_synapse learn by its surrogate gradient, by the learning
      signals that readout neurons send it, and by how far its firing rate, filtered with kappa_reg,
      is from f_target, times c_reg.

      """;

  private static final String SOURCE =
      """

      NEST reports a thousandth of the f_target that was set, and compares a rate per ms with a
      target per step, so that at 0.1 ms it aims at a tenth of f_target. Here f_target is the rate
      aimed at. Korcsak-Gorzo et al. 2025, after Bellec et al. 2020
      (doi:10.1038/s41467-020-17236-y).
      """;

  private static final String ADAPTS_ALWAYS =
      """

      In NEST, adaptation stays zero unless t_ref is zero, as it does not change in the refractory
      period.
      """;

  /// The model whose threshold is subtracted.
  public static final NeuronModel MODEL =
      model("eprop_iaf", "leaky neuron that learns by e-prop, step by step", LEAKY, false, false);

  /// The same with an adaptive threshold.
  public static final NeuronModel ADAPT =
      model(
          "eprop_iaf_adapt",
          "adaptive leaky neuron that learns by e-prop, step by step",
          LEAKY + "\n" + ADAPTIVE,
          true,
          false);

  /// The model that is reset.
  public static final NeuronModel PSC_DELTA =
      model(
          "eprop_iaf_psc_delta",
          "leaky neuron with reset that learns by e-prop, by steps",
          RESETTING,
          false,
          true);

  /// The same with an adaptive threshold.
  public static final NeuronModel PSC_DELTA_ADAPT =
      model(
          "eprop_iaf_psc_delta_adapt",
          "adaptive leaky neuron with reset that learns by e-prop",
          RESETTING + "\n" + ADAPTIVE + ADAPTS_ALWAYS,
          true,
          true);

  private final boolean resetting;

  /// Firing rate, filtered (1/ms).
  private final double[] rate = hiddenDecaying();

  /// The spikes that arrived while neurons were held (mV).
  private final double[] waiting = hidden();

  /// How far the firing rates are from those aimed at, times `c_reg`.
  private final double[] away = new double[LANES];

  // Where `refractory` neurons are held, what waits for them, and who they are.
  private final double[] heldAt = new double[LANES];
  private final double[] kept = new double[LANES];
  private final int[] held = new int[LANES + 1];

  private final double[] current = new double[LANES];

  private final Coefficient kappa = parameter("kappa");
  private final Coefficient kappa_reg = parameter("kappa_reg");
  private final Coefficient cutoff;
  private final Coefficient I_e = parameter("I_e");
  private final Coefficient leak = coefficient(p -> p.h() / p.get("tau_m"));
  private final Coefficient V_reset;
  private final Coefficient keeps;

  private EpropIaf(boolean adaptive, boolean resetting) {
    super(adaptive);
    this.resetting = resetting;
    cutoff =
        coefficient(p -> {
          double ms = p.get("eprop_isi_trace_cutoff");
          return Double.isInfinite(ms) ? ms : p.steps("eprop_isi_trace_cutoff");
        });
    V_reset = resetting ? coefficient(p -> p.get("V_reset") - p.get("E_L")) : coefficient(p -> 0);
    keeps = resetting ? parameter("refractory_input") : coefficient(p -> 0);
  }

  private static NeuronModel model(
      String name, String summary, String equations, boolean adaptive, boolean resetting) {
    Condition part = new Condition("from 0 to 1", k -> k >= 0 && k <= 1);
    NeuronModel.Builder model =
        declare(
                NeuronModel.named(name).words(summary, equations + LEARNING + SURROGATE + SOURCE),
                adaptive,
                BY_STEP)
            .parameter(
                "kappa", Unit.NONE, 0.97, "part of filtered eligibility that a step leaves", part)
            .parameter("kappa_reg", Unit.NONE, 0.97, "the same for the firing rate", part)
            .parameter(
                "eprop_isi_trace_cutoff",
                Unit.MS,
                Double.POSITIVE_INFINITY,
                "time after a spike in which synapses learn",
                CUTOFF);
    if (resetting) {
      model
          .parameter("V_reset", Unit.MV, -70, "reset potential", Condition.FINITE)
          .flag("refractory_input", false, "keep spikes that arrive in the refractory period")
          .check(EpropIaf::requireReset);
    }
    return model.block(() -> new EpropIaf(adaptive, resetting));
  }

  private static void requireReset(NeuronModel.Values p) {
    double reset = p.get("V_reset");
    if (reset < p.get("V_th") && reset >= p.get("V_min")) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "V_reset = %s mV must be below V_th = %s mV, and not below V_min = %s mV"
            .formatted(reset, p.get("V_th"), p.get("V_min")));
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    int n = size();
    double[] spikes = input.sums(SPIKES);
    double[] I_stim = input.current(CURRENT);
    if (resetting) advance(n, spikes, I_stim);
    else leak(n, spikes, currents(I_stim));
    adapt();
    int fire = look(t);
    for (int k = 0; k < fire; k++) {
      int i = firing(k);
      V[i] = resetting ? V_reset.of(i) : V[i] - V_th.of(i);
    }
    if (!resetting) {
      for (int i = 0; i < n; i++) refractory[i] = Math.max(0, refractory[i] - 1);
    }
    regularize(n, t);
    fire(t, fire, out);
  }

  private void leak(int n, double[] spikes, double[] current) {
    double[] P_i_in = this.P_i_in.each();
    double[] P_v_m = this.P_v_m.each();
    for (int i = 0; i < n; i++) V[i] = P_i_in[i] * current[i] + spikes[i] + P_v_m[i] * V[i];
    bound();
  }

  /// Advances all; what has happened to those that are refractory is then undone.
  private void advance(int n, double[] spikes, double @Nullable [] I_stim) {
    int silent = 0;
    for (int i = 0; i < n; i++) {
      held[silent] = i;
      silent += refractory[i] > 0 ? 1 : 0;
    }
    for (int k = 0; k < silent; k++) heldAt[k] = V[held[k]];
    for (int k = 0; k < silent; k++) kept[k] = waiting[held[k]];
    System.arraycopy(I_e.each(), 0, current, 0, n);
    if (I_stim != null) for (int i = 0; i < n; i++) current[i] += I_stim[i];
    double[] P_i_in = this.P_i_in.each();
    double[] P_v_m = this.P_v_m.each();
    for (int i = 0; i < n; i++) {
      V[i] = P_i_in[i] * current[i] + P_v_m[i] * V[i] + (spikes[i] + waiting[i]);
    }
    bound();
    Arrays.fill(waiting, 0, n, 0);
    for (int k = 0; k < silent; k++) hold(held[k], heldAt[k], kept[k], spikes[held[k]]);
  }

  private void hold(int i, double at, double has, double spikes) {
    V[i] = at;
    waiting[i] = has;
    if (keeps.of(i) != 0 && spikes != 0) {
      waiting[i] += spikes * StrictMath.exp(-refractory[i] * leak.of(i));
    }
    refractory[i]--;
  }

  /// Leaves to synapses the term that regularizes the firing rate.
  private void regularize(int n, long t) {
    double[] left = kappa_reg.each();
    double h = h();
    for (int i = 0; i < n; i++) rate[i] = left[i] * rate[i] + (1 - left[i]) * (fired[i] / h);
    if (!isHeard()) return;
    for (int i = 0; i < n; i++) away[i] = c_reg.of(i) * (rate[i] - f_target.of(i));
    leave(REGULARIZATION, t + 1, away);
  }

  @Override
  int shift() {
    return 0;
  }

  @Override
  double P_z_in(int i) {
    return 1;
  }

  @Override
  double kappa(int i) {
    return kappa.of(i);
  }

  @Override
  double kappaReg(int i) {
    return kappa_reg.of(i);
  }

  @Override
  double cutoff(int i) {
    return cutoff.of(i);
  }
}
