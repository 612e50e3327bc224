package myelin.conformance.network;

import static myelin.Names.all_to_all;
import static myelin.Names.fixed_indegree;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.normal;
import static myelin.Names.one_to_one;
import static myelin.Names.pA;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import myelin.Builder;
import myelin.Simulator;
import myelin.conformance.harness.Close;
import myelin.connect.Synapse;
import myelin.engine.declare.Signal;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks of coupled neurons give the same bits with any number of threads, and however a
/// simulation is cut into calls or slices, where it does not depend on a tolerance.
class CoupledDeterminismTest {

  private static final NodeModel RATES =
      NodeModel.named("lin_rate_ipn")
          .with("mu", normal(1, 0.3))
          .with("tau", uniform(ms(3), ms(12)))
          .with("sigma", 0.3);
  private static final NodeModel CELLS =
      NodeModel.named("hh_psc_alpha_gap")
          .with("V_m", uniform(mV(-75), mV(-30)))
          .with("I_e", uniform(pA(50), pA(400)));
  private static final Synapse AT_ONCE =
      Synapse.model("rate_connection_instantaneous").with("weight", normal(0, 0.05));
  private static final Synapse LATER =
      Synapse.model("rate_connection_delayed")
          .with("weight", normal(0, 0.05))
          .with("delay", uniform(ms(0.7), ms(3)).redraw(ms(0.7), ms(3)));
  private static final Synapse GAP = Synapse.model("gap_junction").with("weight", 1.5);

  /// Builds a network in a simulator and returns the nodes to sample.
  interface Network {
    NodeCollection[] build(Simulator sim);
  }

  static List<double[]> run(Network network, Function<Builder, Builder> settings, double... calls) {
    try (Simulator sim = settings.apply(Simulator.builder().seed(7)).build()) {
      NodeCollection[] sampled = network.build(sim);
      List<NodeCollection> meters = new ArrayList<>();
      NodeCollection recorder = sim.create(spike_recorder);
      for (NodeCollection nodes : sampled) {
        boolean cells = nodes.toString().contains("hh_psc_alpha_gap");
        NodeCollection meter =
            sim.create(
                multimeter.with("record_from", cells ? "V_m" : "rate").with("interval", 0.1));
        sim.connect(meter, nodes);
        meters.add(meter);
        if (cells) sim.connect(nodes, recorder);
      }
      for (double call : calls) sim.simulate(call);
      List<double[]> all = new ArrayList<>();
      for (NodeCollection meter : meters) {
        var events = sim.gatherEvents(meter);
        all.add(events.values(events.quantities().getFirst()));
      }
      var spikes = sim.gatherEvents(recorder);
      all.add(spikes.times());
      all.add(Arrays.stream(spikes.senders()).asDoubleStream().toArray());
      return all;
    }
  }

  private static void requireSame(List<double[]> actual, List<double[]> expected) {
    for (int k = 0; k < expected.size(); k++) {
      Close.require("column " + k, actual.get(k), expected.get(k), 0);
    }
  }

  private static NodeCollection[] rates(Simulator sim) {
    NodeCollection units = sim.create(RATES, 600);
    sim.connect(units, units, fixed_indegree(12), AT_ONCE);
    sim.connect(units, units, fixed_indegree(12), LATER);
    sim.connect(units.first(20), units, all_to_all(), AT_ONCE.with("weight", -0.02));
    return new NodeCollection[] {units};
  }

  private static NodeCollection[] lateRates(Simulator sim) {
    NodeCollection units = sim.create(RATES, 600);
    sim.connect(units, units, fixed_indegree(20), LATER);
    return new NodeCollection[] {units};
  }

  /// Rate neurons of all models; each hears some neurons of every other model.
  private static NodeCollection[] gains(Simulator sim) {
    NodeCollection[] groups =
        Models.all().stream()
            .filter(m ->
                m instanceof myelin.engine.neuron.NeuronModel n
                    && n.signal().filter(Signal.RATE::equals).isPresent())
            .map(m -> sim.create(NodeModel.of(m), 40))
            .toArray(NodeCollection[]::new);
    for (NodeCollection group : groups) {
      if (!group.toString().contains("transformer")) group.set("std", 0.3);
      group.set("linear_summation", group.id(0) % 80 < 40);
    }
    for (NodeCollection from : groups) {
      for (NodeCollection to : groups) {
        sim.connect(from, to, fixed_indegree(1), AT_ONCE);
        sim.connect(from, to, fixed_indegree(1), LATER);
      }
    }
    return groups;
  }

  private static NodeCollection[] cells(Simulator sim) {
    NodeCollection cells = sim.create(CELLS, 520);
    sim.connect(cells.first(260), cells.last(260), one_to_one().symmetric(), GAP);
    NodeCollection some = cells.slice(100, 115);
    sim.connect(some, some, all_to_all().withoutAutapses(), GAP.with("weight", 0.3));
    Synapse excite = static_synapse.with("weight", normal(20, 5)).with("delay", 0.8);
    sim.connect(cells, cells, fixed_indegree(10), excite);
    NodeCollection noise = sim.create(NodeModel.named("poisson_generator").with("rate", 2000.0));
    sim.connect(noise, cells, static_synapse.with("weight", 30.0));
    return new NodeCollection[] {cells};
  }

