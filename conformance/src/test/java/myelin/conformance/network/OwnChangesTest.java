package myelin.conformance.network;

import static myelin.Names.all_to_all;
import static myelin.Names.fixed_indegree;
import static myelin.Names.ms;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.NodeChanges;
import myelin.Simulator;
import myelin.conformance.harness.RankThreads;
import myelin.conformance.harness.Whole;
import myelin.connect.Connections;
import myelin.connect.DeviceConnections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each rank changes alone, of single synapses and of connections of devices, becomes what one
/// process makes of it.
class OwnChangesTest {

  private static final Synapse PLASTIC = Synapse.model("stdp_synapse").with("weight", 20);

  /// A network of 17 neurons with noise, recorded.
  private record Network(Simulator sim, NodeCollection cells, NodeCollection recorder) {
    static Network of(UnaryOperator<Builder> settings) {
      Simulator sim = settings.apply(Simulator.builder().seed(5)).build();
      NodeCollection cells = sim.create(NodeModel.named("iaf_psc_exp").with("I_e", 380.0), 17);
      NodeCollection noise = sim.create(NodeModel.named("poisson_generator").with("rate", 9000.0));
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(noise, cells, static_synapse.with("weight", 30));
      sim.connect(cells, recorder);
      return new Network(sim, cells, recorder);
    }

    /// All connections, and all spikes.
    String seen() {
      Connections all = sim.connections();
      int[] source = all.source();
      int[] target = all.target();
      double[] weight = all.weight();
      double[] delay = all.delay();
      List<String> rows = RanksTest.rows(sim.gatherEvents(recorder));
      assertThat(rows).hasSizeGreaterThan(50);
      return Whole.list(
              sim, all, e -> "%d %d %s %s".formatted(source[e], target[e], weight[e], delay[e]))
          + rows.toString();
    }
  }

  /// Each rank takes as many turns as it has synapses.
  private static String oneByOne(UnaryOperator<Builder> settings) {
    Network network = Network.of(settings);
    try (Simulator sim = network.sim()) {
      NodeCollection cells = network.cells();
      Synapse weak = static_synapse.with("weight", 3).with("delay", 1.5);
      sim.connect(cells, cells, fixed_indegree(5), weak);
      sim.connect(cells.first(5), cells.last(1), all_to_all(), weak); // more on one rank
      sim.connect(cells, cells, fixed_indegree(3), PLASTIC.with("delay", 2));
      sim.simulate(10);
      Connections found = sim.connections(cells, cells);
      for (int e = 0; e < found.size(); e++) {
        Connections one = found.at(e);
        int pair = one.source()[0] * 31 + one.target()[0];
        if (one.synapse(0).equals("stdp_synapse")) {
          if (pair % 2 == 0) one.set("weight", 10 + 0.1 * (pair % 7));
          if (pair % 3 == 0) one.set("lambda", 0.01 * (1 + pair % 5));
          continue;
        }
        if (pair % 3 == 0) one.at(new int[] {0}).set("weight", 0.1 * (pair % 40) - 1);
        one.at(new int[0]).set("weight", 99.0); // of none
        if (pair % 3 == 1) one.set("delay", 0.5 + 0.1 * (pair % 11));
        if (pair % 7 == 2) one.disconnect();
      }
      assertThat(found.at(0).weight()).isEqualTo(Arrays.copyOf(sim.connections().weight(), 1));
      sim.simulate(10);
      for (Connections one : singles(sim.connections(cells.first(3), cells)))
        one.set("weight", 5.0);
      sim.connections(cells.last(4), cells).set("weight", uniform(1, 4)); // all together
      sim.simulate(10.3);
      return network.seen();
    }
  }

  /// Random values are the same whether each rank has set numbers of its own neurons before or one
  /// process those of all.
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void whatIsDrawnDoesNotDependOnChangesOfOwnNeurons(int n) {
    List<Double> alone = drawn(b -> b.ranks(Ranks.ALONE).threads(2));
    assertThat(alone).doesNotHaveDuplicates();
    assertThat(RankThreads.run(n, r -> drawn(b -> b.ranks(r).threads(1)))).containsOnly(alone);
  }

