package myelin.models.eprop;

import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;

/// Leaky neurons that learn interval by interval, with a fixed or an adaptive threshold; see
/// [#MODEL] and [#ADAPT].
public final class EpropIafBsshslm2020 extends Recurrent {

  private static final String EQUATIONS =
      """
        V_m - E_L -> P * (V_m - E_L) + w * P_z at a spike
                     - (V_th - E_L) in the step after a spike of its own
                     + (1 - P) * tau_m / C_m * (I_e + I_stim),   P = exp(-h / tau_m)

      with P_z = 1 if regular_spike_arrival, else 1 - P. It fires in a step at the end of which V_m has
      reached the threshold, unless it did so less than t_ref before; nothing is reset. I_e acts from
      the second step on.
      """;

  private static final String LEARNING =
      """

      Synapses onto it of the model eprop_synapse_bsshslm_2020 learn by its surrogate gradient, by
      the learning signals that readout neurons send it, and by how far the number n of spikes in an
      interval of T = eprop_update_interval is from what f_target asks for: c_reg (n / T - f_target)
      / T times the eligibility, in steps. Intervals begin two steps later than those of the
      network; there, with eprop_reset_neurons_on_update, its potential, refractory time and
      adaptation are reset.

      """;

  private static final String SOURCE =
      """

      NEST reports a thousandth of the f_target that was set; here it is what was set. Bellec et al.
      2020 (doi:10.1038/s41467-020-17236-y).
      """;

  /// The model with a fixed threshold.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("eprop_iaf_bsshslm_2020")
                  .words(
                      "leaky neuron that learns by e-prop, interval by interval",
                      EQUATIONS + LEARNING + SURROGATE + SOURCE),
              false)
          .block(() -> new EpropIafBsshslm2020(false));

  /// The model with an adaptive threshold.
  public static final NeuronModel ADAPT =
      declare(
              NeuronModel.named("eprop_iaf_adapt_bsshslm_2020")
                  .words(
                      "adaptive leaky neuron that learns by e-prop, by intervals",
                      EQUATIONS + "\n" + ADAPTIVE + LEARNING + SURROGATE + SOURCE),
              true)
          .block(() -> new EpropIafBsshslm2020(true));

  /// How many steps later than the network's intervals those of the neuron begin.
  static final int SHIFT = 2;

  private final double[] count = hidden();

  private final Coefficient P_z_in =
      coefficient(p ->
          p.get("regular_spike_arrival") != 0 ? 1 : 1 - StrictMath.exp(-p.h() / p.get("tau_m")));
  private long interval;

  private EpropIafBsshslm2020(boolean adaptive) {
    super(adaptive);
  }

  private static NeuronModel.Builder declare(NeuronModel.Builder model, boolean adaptive) {
    return declare(model, adaptive, BY_INTERVAL)
        .flag("regular_spike_arrival", true, "spikes act in full; if false, times 1 - P");
  }

  @Override
  protected void derive(Derivation d) {
    super.derive(d);
    interval = intervalSteps();
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] spikes = input.sums(SPIKES);
    double[] I_stim = input.current(CURRENT);
    long place = (t - SHIFT) % interval;
    boolean begins = place == 0 && learning().reset();
    boolean ends = place == interval - 1;
    if (begins) reset();
    advance(spikes, currents(I_stim));
    adapt();
    int fire = look(t);
    for (int k = 0; k < fire; k++) count[firing(k)]++;
    if (ends) regularize(t);
    for (int i = 0, n = size(); i < n; i++) refractory[i] = Math.max(0, refractory[i] - 1);
    fire(t, fire, out);
  }

  private void advance(double[] spikes, double[] current) {
    int n = size();
    double[] P_i_in = this.P_i_in.each();
    double[] P_z_in = this.P_z_in.each();
    double[] P_v_m = this.P_v_m.each();
    double[] V_th = this.V_th.each();
    for (int i = 0; i < n; i++) {
      V[i] = P_i_in[i] * current[i] + P_z_in[i] * spikes[i] + P_v_m[i] * V[i] - fired[i] * V_th[i];
    }
    bound();
  }

  /// At the end of an interval, leaves to synapses the term that regularizes the firing rate.
  private void regularize(long t) {
    for (int i = 0, n = size(); i < n; i++) {
      double rate = count[i] / interval;
      double away = c_reg.of(i) * (rate - f_target.of(i) * h()) / interval;
      if (isHeard(i)) leave(REGULARIZATION, i, t + 1, away);
      count[i] = 0;
    }
  }

  @Override
  int shift() {
    return SHIFT;
  }

  @Override
  double P_z_in(int i) {
    return P_z_in.of(i);
  }
}
