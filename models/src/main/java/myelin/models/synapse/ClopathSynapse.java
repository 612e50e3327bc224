package myelin.models.synapse;

import static myelin.models.synapse.Synapses.parameters;
import static myelin.models.synapse.Synapses.state;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.neuron.History;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;

/// Plasticity by the potential of the target; see [#MODEL].
public final class ClopathSynapse extends Plasticity {

  private static final int POTENTIATION = 0;
  private static final int DEPRESSION = 1;

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
              new Model.Words(
                  "clopath_synapse",
                  "plasticity by the potential of the target",
                  """
                    at each step:         w += x_bar * potentiation, but not above Wmax
                    at a pre spike:       w -= depression, but not below Wmin;  x_bar += 1 / tau_x
                    dx_bar/dt = -x_bar / tau_x

                  where potentiation and depression follow in each step from the target's potential
                  and low-pass filtered copies of it; targets are hh_psc_alpha_clopath and
                  aeif_psc_delta_clopath. The whole delay is dendritic. Clopath, Büsing, Vasilaki
                  and Gerstner 2010 (doi:10.1038/nn.2479).
                  """),
              parameters(
                  1,
                  ParameterSpec.number(
                      "tau_x", Unit.MS, 15, "time constant of x_bar", Condition.POSITIVE),
                  ParameterSpec.number(
                      "Wmin", Unit.WEIGHT, 0, "lower limit of the weight", Condition.FINITE),
                  ParameterSpec.number(
                      "Wmax", Unit.WEIGHT, 100, "upper limit of the weight", Condition.FINITE),
                  state("x_bar", "trace of the source's spikes, of area 1 (1/ms)")),
              false,
              ClopathSynapse::new)
          .hearing("potentiation", "depression");

  private SynapseColumn Wmin = new SynapseColumn();
  private SynapseColumn Wmax = new SynapseColumn();

  private ClopathSynapse() {}

  @Override
  protected SourceTrace[] open() {
    Wmin = parameter("Wmin");
    Wmax = parameter("Wmax");
    return new SourceTrace[] {trace("x_bar", "tau_x").ofAreaOne()};
  }

  @Override
  protected boolean hearsPairs() {
    return false;
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    SourceTrace x_bar = traces[0];
    for (int i = from; i < to; i++) {
      int lane = lane(i);
      History potentiation = history(POTENTIATION, i);
      double w = weight[i];
      double x = x_bar.at(i, row);
      double most = Wmax.at(i);
      int end = potentiation.after(lane, until);
      for (int k = potentiation.after(lane, since); k < end; k++) {
        double left = x * x_bar.decay(i, potentiation.step(lane, k) - since);
        w += potentiation.value(lane, k) * left;
        if (w > most) w = most; // foreseen, unlike the result of Math.min
      }
      weight[i] = Math.max(Wmin.at(i), w - history(DEPRESSION, i).at(lane, until));
    }
  }
}