  /// Coupled and uncoupled neurons of several models, with plastic synapses.
  static NodeCollection[] mixed(Simulator sim) {
    NodeCollection plain = sim.create(NodeModel.named("iaf_psc_alpha").with("I_e", 600.0), 150);
    NodeCollection cells = sim.create(CELLS, 200);
    NodeCollection units = sim.create(RATES, 100);
    NodeCollection fields = sim.create(NodeModel.named("siegert_neuron").with("mean", 20.0), 100);
    sim.connect(cells.first(100), cells.last(100), one_to_one().symmetric(), GAP);
    Synapse weak = static_synapse.with("weight", normal(15, 5)).with("delay", 0.5);
    sim.connect(plain, cells, fixed_indegree(5), weak);
    sim.connect(
        cells,
        plain,
        fixed_indegree(5),
        Synapse.model("stdp_synapse").with("weight", 40.0).with("delay", 1.2));
    sim.connect(units, units, fixed_indegree(5), AT_ONCE);
    Synapse diffusion =
        Synapse.model("diffusion_connection")
            .with("drift_factor", 0.01)
            .with("diffusion_factor", 0.05);
    sim.connect(fields, fields, fixed_indegree(10), diffusion);
    return new NodeCollection[] {cells, units, fields};
  }

  /// A network that is saved after a while and goes on with another number of threads; the samples
  /// of its neurons and spikes at the end.
  private static List<double[]> interrupted(Network network, Path file, int before, int after) {
    try (Simulator sim = Simulator.builder().seed(7).threads(before).build()) {
      List<int[]> meters = new ArrayList<>();
      int[] recorder = sim.create(spike_recorder).toArray();
      for (NodeCollection nodes : network.build(sim)) {
        boolean cells = nodes.toString().contains("hh_psc_alpha_gap");
        NodeCollection meter =
            sim.create(
                multimeter.with("record_from", cells ? "V_m" : "rate").with("interval", 0.1));
        sim.connect(meter, nodes);
        meters.add(meter.toArray());
        if (cells) sim.connect(nodes, sim.nodes(recorder));
      }
      sim.simulate(2);
      sim.save(file);
      try (Simulator next = after == 0 ? sim : Simulator.load(file, after)) {
        next.simulate(3);
        List<double[]> all = new ArrayList<>();
        for (int[] meter : meters) {
          var events = next.events(next.nodes(meter));
          all.add(events.values(events.quantities().getFirst()));
        }
        all.add(next.spikes(next.nodes(recorder)).times());
        return all;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void checkpointsDoNotMatter(int network, @TempDir Path folder) {
    Network n = networks().get(network);
    Path file = folder.resolve("network");
    List<double[]> expected = interrupted(n, file, 1, 0);
    requireSame(interrupted(n, file, 2, 1), expected);
    requireSame(interrupted(n, file, 1, 3), expected);
  }

  static List<Network> networks() {
    return List.of(
        CoupledDeterminismTest::rates,
        CoupledDeterminismTest::lateRates,
        CoupledDeterminismTest::cells,
        CoupledDeterminismTest::mixed,
        CoupledDeterminismTest::gains);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void threadsDoNotMatter(int network) {
    Network n = networks().get(network);
    List<double[]> expected = run(n, b -> b.threads(1), 2.3);
    if (network == 2 || network == 3)
      assertThat(expected.get(expected.size() - 1).length).isGreaterThan(50);
    for (int threads : new int[] {2, 3, 5}) {
      requireSame(run(n, b -> b.threads(threads), 2.3), expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void callsDoNotMatterWithoutRelaxation(int network) {
    Network n = networks().get(network);
    List<double[]> expected = run(n, b -> b.threads(2).use_wfr(false), 3.5);
    requireSame(run(n, b -> b.threads(2).use_wfr(false), 2.3, 0.4, 0.8), expected);
  }

  @Test
  void callsDoNotMatterForRatesWithoutTolerance() {
    Function<Builder, Builder> exact = b -> b.threads(2).wfr_tol(0).wfr_max_iterations(60);
    List<double[]> expected = run(CoupledDeterminismTest::rates, exact, 5);
    requireSame(run(CoupledDeterminismTest::rates, exact, 2.3, 0.4, 2.3), expected);
    requireSame(run(CoupledDeterminismTest::rates, b -> exact.apply(b).slice(1), 5), expected);
    expected = run(CoupledDeterminismTest::gains, exact, 5);
    requireSame(run(CoupledDeterminismTest::gains, exact, 2.3, 0.4, 2.3), expected);
    requireSame(run(CoupledDeterminismTest::gains, b -> exact.apply(b).slice(1), 5), expected);
  }

  @Test
  void slicesDoNotMatterForDelayedRates() {
    List<double[]> expected = run(CoupledDeterminismTest::lateRates, b -> b.threads(1), 6);
    for (int slice : new int[] {1, 3}) {
      requireSame(
          run(CoupledDeterminismTest::lateRates, b -> b.threads(3).slice(slice), 6), expected);
    }
    requireSame(
        run(CoupledDeterminismTest::lateRates, b -> b.threads(1), 0.5, 0.4, 0.3, 4.8), expected);
  }

  /// Nodes and couplings that are added between calls do not change what is under way.
  @Test
  void laterNodesLeaveOthersAlone() {
    Network alone = CoupledDeterminismTest::lateRates;
    List<double[]> expected = run(alone, b -> b.threads(1), 6);
    try (Simulator sim = Simulator.builder().seed(7).threads(3).build()) {
      NodeCollection units = lateRates(sim)[0];
      NodeCollection recorder = sim.create(spike_recorder);
      NodeCollection meter =
          sim.create(multimeter.with("record_from", "rate").with("interval", 0.1));
      sim.connect(meter, units);
      sim.simulate(2.1);
      NodeCollection more = sim.create(RATES, 300);
      sim.connect(units, more, fixed_indegree(3), LATER.with("delay", 8.0));
      sim.simulate(3.9);
      assertThat(recorder.size()).isOne();
      Close.require("rate", sim.events(meter).values("rate"), expected.getFirst(), 0);
    }
  }
}
