package myelin.models.rate;

import java.util.function.Function;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.math.Exponential;
import myelin.engine.math.Hyperbolic;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

/// The gains that rate neurons may have.
final class Gains {

  static final Gain.Kind LIN =
      new Gain.Kind("lin", "", "a linear gain", "g * x", Linear::declare, Linear::new);

  static final Gain.Kind TANH =
      new Gain.Kind(
          "tanh",
          "",
          "a hyperbolic tangent as gain",
          "tanh(g * (x - theta))",
          m -> shift(factor(m)),
          Tangent::new);

  static final Gain.Kind THRESHOLD_LIN =
      new Gain.Kind(
          "threshold_lin",
          "",
          "a threshold-linear gain",
          "min(max(g * (x - theta), 0), alpha)",
          m ->
              shift(factor(m))
                  .parameter(
                      "alpha",
                      Unit.NONE,
                      Double.POSITIVE_INFINITY,
                      "largest value of the gain",
                      Condition.ANY),
          ThresholdLinear::new);

  static final Gain.Kind SIGMOID =
      new Gain.Kind(
          "sigmoid",
          "",
          "a sigmoid as gain",
          "g / (1 + exp(-beta * (x - theta)))",
          m ->
              shift(factor(m))
                  .parameter("beta", Unit.NONE, 1, "slope of the gain", Condition.FINITE),
          Sigmoid::new);

  static final Gain.Kind SIGMOID_GG_1998 =
      new Gain.Kind(
          "sigmoid",
          "_gg_1998",
          "a sigmoid of fourth order",
          "(g * x)^4 / (0.1^4 + (g * x)^4)   (Gancarz and Grossberg 1998)",
          Gains::factor,
          GancarzGrossberg::new);

  static final Gain.Kind GAUSS =
      new Gain.Kind(
          "gauss",
          "",
          "a Gaussian gain",
          "g * exp(-(x - mu)^2 / (2 * sigma^2))",
          m ->
              factor(m)
                  .parameter("mu", Unit.NONE, 0, "where the gain is largest", Condition.FINITE)
                  .parameter("sigma", Unit.NONE, 0, "width of the gain", Condition.NOT_NEGATIVE),
          Gaussian::new);

  private Gains() {}

  private static NeuronModel.Builder factor(NeuronModel.Builder model) {
    return model.parameter("g", Unit.NONE, 1, "gain", Condition.FINITE);
  }

  private static NeuronModel.Builder shift(NeuronModel.Builder model) {
    return model.parameter("theta", Unit.NONE, 0, "shift of the gain", Condition.FINITE);
  }

  private static final class Linear extends Gain {
    private final Coefficient g;
    private final Coefficient g_ex;
    private final Coefficient g_in;
    private final Coefficient theta_ex;
    private final Coefficient theta_in;

    Linear(Function<String, Coefficient> parameter) {
      g = parameter.apply("g");
      g_ex = parameter.apply("g_ex");
      g_in = parameter.apply("g_in");
      theta_ex = parameter.apply("theta_ex");
      theta_in = parameter.apply("theta_in");
    }

    static NeuronModel.Builder declare(NeuronModel.Builder model) {
      return factor(model)
          .parameter("g_ex", Unit.NONE, 1, "factor of excitatory coupling", Condition.FINITE)
          .parameter("g_in", Unit.NONE, 1, "factor of inhibitory coupling", Condition.FINITE)
          .parameter("theta_ex", Unit.NONE, 0, "shift of excitatory coupling", Condition.FINITE)
          .parameter("theta_in", Unit.NONE, 0, "shift of inhibitory coupling", Condition.FINITE);
    }

    @Override
    double of(int i, double x) {
      return g.of(i) * x;
    }

    @Override
    void all(double[] x, int n) {
      for (int i = 0; i < n; i++) x[i] = g.of(i) * x[i];
    }

    @Override
    void factors(double[] rate, double[] ex, double[] in, int n) {
      for (int i = 0; i < n; i++) {
        ex[i] = g_ex.of(i) * (theta_ex.of(i) - rate[i]);
        in[i] = g_in.of(i) * (theta_in.of(i) + rate[i]);
      }
    }
  }

