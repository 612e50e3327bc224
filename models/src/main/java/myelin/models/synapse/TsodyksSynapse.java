package myelin.models.synapse;

import static myelin.models.synapse.Synapses.parameters;
import static myelin.models.synapse.Synapses.state;

import java.util.List;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SumLimit;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;
import myelin.models.neuron.ReleaseDecays;

/// Short-term plasticity with a current that outlasts the spike; see [#MODEL].
public final class TsodyksSynapse extends Plasticity {

  private static final String EQUATIONS =
      """
      Of a store of resources, a fraction x is recovered, y active and z = 1 - x - y inactive.
      Between spikes

        dx/dt = z / tau_rec     dy/dt = -y / tau_psc     du/dt = -u / tau_fac

      and at a spike of the source, in this order,

        u += U * (1 - u)     x -= u * x     y += u * x     (with x of before)

      The spike arrives with the weight times the u x that has become active. With tau_fac = 0, u is
      U at each spike. The target's synaptic time constant should be tau_psc.
      Tsodyks, Uziel and Markram 2000 (doi:10.1523/JNEUROSCI.20-01-j0003.2000).
      """;

  private static final List<ParameterSpec> PARAMETERS =
      parameters(
          1,
          ParameterSpec.number(
              "U", Unit.NONE, 0.5, "use of resources by a spike at rest", Synapses.FRACTION),
          ParameterSpec.number(
              "tau_psc", Unit.MS, 3, "time constant of inactivation", Condition.POSITIVE),
          ParameterSpec.number(
              "tau_fac", Unit.MS, 0, "time constant of facilitation", Condition.NOT_NEGATIVE),
          ParameterSpec.number(
              "tau_rec", Unit.MS, 800, "time constant of recovery", Condition.POSITIVE),
          state("x", 1, "fraction of resources that is recovered", Synapses.FRACTION),
          state("y", 0, "fraction of resources that is active", Synapses.FRACTION),
          state("u", 0, "use of resources by the last spike", Synapses.FRACTION));

  private static final SumLimit PARTS = new SumLimit(List.of("x", "y"), 1);

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
              new Model.Words(
                  "tsodyks_synapse", "short-term depression and facilitation", EQUATIONS),
              PARAMETERS,
              false,
              TsodyksSynapse::new)
          .with(PARTS);

  /// The model with the same weight and parameters for all synapses.
  public static final SynapseModel ALIKE =
      new SynapseModel(
              new Model.Words(
                  "tsodyks_synapse_hom",
                  "tsodyks_synapse with one weight and one set of parameters for all",
                  EQUATIONS),
              PARAMETERS,
              true,
              TsodyksSynapse::new)
          .with(PARTS)
          .withSharedWeight();

  private SynapseColumn U = new SynapseColumn();
  private SynapseColumn tau_psc = new SynapseColumn();
  private SynapseColumn tau_fac = new SynapseColumn();
  private SynapseColumn tau_rec = new SynapseColumn();
  private double[] x = {};
  private double[] y = {};
  private double[] u = {};

  private TsodyksSynapse() {}

  @Override
  protected SourceTrace[] open() {
    U = parameter("U");
    tau_psc = parameter("tau_psc");
    tau_fac = parameter("tau_fac");
    tau_rec = parameter("tau_rec");
    sendOthers();
    refresh();
    return new SourceTrace[0];
  }

  @Override
  protected void refresh() {
    x = variable("x");
    y = variable("y");
    u = variable("u");
  }

  @Override
  protected boolean hears() {
    return false;
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    double t = (until - since) * h();
    boolean alike = tau_psc.uniform() && tau_fac.uniform() && tau_rec.uniform();
    ReleaseDecays d = ReleaseDecays.of(tau_psc.at(from), tau_fac.at(from), tau_rec.at(from), t);
    for (int i = from; i < to; i++) {
      if (!alike) d = ReleaseDecays.of(tau_psc.at(i), tau_fac.at(i), tau_rec.at(i), t);
      double recovered = x[i] + d.recoveredOfActive() * y[i] + d.recovered() * (1 - x[i] - y[i]);
      double use = u[i] * d.use();
      use += U.at(i) * (1 - use);
      double released = use * recovered;
      x[i] = recovered - released;
      y[i] = y[i] * d.active() + released;
      u[i] = use;
      sent[i] = released * weight[i];
    }
  }
}
