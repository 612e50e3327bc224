package myelin.models.neuron;

import java.util.Set;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Carried;
import myelin.engine.declare.Channel.Content;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

/// Leaky integrate-and-fire neuron whose synapses depress and facilitate; see [#MODEL].
public final class IafTum2000 extends IafPscExp {

  private static final int RELEASED_EX = 4;
  private static final int RELEASED_IN = 5;

  private static final Condition FRACTION =
      new Condition("at least 0 and at most 1", x -> x >= 0 && x <= 1);

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("iaf_tum_2000")
                  .words(
                      "leaky integrate-and-fire neuron whose synapses depress and facilitate",
                      """
                      Like iaf_psc_exp, with short-term plasticity of the synapses that it makes,
                      the same for all of them:

                        dx/dt = z / tau_rec     dy/dt = -y / tau_psc     z = 1 - x - y
                        du/dt = -u / tau_fac

                      and at a spike of its own u += U (1 - u); then the part u x of the resources
                      changes from x (recovered) to y (active). The spike carries u x, and a neuron
                      of this model that it reaches on receptor 1 takes its weight times that.
                      Between neurons of this model, receptor 1 must be used; other spikes go to
                      receptor 0, and have no effect on receptor 1. x, y and u are shown as the last
                      spike left them.

                      Tsodyks, Uziel and Markram 2000 (doi:10.1523/JNEUROSCI.20-01-j0003.2000).
                      Recorded times of spikes lie on the grid; in NEST they are earlier by the
                      number that the spike carries, which is taken for a time in ms there.
                      """))
          .parameter(
              "tau_fac", Unit.MS, 1000, "time constant of facilitation", Condition.NOT_NEGATIVE)
          .parameter("tau_psc", Unit.MS, 2, "time constant of inactivation", Condition.POSITIVE)
          .parameter("tau_rec", Unit.MS, 400, "time constant of recovery", Condition.POSITIVE)
          .parameter("U", Unit.NONE, 0.5, "use of resources by a spike at rest", FRACTION)
          .state("x", Unit.NONE, 0, "fraction of resources that is recovered", Condition.FINITE)
          .state("y", Unit.NONE, 0, "fraction of resources that is active", Condition.FINITE)
          .state("u", Unit.NONE, 0, "use of resources by the last spike", FRACTION)
          .channel("released, excitatory", Content.CARRIED, Unit.PA)
          .channel("released, inhibitory", Content.CARRIED, Unit.PA)
          .receptor(1, "released", RELEASED_EX, RELEASED_IN, FILTERED)
          .carries(new Carried(Set.of(), Set.of(0)))
          .check(IafTum2000::requireResources)
          .block(IafTum2000::new);

  private final double[] x = variable("x");
  private final double[] y = variable("y");
  private final double[] u = variable("u");

  /// The end of the step of the last spike.
  private final double[] last = hidden();

  private final Coefficient tau_fac = parameter("tau_fac");
  private final Coefficient tau_psc = parameter("tau_psc");
  private final Coefficient tau_rec = parameter("tau_rec");
  private final Coefficient U = parameter("U");

  private IafTum2000() {}

  private static void requireResources(NeuronModel.Values p) {
    if (p.get("x") + p.get("y") <= 1) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "iaf_tum_2000: x + y must be at most 1, the whole of the resources, but x = %s and y = %s"
            .formatted(p.get("x"), p.get("y")));
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    super.step(t, input, out);
    double[] released_ex = input.sums(RELEASED_EX);
    double[] released_in = input.sums(RELEASED_IN);
    for (int i = 0; i < LANES; i++) {
      I_ex[i] += released_ex[i];
      I_in[i] += released_in[i];
    }
  }

  @Override
  void send(int i, long t, SpikeOutbox out) {
    double since = (t + 1 - last[i]) * h();
    ReleaseDecays d = ReleaseDecays.of(tau_psc.of(i), tau_fac.of(i), tau_rec.of(i), since);
    double recovered = x[i] + d.recoveredOfActive() * y[i] + d.recovered() * (1 - x[i] - y[i]);
    double use = u[i] * d.use();
    use += U.of(i) * (1 - use);
    double released = use * recovered;
    x[i] = recovered - released;
    y[i] = y[i] * d.active() + released;
    u[i] = use;
    last[i] = t + 1;
    fireCarrying(i, t, released, out);
  }
}
