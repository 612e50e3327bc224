package myelin.conformance.device;

import static myelin.Names.ms;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_dilutor;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random trains are the same to the last spike for any number of threads, slices of any length,
/// however often a simulation stops, and after a checkpoint, wherever settings, delays and
/// connections change between two calls.
class TrainsDeterminismTest {

  private static final int GENERATOR = 1;
  private static final int FIRST_NEURON = 5;
  private static final int NEURONS = 600;

  static Stream<NodeModel> generators() {
    NodeModel poisson = NodeModel.named("sinusoidal_poisson_generator").with("rate", 3000.0);
    NodeModel gamma =
        NodeModel.named("sinusoidal_gamma_generator").with("rate", 2000.0).with("order", 2.5);
    return Stream.of(
        NodeModel.named("inhomogeneous_poisson_generator")
            .with("rate_times", ms(1, 5, 9))
            .with("rate_values", new double[] {4000, 900, 30_000}),
        oscillating(poisson),
        oscillating(poisson).with("individual_spike_trains", false),
        oscillating(gamma),
        oscillating(gamma).with("individual_spike_trains", false),
        NodeModel.named("gamma_sup_generator")
            .with("rate", 300.0)
            .with("gamma_shape", 3)
            .with("n_proc", 9),
        NodeModel.named("ppd_sup_generator")
            .with("rate", 300.0)
            .with("dead_time", 1.7)
            .with("n_proc", 9)
            .with("relative_amplitude", 0.5)
            .with("frequency", 90.0),
        NodeModel.named("mip_generator").with("rate", 3000.0).with("p_copy", 0.4),
        NodeModel.named("spike_dilutor").with("p_copy", 0.4));
  }

  private static NodeModel oscillating(NodeModel model) {
    return model.with("amplitude", 900.0).with("frequency", 130.0).with("phase", 20.0);
  }

  /// Node 1 is the generator, 2 a recorder of it, 3 a train for a dilutor, 4 a parrot between.
  private static Simulator network(NodeModel model, int threads, int slice) {
    Simulator sim = Simulator.builder().seed(8).threads(threads).slice(slice).build();
    NodeCollection generator = sim.create(model);
    NodeCollection recorder = sim.create(spike_recorder);
    double[] times = new double[160];
    Arrays.setAll(times, k -> 0.1 * (k + 1));
    NodeCollection train = sim.create(spike_generator.with("spike_times", times));
    NodeCollection parrot = sim.create(parrot_neuron);
    NodeCollection neurons = sim.create(PoissonCounts.ADDER, NEURONS);
    sim.connect(train, parrot, static_synapse.with("delay", 0.2));
    if (model.name().equals(spike_dilutor.name())) {
      sim.connect(train, generator, static_synapse.with("delay", 0.1));
      sim.connect(parrot, generator, static_synapse.with("delay", 0.3));
    }
    sim.connect(generator, recorder);
    sim.connect(generator, neurons.first(300), static_synapse.with("delay", 0.7));
    sim.connect(generator, neurons.last(400), static_synapse.with("delay", 2.3).with("weight", 7));
    return sim;
  }

  /// Twelve milliseconds in pieces, with a change after the fifth.
  private static double[][] run(Simulator sim, NodeModel model, double[] before, double[] after) {
    for (double piece : before) sim.simulate(piece);
    change(sim, model);
    for (double piece : after) sim.simulate(piece);
    return look(sim);
  }

  private static void change(Simulator sim, NodeModel model) {
    NodeCollection generator = sim.nodes(GENERATOR);
    NodeCollection neurons = sim.nodes().slice(FIRST_NEURON - 1, FIRST_NEURON - 1 + NEURONS);
    generator.set("start", 6.0);
    if (model.model().parameter("n_proc").isPresent()) {
      generator.set(Map.of("n_proc", 4, "rate", 250.0));
    } else if (model.model().parameter("rate").isPresent()) {
      generator.set("rate", 1000.0);
    }
    sim.deviceConnections(generator, neurons.first(100), "").set("delay", 0.4);
    sim.connect(generator, neurons.first(450), static_synapse.with("delay", 1.1));
  }

  private static double[][] look(Simulator sim) {
    NodeCollection neurons = sim.nodes().slice(FIRST_NEURON - 1, FIRST_NEURON - 1 + NEURONS);
    return new double[][] {
      neurons.get("V_m"), sim.spikes(sim.nodes(GENERATOR + 1)).times(),
    };
  }

  @ParameterizedTest
  @MethodSource("generators")
  void trainsDependOnNothingButTheProgram(NodeModel model, @TempDir Path folder) {
    double[][] expected;
    try (Simulator sim = network(model, 1, 0)) {
      expected = run(sim, model, new double[] {5}, new double[] {7});
    }
    assertThat(Arrays.stream(expected[0]).sum()).isGreaterThan(1000);
    assertThat(expected[1]).hasSizeGreaterThan(3);
    int[][] threadsAndSlice = {{2, 0}, {3, 1}, {5, 2}, {2, 7}};
    for (int[] division : threadsAndSlice) {
      try (Simulator sim = network(model, division[0], division[1])) {
        double[][] found =
            run(sim, model, new double[] {0.1, 3, 1.9}, new double[] {0.1, 0.1, 6.8});
        assertThat(Arrays.deepEquals(found, expected)).as("%d threads", division[0]).isTrue();
      }
    }
    Path file = folder.resolve("trains.myelin");
    try (Simulator sim = network(model, 2, 0)) {
      sim.simulate(3.3);
      sim.save(file);
    }
    try (Simulator sim = Simulator.load(file, 3)) {
      sim.simulate(1.7);
      change(sim, model);
      sim.simulate(0.3);
      sim.save(file);
    }
    try (Simulator sim = Simulator.load(file, 1)) {
      sim.simulate(6.7);
      assertThat(Arrays.deepEquals(look(sim), expected)).as("after two checkpoints").isTrue();
    }
  }
}
