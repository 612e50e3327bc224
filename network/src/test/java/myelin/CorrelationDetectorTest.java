package myelin;

import static myelin.Names.correlation_detector;
import static myelin.Names.ms;
import static myelin.Names.parrot_neuron;
import static myelin.Names.poisson_generator;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A device that gathers spikes keeps what it has gathered, whatever the threads and stops.
class CorrelationDetectorTest {

  private static final int DETECTOR = 2;

  @Test
  void whatIsCountedSurvivesACheckpoint(@TempDir Path folder) {
    Path file = folder.resolve("correlation.myelin");
    double[] whole;
    try (Simulator sim = network(1)) {
      sim.simulate(200);
      whole = histogram(sim);
    }
    try (Simulator sim = network(2)) {
      sim.simulate(77.7);
      sim.save(file);
    }
    try (Simulator sim = Simulator.load(file, 3)) {
      sim.simulate(122.3);
      assertThat(histogram(sim)).containsExactly(whole);
    }
    assertThat(whole).hasSize(21).doesNotContain(0);
  }

  private static double[] histogram(Simulator sim) {
    return (double[]) sim.nodes(DETECTOR).value("histogram");
  }

  private static Simulator network(int threads) {
    Simulator sim = Simulator.builder().seed(5).threads(threads).build();
    NodeCollection noise = sim.create(poisson_generator.with("rate", 900.0));
    NodeCollection detector = sim.create(correlation_detector.with("tau_max", ms(5)));
    NodeCollection parrots = sim.create(parrot_neuron, 2);
    sim.connect(noise, parrots);
    sim.connect(parrots.at(0), detector, static_synapse.with("weight", 0.3));
    sim.connect(parrots.at(1), detector, static_synapse.with("weight", 1.7).receptor(1));
    sim.connect(noise, detector, static_synapse.receptor(1));
    return sim;
  }
}
