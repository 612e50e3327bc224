package myelin.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import myelin.conformance.harness.FreshMachine;
import myelin.conformance.harness.MixedNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Equal programs and seeds give equal results to the last bit, whatever the machine does to get
/// there: threads, slices, calls of simulate, interpreter and compilers.
class DeterminismTest {

  private static final double DURATION = 40;
  private static final double SHORT = 12;

  private static String expected = "";

  @BeforeAll
  static void simulateOnce() {
    expected = MixedNetwork.run(1, DURATION);
  }

  @Test
  void theNetworkIsAlive() {
    try (MixedNetwork network = new MixedNetwork(2, 0)) {
      network.sim.simulate(DURATION);
      int[] counts = new int[network.sim.size() + 1];
      for (int sender : network.sim.events(network.recorder()).senders()) counts[sender]++;
      int[] first = {1, 301, 501, 701, 751, 801};
      int[] after = {301, 501, 701, 751, 801, 951};
      for (int p = 0; p < first.length; p++) {
        int sum = 0;
        for (int id = first[p]; id < after[p]; id++) sum += counts[id];
        assertThat(sum).as("spikes of nodes from %d", first[p]).isGreaterThan(50);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 16})
  void resultsDoNotDependOnThreads(int threads) {
    assertThat(MixedNetwork.run(threads, DURATION)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "1, 2", "2, 2", "1, 7", "3, 7", "2, 10", "2, 1000"})
  void resultsDoNotDependOnSlices(int threads, int slice) {
    try (MixedNetwork network = new MixedNetwork(threads, slice)) {
      network.sim.simulate(DURATION);
      assertThat(network.hash()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void resultsDoNotDependOnHowOftenTheSimulationStops(int threads) {
    try (MixedNetwork network = new MixedNetwork(threads, 0)) {
      double[] pieces = {0.1, 0.1, 0.7, 0, 3.3, 1, 0.2, 11.1, 2.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.9};
      double left = DURATION;
      for (double piece : pieces) {
        network.sim.simulate(piece);
        left -= piece;
      }
      network.sim.simulate(Math.rint(left * 10) / 10);
      assertThat(network.hash()).isEqualTo(expected);
    }
  }

  @Test
  void networksThatGrowBetweenCallsDoNotDependOnThreadsOrSlices() {
    List<String> hashes = new ArrayList<>();
    int[][] threadsAndSlice = {{1, 0}, {2, 0}, {3, 0}, {5, 3}, {1, 1}};
    for (int[] division : threadsAndSlice) {
      try (MixedNetwork network = new MixedNetwork(division[0], division[1])) {
        network.sim.simulate(SHORT);
        network.grow();
        network.sim.simulate(SHORT);
        hashes.add(network.hash());
      }
    }
    assertThat(hashes).containsOnly(hashes.getFirst());
  }

  @Test
  void buildingTheTablesBeforehandChangesNothing() {
    try (MixedNetwork network = new MixedNetwork(3, 0)) {
      network.sim.build();
      network.sim.build();
      network.sim.simulate(DURATION);
      assertThat(network.hash()).isEqualTo(expected);
    }
  }

  @Test
  void anotherNetworkInTheSameProgramChangesNothing() {
    try (MixedNetwork one = new MixedNetwork(2, 0);
        MixedNetwork other = new MixedNetwork(3, 0)) {
      for (int k = 0; k < 4; k++) {
        one.sim.simulate(DURATION / 4);
        other.sim.simulate(DURATION / 4);
      }
      assertThat(one.hash()).isEqualTo(expected);
      assertThat(other.hash()).isEqualTo(expected);
    }
  }

  @Test
  void readingParametersBetweenCallsChangesNothing() {
    try (MixedNetwork network = new MixedNetwork(2, 0)) {
      for (int k = 0; k < 4; k++) {
        network.sim.nodes(1, 301, 501).get("V_m");
        network.sim.events(network.recorder()).times();
        network.sim.simulate(DURATION / 4);
      }
      assertThat(network.hash()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("myelin.conformance.harness.FreshMachine#compilers")
  void interpreterAndCompilersAgree(String option) throws IOException, InterruptedException {
    String here = MixedNetwork.run(2, SHORT);
    assertThat(FreshMachine.run(MixedNetwork.class, Double.toString(SHORT), option))
        .isEqualTo(here);
  }
}
