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

/// Spike-timing dependent plasticity with a power law; see [#MODEL].
public final class StdpPlSynapse extends Plasticity {

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
          new Model.Words(
              "stdp_pl_synapse_hom",
              "spike-timing dependent plasticity with power-law facilitation",
              """
                post after pre:  w += lambda w^mu  exp(-|dt| / tau_plus)
                pre after post:  w -= lambda alpha w  exp(-|dt| / tau_minus)

              over all pairs of spikes, with w kept at 0 or above; tau_minus is the target's. The
              whole delay is dendritic; one set of parameters holds for all synapses. Morrison,
              Aertsen and Diesmann 2007 (doi:10.1162/neco.2007.19.6.1437).
              """),
          parameters(
              1,
              ParameterSpec.number(
                  "tau_plus", Unit.MS, 20, "time constant of facilitation", Condition.POSITIVE),
              ParameterSpec.number("lambda", Unit.NONE, 0.1, "step size", Condition.FINITE),
              ParameterSpec.number(
                  "alpha", Unit.NONE, 1, "depression relative to facilitation", Condition.FINITE),
              ParameterSpec.number(
                  "mu", Unit.NONE, 0.4, "exponent of facilitation", Condition.FINITE),
              state("Kplus", "trace of the source's spikes")),
          true,
          StdpPlSynapse::new);

  private SynapseColumn lambda = new SynapseColumn();
  private SynapseColumn alpha = new SynapseColumn();
  private SynapseColumn mu = new SynapseColumn();

  private StdpPlSynapse() {}

  @Override
  protected SourceTrace[] open() {
    lambda = parameter("lambda");
    alpha = parameter("alpha");
    mu = parameter("mu");
    return new SourceTrace[] {trace("Kplus", "tau_plus")};
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    SpikePairs heard = hear(from, to, since, until);
    for (int p = 0; p < heard.pairs(); p++) {
      int i = heard.synapse(p);
      double K = traces[0].at(i, row) * heard.rise(p) * heard.mark(p);
      weight[i] += lambda.at(i) * power(weight[i], mu.at(i)) * K;
    }
    for (int i = from; i < to; i++) {
      double w = weight[i];
      weight[i] = notNegative(w - lambda.at(i) * alpha.at(i) * w * heard.trace(i));
    }
  }
}
