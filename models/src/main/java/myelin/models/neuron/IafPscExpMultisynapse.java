package myelin.models.neuron;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Shape;

/// Leaky integrate-and-fire neuron with a current for each of its receptors; see [#MODEL].
public final class IafPscExpMultisynapse extends LeakyNeurons {

  /// The model.
  public static final NeuronModel MODEL =
      LeakyNeurons.declare(NeuronModel.named("iaf_psc_exp_multisynapse"), Double.NaN)
          .words(
              "leaky integrate-and-fire neuron with a current for each receptor",
              """
                C_m dV_m/dt = -(C_m / tau_m) * (V_m - E_L) + sum over k of I_syn_k + I_e + I_stim
                dI_syn_k/dt = -I_syn_k / tau_syn[k - 1]   (a spike on receptor k adds its weight to I_syn_k)

              Where V_m >= V_th the neuron fires, V_m becomes V_reset and stays there for t_ref. There are
              as many receptors, from 1 on, as tau_syn has elements; currents arrive on receptor 0. The
              solution is exact.
              Rotter and Diesmann 1999 (doi:10.1007/s004220050570).
              """)
          .list("tau_syn", Unit.MS, new double[] {2}, "time constants", Condition.POSITIVE)
          .count("n_synapses", "tau_syn", "number of receptors for spikes")
          .clock(false)
          .archive()
          .recordable("I_syn", Unit.PA, "sum of all synaptic currents")
          .shaped(IafPscExpMultisynapse::receptors)
          .fastLoop(Threshold.VECTORS)
          .block(shape -> new IafPscExpMultisynapse(shape.length("tau_syn")));

  /// Place of `I_syn` among the recordables.
  private static final int SUM = 1;

  /// Synaptic currents, by receptor.
  private final double[][] I_syn;

  private final Coefficient[] P11;
  private final Coefficient[] P21;
  private final Coefficient P22 = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_m")));
  private final Coefficient P20 =
      coefficient(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), p.h()));
  private final Coefficient P20_I_e =
      coefficient(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), p.h()) * p.get("I_e"));

  private IafPscExpMultisynapse(int receptors) {
    I_syn = new double[receptors][];
    P11 = new Coefficient[receptors];
    P21 = new Coefficient[receptors];
    for (int r = 0; r < receptors; r++) {
      int k = r;
      I_syn[k] = decaying("I_syn_" + (k + 1));
      P11[k] = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_syn", k)));
      P21[k] =
          coefficient(p ->
              Propagator.exponential(p.get("tau_syn", k), p.get("tau_m"), p.get("C_m"), p.h()));
    }
  }

  /// Channels 0 .. n - 1 are those of the receptors, n is that of currents.
  private static void receptors(NeuronModel.Builder model, Shape shape) {
    int n = shape.length("tau_syn");
    for (int k = 1; k <= n; k++) {
      model
          .recordable("I_syn_" + k, Unit.PA, "synaptic current of receptor " + k)
          .channel("spikes on receptor " + k, Content.WEIGHTS, Unit.PA);
    }
    model
        .channel("current", Content.CURRENT, Unit.NONE)
        .receptor(0, "current", Receptor.REFUSED, Receptor.REFUSED, n);
    for (int k = 1; k <= n; k++) {
      model.receptor(k, "receptor " + k, k - 1, k - 1, Receptor.REFUSED);
    }
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] P22 = this.P22.each();
    double[] P20 = this.P20.each();
    double[] P20_I_e = this.P20_I_e.each();
    for (int i = 0; i < LANES; i++) V[i] = P22[i] * V[i] + P20_I_e[i];
    double[] I_stim = input.current(I_syn.length);
    if (I_stim != null) for (int i = 0; i < LANES; i++) V[i] += P20[i] * I_stim[i];
    for (int k = 0; k < I_syn.length; k++)
      receive(I_syn[k], P11[k].each(), P21[k].each(), input.sums(k));
    hold();
    fireAtThreshold(t, out);
  }

  private void receive(double[] I_syn, double[] P11, double[] P21, double[] spikes) {
    for (int i = 0; i < LANES; i++) {
      V[i] += P21[i] * I_syn[i];
      I_syn[i] = P11[i] * I_syn[i] + spikes[i];
    }
  }

  @Override
  public double read(int recordable, int i) {
    if (recordable != SUM) return super.read(recordable, i);
    double sum = 0;
    for (double[] one : I_syn) sum += one[i];
    return sum;
  }
}
