package myelin.conformance.synapse;

import static myelin.Names.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import myelin.Simulator;
import myelin.conformance.harness.GrowingNetwork;
import myelin.conformance.harness.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Networks grow to as many synapses as NEST's do, and in the same way to the bit for any number of
/// threads, slices of any length, and from a checkpoint.
class GrowingNetworksTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gaussian", "sigmoid", "linear"})
  void networksGrowToAsManySynapsesAsInNest(String curve) {
    JsonNode nest = Json.resource("growth.json").get("networks").get(curve);
    int seeds = nest.size();
    int times = nest.get(0).size();
    double[][][] mine = new double[2][times][seeds];
    double[][][] theirs = new double[2][times][seeds];
    for (int s = 0; s < seeds; s++) {
      try (GrowingNetwork network = new GrowingNetwork(curve, 100 + s, 2, 0)) {
        for (int t = 0; t < times; t++) {
          network.sim.simulate(5000);
          for (int kind = 0; kind < 2; kind++) {
            mine[kind][t][s] = (double) network.synapses()[kind];
            theirs[kind][t][s] = nest.get(s).get(t).get(kind).doubleValue();
          }
        }
      }
    }
    for (int kind = 0; kind < 2; kind++) {
      for (int t = 0; t < times; t++) {
        double error = Math.sqrt((variance(mine[kind][t]) + variance(theirs[kind][t])) / seeds);
        assertThat(mean(mine[kind][t]))
            .as(
                "%s, kind %d, time %d: %s and %s",
                curve, kind, t, Arrays.toString(mine[kind][t]), Arrays.toString(theirs[kind][t]))
            .isCloseTo(mean(theirs[kind][t]), within(4.5 * error + 1));
      }
    }
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  private static double variance(double[] x) {
    double mean = mean(x);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 0", "5, 0", "1, 1", "2, 3"})
  void threadsAndSlicesDoNotMatter(int threads, int slice) {
    String one = GrowingNetwork.run(1, 0, 400);
    assertThat(GrowingNetwork.run(threads, slice, 400)).isEqualTo(one);
    assertThat(one).contains("excitatory", "slow", "learning");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "60, 2, 3", "171.3, 3, 1", "260, 1, 2"})
  void aSavedNetworkGrowsOn(double at, int before, int after) {
    Path file = folder.resolve("network");
    try (GrowingNetwork network = GrowingNetwork.quick(before, 0)) {
      network.sim.simulate(at);
      network.sim.save(file);
      network.sim.simulate(300 - at);
      String expected = network.hash(network.sim);
      try (Simulator loaded = Simulator.load(file, after)) {
        loaded.simulate(300 - at);
        assertThat(network.hash(loaded)).isEqualTo(expected);
        assertThat(loaded.structuralPlasticity().synapses().keySet())
            .containsExactly("ex", "in", "plastic");
      }
    }
  }

  /// Checkpoints on the way do not end a call of simulate, at whose end growth begins anew.
  @Test
  void savingOnTheWayDoesNotMatter() {
    String expected = GrowingNetwork.run(2, 0, 300);
    try (GrowingNetwork network = GrowingNetwork.quick(2, 0)) {
      network.sim.checkpoint(folder.resolve("network"), ms(17), false);
      network.sim.simulate(300);
      assertThat(network.hash(network.sim)).isEqualTo(expected);
    }
  }
}
