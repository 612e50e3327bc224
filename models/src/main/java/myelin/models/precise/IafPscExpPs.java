package myelin.models.precise;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.neuron.NeuronModel;

/// Leaky integrate-and-fire neuron with exponentially decaying synaptic currents and precise spike
/// times; see [#MODEL].
public final class IafPscExpPs extends ExponentialCurrents {

  /// The model.
  public static final NeuronModel MODEL =
      complete(
              declare(
                      "iaf_psc_exp_ps",
                      "iaf_psc_exp that receives and fires spikes at any time within a step",
                      EQUATIONS
                          + """
                          V_m is compared with V_th when a spike arrives and at the end of a step: where it rises
                          above V_th and falls below again in between, the spike is missed, as in NEST;
                          iaf_psc_exp_ps_lossless misses none.
                          Morrison et al. 2007 (doi:10.1162/neco.2007.19.1.47), Hanuschkin et al. 2010
                          (doi:10.3389/fninf.2010.00113).
                          """,
                      Double.NEGATIVE_INFINITY,
                      Condition.POSITIVE_DURATION)
                  .parameter("tau_syn_ex", Unit.MS, 2, "decay time, excitatory", Condition.POSITIVE)
                  .parameter("tau_syn_in", Unit.MS, 2, "decay time, inhibitory", Condition.POSITIVE)
                  .state("I_syn_ex", Unit.PA, 0, "excitatory synaptic current", Condition.FINITE)
                  .unrecorded()
                  .state("I_syn_in", Unit.PA, 0, "inhibitory synaptic current", Condition.FINITE)
                  .unrecorded(),
              Unit.PA)
          .block(IafPscExpPs::new);

  private static final int IS_REFRACTORY = 3;

  private IafPscExpPs() {
    super(IS_REFRACTORY);
  }
}
