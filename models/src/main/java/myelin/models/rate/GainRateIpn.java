package myelin.models.rate;

import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

/// What rate neurons with input noise and a nonlinear gain share: the gain is applied to the sum of
/// what arrives (with mult_coupling to that of weights >= 0 and that of weights < 0, one by one),
/// or without linear_summation to each rate as it arrives.
abstract class GainRateIpn extends RateIpn {

  private final Coefficient multiplies = parameter("mult_coupling");
  private final Coefficient sums = parameter("linear_summation");

  /// An empty block of neurons of the model of that name.
  GainRateIpn(String model) {
    super(model);
  }

  /// Declares a model.
  ///
  /// @param gain phi(x), as an equation
  static NeuronModel.Builder declare(String name, String summary, String gain, String source) {
    return RateIpn.declare(name)
        .words(
            summary,
            """
              tau dX/dt = -lambda X + mu + phi(I) + sqrt(tau) sigma xi(t),   phi(x) = %s

            I is the weighted sum of the rates that arrive; without linear_summation, phi(I) stands for
            the weighted sum of phi of each. With mult_coupling, rates of weights >= 0 and of weights < 0
            are summed apart, and phi of both is added. With rectify_output the rate is kept at
            rectify_rate or above. Steps are those of the stochastic exponential Euler method.
            %s
            """
                .formatted(gain, source))
        .flag("linear_summation", true, "sum input before the gain, or after it")
        .flag("mult_coupling", false, "apply the gain to excitation and inhibition apart");
  }

  @Override
  public final boolean gainsEach(int i) {
    return sums.of(i) == 0;
  }

  @Override
  final void couple(double[] ex, double[] in, double[] rate, double[] input) {
    for (int i = 0, n = size(); i < n; i++) {
      if (sums.of(i) == 0) input[i] = ex[i] + in[i];
      else if (multiplies.of(i) != 0) input[i] = gain(i, ex[i]) + gain(i, in[i]);
      else input[i] = gain(i, ex[i] + in[i]);
    }
  }
}
