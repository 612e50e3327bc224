package myelin.conformance.device;

import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a weight_recorder records, and of which spikes.
class WeightRecorderTest {

  private static final NodeModel WEIGHT_RECORDER = NodeModel.named("weight_recorder");

  /// Two parrots that fire at 2, 3, ... 9 ms, each onto two others.
  private static final class Four implements AutoCloseable {
    final Simulator sim;
    final NodeCollection sources;
    final NodeCollection targets;
    final NodeCollection recorder;

    Four(NodeModel model, int threads) {
      sim = Simulator.builder().threads(threads).build();
      recorder = sim.create(model);
      sources = sim.create(parrot_neuron, 2);
      targets = sim.create(parrot_neuron, 2);
      double[] times = IntStream.range(1, 9).asDoubleStream().toArray();
      NodeCollection train = sim.create(spike_generator.with("spike_times", times));
      sim.connect(train, sources);
    }

    void connect(Synapse synapse) {
      sim.connect(sources, targets, synapse.recordedBy(recorder));
    }

    Events events() {
      return sim.events(recorder);
    }

    @Override
    public void close() {
      sim.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"static_synapse", "stdp_synapse"})
  void everySpikeThroughEverySynapseIsRecordedWhenItIsSent(String model) {
    for (int threads = 1; threads <= 3; threads++) {
      try (Four four = new Four(WEIGHT_RECORDER, threads)) {
        double[] weights = {1.5, 2.5, 3.5, 4.5};
        four.connect(Synapse.model(model).with("weight", weights).with("delay", 2.5));
        four.sim.simulate(3.05 + 0.05);
        Events e = four.events();
        assertThat(e.quantities()).containsExactly("weights", "targets", "receptors", "ports");
        assertThat(e.times()).containsExactly(2, 2, 2, 2, 3, 3, 3, 3);
        assertThat(e.senders()).containsExactly(2, 2, 3, 3, 2, 2, 3, 3);
        assertThat(e.values("targets")).containsExactly(4, 5, 4, 5, 4, 5, 4, 5);
        assertThat(Arrays.copyOf(e.values("weights"), 4))
            .containsExactly(new double[] {1.5, 3.5, 2.5, 4.5}, within(1e-14));
        assertThat(e.values("receptors")).containsOnly(0);
        assertThat(e.values("ports")).containsOnly(0);
      }
    }
  }

  @Test
  void spikesAreRecordedFromStartToStop() {
    NodeModel model = WEIGHT_RECORDER.with("start", 3.0).with("stop", 6.0);
    try (Four four = new Four(model, 2)) {
      four.connect(static_synapse);
      four.sim.simulate(20);
      assertThat(four.events().times()).containsOnly(4, 5, 6).hasSize(12);
    }
  }

  @Test
  void onlyTheSendersAndTargetsNamedAreRecorded() {
    try (Four four = new Four(WEIGHT_RECORDER.with("senders", new int[] {3, 2}), 2)) {
      four.connect(static_synapse);
      four.sim.simulate(20);
      assertThat(four.events().size()).isEqualTo(32);
    }
    try (Four four = new Four(WEIGHT_RECORDER.with("senders", new int[] {3}), 2)) {
      four.connect(Synapse.model("stdp_synapse"));
      four.sim.simulate(20);
      assertThat(four.events().senders()).containsOnly(3).hasSize(16);
    }
    try (Four four = new Four(WEIGHT_RECORDER.with("targets", new int[] {9, 5}), 2)) {
      four.connect(static_synapse);
      four.sim.simulate(20);
      assertThat(four.events().values("targets")).containsOnly(5).hasSize(16);
    }
    NodeModel one = WEIGHT_RECORDER.with("senders", new int[] {2}).with("targets", new int[] {4});
    try (Four four = new Four(one, 2)) {
      four.connect(static_synapse);
      four.sim.simulate(20);
      assertThat(four.events().size()).isEqualTo(8);
    }
    try (Four four = new Four(WEIGHT_RECORDER.with("senders", new int[] {17}), 2)) {
      four.connect(static_synapse);
      four.sim.simulate(20);
      assertThat(four.events().size()).isZero();
    }
  }

