package myelin.models.synapse;

import static myelin.models.synapse.Synapses.constant;
import static myelin.models.synapse.Synapses.parameters;
import static myelin.models.synapse.Synapses.state;

import java.util.List;
import myelin.engine.Condition;
import myelin.engine.Model;
import myelin.engine.ParameterSpec;
import myelin.engine.Plasticity;
import myelin.engine.PostSpikes;
import myelin.engine.SourceTrace;
import myelin.engine.SynapseColumn;
import myelin.engine.SynapseModel;
import myelin.engine.Unit;

/// Spike-timing dependent plasticity, all pairs of spikes; see [#MODEL].
public final class StdpSynapse extends Plasticity {

  private static final String EQUATIONS =
      """
        post after pre:  w += lambda Wmax (1 - w / Wmax)^mu_plus  exp(-|dt| / tau_plus)
        pre after post:  w -= alpha lambda Wmax (w / Wmax)^mu_minus  exp(-|dt| / tau_minus)

      over all pairs of spikes, with w kept between 0 and Wmax; tau_minus is the target's. The whole
      delay is dendritic. mu = 0 is additive, mu = 1 multiplicative. Guetig et al. 2003
      (doi:10.1523/JNEUROSCI.23-09-03697.2003); Morrison et al. 2008 (doi:10.1007/s00422-008-0233-1).
      """;

  private static final List<ParameterSpec> PARAMETERS =
      parameters(
          1,
          constant("tau_plus", Unit.MS, 20, "time constant of facilitation", Condition.POSITIVE),
          constant("lambda", Unit.NONE, 0.01, "step size", Condition.FINITE),
          constant("alpha", Unit.NONE, 1, "depression relative to facilitation", Condition.FINITE),
          constant("mu_plus", Unit.NONE, 1, "exponent of facilitation", Condition.NOT_NEGATIVE),
          constant("mu_minus", Unit.NONE, 1, "exponent of depression", Condition.NOT_NEGATIVE),
          constant("Wmax", Unit.NONE, 100, "limit of the weight, of its sign", Condition.NOT_ZERO),
          state("Kplus", "trace of the source's spikes"));

  /// The model with parameters for each synapse.
  public static final SynapseModel MODEL =
      new SynapseModel(
          new Model.Words(
              "stdp_synapse", "spike-timing dependent plasticity, all pairs of spikes", EQUATIONS),
          PARAMETERS,
          false,
          StdpSynapse::new);

  /// The model with the same parameters for all synapses.
  public static final SynapseModel ALIKE =
      new SynapseModel(
          new Model.Words(
              "stdp_synapse_hom",
              "spike-timing dependent plasticity, one set of parameters for all",
              EQUATIONS),
          PARAMETERS,
          true,
          StdpSynapse::new);

  private SynapseColumn lambda = new SynapseColumn();
  private SynapseColumn alpha = new SynapseColumn();
  private SynapseColumn mu_plus = new SynapseColumn();
  private SynapseColumn mu_minus = new SynapseColumn();
  private SynapseColumn Wmax = new SynapseColumn();
  private boolean varied;

  private StdpSynapse() {}

  @Override
  protected SourceTrace[] open() {
    lambda = parameter("lambda");
    alpha = parameter("alpha");
    mu_plus = parameter("mu_plus");
    mu_minus = parameter("mu_minus");
    Wmax = parameter("Wmax");
    refresh();
    return new SourceTrace[] {trace("Kplus", "tau_plus")};
  }

  @Override
  protected void refresh() {
    varied = !lambda.uniform() || !alpha.uniform() || !Wmax.uniform();
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    PostSpikes posts = posts();
    SourceTrace Kplus = traces[0];
    double up = 0;
    double down = 0;
    double most = 0;
    for (int i = from; i < to; i++) {
      if (varied || i == from) {
        up = lambda.at(i);
        down = alpha.at(i) * lambda.at(i);
        most = Wmax.at(i);
      }
      int n = target(i);
      double w = weight[i] / most;
      int newest = posts.age(n, 0, until);
      for (int k = posts.age(n, newest, since) - 1; k >= newest; k--) {
        double K = Kplus.at(i, row) * Kplus.decay(i, posts.step(n, k) - since);
        w = atMost(1, w + up * power(1 - w, mu_plus.at(i)) * K);
      }
      double K = posts.trace(n, newest, until);
      weight[i] = notNegative(w - down * power(w, mu_minus.at(i)) * K) * most;
    }
  }
}
