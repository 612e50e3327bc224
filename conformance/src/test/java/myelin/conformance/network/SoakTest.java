package myelin.conformance.network;

import static myelin.Names.fixed_indegree;
import static myelin.Names.ms;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Much of everything: many networks in one JVM, networks of many calls, of many neurons, on many
/// threads, and one that does not fit.
@Timeout(300)
class SoakTest {

  private static final NodeModel NEURON = NodeModel.named("iaf_psc_exp").with("I_e", 700.0);

  /// A parameter sweep: what is not closed but forgotten is collected, threads end.
  @Test
  void thousandsOfSimulationsLeaveNothingBehind() {
    long early = 0;
    for (int k = 0; k < 3000; k++) {
      Simulator sim = Simulator.builder().seed(k).threads(2).build();
      var neurons = sim.create(NEURON, 10);
      var recorder = sim.create(NodeModel.named("spike_recorder"));
      sim.connect(neurons, neurons, static_synapse.with("weight", 10.0 + k));
      sim.connect(neurons, recorder);
      sim.simulate(20);
      assertThat(sim.events(recorder).size()).isPositive();
      if (k == 1000) early = used();
    }
    assertThat(used() - early).isLessThan(8 << 20);
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().startsWith("myelin"))
            .count();
    assertThat(threads).isZero();
  }

  private static long used() {
    for (int k = 0; k < 3; k++) System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void aNetworkIsMadeOfAHundredThousandCalls() {
    try (Simulator sim = Simulator.builder().threads(2).build()) {
      var neurons = sim.create(NEURON, 1000);
      for (int k = 0; k < 100_000; k++) {
        sim.connect(
            new int[] {1 + k % 1000}, 1 + 7 * k % 1000, static_synapse.with("weight", 1 + k % 5));
      }
      assertThat(sim.connections(neurons, neurons).size()).isEqualTo(100_000);
      sim.simulate(5);
      assertThat(sim.spikeCount()).isZero();
      sim.simulate(45);
      assertThat(sim.spikeCount()).isGreaterThan(1000);
    }
  }

  @Test
  void aMillionNeuronsOnMoreThreadsThanCores() {
    long[] spikes = new long[2];
    for (int k = 0; k < 2; k++) {
      try (Simulator sim = Simulator.builder().threads(k == 0 ? 1 : 16).build()) {
        var neurons = sim.create(NodeModel.named("iaf_psc_delta").with("I_e", 450.0), 1_000_000);
        sim.connect(
            neurons,
            neurons,
            fixed_indegree(2),
            static_synapse.with("weight", 0.1).with("delay", 2));
        sim.simulate(ms(20));
        spikes[k] = sim.spikeCount();
      }
    }
    assertThat(spikes[1]).isEqualTo(spikes[0]).isPositive();
  }

  @Test
  void aNetworkThatDoesNotFitIsRefusedBeforeItIsBuilt() {
    try (Simulator sim = Simulator.builder().threads(2).build()) {
      var neurons = sim.create(NEURON, 100_000);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(neurons, neurons, fixed_indegree(50_000)))
          .withMessageContaining("--heap");
      sim.connect(neurons, neurons, fixed_indegree(1));
      sim.simulate(1);
      assertThat(sim.connections().size()).isEqualTo(100_000);
    }
  }
}
