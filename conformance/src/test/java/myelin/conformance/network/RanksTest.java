package myelin.conformance.network;

import static myelin.Names.multimeter;
import static myelin.Names.spike_recorder;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import myelin.Events;
import myelin.Simulator;
import myelin.conformance.harness.MixedNetwork;
import myelin.conformance.harness.PlasticNetwork;
import myelin.conformance.harness.RankThreads;
import myelin.engine.base.Ranks;
import myelin.node.NodeCollection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks do the same, to the bit, on any number of ranks with any number of threads. What the
/// ranks have recorded is, taken together, what one process records.
class RanksTest {

  /// Recorded events: step, sender, offset, values.
  private static List<String> rows(Events events) {
    List<String> rows = new ArrayList<>();
    long[] steps = events.steps();
    int[] senders = events.senders();
    double[] offsets = events.offsets();
    double[][] values = events.quantities().stream().map(events::values).toArray(double[][]::new);
    for (int e = 0; e < events.size(); e++) {
      StringBuilder row = new StringBuilder();
      row.append(steps[e]).append(' ').append(senders[e]).append(' ').append(offsets[e]);
      for (double[] column : values) {
        row.append(' ').append(Double.doubleToRawLongBits(column[e]));
      }
      rows.add(row.toString());
    }
    return rows;
  }

  private static void requireSame(Function<Ranks, List<String>> work, int... ranks) {
    List<String> expected = work.apply(Ranks.ALONE).stream().sorted().toList();
    assertThat(expected).hasSizeGreaterThan(100);
    for (int n : ranks) {
      List<List<String>> parts = RankThreads.run(n, work);
      List<String> all = parts.stream().flatMap(List::stream).sorted().toList();
      for (List<String> part : parts) {
        assertThat(part.size()).as("events of a rank").isLessThan(expected.size());
      }
      assertThat(first(all, expected)).as("%d ranks", n).isEmpty();
    }
  }

  /// The first difference of two lists, or nothing.
  private static String first(List<String> actual, List<String> expected) {
    for (int k = 0; k < Math.min(actual.size(), expected.size()); k++) {
      if (!actual.get(k).equals(expected.get(k))) {
        return "row %d of %d: %s instead of %s"
            .formatted(k, expected.size(), actual.get(k), expected.get(k));
      }
    }
    return actual.size() == expected.size()
        ? ""
        : "%d rows instead of %d".formatted(actual.size(), expected.size());
  }

  private static List<String> mixed(Ranks ranks, int threads) {
    try (MixedNetwork network = new MixedNetwork(b -> b.threads(threads).ranks(ranks))) {
      network.sim.simulate(12.3);
      network.sim.simulate(7.7);
      List<String> all = rows(network.sim.events(network.recorder()));
      all.addAll(rows(network.sim.events(network.meter())));
      return all;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void manyModelsAndGenerators(int threads) {
    requireSame(r -> mixed(r, threads), 2, 3, 4, 7);
  }

  private static List<String> plastic(Ranks ranks, int threads) {
    try (PlasticNetwork network = new PlasticNetwork(b -> b.threads(threads).ranks(ranks))) {
      for (double time : new double[] {100, 0.3, 99.7}) network.sim.simulate(time);
      List<String> all = rows(network.sim.events(network.spikes));
      all.addAll(rows(network.sim.events(network.weights)));
      return all;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void plasticSynapses(int threads) {
    requireSame(r -> plastic(r, threads), 2, 3, 7);
  }

  private static List<String> coupled(Ranks ranks, int number) {
    CoupledDeterminismTest.Network network = CoupledDeterminismTest.networks().get(number);
    try (Simulator sim = Simulator.builder().seed(7).threads(2).ranks(ranks).build()) {
      List<NodeCollection> recorders = new ArrayList<>();
      for (NodeCollection nodes : network.build(sim)) {
        boolean cells = nodes.toString().contains("hh_psc_alpha_gap");
        NodeCollection meter =
            sim.create(
                multimeter.with("record_from", cells ? "V_m" : "rate").with("interval", 0.1));
        sim.connect(meter, nodes);
        recorders.add(meter);
        if (!cells) continue;
        NodeCollection recorder = sim.create(spike_recorder);
        sim.connect(nodes, recorder);
        recorders.add(recorder);
      }
      for (double time : new double[] {1.1, 0.4, 0.8}) sim.simulate(time);
      return recorders.stream().flatMap(r -> rows(sim.events(r)).stream()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void coupledNeurons(int network) {
    requireSame(r -> coupled(r, network), 2, 3);
  }
}