  private static final class Tangent extends Gain {
    private final Coefficient g;
    private final Coefficient theta;

    Tangent(Function<String, Coefficient> parameter) {
      g = parameter.apply("g");
      theta = parameter.apply("theta");
    }

    @Override
    double of(int i, double x) {
      return Hyperbolic.tanh(g.of(i) * (x - theta.of(i)));
    }

    @Override
    void all(double[] x, int n) {
      for (int i = 0; i < n; i++) x[i] = g.of(i) * (x[i] - theta.of(i));
      Hyperbolic.tanh(x, x, n);
    }
  }

  private static final class ThresholdLinear extends Gain {
    private final Coefficient g;
    private final Coefficient theta;
    private final Coefficient alpha;

    ThresholdLinear(Function<String, Coefficient> parameter) {
      g = parameter.apply("g");
      theta = parameter.apply("theta");
      alpha = parameter.apply("alpha");
    }

    @Override
    double of(int i, double x) {
      return Math.min(Math.max(g.of(i) * (x - theta.of(i)), 0), alpha.of(i));
    }

    @Override
    void all(double[] x, int n) {
      for (int i = 0; i < n; i++) {
        x[i] = Math.min(Math.max(g.of(i) * (x[i] - theta.of(i)), 0), alpha.of(i));
      }
    }
  }

  private static final class Sigmoid extends Gain {
    private final Coefficient g;
    private final Coefficient theta;
    private final Coefficient beta;

    Sigmoid(Function<String, Coefficient> parameter) {
      g = parameter.apply("g");
      theta = parameter.apply("theta");
      beta = parameter.apply("beta");
    }

    @Override
    double of(int i, double x) {
      return g.of(i) / (1 + Exponential.exp(-beta.of(i) * (x - theta.of(i))));
    }

    @Override
    void all(double[] x, int n) {
      for (int i = 0; i < n; i++) x[i] = -beta.of(i) * (x[i] - theta.of(i));
      Exponential.exp(x, x, n);
      for (int i = 0; i < n; i++) x[i] = g.of(i) / (1 + x[i]);
    }
  }

  private static final class GancarzGrossberg extends Gain {
    private static final double HALF = fourth(0.1);
    private final Coefficient g;

    GancarzGrossberg(Function<String, Coefficient> parameter) {
      g = parameter.apply("g");
    }

    private static double fourth(double x) {
      return x * x * (x * x);
    }

    /// The gain of a scaled input; it is 1 where the powers would overflow.
    private static double saturate(double x) {
      double power = fourth(x);
      return Double.isInfinite(power) ? 1 : power / (HALF + power);
    }

    @Override
    double of(int i, double x) {
      return saturate(g.of(i) * x);
    }

    @Override
    void all(double[] x, int n) {
      for (int i = 0; i < n; i++) x[i] = saturate(g.of(i) * x[i]);
    }
  }

  /// A Gaussian gain; with a width of 0 it is g at mu, and 0 elsewhere.
  private static final class Gaussian extends Gain {
    private final Coefficient g;
    private final Coefficient mu;
    private final Coefficient sigma;

    Gaussian(Function<String, Coefficient> parameter) {
      g = parameter.apply("g");
      mu = parameter.apply("mu");
      sigma = parameter.apply("sigma");
    }

    private double exponent(int i, double x) {
      double away = x - mu.of(i);
      if (away == 0) return 0;
      double widths = away / sigma.of(i);
      return -0.5 * widths * widths;
    }

    @Override
    double of(int i, double x) {
      return g.of(i) * Exponential.exp(exponent(i, x));
    }

    @Override
    void all(double[] x, int n) {
      for (int i = 0; i < n; i++) x[i] = exponent(i, x[i]);
      Exponential.exp(x, x, n);
      for (int i = 0; i < n; i++) x[i] = g.of(i) * x[i];
    }
  }
}
