package myelin.conformance.synapse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import myelin.Events;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.FreshMachine;
import myelin.conformance.harness.PlasticNetwork;
import myelin.conformance.harness.PlasticTrial;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A recurrent plastic network has the same spikes and weights to the bit however it is run, and
/// its weights are those of the equations.
class PlasticNetworkTest {

  private static final double DURATION = 1300;
  private static final double SHORT = 60;

  private static String expected = "";
  private static String expectedShort = "";

  @BeforeAll
  static void simulateOnce() {
    expected = PlasticNetwork.run(1, 0, DURATION);
    expectedShort = PlasticNetwork.run(1, 0, SHORT);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void resultsDoNotDependOnThreads(int threads) {
    assertThat(PlasticNetwork.run(threads, 0, DURATION)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "1, 2", "3, 7"})
  void resultsDoNotDependOnSlices(int threads, int slice) {
    assertThat(PlasticNetwork.run(threads, slice, DURATION)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void resultsDoNotDependOnHowOftenTheSimulationStops(int threads) {
    try (PlasticNetwork network = new PlasticNetwork(threads, 0)) {
      double[] pieces = {0.1, 0.7, 0, 3.3, 0.1, 55.8, 240, 1000};
      assertThat(Arrays.stream(pieces).sum()).isEqualTo(DURATION);
      for (double piece : pieces) {
        network.sim.simulate(piece);
        network.sim.nodes(1, 61).get("post_trace");
        network.sim.nodes(1, 61).get("archiver_length");
      }
      assertThat(network.hash()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("myelin.conformance.harness.FreshMachine#compilers")
  void interpreterAndCompilersAgree(String option) throws IOException, InterruptedException {
    assertThat(FreshMachine.run(PlasticNetwork.class, Double.toString(SHORT), option))
        .isEqualTo(expectedShort);
  }

  /// The spikes that were recorded, put into the equations, give the weights that were recorded:
  /// also where a source or target is silent for long, and neurons have forgotten their spikes.
  @Test
  void theWeightsAreThoseOfTheEquations() {
    try (PlasticNetwork network = new PlasticNetwork(2, 0)) {
      network.sim.simulate(DURATION);
      Map<Integer, int[]> trains = trains(network.sim.events(network.spikes));
      requireLiveliness(network, trains);
      long[] steps = network.sim.events(network.spikes).steps();
      long end = steps[steps.length - 1];
      network.sim.simulate(network.sim.min_delay()); // the last spikes pass their synapses now
      Map<Long, double[]> recorded = recorded(network.sim.events(network.weights), end);
      int compared = 0;
      for (int i = 0; i < network.made.size(); i++) {
        PlasticNetwork.Made m = network.made.get(i);
        boolean often = m.source() <= 100;
        if (often && i % 7 != 0) continue;
        int[] pre = trains.getOrDefault(m.source(), new int[0]);
        int[] post = trains.getOrDefault(m.target(), new int[0]);
        PlasticTrial t =
            new PlasticTrial(
                m.trial().model(), m.trial().parameters(), m.trial().delay(), pre, post);
        double[] weights = recorded.getOrDefault(pair(m.source(), m.target()), new double[0]);
        double[] wanted = PlasticOracle.weights(t, PlasticNetwork.H);
        double size = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
        String what = "%d to %d: %s".formatted(m.source(), m.target(), t);
        Close.require(what, weights, wanted, 1e-10 * Math.max(1, size));
        compared += weights.length;
      }
      assertThat(compared).isGreaterThan(5000);
    }
  }

  /// Neurons forget spikes that all synapses have heard.
  private static void requireLiveliness(PlasticNetwork network, Map<Integer, int[]> trains) {
    int often = (int) trains.values().stream().filter(t -> t.length > 150).count();
    assertThat(often).isGreaterThan(90);
    assertThat(IntStream.rangeClosed(101, 104)).noneMatch(trains::containsKey);
    assertThat(network.made).anyMatch(m -> m.source() > 104);
    assertThat(network.sim.nodes().first(104).get("V_m")).doesNotContain(Double.NaN);
  }

  private static Map<Integer, int[]> trains(Events spikes) {
    Map<Integer, List<Integer>> lists = new HashMap<>();
    int[] senders = spikes.senders();
    long[] steps = spikes.steps();
    for (int e = 0; e < senders.length; e++) {
      lists.computeIfAbsent(senders[e], s -> new java.util.ArrayList<>()).add((int) steps[e]);
    }
    Map<Integer, int[]> trains = new HashMap<>();
    lists.forEach((s, l) -> trains.put(s, l.stream().mapToInt(i -> i).toArray()));
    return trains;
  }

  /// The weights at spikes up to step `end`, by pair of nodes, between which there is one synapse.
  private static Map<Long, double[]> recorded(Events weights, long end) {
    Map<Long, List<Double>> lists = new HashMap<>();
    int[] senders = weights.senders();
    double[] targets = weights.values("targets");
    double[] values = weights.values("weights");
    long[] steps = weights.steps();
    for (int e = 0; e < senders.length && steps[e] <= end; e++) {
      lists
          .computeIfAbsent(pair(senders[e], (int) targets[e]), p -> new java.util.ArrayList<>())
          .add(values[e]);
    }
    Map<Long, double[]> all = new HashMap<>();
    lists.forEach((p, l) -> all.put(p, l.stream().mapToDouble(w -> w).toArray()));
    return all;
  }

  private static long pair(int source, int target) {
    return source * 100_000L + target;
  }
}
