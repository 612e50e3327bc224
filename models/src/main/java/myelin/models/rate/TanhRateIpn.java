package myelin.models.rate;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

/// Rate neuron with a gain that saturates at -1 and 1; see [#MODEL].
public final class TanhRateIpn extends GainRateIpn {

  /// The model.
  public static final NeuronModel MODEL =
      RateIpn.rectified(
              GainRateIpn.declare(
                      "tanh_rate_ipn",
                      "rate neuron with input noise and a hyperbolic tangent as gain",
                      "tanh(g (x - theta))",
                      "Hahne et al. 2017 (doi:10.3389/fninf.2017.00034).")
                  .parameter("g", Unit.NONE, 1, "gain", Condition.FINITE)
                  .parameter("theta", Unit.NONE, 0, "shift of the gain", Condition.FINITE))
          .block(TanhRateIpn::new);

  private final Coefficient g = parameter("g");
  private final Coefficient theta = parameter("theta");

  private TanhRateIpn() {
    super("tanh_rate_ipn");
  }

  @Override
  public double gain(int i, double x) {
    return StrictMath.tanh(g.of(i) * (x - theta.of(i)));
  }
}
