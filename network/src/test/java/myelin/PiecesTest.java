package myelin;

import static myelin.Names.V_m;
import static myelin.Names.delay;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.parrot_neuron;
import static myelin.Names.static_synapse;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Between two pieces of a simulation, spikes of the last slice wait, as in NEST, whose sums these
/// are (a test in Python asks for them, too): those of neurons arrive with the weights that are set
/// in between, those of generators have left.
class PiecesTest {

  /// A parrot fires at 10.5 ms, and so does a generator; the target adds up weights.
  private static Simulator network(int threads, int slice) {
    var sim = Simulator.builder().threads(threads).slice(slice).build();
    var early = sim.create(NodeModel.named("spike_generator").with("spike_times", 9.5));
    var late = sim.create(NodeModel.named("spike_generator").with("spike_times", 10.5));
    var parrot = sim.create(parrot_neuron);
    var target = sim.create(Jumps.ADDER);
    sim.connect(early, parrot);
    sim.connect(parrot, target, static_synapse.with(weight, mV(2)));
    sim.connect(late, target, static_synapse.with(weight, mV(0.5)));
    return sim;
  }

  private static final int LATE = 2;
  private static final int PARROT = 3;
  private static final int TARGET = 4;

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 1", "2, 3", "1, 7"})
  void weightsThatAreSetActOnSpikesThatWait(int threads, int slice, @TempDir Path folder) {
    for (double stop : new double[] {10.5, 10.7, 11}) {
      for (boolean saved : new boolean[] {false, true}) {
        Simulator sim = network(threads, slice);
        sim.simulate(stop);
        if (saved) {
          sim.save(folder.resolve("net"));
          sim = Simulator.load(folder.resolve("net"), 4 - threads);
        }
        sim.connections(sim.nodes(LATE, PARROT), sim.nodes(TARGET)).set(weight, mV(5));
        sim.simulate(2);
        assertThat(sim.nodes(TARGET).get(V_m))
            .as("stop at %s, saved: %s", stop, saved)
            .containsExactly(5.5);
      }
    }
  }

  @Test
  void spikesThatHaveLeftKeepTheirWeights() {
    var sim = network(1, 0);
    sim.simulate(11.1);
    sim.connections(sim.nodes(LATE, PARROT), sim.nodes(TARGET)).set(weight, mV(5));
    sim.simulate(2);
    assertThat(sim.nodes(TARGET).get(V_m)).containsExactly(2.5);
  }

  /// NEST refuses a delay below the smallest one once simulated. Here spikes that would arrive
  /// before the present step are delivered before the new connections are there.
  @Test
  void aShorterDelayIsForSpikesFromThenOn() {
    var sim = network(2, 0);
    sim.simulate(10.7);
    sim.connect(sim.nodes(PARROT), sim.nodes(TARGET), static_synapse.with(delay, ms(0.1)));
    sim.connections(sim.nodes(PARROT), sim.nodes(TARGET)).set(weight, mV(7));
    sim.simulate(2);
    assertThat(sim.nodes(TARGET).get(V_m)).containsExactly(2.5);
  }

  /// The spike at 10.5 ms waits at 10.7 ms. It passes the first new synapse, which brings it at
  /// 11.4 ms, not the second, by which it would have come at 10.6 ms, nor what is connected later.
  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "2, false", "2, true"})
  void lookingBetweenTwoConnectCallsChangesNothing(int threads, boolean looks) {
    Simulator sim = network(threads, 0);
    sim.simulate(10.7);
    for (double ms : new double[] {0.9, 0.1, 1.2}) {
      sim.connect(
          sim.nodes(PARROT),
          sim.nodes(TARGET),
          static_synapse.with(weight, mV(10 * ms)).with(delay, ms(ms)));
      if (looks) assertThat(sim.connections().size()).isGreaterThan(3);
    }
    sim.simulate(2);
    assertThat(sim.nodes(TARGET).get(V_m)).containsExactly(2 + 0.5 + 9);
  }
}
