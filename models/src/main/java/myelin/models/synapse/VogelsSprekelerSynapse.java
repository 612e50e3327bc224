package myelin.models.synapse;

import static myelin.models.synapse.Synapses.parameters;
import static myelin.models.synapse.Synapses.state;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SpikePairs;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;

/// Symmetric plasticity of inhibitory synapses; see [#MODEL].
public final class VogelsSprekelerSynapse extends Plasticity {

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
          new Model.Words(
              "vogels_sprekeler_synapse",
              "symmetric plasticity with a constant depression",
              """
                each pair of spikes:  |w| += eta * exp(-|dt| / tau)
                each pre spike:       |w| -= alpha * eta

              with w kept between 0 and Wmax, with the sign of Wmax. For pairs with the target's
              spike first, tau is the target's tau_minus: set both. The whole delay is dendritic.
              Vogels, Sprekeler, Zenke, Clopath and Gerstner 2011 (doi:10.1126/science.1211095).
              """),
          parameters(
              0.5,
              ParameterSpec.number(
                  "tau", Unit.MS, 20, "time constant of the source's trace", Condition.POSITIVE),
              ParameterSpec.number("eta", Unit.NONE, 0.001, "step size", Condition.FINITE),
              ParameterSpec.number(
                  "alpha", Unit.NONE, 0.12, "depression at a pre spike", Condition.FINITE),
              ParameterSpec.number(
                  "Wmax",
                  Unit.WEIGHT,
                  1,
                  "limit of the weight, with the same sign as the weight",
                  Condition.NOT_ZERO),
              state("Kplus", "trace of the source's spikes")),
          false,
          VogelsSprekelerSynapse::new);

  private SynapseColumn eta = new SynapseColumn();
  private SynapseColumn alpha = new SynapseColumn();
  private SynapseColumn Wmax = new SynapseColumn();

  private VogelsSprekelerSynapse() {}

  @Override
  protected SourceTrace[] open() {
    eta = parameter("eta");
    alpha = parameter("alpha");
    Wmax = parameter("Wmax");
    return new SourceTrace[] {trace("Kplus", "tau")};
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    SpikePairs heard = hear(from, to, since, until);
    for (int p = 0; p < heard.pairs(); p++) {
      int i = heard.synapse(p);
      double K = traces[0].at(i, row) * heard.rise(p) * heard.mark(p);
      weight[i] = facilitated(i, eta.at(i) * K);
    }
    for (int i = from; i < to; i++) {
      double w = Math.abs(facilitated(i, eta.at(i) * heard.trace(i)));
      weight[i] = Math.copySign(Math.max(0, w - alpha.at(i) * eta.at(i)), Wmax.at(i));
    }
  }

  private double facilitated(int i, double more) {
    double w = Math.min(Math.abs(Wmax.at(i)), Math.abs(weight[i]) + more);
    return Math.copySign(w, Wmax.at(i));
  }
}
