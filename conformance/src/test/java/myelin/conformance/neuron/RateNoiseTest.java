package myelin.conformance.neuron;

import static myelin.Names.multimeter;
import static myelin.Names.one_to_one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Noise of rate neurons: moments and correlations of many neurons against closed forms, to within
/// five standard errors.
class RateNoiseTest {

  private static final double H = 0.1;
  private static final int N = 20_000;

  /// Two samples of a quantity of many neurons: columns of one number a neuron.
  private record Sample(double[] x, double[] y) {

    double mean() {
      double sum = 0;
      for (double v : x) sum += v;
      return sum / x.length;
    }

    static double covariance(double[] a, double[] b) {
      double meanA = new Sample(a, b).mean();
      double meanB = new Sample(b, a).mean();
      double sum = 0;
      for (int i = 0; i < a.length; i++) sum += (a[i] - meanA) * (b[i] - meanB);
      return sum / a.length;
    }
  }

  /// The columns of quantities of the nodes, at the times of samples; the last two are used.
  private static double[] column(Events events, String quantity, int fromEnd) {
    double[] all = events.values(quantity);
    int samples = all.length / N;
    double[] column = new double[N];
    System.arraycopy(all, (samples - 1 - fromEnd) * N, column, 0, N);
    return column;
  }

  private static void requireCovariance(double[] a, double[] b, double expected, double size) {
    double error = Math.sqrt((size * size + expected * expected) / N);
    assertThat(Sample.covariance(a, b)).isCloseTo(expected, within(5 * error));
  }

  private static Stream<Arguments> ipn() {
    return Stream.of(
        Arguments.of("lin_rate_ipn", 0.0),
        Arguments.of("tanh_rate_ipn", Math.tanh(-1.3 * 0.4)),
        Arguments.of("threshold_lin_rate_ipn", 1.3 * 0.6),
        Arguments.of("sigmoid_rate_ipn", 1.3 / (1 + Math.exp(2 * 0.4))),
        Arguments.of("sigmoid_rate_gg_1998_ipn", 0.0),
        Arguments.of("gauss_rate_ipn", 1.3 * Math.exp(-0.5 * 0.25)));
  }

  private static NodeModel withGain(NodeModel model) {
    NodeModel own = model;
    String name = model.name();
    own = own.with("g", 1.3);
    if (name.startsWith("tanh") || name.startsWith("sigmoid_rate_ipn"))
      own = own.with("theta", 0.4);
    if (name.startsWith("threshold_lin")) own = own.with("theta", -0.6);
    if (name.equals("sigmoid_rate_ipn")) own = own.with("beta", 2.0);
    if (name.startsWith("gauss")) own = own.with("mu", 0.3).with("sigma", 0.6);
    return own;
  }

  /// A neuron without input is an Ornstein-Uhlenbeck process: mean `(mu + phi(0)) / lambda`,
  /// variance `sigma^2 / (2 lambda)`, correlation `exp(-lambda t / tau)`.
  @ParameterizedTest
  @MethodSource("ipn")
  void inputNoiseIsFiltered(String name, double phi) {
    double lambda = 0.5;
    double sigma = 1.5;
    double tau = 1.2;
    double lag = 1.5;
    try (Simulator sim = Simulator.builder().seed(5).threads(2).build()) {
      NodeModel model =
          withGain(NodeModel.named(name))
              .with("mean", 2.0)
              .with("std", sigma)
              .with("lambda", lambda)
              .with("tau", tau);
      NodeCollection units = sim.create(model, N);
      NodeCollection meter =
          sim.create(multimeter.with("record_from", "rate").with("interval", lag));
      sim.connect(meter, units);
      sim.simulate(30);
      double variance = sigma * sigma / (2 * lambda);
      double[] last = column(sim.events(meter), "rate", 0);
      double[] before = column(sim.events(meter), "rate", 1);
      double mean = new Sample(last, before).mean();
      assertThat(mean).isCloseTo((2 + phi) / lambda, within(5 * Math.sqrt(variance / N)));
      requireCovariance(last, last, variance, variance);
      requireCovariance(last, before, variance * Math.exp(-lambda * lag / tau), variance);
    }
  }

