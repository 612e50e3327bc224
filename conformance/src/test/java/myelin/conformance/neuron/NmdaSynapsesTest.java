package myelin.conformance.neuron;

import static myelin.Names.dc_generator;
import static myelin.Names.iaf_bw_2001_exact;
import static myelin.Names.multimeter;
import static myelin.Names.parrot_neuron;
import static myelin.Names.poisson_generator;
import static myelin.Names.spike_generator;
import static myelin.Names.static_synapse;
import static myelin.Names.stdp_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import myelin.Events;
import myelin.Names;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Synapses that have a state of their own in their target, `iaf_bw_2001_exact`: what they do does
/// not depend on threads, calls or checkpoints, and such as cannot have one are refused. What NEST
/// computes of them is in `test_neuron_traces.py`.
class NmdaSynapsesTest {

  private static final Synapse NMDA = static_synapse.receptor(3);

  /// Three hundred neurons, more than a block, that drive each other through synapses onto NMDA of
  /// many delays, some of them twice; what is sampled of some.
  private static double[][] run(int threads, Optional<Path> checkpoint) {
    Simulator sim = Simulator.builder().threads(threads).seed(3).build();
    NodeCollection cells = sim.create(iaf_bw_2001_exact, 300);
    sim.connect(sim.create(dc_generator.with("amplitude", 500)), cells.first(150));
    NodeCollection parrots = sim.create(parrot_neuron, 4);
    for (int k = 0; k < 3; k++) {
      sim.connect(sim.create(poisson_generator.with("rate", 2000)), parrots);
    }
    Synapse varied =
        NMDA.with("weight", Names.uniform(0.1, 2)).with("delay", Names.uniform(0.5, 6));
    sim.connect(cells, cells, Names.fixed_indegree(5), varied);
    sim.connect(parrots, cells, NMDA.with("weight", 0.25).with("delay", 2.5));
    sim.connect(parrots.first(2), cells, NMDA.with("weight", 0.5).with("delay", 2.5));
    NodeCollection meter =
        sim.create(multimeter.with("record_from", new String[] {"s_NMDA", "V_m", "I_NMDA"}));
    sim.connect(meter, cells.slice(100, 300, 25));
    sim.simulate(30);
    if (checkpoint.isPresent()) {
      sim.save(checkpoint.get());
      sim.close();
      sim = Simulator.load(checkpoint.get(), threads);
    }
    sim.simulate(30);
    Events events = sim.events(sim.nodes(meter.id(0)));
    double[][] all = events.quantities().stream().map(events::values).toArray(double[][]::new);
    sim.close();
    return all;
  }

  @Test
  void threadsAndCheckpointsMakeNoDifference(@TempDir Path folder) {
    double[][] one = run(1, Optional.empty());
    assertThat(one[0]).hasSize(8 * 60);
    assertThat(Arrays.stream(one[0]).filter(x -> x > 0.5).count()).isGreaterThan(100);
    assertThat(run(3, Optional.empty())).isDeepEqualTo(one);
    assertThat(run(2, Optional.of(folder.resolve("file")))).isDeepEqualTo(one);
  }

  @Test
  void synapsesThatCannotHaveAStateAreRefused() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection cell = sim.create(iaf_bw_2001_exact);
      NodeCollection parrot = sim.create(parrot_neuron);
      requireRefused(sim, parrot, cell, stdp_synapse.receptor(3), "constant weights");
      requireRefused(sim, sim.create(poisson_generator), cell, NMDA, "parrot_neuron");
      requireRefused(sim, parrot, cell, NMDA.with("weight", Names.mV(1)), "takes nS");
      sim.connect(sim.create(spike_generator), cell, NMDA);
      sim.connect(parrot, cell, stdp_synapse.receptor(1));
      sim.connect(sim.create(poisson_generator), cell, static_synapse.receptor(2));
      sim.simulate(1);
      requireRefused(sim, parrot, cell, NMDA, "before the first simulation");
      sim.connect(parrot, cell, static_synapse.receptor(1));
    }
  }

  private static void requireRefused(
      Simulator sim, NodeCollection from, NodeCollection to, Synapse synapse, String why) {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> sim.connect(from, to, synapse))
        .withMessageContainingAll("iaf_bw_2001_exact", why);
  }
}
