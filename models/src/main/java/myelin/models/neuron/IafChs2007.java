package myelin.models.neuron;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;

/// Spike response neuron of the thalamus; see [#MODEL].
public final class IafChs2007 extends Block {

  private static final int EXCITATORY = 0;

  /// The model.
  public static final NeuronModel MODEL =
      NeuronModel.named("iaf_chs_2007")
          .words(
              "spike response neuron of the thalamus, with given noise",
              """
                V_m(t) = sum over spikes heard of  w * V_epsp * e / tau_epsp * (t - s) * exp(-(t - s) / tau_epsp)
                         - sum over own spikes of  V_reset * exp(-(t - s) / tau_reset)
                         + V_noise * noise_k

              in units of the distance from rest to threshold, so the neuron fires where V_m >= 1.
              While V_noise > 0, the next element of noise is added in each step; it begins with the
              first again when noise is set to other values. After the last there is no noise (NEST
              reads on beyond the end). Spikes of weight < 0 have no effect, and there is no current
              input. V_m can be set, but follows from the equations again in the next step. The
              solution is exact. Carandini et al. 2007 (doi:10.1167/7.14.20).
              """)
          .state("V_m", Unit.MV, 0, "membrane potential", Condition.FINITE)
          .parameter("tau_epsp", Unit.MS, 8.5, "rise time of potentials", Condition.POSITIVE)
          .parameter("tau_reset", Unit.MS, 15.4, "decay time after a spike", Condition.POSITIVE)
          .parameter("V_epsp", Unit.MV, 0.77, "peak for a weight of 1", Condition.NOT_NEGATIVE)
          .parameter("V_reset", Unit.MV, 2.31, "fall at a spike", Condition.NOT_NEGATIVE)
          .parameter("V_noise", Unit.NONE, 0, "size of the noise", Condition.FINITE)
          .list("noise", Unit.NONE, new double[0], "noise, step by step", Condition.FINITE)
          .clock(false)
          .archive()
          .channel("excitatory spikes", Content.WEIGHTS, Unit.NONE)
          .receptor(0, "default", EXCITATORY, Receptor.IGNORED, Receptor.REFUSED)
          .block(shape -> new IafChs2007(shape.length("noise")));

  /// V_m at which the neuron fires.
  private static final double THRESHOLD = 1;

  private final double[] V = variable("V_m");
  private final double[] V_syn = hiddenDecaying();
  private final double[] rising = hiddenDecaying();
  private final double[] V_spike = hiddenDecaying();

  /// How many elements of the noise have been used.
  private final double[] used = hidden();

  /// A number by which a noise is told from others.
  private final double[] mark = hidden();

  private final Coefficient P_epsp = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_epsp")));
  private final Coefficient P_reset = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_reset")));
  private final Coefficient P_rise =
      coefficient(p ->
          p.get("V_epsp")
              * Math.E
              / p.get("tau_epsp")
              * p.h()
              * StrictMath.exp(-p.h() / p.get("tau_epsp")));
  private final Coefficient V_reset = parameter("V_reset");
  private final Coefficient V_noise = parameter("V_noise");

  /// The noise, by step and lane.
  private final double[][] noise;

  private IafChs2007(int steps) {
    noise = new double[steps][];
  }

  @Override
  protected void derive(Derivation d) {
    for (int k = 0; k < noise.length; k++) {
      int step = k;
      noise[k] = d.column(p -> p.get("noise", step));
    }
    for (int i = 0; i < size(); i++) {
      double now = markOfNoise(i);
      if (now != mark[i]) used[i] = 0;
      mark[i] = now;
    }
  }

  private double markOfNoise(int i) {
    long hash = noise.length;
    for (double[] step : noise) hash = 31 * hash + Double.doubleToLongBits(step[i] + 0.0);
    return hash;
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] P_epsp = this.P_epsp.each();
    double[] P_reset = this.P_reset.each();
    double[] P_rise = this.P_rise.each();
    double[] spikes = input.sums(EXCITATORY);
    for (int i = 0; i < LANES; i++) {
      V_syn[i] = P_epsp[i] * V_syn[i] + P_rise[i] * rising[i];
      rising[i] = P_epsp[i] * rising[i] + spikes[i];
      V_spike[i] *= P_reset[i];
      V[i] = V_syn[i] + V_spike[i];
    }
    if (noise.length > 0) addNoise();
    for (int i = 0, n = size(); i < n; i++) {
      if (V[i] < THRESHOLD) continue;
      V_spike[i] -= V_reset.of(i);
      V[i] -= V_reset.of(i);
      fire(i, t, out);
    }
  }

  private void addNoise() {
    for (int i = 0, n = size(); i < n; i++) {
      if (!(V_noise.of(i) > 0) || used[i] >= noise.length) continue;
      V[i] += V_noise.of(i) * noise[(int) used[i]++][i];
    }
  }
}
