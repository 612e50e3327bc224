package myelin.conformance.network;

import static myelin.Names.fixed_indegree;
import static myelin.Names.multimeter;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import myelin.Events;
import myelin.Simulator;
import myelin.conformance.harness.MixedNetwork;
import myelin.conformance.harness.PlasticNetwork;
import myelin.conformance.harness.RankThreads;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks do the same, to the bit, on any number of ranks with any number of threads. What the
/// ranks have recorded is, taken together, what one process records.
class RanksTest {

  /// Recorded events: step, sender, offset, values.
  static List<String> rows(Events events) {
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
    requireSame(r -> mixed(r, threads), 1 + threads, 10 - 3 * threads); // 2 and 7, 3 and 4
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
    requireSame(r -> plastic(r, threads), threads == 1 ? new int[] {2, 7} : new int[] {3});
  }

  /// Weights, delays and synapses that change, for all, for each by its ends, and at random.
  private static List<String> changed(Ranks ranks, boolean many) {
    try (Simulator sim = Simulator.builder().seed(5).threads(2).ranks(ranks).build()) {
      int n = many ? 120 : 24;
      NodeCollection cells = sim.create(NodeModel.named("iaf_psc_exp").with("I_e", 380.0), n);
      NodeCollection noise = sim.create(NodeModel.named("poisson_generator").with("rate", 9000.0));
      sim.connect(noise, cells, static_synapse.with("weight", 30.0));
      Synapse weak = static_synapse.with("weight", 3.0).with("delay", 1.5);
      sim.connect(cells, cells, fixed_indegree(12), weak);
      sim.connect(cells.first(9), cells, fixed_indegree(4), weak.with("weight", uniform(1, 9)));
      NodeCollection recorder = sim.create(spike_recorder);
      NodeCollection meter = sim.create(multimeter.with("record_from", "V_m"));
      sim.connect(cells, recorder);
      sim.connect(meter, cells);
      sim.simulate(10.3);
      sim.connections(cells.first(8), cells).set("weight", -7.5);
      sim.simulate(5);
      Connections some = sim.connections(cells.last(10), cells);
      int[] source = some.source();
      int[] target = some.target();
      double[] each = new double[some.size()];
      for (int e = 0; e < each.length; e++) each[e] = 1 + (source[e] * 7 + target[e]) % 5;
      some.set("weight", each);
      sim.connections(cells.last(4), cells).set("delay", 2.2);
      sim.simulate(5);
      sim.connections(cells.slice(3, 15), cells).set("weight", uniform(-3, 12));
      sim.simulate(5);
      sim.connections(cells.slice(5, 9), cells.last(11)).disconnect();
      sim.simulate(5);
      Connections all = sim.connections(cells, cells);
      List<String> rows = new ArrayList<>();
      for (int e = 0; e < all.size(); e++) {
        rows.add(
            "%d %d %s %s"
                .formatted(all.source()[e], all.target()[e], all.weight()[e], all.delay()[e]));
      }
      rows.addAll(rows(sim.events(recorder)));
      rows.addAll(rows(sim.events(meter)));
      return rows;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void changesOfSynapses(boolean many) {
    requireSame(r -> changed(r, many), 2, 3, 7);
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

  private static List<String> gathered(Ranks ranks) {
    try (MixedNetwork network = new MixedNetwork(b -> b.threads(1).ranks(ranks))) {
      network.sim.simulate(12.3);
      List<String> all = rows(network.sim.gatherEvents(network.recorder()));
      all.addAll(rows(network.sim.gatherEvents(network.meter())));
      Simulator other = Simulator.builder().seed(3).threads(1).ranks(ranks).build();
      NodeCollection train =
          other.create(NodeModel.named("spike_generator").with("spike_times", new double[] {1, 2}));
      NodeCollection cells = other.create(NodeModel.named("parrot_neuron"), 20);
      NodeCollection weights = other.create(NodeModel.named("weight_recorder"));
      NodeCollection spikes = other.create(spike_recorder);
      other.connect(train, cells);
      other.connect(cells, cells, fixed_indegree(9), static_synapse.recordedBy(weights));
      other.connect(train.and(cells), spikes);
      other.simulate(5);
      all.addAll(rows(other.gatherEvents(spikes)));
      all.addAll(rows(other.gatherEvents(weights)));
      return all;
    }
  }

  @Test
  void gatheredEventsAreThoseOfOneProcess() {
    List<String> expected = gathered(Ranks.ALONE);
    for (List<String> all : RankThreads.run(3, RanksTest::gathered)) {
      assertThat(first(all, expected)).isEmpty();
    }
  }

  /// What docs/mpi.md says that a rank sees, row by row.
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void eachRankSeesItsOwn(int n) {
    RankThreads.run(
        n,
        ranks -> {
          try (Simulator sim = Simulator.builder().seed(3).threads(2).ranks(ranks).build()) {
            NodeModel cell = NodeModel.named("iaf_psc_alpha").with("I_e", 500.0);
            NodeCollection cells = sim.create(cell, 9);
            double[] times = {1, 2, 3};
            NodeCollection train =
                sim.create(NodeModel.named("spike_generator").with("spike_times", times));
            NodeCollection noise = sim.create("poisson_generator", 1);
            NodeCollection recorder = sim.create(spike_recorder);
            sim.connect(train.and(noise), cells);
            sim.connect(cells, cells, static_synapse.with("delay", 1.5));
            sim.connect(cells.and(train), recorder);
            requireValues(sim, cells);
            sim.simulate(50);
            assertThat(sim.size()).isEqualTo(12);
            assertThat(List.of(sim.time(), sim.min_delay(), sim.max_delay()))
                .isEqualTo(List.of(50.0, 1.0, 1.5));
            assertThat(sim.ownSpikeCount()).isPositive().isLessThan(sim.spikeCount());
            assertThat(ranks.sum(sim.ownSpikeCount())).isEqualTo(sim.spikeCount());
            assertThat(ranks.least(sim.spikeCount())[0]).isEqualTo(sim.spikeCount());
            Connections found = sim.connections();
            int own = (int) Arrays.stream(cells.toArray()).filter(ranks::has).count();
            assertThat(Arrays.stream(found.target())).allMatch(ranks::has);
            assertThat(found.size()).isEqualTo(own * (9 + 1));
            int recorded = own + (ranks.has(recorder.id(0)) ? 1 : 0); // from the train
            long all = sim.synapses().values().stream().mapToLong(x -> x).sum();
            assertThat(all).isEqualTo(found.size() + own + recorded);
            int[] senders = sim.events(recorder).senders();
            assertThat(Arrays.stream(senders)).allMatch(ranks::has);
            long trains = Arrays.stream(senders).filter(s -> s == train.id(0)).count();
            assertThat(trains).isEqualTo(ranks.has(train.id(0)) ? times.length : 0);
          }
          return 0;
        });
  }

  /// Parameters are set where their neurons are and read there only; what one rank refuses, all
  /// refuse.
  private static void requireValues(Simulator sim, NodeCollection cells) {
    Ranks ranks = sim.ranks();
    double[] potentials = new double[9];
    Arrays.setAll(potentials, i -> -70 - i);
    cells.set("V_m", potentials);
    double[] resets = potentials.clone();
    resets[5] = -40; // above the threshold of node 6
    assertThatThrownBy(() -> cells.set(Map.of("V_reset", resets, "C_m", 300.0)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("node 6")
        .hasMessageContaining("V_reset");
    for (int i = 0; i < 9; i++) {
      NodeCollection one = cells.at(i);
      if (ranks.has(one.id(0))) {
        assertThat(one.get("V_m")).containsExactly(potentials[i]);
        assertThat(one.get("V_reset")).containsExactly(-70);
        assertThat(one.get("C_m")).containsExactly(250);
      } else {
        assertThatThrownBy(() -> one.get("V_m"))
            .isInstanceOf(BadInput.class)
            .hasMessageContaining(
                "node %d is on rank %d, and this is rank %d"
                    .formatted(one.id(0), one.id(0) % ranks.size(), ranks.rank()));
      }
    }
  }

  @Test
  void ranksMustMakeTheSameCalls() {
    assertThatThrownBy(() ->
            RankThreads.run(
                2,
                ranks -> {
                  ranks.requireSame("simulate(%d ms)".formatted(ranks.rank()));
                  return 0;
                }))
        .hasMessageContaining("rank 0 calls simulate(0 ms) while rank 1 calls simulate(1 ms)");
  }

  /// A network that is saved on some ranks and goes on, or is loaded on others.
  private static List<String> saved(Path file, Ranks ranks, boolean saves) {
    List<String> all = new ArrayList<>();
    if (saves) {
      try (PlasticNetwork network = new PlasticNetwork(b -> b.threads(2).ranks(ranks))) {
        network.sim.simulate(100.7);
        network.sim.save(file);
      }
    }
    try (Simulator sim = Simulator.builder().threads(1).ranks(ranks).load(file)) {
      sim.simulate(60);
      for (int id = 1; id <= sim.size(); id++) {
        String model = sim.nodes(id).toString();
        if (!model.contains("recorder")) continue;
        all.addAll(rows(sim.events(sim.nodes(id))));
      }
      return all;
    }
  }

  @Test
  void checkpointsGoOnOnOtherRanks(@TempDir Path folder) {
    List<String> expected;
    try (PlasticNetwork network = new PlasticNetwork(b -> b.threads(2).ranks(Ranks.ALONE))) {
      network.sim.simulate(160.7);
      expected = rows(network.sim.events(network.spikes));
      expected.addAll(rows(network.sim.events(network.weights)));
    }
    expected = expected.stream().sorted().toList();
    for (int before : new int[] {1, 2, 3}) {
      Path file = folder.resolve("of-" + before);
      for (int after : new int[] {before, 1, 2, 4}) {
        boolean saves = !Files.exists(file);
        List<String> all =
            (after == 1
                    ? List.of(saved(file, Ranks.ALONE, saves))
                    : RankThreads.run(after, r -> saved(file, r, saves)))
                .stream().flatMap(List::stream).sorted().toList();
        assertThat(first(all, expected)).as("%d ranks, then %d", before, after).isEmpty();
      }
    }
  }

  private static List<String> coupledAgain(Path file, Ranks ranks) {
    try (Simulator sim = Simulator.builder().threads(1).ranks(ranks).load(file)) {
      sim.simulate(1.3);
      List<String> all = new ArrayList<>();
      for (int id = 1; id <= sim.size(); id++) {
        if (!sim.nodes(id).toString().contains("meter")) continue;
        all.addAll(rows(sim.events(sim.nodes(id))));
      }
      return all;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void checkpointsOfCoupledNeurons(int number, @TempDir Path folder) {
    CoupledDeterminismTest.Network network = CoupledDeterminismTest.networks().get(number);
    Path file = folder.resolve("network");
    RankThreads.run(
        3,
        ranks -> {
          try (Simulator sim = Simulator.builder().seed(7).threads(2).ranks(ranks).build()) {
            for (NodeCollection nodes : network.build(sim)) {
              boolean cells = nodes.toString().contains("hh_psc_alpha_gap");
              sim.connect(
                  sim.create(multimeter.with("record_from", cells ? "V_m" : "rate")), nodes);
            }
            sim.simulate(3);
            sim.save(file);
            return 0;
          }
        });
    List<String> expected = coupledAgain(file, Ranks.ALONE).stream().sorted().toList();
    assertThat(expected).hasSizeGreaterThan(100);
    for (int ranks : new int[] {2, 3}) {
      List<String> all =
          RankThreads.run(ranks, r -> coupledAgain(file, r)).stream()
              .flatMap(List::stream)
              .sorted()
              .toList();
      assertThat(first(all, expected)).isEmpty();
    }
  }
}
