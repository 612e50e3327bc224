package myelin.conformance.synapse;

import static myelin.Names.all_to_all;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.one_to_one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import myelin.Builder;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rate neurons and fields of Siegert neurons against closed forms.
class CoupledRatesTest {

  private static final NodeModel UNIT = NodeModel.named("lin_rate_ipn").with("sigma", 0.0);
  private static final Synapse AT_ONCE = Synapse.model("rate_connection_instantaneous");
  private static final Synapse LATER = Synapse.model("rate_connection_delayed");
  private static final double H = 0.1;

  private static NodeCollection meter(Simulator sim, NodeCollection nodes, String... quantities) {
    NodeCollection meter =
        sim.create(multimeter.with("record_from", quantities).with("interval", H));
    sim.connect(meter, nodes);
    return meter;
  }

  private static double[] apply(double[][] A, double[] x) {
    return new double[] {A[0][0] * x[0] + A[0][1] * x[1], A[1][0] * x[0] + A[1][1] * x[1]};
  }

  private static double[][] power(double[][] A, int n) {
    if (n == 0) return new double[][] {{1, 0}, {0, 1}};
    double[][] half = power(A, n / 2);
    double[][] square = times(half, half);
    return n % 2 == 0 ? square : times(square, A);
  }

  private static double[][] times(double[][] A, double[][] B) {
    double[] first = apply(A, new double[] {B[0][0], B[1][0]});
    double[] second = apply(A, new double[] {B[0][1], B[1][1]});
    return new double[][] {{first[0], second[0]}, {first[1], second[1]}};
  }

