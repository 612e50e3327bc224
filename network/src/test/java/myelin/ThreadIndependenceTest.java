package myelin;

import static myelin.Names.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Results may not depend on who shares a block or a part with whom.
class ThreadIndependenceTest {

  private static final int[] THREADS = {1, 2, 3};

  @Test
  void aGeneratorReachesTheNodesItIsConnectedToInWhateverOrder() {
    for (int threads : THREADS) {
      var sim = Simulator.builder().threads(threads).build();
      var parrots = sim.create(parrot_neuron, 8);
      var noise = sim.create(poisson_generator.with(rate, Hz(2000)));
      var heard = sim.create(spike_recorder);
      for (int place : new int[] {5, 0, 2}) sim.connect(noise, parrots.slice(place, place + 1));
      sim.connect(parrots, heard);
      var spikes = sim.simulate(ms(200)).spikes(heard);
      assertThat(spikes.distinctSenders()).as("%d threads", threads).containsExactly(1, 3, 6);
    }
  }

  @Test
  void trainsToAListOfTargetsAreTheSameInAnyOrderAndNumberOfThreads() {
    List<int[]> counts = new ArrayList<>();
    for (int threads : THREADS) {
      for (int[] targets : new int[][] {{1, 2, 3}, {2, 1, 3}, {3, 2, 1}}) {
        var sim = Simulator.builder().threads(threads).build();
        var parrots = sim.create(parrot_neuron, 3);
        sim.create(poisson_generator.with(rate, Hz(2000)));
        var heard = sim.create(spike_recorder);
        sim.connect(new int[] {4, 4, 4}, targets, static_synapse);
        sim.connect(parrots, heard);
        var spikes = sim.simulate(ms(200)).spikes(heard);
        counts.add(new int[] {spikes.from(1).size(), spikes.from(2).size(), spikes.from(3).size()});
      }
    }
    assertThat(counts).allSatisfy(c -> assertThat(c).containsExactly(counts.getFirst()));
  }

  @Test
  void theOrderInWhichGeneratorsAreSummedDoesNotDependOnNeighbours() {
    List<double[]> potentials = new ArrayList<>();
    for (int threads : THREADS) {
      var sim = Simulator.builder().threads(threads).build();
      var neuron = iaf_psc_delta.with(E_L, mV(0)).with(V_m, mV(0)).with(V_reset, mV(0));
      var exc = sim.create(neuron.with(V_th, mV(1e6)), 256);
      var inh = sim.create(neuron.with(V_th, mV(1e6)), 256);
      var g1 = sim.create(poisson_generator.with(rate, Hz(8000)));
      var g2 = sim.create(poisson_generator.with(rate, Hz(8000)));
      sim.connect(g1, exc, static_synapse.with(weight, mV(0.1)));
      sim.connect(g2, exc.and(inh), static_synapse.with(weight, mV(0.3)));
      sim.connect(g1, inh, static_synapse.with(weight, mV(0.1)));
      sim.connect(g1, inh.first(100), static_synapse.with(weight, mV(0.7)));
      sim.simulate(ms(300));
      potentials.add(exc.and(inh).get(V_m));
    }
    for (double[] p : potentials) assertThat(Arrays.equals(p, potentials.getFirst())).isTrue();
  }

  @Test
  void aPotentialIsRoundedAsOftenAsItsOwnRestIsSet() {
    List<Double> potentials = new ArrayList<>();
    for (int threads : THREADS) {
      var sim = Simulator.builder().threads(threads).build();
      var nodes = sim.create(iaf_psc_delta, 2);
      var a = nodes.first(1);
      var b = nodes.last(1);
      for (double rest : new double[] {-60.1, -61.7, 0.3, -59.9}) {
        a.set(E_L, mV(rest));
        b.set(V_m, mV(rest));
      }
      sim.simulate(ms(10));
      potentials.add(a.get(V_m)[0]);
    }
    assertThat(potentials).containsOnly(potentials.getFirst());
  }
}
