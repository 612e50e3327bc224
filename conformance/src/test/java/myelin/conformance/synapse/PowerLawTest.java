package myelin.conformance.synapse;

import static myelin.Names.all_to_all;
import static myelin.Names.one_to_one;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Powers of weights that are computed together for the synapses of a source.
class PowerLawTest {

  private static final int TARGETS = 700;

  /// A source with many synapses changes each as a source does that has it alone, to the bit. Some
  /// targets fire often between two spikes of the source, some never.
  @ParameterizedTest
  @ValueSource(doubles = {0.4, 1, 0, 0.7})
  void synapsesOfOneSourceChangeAsThoseOfMany(double mu) {
    Random random = new Random(11);
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeCollection one = sim.create(NodeModel.named("parrot_neuron"));
      NodeCollection many = sim.create(NodeModel.named("parrot_neuron"), TARGETS);
      NodeCollection targets = sim.create(NodeModel.named("parrot_neuron"), TARGETS);
      NodeCollection sent = train(sim, times(random, 60));
      Synapse plain = static_synapse.with("delay", 1.0);
      sim.connect(sent, one.and(many), all_to_all(), plain);
      for (int i = 0; i < TARGETS; i++) {
        sim.connect(train(sim, times(random, 15 * (i % 12))), targets.at(i), plain);
      }
      double[] weights = random.doubles(TARGETS, 1, 60).toArray();
      weights[3] = 0;
      weights[301] = 1e-90;
      Synapse rule =
          Synapse.model("stdp_pl_synapse_hom").with("mu", mu).with("lambda", 0.01).receptor(1);
      sim.connect(one, targets, all_to_all(), rule.with("weight", weights));
      sim.connect(many, targets, one_to_one(), rule.with("weight", weights));
      sim.simulate(1000);
      double[] found = sim.connections(one, targets).weight();
      assertThat(found).isEqualTo(sim.connections(many, targets).weight());
      assertThat(found).isNotEqualTo(weights).hasSize(TARGETS);
    }
  }

  private static NodeCollection train(Simulator sim, double[] times) {
    return sim.create(NodeModel.named("spike_generator").with("spike_times", times));
  }

  private static double[] times(Random random, int n) {
    return Arrays.stream(random.ints(n, 10, 9900).sorted().distinct().toArray())
        .mapToDouble(t -> t / 10.0)
        .toArray();
  }
}