  @Test
  void filtersAndWindowsCanChangeBetweenRuns() {
    try (Four four = new Four(WEIGHT_RECORDER, 2)) {
      four.connect(static_synapse);
      four.sim.simulate(3.5);
      four.recorder.set("senders", new int[] {2});
      four.sim.simulate(2);
      four.recorder.set("stop", 7.0);
      four.sim.simulate(20);
      assertThat(four.events().times())
          .containsExactly(2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
    }
  }

  @Test
  void theReceptorIsTheTargets() {
    try (Four four = new Four(WEIGHT_RECORDER, 2)) {
      four.connect(static_synapse.receptor(1));
      four.connect(Synapse.model("stdp_synapse").receptor(1));
      four.connect(Synapse.model("stdp_synapse"));
      four.sim.simulate(2.5);
      double[] receptors = four.events().values("receptors");
      assertThat(receptors).hasSize(12);
      assertThat(receptors).containsExactly(1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0);
    }
  }

  @Test
  void spikesOfAGeneratorAreRecordedAsOftenAsTheyAreSent() {
    try (Simulator sim = Simulator.builder().threads(2).build()) {
      NodeCollection recorder = sim.create(WEIGHT_RECORDER);
      NodeCollection train =
          sim.create(
              spike_generator
                  .with("spike_times", new double[] {1, 2, 4})
                  .with("spike_multiplicities", new double[] {1, 3, 2}));
      NodeCollection neuron = sim.create(NodeModel.named("iaf_psc_exp"));
      sim.connect(train, neuron, static_synapse.with("weight", -7).recordedBy(recorder));
      sim.simulate(10);
      Events e = sim.events(recorder);
      assertThat(e.times()).containsExactly(1, 2, 2, 2, 4, 4);
      assertThat(e.senders()).containsOnly(train.id(0));
      assertThat(e.values("targets")).containsOnly(neuron.id(0));
      assertThat(e.values("weights")).containsOnly(-7);
    }
  }

  /// A parrot repeats a spike once, whatever its weight.
  @Test
  void parrotsCountSpikesWhoseWeightsAreRecorded() {
    for (String model : List.of("static_synapse", "stdp_synapse")) {
      try (Four four = new Four(WEIGHT_RECORDER, 2)) {
        double[] weights = {0.25, 2.5, 3.5, 40};
        four.connect(Synapse.model(model).with("weight", weights));
        four.connect(Synapse.model(model).with("weight", 7));
        NodeCollection train =
            four.sim.create(spike_generator.with("spike_times", new double[] {15, 15.5}));
        Synapse five = static_synapse.with("weight", 5).recordedBy(four.recorder);
        four.sim.connect(train, four.targets, five);
        NodeCollection spikes = four.sim.create(spike_recorder);
        four.sim.connect(four.targets, spikes);
        four.sim.simulate(20);
        assertThat(four.sim.spikes(spikes).times()).as(model).hasSize(2 * (2 * 2 * 8 + 2));
        assertThat(four.events().values("weights")).contains(5).doesNotContain(1);
      }
    }
  }

  @Test
  void twoRecordersHearTheirOwnSynapses() {
    try (Four four = new Four(WEIGHT_RECORDER, 2)) {
      NodeCollection other = four.sim.create(WEIGHT_RECORDER);
      four.connect(Synapse.model("stdp_synapse").with("weight", 3));
      four.sim.connect(
          four.sources, four.targets, static_synapse.with("weight", 4).recordedBy(other));
      four.sim.connect(four.sources, four.targets, static_synapse.with("weight", 5));
      four.sim.simulate(2.5);
      assertThat(four.events().values("weights")).containsExactly(3, 3, 3, 3);
      assertThat(four.sim.events(other).values("weights")).containsExactly(4, 4, 4, 4);
    }
  }

  @Test
  void aFileHasTheSameAsMemory(@TempDir Path folder) throws IOException {
    Events expected;
    try (Four four = new Four(WEIGHT_RECORDER, 2)) {
      four.connect(Synapse.model("stdp_synapse").with("weight", 3));
      four.sim.simulate(20);
      expected = four.events();
    }
    NodeModel toFile = WEIGHT_RECORDER.with("record_to", "ascii");
    try (Simulator sim = Simulator.builder().data_path(folder).threads(2).build()) {
      NodeCollection recorder = sim.create(toFile);
      NodeCollection sources = sim.create(parrot_neuron, 2);
      NodeCollection targets = sim.create(parrot_neuron, 2);
      double[] times = IntStream.range(1, 9).asDoubleStream().toArray();
      sim.connect(sim.create(spike_generator.with("spike_times", times)), sources);
      Synapse synapse = Synapse.model("stdp_synapse").with("weight", 3);
      sim.connect(sources, targets, synapse.recordedBy(recorder));
      sim.simulate(20);
      List<String> lines = Files.readAllLines(sim.filenames().getFirst());
      List<String> rows = lines.stream().filter(l -> !l.startsWith("#")).toList();
      assertThat(rows.getFirst().split("\\s+", -1))
          .containsExactly("sender", "time_ms", "weights", "targets", "receptors", "ports");
      assertThat(rows).hasSize(1 + expected.size());
      for (int e = 0; e < expected.size(); e++) {
        String[] cells = rows.get(1 + e).split("\\s+", -1);
        assertThat(Integer.parseInt(cells[0])).isEqualTo(expected.senders()[e]);
        assertThat(Double.parseDouble(cells[1])).isEqualTo(expected.times()[e]);
        String[] names = {"weights", "targets", "receptors", "ports"};
        for (int q = 0; q < names.length; q++) {
          assertThat(Double.parseDouble(cells[2 + q]))
              .isCloseTo(
                  expected.values(names[q])[e], org.assertj.core.data.Offset.offset(5.01e-4));
        }
      }
    }
  }

  @Test
  void onlyAWeightRecorderCanRecordWeights() {
    try (Four four = new Four(WEIGHT_RECORDER, 1)) {
      Synapse stdp = Synapse.model("stdp_synapse");
      NodeCollection two = four.sim.create(WEIGHT_RECORDER, 2);
      NodeCollection spikes = four.sim.create(spike_recorder);
      for (NodeCollection wrong : List.of(spikes, two, four.targets, four.sim.nodes(4))) {
        assertThatExceptionOfType(BadInput.class)
            .isThrownBy(() -> four.sim.connect(four.sources, four.targets, stdp.recordedBy(wrong)))
            .withMessageContaining("weight_recorder must be one weight_recorder");
      }
      assertThat(four.sim.synapses(stdp)).isZero();
      try (Simulator other = Simulator.builder().build()) {
        NodeCollection strange = other.create(WEIGHT_RECORDER);
        assertThatExceptionOfType(BadInput.class)
            .isThrownBy(
                () -> four.sim.connect(four.sources, four.targets, stdp.recordedBy(strange)));
      }
      assertThat(four.sim.synapses(stdp)).isZero();
    }
  }

  @Test
  void aWeightRecorderIsNotConnectedByItself() {
    try (Four four = new Four(WEIGHT_RECORDER, 1)) {
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> four.sim.connect(four.sources, four.recorder));
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> four.sim.connect(four.recorder, four.targets));
    }
  }
}
