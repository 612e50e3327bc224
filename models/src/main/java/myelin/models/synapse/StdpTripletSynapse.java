package myelin.models.synapse;

import static myelin.models.synapse.Synapses.parameters;
import static myelin.models.synapse.Synapses.state;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.PostSpikes;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SpikePairs;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;

/// Spike-timing dependent plasticity of triplets of spikes; see [#MODEL].
public final class StdpTripletSynapse extends Plasticity {

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
          new Model.Words(
              "stdp_triplet_synapse",
              "spike-timing dependent plasticity of triplets of spikes",
              """
                at a post spike:  |w| += r1 * (Aplus + Aplus_triplet * o2)
                at a pre spike:   |w| -= o1 * (Aminus + Aminus_triplet * r2)

              with traces of the source's spikes r1 (tau_plus) and r2 (tau_plus_triplet) and of the
              target's spikes o1 (tau_minus) and o2 (tau_minus_triplet, both the target's); r2 and
              o2 are taken just before the spike. w is kept between 0 and Wmax, and has the sign of
              Wmax. The whole delay is dendritic. Pfister and Gerstner 2006
              (doi:10.1523/JNEUROSCI.1425-06.2006), all-to-all.
              """),
          parameters(
              1,
              ParameterSpec.number(
                  "tau_plus", Unit.MS, 16.8, "time constant of r1", Condition.POSITIVE),
              ParameterSpec.number(
                  "tau_plus_triplet", Unit.MS, 101, "time constant of r2", Condition.POSITIVE),
              ParameterSpec.number(
                  "Aplus", Unit.NONE, 5e-10, "facilitation by pairs", Condition.FINITE),
              ParameterSpec.number(
                  "Aplus_triplet", Unit.NONE, 6.2e-3, "facilitation by triplets", Condition.FINITE),
              ParameterSpec.number(
                  "Aminus", Unit.NONE, 7e-3, "depression by pairs", Condition.FINITE),
              ParameterSpec.number(
                  "Aminus_triplet", Unit.NONE, 2.3e-4, "depression by triplets", Condition.FINITE),
              ParameterSpec.number(
                  "Wmax",
                  Unit.WEIGHT,
                  100,
                  "limit of the weight, with the same sign as the weight",
                  Condition.NOT_ZERO),
              state("Kplus", "r1, trace of the source's spikes"),
              state("Kplus_triplet", "r2, slow trace of the source's spikes")),
          false,
          StdpTripletSynapse::new);

  private SynapseColumn Aplus = new SynapseColumn();
  private SynapseColumn Aplus_triplet = new SynapseColumn();
  private SynapseColumn Aminus = new SynapseColumn();
  private SynapseColumn Aminus_triplet = new SynapseColumn();
  private SynapseColumn Wmax = new SynapseColumn();

  private StdpTripletSynapse() {}

  @Override
  protected SourceTrace[] open() {
    Aplus = parameter("Aplus");
    Aplus_triplet = parameter("Aplus_triplet");
    Aminus = parameter("Aminus");
    Aminus_triplet = parameter("Aminus_triplet");
    Wmax = parameter("Wmax");
    return new SourceTrace[] {
      trace("Kplus", "tau_plus"), trace("Kplus_triplet", "tau_plus_triplet")
    };
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    PostSpikes posts = posts();
    SourceTrace r1 = traces[0];
    SourceTrace r2 = traces[1];
    SpikePairs heard = hear(from, to, since, until);
    for (int p = 0; p < heard.pairs(); p++) {
      int i = heard.synapse(p);
      double K = r1.at(i, row) * heard.rise(p) * heard.mark(p);
      double o2 = posts.slowTraceBefore(target(i), heard.age(p));
      double w = Math.abs(weight[i]) + K * (Aplus.at(i) + Aplus_triplet.at(i) * o2);
      weight[i] = Math.copySign(Math.min(Math.abs(Wmax.at(i)), w), Wmax.at(i));
    }
    for (int i = from; i < to; i++) {
      double slow = r2.at(i, row) * r2.decay(i, until - since);
      double less = heard.trace(i) * (Aminus.at(i) + Aminus_triplet.at(i) * slow);
      double w = Math.max(0, Math.abs(weight[i]) - less);
      weight[i] = Math.copySign(w, Wmax.at(i));
    }
  }
}