  private static List<Double> drawn(UnaryOperator<Builder> settings) {
    Network network = Network.of(settings);
    try (Simulator sim = network.sim()) {
      for (int i = sim.ranks().rank(); i < 17; i += sim.ranks().size()) {
        new NodeChanges(sim).add(network.cells().at(i), Map.of("V_m", -65.0 - i)).make();
      }
      new NodeChanges(sim)
          .add(network.cells().first(8), Map.of("V_m", uniform(-70, -60)))
          .add(network.cells().last(9), Map.of("V_m", uniform(-70, -60), "C_m", 240.0))
          .make();
      new NodeChanges(sim).add(network.cells(), Map.of("tau_m", uniform(8, 12))).make();
      List<Double> all = new ArrayList<>();
      for (String name : List.of("V_m", "tau_m")) {
        for (double x : Whole.get(sim, network.cells(), name)) all.add(x);
      }
      return all;
    }
  }

  private static List<Connections> singles(Connections all) {
    List<Connections> singles = new ArrayList<>();
    for (int e = 0; e < all.size(); e++) singles.add(all.at(e));
    return singles;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void singleSynapsesChangeAsOnOneRank(int n) {
    String alone = oneByOne(b -> b.ranks(Ranks.ALONE).threads(2));
    assertThat(RankThreads.run(n, r -> oneByOne(b -> b.ranks(r).threads(1)))).containsOnly(alone);
  }

  /// What was set by itself is what is read, at once and later, and nothing else has changed.
  @Test
  void whatIsSetCanBeRead() {
    RankThreads.run(
        2,
        ranks -> {
          Network network = Network.of(b -> b.ranks(ranks).threads(1));
          try (Simulator sim = network.sim()) {
            sim.connect(network.cells(), network.cells(), static_synapse.with("weight", 2));
            Connections all = sim.connections();
            double[] weights = new double[all.size()];
            double[] delays = new double[all.size()];
            Arrays.fill(weights, 2);
            Arrays.fill(delays, 1);
            for (int e = ranks.rank(); e < all.size(); e += 3 + ranks.rank()) {
              weights[e] = 0.1 * e - 1;
              delays[e] = 2.5;
              all.at(e).set("weight", weights[e]);
              all.at(e).set("delay", delays[e]);
            }
            for (int k = 0; k < 3; k++) {
              assertThat(all.weight()).isEqualTo(weights);
              assertThat(all.delay()).isEqualTo(delays);
              if (k == 1) sim.connections();
              else sim.simulate(1);
            }
          }
          return 0;
        });
  }

  @Test
  void whatOnlyAllTogetherCanDoIsRefused() {
    RankThreads.run(
        2,
        ranks -> {
          Network network = Network.of(b -> b.ranks(ranks).threads(1));
          try (Simulator sim = network.sim()) {
            NodeCollection cells = network.cells();
            sim.connect(cells, cells, static_synapse.with("weight", 2));
            NodeCollection rates = sim.create(NodeModel.named("lin_rate_ipn"), 2);
            sim.connect(rates, rates, Synapse.model("rate_connection_delayed"));
            Connections found = sim.connections();
            if (ranks.rank() == 0) { // the other rank does not ask
              assertThatThrownBy(() -> found.at(0).set("weight", uniform(1, 2)))
                  .isInstanceOf(BadInput.class)
                  .hasMessageContaining("draw weight for connections together, not one by one");
              assertThatThrownBy(() -> found.at(found.size() - 1).disconnect())
                  .isInstanceOf(BadInput.class)
                  .hasMessageContaining("take out connections that carry signals together");
              assertThatThrownBy(() -> found.at(1).set("weight", Double.NaN))
                  .isInstanceOf(BadInput.class);
              found.at(2).disconnect();
              assertThatThrownBy(() -> found.at(2).set("weight", 1.0))
                  .isInstanceOf(BadInput.class)
                  .hasMessageContaining("has been taken out");
              found.at(found.size() - 1).set("delay", 0.3);
            }
            sim.simulate(1);
            assertThat(found.at(1).weight()).containsExactly(2);
            assertThat(sim.min_delay()).isEqualTo(0.3);
          }
          return 0;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"set(weight) of connections", "disconnect()", "set(I_e)"})
  void whatAllMustCallIsNamed(String call) {
    assertThatThrownBy(() ->
            RankThreads.run(
                2,
                ranks -> {
                  Network network = Network.of(b -> b.ranks(ranks).threads(1));
                  try (Simulator sim = network.sim()) {
                    sim.connect(network.cells(), network.cells());
                    Connections found = sim.connections();
                    if (ranks.rank() == 1) sim.simulate(1);
                    else if (call.startsWith("set(I")) network.cells().set("I_e", 1.0);
                    else if (call.startsWith("set")) found.set("weight", 3.0);
                    else found.disconnect();
                  }
                  return 0;
                }))
        .hasMessageContaining("rank 0 calls " + call + " while rank 1 calls simulate(1.0 ms)");
  }

  /// Weights and delays of a generator's connections, which each rank sets for its own neurons.
  private static String driven(UnaryOperator<Builder> settings, Path file, boolean loads) {
    Network network = Network.of(settings);
    try (Simulator sim = network.sim()) {
      NodeCollection noise = sim.nodes(network.cells().size() + 1);
      NodeCollection cells = network.cells();
      sim.simulate(10);
      DeviceConnections own = sim.deviceConnections(noise, cells, "");
      int[] target = own.target();
      for (int e = 0; e < own.size(); e++) {
        own.at(e).set("weight", 25.0 + target[e]);
        if (target[e] % 3 == 0) own.at(e).set("delay", 0.4);
      }
      if (loads) {
        sim.save(file);
        try (Simulator again = settings.apply(Simulator.builder()).load(file)) {
          again.simulate(20);
          return new Network(again, again.nodes(1, 17), again.nodes(19)).seen() + again.min_delay();
        }
      }
      sim.simulate(20);
      return network.seen() + sim.min_delay();
    }
  }

  @Test
  void connectionsOfDevicesChangeAsOnOneRankAndAreSaved(@TempDir Path folder) {
    String alone = driven(b -> b.ranks(Ranks.ALONE).threads(2), folder, false);
    assertThat(alone).endsWith("0.4");
    for (boolean loads : new boolean[] {false, true}) {
      Path file = folder.resolve("saved-" + loads);
      assertThat(RankThreads.run(3, r -> driven(b -> b.ranks(r).threads(1), file, loads)))
          .containsOnly(alone);
    }
  }

  /// Weights of synapses that are recorded, of which those of one spike are on several ranks, come
  /// back in the order of one process.
  @Test
  void recordedWeightsAreLoadedInOrder(@TempDir Path folder) {
    List<String> alone = recorded(Ranks.ALONE, folder.resolve("alone"));
    assertThat(alone).hasSizeGreaterThan(50);
    Path file = folder.resolve("three");
    RankThreads.run(3, r -> recorded(r, file));
    try (Simulator sim = Simulator.builder().ranks(Ranks.ALONE).load(file)) {
      assertThat(RanksTest.rows(sim.events(sim.nodes(20)))).isEqualTo(alone);
    }
  }

  private static List<String> recorded(Ranks ranks, Path file) {
    Network network = Network.of(b -> b.ranks(ranks).threads(1));
    try (Simulator sim = network.sim()) {
      NodeCollection weights = sim.create(NodeModel.named("weight_recorder"));
      sim.connect(
          network.cells(),
          network.cells(),
          fixed_indegree(9),
          static_synapse.with("weight", uniform(1, 3)).with("delay", ms(1)).recordedBy(weights));
      sim.simulate(30);
      sim.save(file);
      return RanksTest.rows(sim.events(weights));
    }
  }
}