  /// Others hear `Y = X + sqrt(tau / h) sigma N`. With a connection of weight w onto itself, `X(t +
  /// h) = P X + (1 - P) (mu + w Y)`: an autoregressive process.
  @Test
  void outputNoiseIsHeardByTheNeuronItself() {
    double tau = 2;
    double sigma = 0.7;
    double w = -1.5;
    double P = Math.exp(-H / tau);
    double a = P + (1 - P) * w;
    double s = Math.sqrt(tau / H) * sigma;
    double push = (1 - P) * w * s;
    double variance = push * push / (1 - a * a);
    try (Simulator sim = Simulator.builder().seed(6).threads(2).wfr_tol(0).build()) {
      NodeModel model =
          NodeModel.named("lin_rate_opn").with("mu", 1.0).with("sigma", sigma).with("tau", tau);
      NodeCollection units = sim.create(model, N);
      Synapse own = Synapse.model("rate_connection_instantaneous").with("weight", w);
      sim.connect(units, units, one_to_one(), own);
      String[] quantities = {"rate", "noisy_rate"};
      NodeCollection meter =
          sim.create(
              multimeter.with("record_from", quantities).with("interval", H).with("start", 14.0));
      sim.connect(meter, units);
      sim.simulate(15);
      double[] X = column(sim.events(meter), "rate", 0);
      double[] XBefore = column(sim.events(meter), "rate", 1);
      double[] Y = column(sim.events(meter), "noisy_rate", 0);
      double[] YBefore = column(sim.events(meter), "noisy_rate", 1);
      double noisy = variance + s * s;
      double mean = new Sample(X, Y).mean();
      assertThat(mean).isCloseTo(1 / (1 - w), within(5 * Math.sqrt(variance / N)));
      requireCovariance(X, X, variance, variance);
      requireCovariance(X, XBefore, a * variance, variance);
      requireCovariance(Y, Y, noisy, noisy);
      double both = Math.sqrt(variance * noisy);
      requireCovariance(X, Y, a * variance + (1 - P) * w * s * s, both);
      requireCovariance(Y, XBefore, variance, both);
      requireCovariance(Y, YBefore, a * variance + (1 - P) * w * s * s, noisy);
    }
  }

  @ParameterizedTest
  @MethodSource("opn")
  void outputNoiseLeavesTheRateAlone(String name, double phi) {
    double tau = 2;
    double sigma = 0.7;
    double s = Math.sqrt(tau / H) * sigma;
    try (Simulator sim = Simulator.builder().seed(7).threads(2).build()) {
      NodeModel model =
          withGain(NodeModel.named(name.replace("ipn", "opn")))
              .with("mean", 2.0)
              .with("std", sigma)
              .with("tau", tau);
      NodeCollection units = sim.create(model, N);
      String[] quantities = {"rate", "noisy_rate", "noise"};
      NodeCollection meter =
          sim.create(multimeter.with("record_from", quantities).with("interval", 1.0));
      sim.connect(meter, units);
      sim.simulate(2);
      double expected = (2 + phi) * (1 - Math.exp(-2 / tau));
      double before = (2 + phi) * (1 - Math.exp(-1.9 / tau));
      Events events = sim.events(meter);
      double[] noisy = column(events, "noisy_rate", 0);
      double[] noise = column(events, "noise", 0);
      double[] rate = column(events, "rate", 0);
      for (int i = 0; i < N; i++) {
        assertThat(rate[i]).isCloseTo(expected, within(1e-12));
        assertThat(noisy[i]).isCloseTo(before + Math.sqrt(tau / H) * noise[i], within(1e-12));
      }
      requireCovariance(noisy, noisy, s * s, s * s);
      requireCovariance(noisy, column(events, "noisy_rate", 1), 0, s * s);
    }
  }

  private static Stream<Arguments> opn() {
    return ipn().limit(3);
  }
}
