package myelin.models.rate;

import java.util.Arrays;
import myelin.engine.base.BadInput;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.CoupledBlock;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.random.NormalPairs;
import myelin.engine.random.RandomStream;

/// What rate neurons have in common: a gain, and the input that it makes of the rates that arrive.
abstract class RateBlock extends CoupledBlock {

  /// What `phi(I)` in the equations of the models means.
  static final String INPUT =
      """
      I is the weighted sum of the rates that arrive; without linear_summation, phi(I) means the
      weighted sum of phi of each.\
      """;

  /// Where the equations come from.
  static final String SOURCE = "Hahne et al. 2017 (doi:10.3389/fninf.2017.00034).";

  static final ParameterSpec.Kind REAL = ParameterSpec.Kind.REAL;

  private static final int EX = 0;
  private static final int IN = 1;

  private final String model;
  private final Gain gain;
  private final Coefficient sums = parameter("linear_summation");
  private final Coefficient multiplies;

  /// Whether any neuron of the block applies its gain to a sum, and whether any has
  /// `mult_coupling`.
  private boolean some;

  private boolean apart;

  private final double[] input = new double[LANES];
  private final double[] phi = new double[LANES];
  private final double[] phiIn = new double[LANES];
  private final double[] times = new double[LANES];
  private final double[] timesIn = new double[LANES];
  private NormalPairs random = new NormalPairs(0);

  /// An empty block of neurons of a model.
  ///
  /// @param multiplies whether the model has `mult_coupling`
  RateBlock(String model, Gain.Kind kind, boolean multiplies) {
    this.model = model;
    this.multiplies = multiplies ? parameter("mult_coupling") : coefficient(p -> 0);
    gain = kind.make().apply(this::parameter);
  }

  /// Declares the parameters of the gain, and how it is applied.
  static NeuronModel.Builder gain(NeuronModel.Builder model, Gain.Kind kind) {
    return kind.declare()
        .apply(
            model.flag("linear_summation", true, "sum input before the gain; if false, after it"));
  }

  /// Declares the same, for models that may treat excitation and inhibition separately.
  static NeuronModel.Builder gains(NeuronModel.Builder model, Gain.Kind kind) {
    return gain(model, kind)
        .flag("mult_coupling", false, "apply the gain to excitation and inhibition separately");
  }

  /// Declares what comes last in all these models: what every neuron has, and that they send rates.
  static NeuronModel.Builder common(NeuronModel.Builder model) {
    return model.clock(false).archive().silent().tells(Signal.RATE);
  }

  /// What `mult_coupling` does, in words.
  ///
  /// @param sent the symbol of what neurons send
  static String multiplied(Gain.Kind kind, String sent) {
    String words =
        """
        With mult_coupling, rates with weights >= 0 and with weights < 0 are summed separately, and
        phi of both sums is added.\
        """;
    if (kind != Gains.LIN) return words;
    return words
        + " The first is then multiplied by g_ex (theta_ex - %s), the second by\ng_in (theta_in + %s)."
            .formatted(sent, sent);
  }

  @Override
  protected void derive(Derivation d) {
    random = new NormalPairs(seed());
    some = false;
    apart = false;
    for (int i = 0, n = size(); i < n; i++) {
      some |= sums.of(i) != 0;
      apart |= multiplies.of(i) != 0;
    }
  }

  @Override
  public final boolean gainsEach(int i) {
    return sums.of(i) == 0;
  }

  @Override
  public final double gain(int i, double x) {
    return gain.of(i, x);
  }

  /// phi(I) of this step, one element per lane.
  ///
  /// @param rate what the neurons themselves send
  final double[] input(double[] rate) {
    double[] ex = received(EX, 0);
    double[] in = received(IN, 0);
    int n = size();
    for (int i = 0; i < n; i++) input[i] = ex[i] + in[i];
    if (some) {
      System.arraycopy(input, 0, phi, 0, n);
      gain.all(phi, n);
      for (int i = 0; i < n; i++) if (sums.of(i) != 0) input[i] = phi[i];
    }
    if (apart) multiply(ex, in, rate, n);
    return input;
  }

  private void multiply(double[] ex, double[] in, double[] rate, int n) {
    System.arraycopy(ex, 0, phi, 0, n);
    System.arraycopy(in, 0, phiIn, 0, n);
    gain.all(phi, n);
    gain.all(phiIn, n);
    gain.factors(rate, times, timesIn, n);
    for (int i = 0; i < n; i++) {
      if (multiplies.of(i) == 0) continue;
      input[i] =
          sums.of(i) == 0
              ? times[i] * ex[i] + timesIn[i] * in[i]
              : times[i] * phi[i] + timesIn[i] * phiIn[i];
    }
  }

  /// Draws the noise of step `t`, normal numbers with mean 0 and deviation `sigma`.
  final void draw(long t, double[] sigma, double[] noise) {
    int n = size();
    double any = 0;
    for (int i = 0; i < n; i++) any = Math.max(any, sigma[i]);
    if (any == 0) {
      Arrays.fill(noise, 0, n, 0);
      return;
    }
    random.drawFirst(RandomStream.Purpose.RATE, ids(), t, n);
    double[] normal = random.first();
    for (int i = 0; i < n; i++) noise[i] = sigma[i] * normal[i];
    for (int i = 0; i < n; i++) if (sigma[i] == 0) noise[i] = 0;
  }

  /// Ends the run if a rate is not finite.
  final void requireFinite(double[] rate, long t) {
    int n = size();
    double sum = 0;
    for (int i = 0; i < n; i++) sum += 0 * rate[i];
    if (sum == 0) return;
    for (int i = 0; i < n; i++) {
      if (Double.isFinite(rate[i])) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s %d cannot be integrated in step %d, where its rate is no longer finite; look at the weights, tau and the parameters of the gain"
              .formatted(model, id(i), t));
    }
  }
}