  /// `x(t + h) = A x(t) + b`, so `x(n h) = x* + A^n (x(0) - x*)` with `(1 - A) x* = b`.
  private static double[] coupled(double[][] A, double[] b, double[] start, int n) {
    double p = 1 - A[0][0];
    double q = 1 - A[1][1];
    double det = p * q - A[0][1] * A[1][0];
    double[] rest = {(q * b[0] + A[0][1] * b[1]) / det, (A[1][0] * b[0] + p * b[1]) / det};
    double[] x = apply(power(A, n), new double[] {start[0] - rest[0], start[1] - rest[1]});
    return new double[] {rest[0] + x[0], rest[1] + x[1]};
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoUnitsFollowThePowersOfAMatrix(boolean relax) {
    double[] mu = {1, 0.5};
    double[] tau = {10, 5};
    double[] start = {0.2, -0.1};
    double[] weight = {0.8, -0.6}; // 0 to 1, 1 to 0
    double[] decay = {Math.exp(-H / tau[0]), Math.exp(-H / tau[1])};
    double[] b = {(1 - decay[0]) * mu[0], (1 - decay[1]) * mu[1]};
    double[][] A = {{decay[0], (1 - decay[0]) * weight[1]}, {(1 - decay[1]) * weight[0], decay[1]}};
    Builder builder = Simulator.builder().threads(2).use_wfr(relax).wfr_tol(0);
    try (Simulator sim = builder.build()) {
      NodeCollection units =
          sim.create(UNIT.with("mu", mu).with("tau", tau).with("rate", start), 2);
      sim.connect(units.first(1), units.last(1), AT_ONCE.with("weight", weight[0]));
      sim.connect(units.last(1), units.first(1), AT_ONCE.with("weight", weight[1]));
      NodeCollection meter = meter(sim, units, "rate");
      sim.simulate(30);
      double[] rate = sim.events(meter).values("rate");
      // Without relaxation no neuron hears the first values in the first step.
      double[] alone = {decay[0] * start[0] + b[0], decay[1] * start[1] + b[1]};
      for (int k = 1; k <= 300; k++) {
        double[] x = relax ? coupled(A, b, start, k) : coupled(A, b, alone, k - 1);
        assertThat(rate[2 * k - 2]).isCloseTo(x[0], within(1e-12));
        assertThat(rate[2 * k - 1]).isCloseTo(x[1], within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.4, 1, 2.5})
  void delayedRatesActAfterTheDelayAndAStep(double delay) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection source = sim.create(UNIT.with("rate", 1.0));
      NodeCollection target = sim.create(UNIT);
      sim.connect(source, target, LATER.with("weight", 2.0).with("delay", delay));
      NodeCollection meter = meter(sim, target, "rate");
      sim.simulate(5);
      double[] rate = sim.events(meter).values("rate");
      int first = (int) Math.round(delay / H);
      double decay = Math.exp(-H / 10);
      double x = 0;
      for (int k = 0; k < rate.length; k++) {
        // The source decays from 1; what it was at a time is heard from `delay` later on.
        double heard = k < first ? 0 : 2 * Math.pow(decay, k - first);
        x = decay * x + (1 - decay) * heard;
        assertThat(rate[k]).as("after %s steps", k + 1).isCloseTo(x, within(1e-13));
        assertThat(rate[k] != 0).isEqualTo(k >= first);
      }
    }
  }

  /// Mean `mu / lambda` and variance `sigma^2 / (2 lambda)`, whatever tau and the step are.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noisyUnitsHaveTheStationaryMoments(long seed) {
    double lambda = 0.5;
    double sigma = 1.5;
    int n = 2000;
    try (Simulator sim = Simulator.builder().seed(seed).threads(2).build()) {
      NodeModel noisy =
          UNIT.with("sigma", sigma).with("lambda", lambda).with("tau", 0.5).with("mu", 2.0);
      NodeCollection units = sim.create(noisy, n);
      NodeCollection meter =
          sim.create(
              multimeter.with("record_from", "rate").with("interval", 4.0).with("start", 10.0));
      sim.connect(meter, units);
      sim.simulate(50);
      double[] x = sim.events(meter).values("rate");
      assertThat(x.length).isGreaterThanOrEqualTo(9 * n);
      double variance = sigma * sigma / (2 * lambda);
      double mean = Arrays.stream(x).average().orElseThrow();
      double found = Arrays.stream(x).map(y -> (y - mean) * (y - mean)).average().orElseThrow();
      // Samples are four tau / lambda apart, so they are nearly independent: five standard errors.
      assertThat(mean).isCloseTo(2 / lambda, within(5 * Math.sqrt(variance / x.length)));
      assertThat(found).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / x.length)));
    }
  }

  /// The noise that is recorded is that of the step which ends then, however often it was repeated.
  @Test
  void recordedNoiseMakesTheRate() {
    double[] first = {};
    for (boolean relax : new boolean[] {true, false}) {
      Builder builder = Simulator.builder().threads(3).use_wfr(relax).wfr_tol(0);
      try (Simulator sim = builder.build()) {
        NodeCollection units = sim.create(UNIT.with("sigma", 2.0), 2);
        sim.connect(units, units, all_to_all().withoutAutapses(), AT_ONCE.with("weight", -0.7));
        NodeCollection meter = meter(sim, units, "rate", "noise");
        sim.simulate(8);
        Events events = sim.events(meter);
        double[] rate = events.values("rate");
        double[] noise = events.values("noise");
        double decay = Math.exp(-H / 10);
        double factor = Math.sqrt((1 - decay * decay) / 2);
        for (int k = 2; k < rate.length; k++) {
          double other = rate[k % 2 == 0 ? k - 1 : k - 3];
          double x = decay * rate[k - 2] - 0.7 * (1 - decay) * other + factor * noise[k];
          assertThat(rate[k]).isCloseTo(x, within(1e-13));
        }
        if (first.length > 0) assertThat(noise).containsExactly(first);
        first = noise;
      }
    }
  }

  /// `1 / rate = t_ref + tau Integral_0^inf exp(-u^2) (exp(2 top u) - exp(2 low u)) / u du` (Brunel
  /// 2000), by Simpson's rule; rate in 1/ms.
  private static double siegert(double mu, double sigma) {
    double top = (20 - mu) / sigma;
    double low = -mu / sigma;
    DoubleUnaryOperator f =
        u ->
            u == 0
                ? 2 * (top - low)
                : (Math.exp(u * (2 * top - u)) - Math.exp(u * (2 * low - u))) / u;
    int n = 8000;
    double end = Math.max(top, 0) + 9;
    double sum = f.applyAsDouble(0) + f.applyAsDouble(end);
    for (int k = 1; k < n; k++) sum += (k % 2 == 1 ? 4 : 2) * f.applyAsDouble(k * end / n);
    return 1 / (2 + 20 * sum * end / n / 3);
  }

  /// Brunel's network: `C_E = 1000`, `C_I = 250`, `J = 0.1 mV`, `g = 5`, `eta = 2`, all alike.
  private static double field(double rate) {
    double external = 20;
    double drift = 0.1 * (external + 1000 * rate) - 0.5 * 250 * rate;
    double diffusion = 0.01 * (external + 1000 * rate) + 0.25 * 250 * rate;
    return siegert(20 * drift, Math.sqrt(20 * diffusion));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fieldsOfBrunelsNetworkSettleAtTheFixedPoint(boolean relax) {
    double low = 1e-6;
    double high = 0.4;
    for (int k = 0; k < 60; k++) {
      double rate = (low + high) / 2;
      if (field(rate) > rate) low = rate;
      else high = rate;
    }
    double fixedPoint = 1000 * low;
    assertThat(fixedPoint).isCloseTo(32.033, within(1e-3));
    try (Simulator sim = Simulator.builder().threads(3).use_wfr(relax).build()) {
      NodeModel field =
          NodeModel.named("siegert_neuron")
              .with("tau_m", 20.0)
              .with("t_ref", 2.0)
              .with("theta", 20.0)
              .with("V_reset", 0.0);
      NodeCollection fields = sim.create(field, 2);
      NodeCollection external =
          sim.create(NodeModel.named("siegert_neuron").with("mean", 20000.0).with("rate", 20000.0));
      Synapse excite = diffusion(0.02 * 0.1, 0.02 * 0.01);
      sim.connect(external, fields, excite);
      sim.connect(fields.first(1), fields, diffusion(0.02 * 0.1 * 1000, 0.02 * 0.01 * 1000));
      sim.connect(fields.last(1), fields, diffusion(-0.02 * 0.5 * 250, 0.02 * 0.25 * 250));
      sim.simulate(60);
      double[] rates = fields.get("rate");
      assertThat(rates[0]).isCloseTo(fixedPoint, within(1e-9));
      assertThat(rates[1]).isEqualTo(rates[0]);
    }
  }

  private static Synapse diffusion(double drift, double spread) {
    return Synapse.model("diffusion_connection")
        .with("drift_factor", drift)
        .with("diffusion_factor", spread);
  }

  /// A slice of any length gives the explicit scheme, once it has settled.
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 20})
  void intervalsDoNotMatter(double interval) {
    double[] expected = {};
    for (double ms : new double[] {H, interval}) {
      Builder builder = Simulator.builder().wfr_tol(0).wfr_max_iterations(300);
      try (Simulator sim = builder.wfr_comm_interval(ms(ms)).build()) {
        NodeCollection units = sim.create(UNIT.with("mu", new double[] {1, 2, -1}), 3);
        sim.connect(units, units, one_to_one(), AT_ONCE.with("weight", -0.2));
        Synapse forth = AT_ONCE.with("weight", 0.9);
        sim.connect(units.at(0, 1), units.at(1, 2), one_to_one(), forth);
        sim.connect(units.at(2), units.at(0), forth.with("weight", -0.7));
        sim.simulate(20);
        double[] rates = units.get("rate");
        if (expected.length > 0) assertThat(rates).containsExactly(expected);
        expected = rates;
      }
    }
  }
}
