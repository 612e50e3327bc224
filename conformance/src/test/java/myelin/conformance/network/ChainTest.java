package myelin.conformance.network;

import static myelin.Names.iaf_psc_delta;
import static myelin.Names.ms;
import static myelin.Names.one_to_one;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;

import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A network whose spikes are known in advance: a ring of neurons passes a spike on, so that it is
/// known which neuron fires in which step, exactly once.
class ChainTest {

  private static final int NEURONS = 1100;
  private static final double H = 0.1;

  @ParameterizedTest
  @CsvSource({
    "1, 0.1, 0",
    "2, 0.1, 0",
    "3, 0.1, 0",
    "5, 0.1, 0",
    "1, 0.7, 0",
    "2, 0.7, 3",
    "3, 0.7, 0",
    "5, 1.3, 0",
    "2, 1.3, 1",
    "3, 1.3, 7",
    "3, 3.1, 0"
  })
  void aSpikeGoesRoundARing(int threads, double delay, int slice) {
    for (NodeModel model : new NodeModel[] {iaf_psc_delta, parrot_neuron}) {
      try (Simulator sim =
          Simulator.builder().resolution(ms(H)).threads(threads).slice(slice).build()) {
        NodeCollection ring = sim.create(model, NEURONS);
        NodeCollection train = sim.create(spike_generator.with(spike_times, ms(2)));
        NodeCollection recorder = sim.create(spike_recorder);
        Synapse synapse = static_synapse.with("weight", 50).with("delay", delay);
        sim.connect(train, ring.first(1), synapse);
        sim.connect(ring.slice(0, NEURONS - 1), ring.slice(1, NEURONS), one_to_one(), synapse);
        sim.connect(ring.last(1), ring.first(1), synapse);
        sim.connect(ring, recorder);
        int rounds = (int) (1.3 * NEURONS);
        sim.simulate(Math.rint(10 * (2 + rounds * delay)) / 10);

        Events events = sim.events(recorder);
        int[] senders = events.senders();
        long[] steps = events.steps();
        assertThat(senders).hasSize(rounds);
        long inSteps = Math.round(delay / H);
        for (int e = 0; e < rounds; e++) {
          assertThat(senders[e]).isEqualTo(ring.id(e % NEURONS));
          assertThat(steps[e]).isEqualTo(20 + (e + 1) * inSteps);
        }
        assertThat(sim.spikeCount()).isEqualTo(rounds);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 1", "3, 0"})
  void aWaveOverManyDelaysMeetsInOneStep(int threads, int slice) {
    try (Simulator sim =
        Simulator.builder().resolution(ms(H)).threads(threads).slice(slice).build()) {
      NodeCollection first = sim.create(parrot_neuron, NEURONS);
      NodeCollection last = sim.create(iaf_psc_delta.with("V_th", -70.0 + NEURONS - 0.5));
      NodeCollection train = sim.create(spike_generator.with(spike_times, ms(1)));
      NodeCollection recorder = sim.create(spike_recorder);
      double[] there = new double[NEURONS];
      double[] onward = new double[NEURONS];
      for (int i = 0; i < NEURONS; i++) {
        there[i] = (1 + i % 60) / 10.0;
        onward[i] = (61 - i % 60) / 10.0;
      }
      sim.connect(train, first, static_synapse.with("delay", there));
      sim.connect(first, last, static_synapse.with("delay", onward));
      sim.connect(last, recorder);
      sim.simulate(20);
      assertThat(sim.spikes(recorder).times()).containsExactly(7.2);
    }
  }
}
