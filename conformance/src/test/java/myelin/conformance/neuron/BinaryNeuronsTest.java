package myelin.conformance.neuron;

import static myelin.Names.all_to_all;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import myelin.Events;
import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Binary neurons are on with the probability that their gain says, and update at random times.
class BinaryNeuronsTest {

  private static final int N = 6000;
  private static final double TAU = 5;

  /// Exceeded once in a thousand times (Kolmogorov 1933).
  private static final double BOUND = 1.95;

  private static Stream<Arguments> gains() {
    NodeModel sigmoid =
        NodeModel.named("ginzburg_neuron").with("theta", 1.0).with("c_2", 0.9).with("c_3", 0.7);
    NodeModel line =
        NodeModel.named("ginzburg_neuron")
            .with("c_1", 0.1)
            .with("c_2", 0.4)
            .with("c_3", 0.5)
            .with("theta", 2.0);
    NodeModel error = NodeModel.named("erfc_neuron").with("theta", 1.0).with("sigma", 1.5);
    DoubleUnaryOperator first = x -> 0.45 * (1 + Math.tanh(0.7 * (x - 1)));
    DoubleUnaryOperator second = x -> 0.1 * x + 0.2 * (1 + Math.tanh(0.5 * (x - 2)));
    DoubleUnaryOperator third = x -> normal((x - 1) / 1.5);
    List<Arguments> all = new ArrayList<>();
    for (double x : new double[] {-1, 0.5, 1, 2.3, 9}) {
      all.add(Arguments.of(sigmoid, first, x));
      all.add(Arguments.of(line, second, x));
      all.add(Arguments.of(error, third, x));
    }
    return all.stream();
  }

  /// The normal distribution function, as an integral of its density by Simpson's rule.
  private static double normal(double z) {
    int n = 2000;
    double sum = 0;
    for (int k = 0; k <= n; k++) {
      double u = z * k / n;
      double weight = k == 0 || k == n ? 1 : k % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-0.5 * u * u);
    }
    return 0.5 + sum * z / n / 3 / Math.sqrt(2 * Math.PI);
  }

  @ParameterizedTest
  @MethodSource("gains")
  void theyAreOnWithTheProbabilityOfTheGain(NodeModel model, DoubleUnaryOperator gain, double x) {
    double p = Math.clamp(gain.applyAsDouble(x), 0, 1);
    for (boolean injected : new boolean[] {true, false}) {
      try (Simulator sim = Simulator.builder().seed(3).threads(2).build()) {
        NodeCollection neurons = sim.create(model.with("tau_m", TAU), N);
        if (injected) {
          sim.connect(sim.create(NodeModel.named("noise_generator").with("mean", x)), neurons);
        } else {
          NodeModel on = NodeModel.named("mcculloch_pitts_neuron").with("theta", -1.0);
          NodeCollection source = sim.create(on.with("tau_m", 0.5));
          sim.connect(source, neurons, all_to_all(), static_synapse.with("weight", x));
        }
        sim.simulate(20 * TAU);
        double on = Arrays.stream(neurons.get("S")).average().orElseThrow();
        // where it cannot be on, or off, all must be alike
        assertThat(on).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / N)));
        assertThat(neurons.get("h")).containsOnly(injected ? 0 : x);
      }
    }
  }

  /// A neuron that is on with probability 1/2 changes at every second update, so its changes are a
  /// Poisson process of half the rate.
  @Test
  void updatesComeAtExponentialIntervals() {
    NodeModel coin = NodeModel.named("ginzburg_neuron").with("c_3", 0.0).with("tau_m", TAU);
    int n = 800;
    int used = 5;
    double[] intervals = new double[n * used];
    try (Simulator sim = Simulator.builder().seed(4).threads(2).build()) {
      NodeCollection neurons = sim.create(coin, n);
      NodeCollection detector = sim.create("spin_detector", 1);
      sim.connect(neurons, detector);
      sim.simulate(60 * TAU);
      Events events = sim.events(detector);
      double[] last = new double[n + 1];
      int[] seen = new int[n + 1];
      for (int e = 0; e < events.senders().length; e++) {
        int id = events.senders()[e];
        double t = events.times()[e];
        if (seen[id] < used) intervals[(id - 1) * used + seen[id]++] = t - last[id];
        last[id] = t;
      }
      for (int id = 1; id <= n; id++) assertThat(seen[id]).isEqualTo(used);
    }
    Arrays.sort(intervals);
    double farthest = 0;
    for (int k = 0; k < intervals.length; k++) {
      double expected = 1 - Math.exp(-intervals[k] / (2 * TAU));
      farthest = Math.max(farthest, Math.abs((k + 0.5) / intervals.length - expected));
    }
    // updates act at the ends of steps of 0.1 ms
    assertThat(farthest).isLessThan(BOUND / Math.sqrt(intervals.length) + 0.1 / (2 * TAU));
  }
}
