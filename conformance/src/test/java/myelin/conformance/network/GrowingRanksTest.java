package myelin.conformance.network;

import static myelin.Names.distance;
import static myelin.Names.gaussian;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.pA;
import static myelin.Names.poisson_generator;
import static myelin.Names.static_synapse;
import static myelin.Names.um;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Simulator;
import myelin.conformance.harness.GrowingNetwork;
import myelin.conformance.harness.RankThreads;
import myelin.conformance.harness.RankThreads.Division;
import myelin.conformance.harness.Whole;
import myelin.connect.Connections;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.growth.GrowingSynapse;
import myelin.growth.StructuralPlasticity;
import myelin.growth.SynapticElement;
import myelin.node.NodeCollection;
import myelin.space.Positions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Synapses come and go on several ranks as on one, to the bit.
class GrowingRanksTest {

  @TempDir private Path folder;

  @Test
  void ranksDoNotMatter() {
    String alone = GrowingNetwork.run(1, 0, 400);
    for (int number = 0; number < 4; number++) {
      for (Division division : Division.of(number)) {
        assertThat(division.run(settings -> GrowingNetwork.run(settings, 400)))
            .as("%s", division)
            .containsOnly(alone);
      }
    }
  }

  private static <T> List<T> on(int ranks, java.util.function.Function<Ranks, T> work) {
    return ranks == 1 ? List.of(work.apply(Ranks.ALONE)) : RankThreads.run(ranks, work);
  }

  @ParameterizedTest
  @CsvSource({"60, 1, 3", "171.3, 2, 3", "171.3, 3, 1", "260, 2, 2"})
  void aSavedNetworkGrowsOnOnOtherRanks(double at, int before, int after) {
    Path file = folder.resolve("network");
    List<String> gone =
        on(
            before,
            ranks -> {
              try (GrowingNetwork network = GrowingNetwork.quick(b -> b.ranks(ranks).threads(1))) {
                network.sim.simulate(at);
                network.sim.save(file);
                network.sim.simulate(300 - at);
                return network.hash(network.sim);
              }
            });
    List<String> loaded =
        on(
            after,
            ranks -> {
              try (GrowingNetwork same = GrowingNetwork.quick(b -> b.ranks(ranks).threads(1));
                  Simulator sim = Simulator.builder().ranks(ranks).threads(2).load(file)) {
                sim.simulate(300 - at);
                return same.hash(sim);
              }
            });
    assertThat(gone).containsOnly(gone.getFirst());
    assertThat(loaded).containsOnly(gone.getFirst());
  }

  /// The pairs of a network whose neurons find partners nearby.
  private static String nearby(UnaryOperator<Builder> settings) {
    try (Simulator sim = settings.apply(Simulator.builder().seed(5)).build()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, Positions.grid(9, 7));
      NodeCollection noise = sim.create(poisson_generator.with("rate", 8000.0));
      sim.connect(noise, nodes, static_synapse.with("weight", normal(pA(40), pA(15))));
      StructuralPlasticity growth = sim.structuralPlasticity();
      growth.synapses(
          Map.of("grown", new GrowingSynapse(static_synapse.elements("Axon", "Dendrite"))));
      SynapticElement one = SynapticElement.linear().growth_rate(0.1).eps(0.05).z(3);
      growth.put(nodes, Map.of("Axon", one, "Dendrite", one));
      growth.updateInterval(ms(15));
      growth.kernel(gaussian(distance(), um(0), um(0.1)));
      growth.enable();
      sim.simulate(ms(200));
      Connections all = sim.connections(nodes, nodes);
      int[] source = all.source();
      int[] target = all.target();
      return Whole.list(sim, all, e -> source[e] + " " + target[e]).toString();
    }
  }

  @Test
  void ranksDoNotMatterWherePlacesDo() {
    String alone = nearby(b -> b.ranks(Ranks.ALONE).threads(2));
    assertThat(alone.split(",")).hasSizeGreaterThan(60);
    assertThat(RankThreads.run(3, r -> nearby(b -> b.ranks(r).threads(1)))).containsOnly(alone);
  }

  @Test
  void elementsAreReadWhereTheirNeuronIs() {
    List<Boolean> read =
        RankThreads.run(
            2,
            ranks -> {
              try (GrowingNetwork network = GrowingNetwork.quick(b -> b.ranks(ranks).threads(1))) {
                StructuralPlasticity growth = network.sim.structuralPlasticity();
                int other = 1 + ranks.rank() % 2;
                int own = 3 - other;
                assertThat(growth.elements(own)).containsKeys("Axon_ex", "Den_ex");
                assertThatThrownBy(() -> growth.elements(other))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("node %d is on rank %d", other, other % 2);
                return Arrays.equals(growth.z(network.sim.nodes(own), "Axon_ex"), new double[1]);
              }
            });
    assertThat(read).containsOnly(true);
  }

  /// A rank without any of a kind's elements takes part, too.
  @Test
  void elementsThatOnlyOneRankHasFindPartners() {
    List<Integer> made =
        RankThreads.run(
            2,
            ranks -> {
              try (Simulator sim = Simulator.builder().ranks(ranks).threads(1).build()) {
                NodeCollection nodes = sim.create(iaf_psc_alpha, 4);
                StructuralPlasticity growth = sim.structuralPlasticity();
                growth.synapses(
                    Map.of("grown", new GrowingSynapse(static_synapse.elements("Axon", "Spine"))));
                SynapticElement two = SynapticElement.linear().growth_rate(0).z(2);
                Map<String, SynapticElement> both = Map.of("Axon", two, "Spine", two);
                if (ranks.rank() == 1) growth.put(nodes.at(0, 2), both); // nodes 1 and 3
                growth.updateInterval(ms(2));
                growth.enable();
                sim.simulate(ms(5));
                return sim.connections().size();
              }
            });
    assertThat(made).containsExactly(0, 4);
  }
}
