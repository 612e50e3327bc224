package myelin.models.synapse;

import static myelin.models.synapse.Synapses.parameters;
import static myelin.models.synapse.Synapses.state;

import java.util.Arrays;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.math.Power;
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
                post after pre:  w += lambda * w^mu * exp(-|dt| / tau_plus)
                pre after post:  w -= lambda * alpha * w * exp(-|dt| / tau_minus)

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

  /// How many powers are computed at once.
  private static final int TOGETHER = 256;

  /// Up to this number of pairs, powers are computed one by one.
  private static final int FEW = 8;

  private SynapseColumn lambda = new SynapseColumn();
  private SynapseColumn alpha = new SynapseColumn();
  private SynapseColumn mu = new SynapseColumn();

  /// Pairs that are still to come.
  private int[] rest = {};

  /// Pairs of synapses of which no two are the same.
  private final int[] chosen = new int[TOGETHER + 1];

  private final double[] base = new double[TOGETHER];
  private final double[] exponent = new double[TOGETHER];
  private final double[] power = new double[TOGETHER];

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
    facilitate(heard, row);
    for (int i = from; i < to; i++) {
      double w = weight[i];
      weight[i] = notNegative(w - lambda.at(i) * alpha.at(i) * w * heard.trace(i));
    }
  }

  /// Goes through the pairs in rounds, each with one pair of a synapse, so that powers can be
  /// computed many at a time.
  private void facilitate(SpikePairs heard, int row) {
    int left = heard.pairs();
    if (rest.length < left) rest = new int[2 * left];
    for (int p = 0; p < left; p++) rest[p] = p;
    boolean alike = mu.uniform() && mu.at(0) != 0 && mu.at(0) != 1;
    while (left > FEW && alike) left = round(heard, left, row);
    for (int k = 0; k < left; k++) {
      int p = rest[k];
      int i = heard.synapse(p);
      grow(heard, p, row, power(weight[i], mu.at(i)));
    }
  }

  /// Takes the oldest of the first `n` of [#rest] of each synapse, and returns how many are left.
  private int round(SpikePairs heard, int n, int row) {
    int[] rest = this.rest;
    int[] chosen = this.chosen;
    int others = 0;
    int before = -1;
    for (int k = 0; k < n; ) {
      int m = 0;
      for (; k < n && m < TOGETHER; k++) {
        int p = rest[k];
        int i = heard.synapse(p);
        int isOther = (i ^ before) == 0 ? 0 : 1;
        chosen[m] = p;
        m += isOther;
        rest[others] = p;
        others += 1 - isOther;
        before = i;
      }
      grow(heard, m, row);
    }
    return others;
  }

  private void grow(SpikePairs heard, int m, int row) {
    for (int k = 0; k < m; k++) base[k] = weight[heard.synapse(chosen[k])];
    Arrays.fill(exponent, 0, m, mu.at(0));
    Power.pow(base, exponent, power, m);
    for (int k = 0; k < m; k++) grow(heard, chosen[k], row, power[k]);
  }

  private void grow(SpikePairs heard, int p, int row, double power) {
    int i = heard.synapse(p);
    double K = traces[0].at(i, row) * heard.rise(p) * heard.mark(p);
    weight[i] += lambda.at(i) * power * K;
  }
}
