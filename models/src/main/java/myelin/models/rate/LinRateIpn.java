package myelin.models.rate;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

/// Linear rate neuron with input noise; see [#MODEL].
public final class LinRateIpn extends RateIpn {

  /// The model.
  public static final NeuronModel MODEL =
      RateIpn.rectified(
              RateIpn.declare("lin_rate_ipn")
                  .words(
                      "linear rate neuron with input noise",
                      """
                        tau dX/dt = -lambda X + mu + phi(I) + sqrt(tau) sigma xi(t),   phi(x) = g x

                      I is the weighted sum of the rates that arrive. With mult_coupling input of weights >= 0 is
                      multiplied by g_ex (theta_ex - X), that of weights < 0 by g_in (theta_in + X). With
                      rectify_output the rate is kept at rectify_rate or above. Steps are those of the stochastic
                      exponential Euler method. As the gain is linear, linear_summation makes no difference.
                      Hahne et al. 2017 (doi:10.3389/fninf.2017.00034).
                      """)
                  .parameter("g", Unit.NONE, 1, "gain", Condition.FINITE)
                  .flag("linear_summation", true, "sum input before the gain, or after it")
                  .flag("mult_coupling", false, "multiply input by a function of the rate")
                  .parameter(
                      "g_ex", Unit.NONE, 1, "factor of excitatory coupling", Condition.FINITE)
                  .parameter(
                      "g_in", Unit.NONE, 1, "factor of inhibitory coupling", Condition.FINITE)
                  .parameter(
                      "theta_ex", Unit.NONE, 0, "shift of excitatory coupling", Condition.FINITE)
                  .parameter(
                      "theta_in", Unit.NONE, 0, "shift of inhibitory coupling", Condition.FINITE))
          .block(LinRateIpn::new);

  private final Coefficient g = parameter("g");
  private final Coefficient g_ex = parameter("g_ex");
  private final Coefficient g_in = parameter("g_in");
  private final Coefficient theta_ex = parameter("theta_ex");
  private final Coefficient theta_in = parameter("theta_in");
  private final Coefficient multiplies = parameter("mult_coupling");

  private LinRateIpn() {
    super("lin_rate_ipn");
  }

  @Override
  void couple(double[] ex, double[] in, double[] rate, double[] input) {
    for (int i = 0, n = size(); i < n; i++) {
      boolean multiply = multiplies.of(i) != 0;
      double H_ex = multiply ? g_ex.of(i) * (theta_ex.of(i) - rate[i]) : 1;
      double H_in = multiply ? g_in.of(i) * (theta_in.of(i) + rate[i]) : 1;
      input[i] = g.of(i) * (H_ex * ex[i] + H_in * in[i]);
    }
  }
}
