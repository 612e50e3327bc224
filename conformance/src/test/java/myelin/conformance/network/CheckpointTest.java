package myelin.conformance.network;

import static myelin.Names.fixed_indegree;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import myelin.Simulator;
import myelin.conformance.harness.MixedNetwork;
import myelin.conformance.harness.PlasticNetwork;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A network that is saved and loaded goes on as if it had not been interrupted, to the bit, with
/// any number of threads; and a file that is not what was saved is refused.
class CheckpointTest {

  private static final double WHOLE = 40;

  /// Number of bytes before the checksum, and before the bytes that it is computed from.
  private static final int CHECKSUM = 20;

  private static final int HEAD = 24;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 1, 2",
    "0.1, 2, 1",
    "5, 1, 1",
    "17.3, 1, 3",
    "17.3, 3, 1",
    "17.3, 2, 2",
    "23.9, 2, 5",
    "39.9, 5, 2"
  })
  void allModelsAndGeneratorsGoOn(double at, int before, int after) {
    String expected = MixedNetwork.run(1, WHOLE);
    Path file = folder.resolve("network");
    try (MixedNetwork network = new MixedNetwork(before, 0)) {
      network.sim.simulate(at);
      network.sim.save(file);
      try (Simulator loaded = Simulator.load(file, after)) {
        loaded.simulate(WHOLE - at);
        assertThat(network.in(loaded).hash()).isEqualTo(expected);
      }
      network.sim.simulate(WHOLE - at);
      assertThat(network.hash()).as("the one that was saved").isEqualTo(expected);
    }
  }

  @Test
  void manyCheckpointsDoNotMatter() {
    String expected = MixedNetwork.run(1, WHOLE);
    Path file = folder.resolve("network");
    MixedNetwork network = new MixedNetwork(1, 0);
    for (int part = 0; part < 10; part++) {
      network.sim.simulate(WHOLE / 10);
      network.sim.save(file);
      network.close();
      network = network.in(Simulator.load(file, 1 + part % 4));
    }
    assertThat(network.hash()).isEqualTo(expected);
    network.close();
  }

  @Test
  void aLoadedNetworkGrowsAsTheOtherWouldHave() {
    Path file = folder.resolve("network");
    try (MixedNetwork network = new MixedNetwork(2, 0)) {
      network.sim.connections().set("weight", normal(20, 5));
      network.sim.simulate(7.3);
      network.sim.save(file);
      try (Simulator loaded = Simulator.load(file, 3)) {
        MixedNetwork other = network.in(loaded);
        loaded.connections().set("weight", normal(30, 9));
        network.sim.connections().set("weight", normal(30, 9));
        other.grow();
        loaded.simulate(12);
        network.grow();
        network.sim.simulate(12);
        assertThat(other.hash()).isEqualTo(network.hash());
        assertThat(loaded.synapses()).isEqualTo(network.sim.synapses());
        assertThat(loaded.connections().weight()).isEqualTo(network.sim.connections().weight());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "300, 2, 3", "801.7, 3, 1", "1196, 1, 2"})
  void plasticSynapsesGoOn(double at, int before, int after) {
    String expected = PlasticNetwork.run(1, 0, 1250);
    Path file = folder.resolve("network");
    try (PlasticNetwork network = new PlasticNetwork(before, 0)) {
      network.sim.simulate(at);
      network.sim.save(file);
      try (Simulator loaded = Simulator.load(file, after)) {
        loaded.simulate(1250 - at);
        assertThat(network.hash(loaded)).isEqualTo(expected);
      }
    }
  }

  /// A spike that waits while a plastic synapse is made passes it later, with the earlier stamp.
  @Test
  void aSpikeFromBeforeASynapseWasMadeIsTakenAlong() {
    Path file = folder.resolve("network");
    Synapse slow = static_synapse.with("delay", 2.0);
    try (Simulator sim = Simulator.builder().build()) {
      var two = sim.create(NodeModel.named("parrot_neuron"), 2);
      var train = sim.create(NodeModel.named("spike_generator").with("spike_times", 7.5));
      sim.connect(train, two.first(1), slow);
      sim.connect(two.first(1), two.last(1), slow);
      sim.simulate(10); // fired at 9.5 ms, in a slice that ends now
      Synapse plastic = Synapse.model("stdp_synapse").with("delay", 2.0);
      sim.connect(two.first(1), two.last(1), plastic);
      sim.simulate(5);
      sim.save(file);
      try (Simulator loaded = Simulator.load(file)) {
        assertThat(loaded.connections().weight()).isEqualTo(sim.connections().weight());
      }
    }
  }

  /// Brunel's network: synapses in sets of bits, and counts of spikes under way.
  private static Simulator brunel(int threads) {
    Simulator sim = Simulator.builder().seed(3).threads(threads).build();
    var neurons =
        sim.create(NodeModel.named("iaf_psc_delta").with("V_m", uniform(mV(-70), mV(-56))), 1500);
    var noise = sim.create(NodeModel.named("poisson_generator").with("rate", 20_000.0));
    var recorder = sim.create(NodeModel.named("spike_recorder"));
    Synapse one = static_synapse.with("weight", 0.1).with("delay", 1.5);
    sim.connect(noise, neurons, one);
    sim.connect(neurons.first(1200), neurons, fixed_indegree(120), one);
    sim.connect(neurons.last(300), neurons, fixed_indegree(30), one.with("weight", -0.5));
    sim.connect(neurons, recorder);
    return sim;
  }

  private static int hash(Simulator sim) {
    var spikes = sim.events(sim.nodes(1502));
    assertThat(spikes.size()).isGreaterThan(1000);
    return 31 * Arrays.hashCode(spikes.senders()) + Arrays.hashCode(spikes.steps());
  }

  @ParameterizedTest
  @CsvSource({"20.3, 2, 1", "51, 1, 3", "0, 2, 2"})
  void countedSpikesGoOn(double at, int before, int after) {
    Path file = folder.resolve("network");
    try (Simulator whole = brunel(1);
        Simulator sim = brunel(before)) {
      whole.simulate(80);
      sim.simulate(at);
      sim.save(file);
      try (Simulator loaded = Simulator.load(file, after)) {
        loaded.simulate(80 - at);
        assertThat(hash(loaded)).isEqualTo(hash(whole));
      }
    }
  }

  @Test
  void savingWhileSimulatingDoesNotMatter() {
    Path file = folder.resolve("network");
    try (MixedNetwork network = new MixedNetwork(2, 0)) {
      network.sim.checkpoint(file, ms(2.7), false); // rounded up to 3 ms
      network.sim.simulate(WHOLE);
      assertThat(network.hash()).isEqualTo(MixedNetwork.run(1, WHOLE));
      try (Simulator loaded = Simulator.load(file)) {
        assertThat(loaded.time()).isEqualTo(39);
        assertThat(loaded.left()).isEqualTo(1);
        loaded.simulate(loaded.left());
        assertThat(network.in(loaded).hash()).isEqualTo(network.hash());
      }
    }
  }

  @Test
  void recordersGoOnWithTheirFiles() throws IOException {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Path parts = Files.createDirectory(folder.resolve("parts"));
    Path file = folder.resolve("network");
    try (Simulator sim = recorded(whole)) {
      sim.simulate(60);
    }
    try (Simulator sim = recorded(parts)) {
      sim.simulate(25.4);
      sim.save(file);
      sim.simulate(10); // is written again
    }
    try (Simulator sim = Simulator.load(file, 2)) {
      sim.simulate(34.6);
      assertThat(sim.filenames()).hasSize(2);
    }
    for (String name : new String[] {"spike_recorder-102-0.dat", "multimeter-103-0.dat"}) {
      assertThat(parts.resolve(name)).hasSameTextualContentAs(whole.resolve(name));
      assertThat(Files.size(whole.resolve(name))).isGreaterThan(1000);
    }
    Files.writeString(parts.resolve("multimeter-103-0.dat"), "Dear diary,\n".repeat(100_000));
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Simulator.load(file))
        .withMessageContaining("it is not a file of records");
    assertThat(parts.resolve("multimeter-103-0.dat"))
        .content()
        .startsWith("Dear diary")
        .hasSize(1_200_000);
    Files.delete(parts.resolve("multimeter-103-0.dat"));
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Simulator.load(file))
        .withMessageContaining("multimeter-103-0.dat");
  }

  private static Simulator recorded(Path folder) {
    Simulator sim = Simulator.builder().threads(2).data_path(folder).build();
    var neurons = sim.create(NodeModel.named("iaf_psc_alpha").with("I_e", 700.0), 100);
    var noise = sim.create(NodeModel.named("noise_generator").with("std", 200.0));
    var spikes = sim.create(NodeModel.named("spike_recorder").with("record_to", "ascii"));
    var meter =
        sim.create(
            NodeModel.named("multimeter").with("record_from", "V_m").with("record_to", "ascii"));
    sim.connect(noise, neurons);
    sim.connect(neurons, spikes);
    sim.connect(meter, neurons);
    return sim;
  }

  private byte[] small(Path file) throws IOException {
    try (PlasticNetwork network = new PlasticNetwork(2, 0)) {
      network.sim.simulate(20);
      network.sim.save(file);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void filesThatWereCutOrAlteredAreRefused() throws IOException {
    Path file = folder.resolve("network");
    byte[] bytes = small(file);
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      byte[] altered = bytes.clone();
      altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
      requireRefused(file, altered);
      requireRefused(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }
    requireRefused(file, Arrays.copyOf(bytes, bytes.length + 1));
    requireRefused(file, new byte[0]);
    requireRefused(file, "sender\ttime_ms\n1\t2.0\n".repeat(9).getBytes(StandardCharsets.UTF_8));
    Files.write(file, bytes);
    Simulator.load(file).close();
    Files.delete(file);
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Simulator.load(file))
        .withMessageContaining("there is no such file");
  }

  /// A file with a matching checksum, too, is refused or gives a network: nothing else.
  @Test
  void filesThatWereForgedDoNoHarm() throws IOException {
    Path file = folder.resolve("network");
    byte[] bytes = small(file);
    Random random = new Random(6);
    int refused = 0;
    for (int trial = 0; trial < 300; trial++) {
      byte[] forged = bytes.clone();
      for (int k = 0; k < 4; k++) {
        forged[HEAD + random.nextInt(bytes.length - HEAD)] = (byte) random.nextInt(256);
      }
      CRC32C sum = new CRC32C();
      sum.update(forged, HEAD, forged.length - HEAD);
      ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putInt(CHECKSUM, (int) sum.getValue());
      Files.write(file, forged);
      try {
        Simulator.load(file, 2).close();
      } catch (BadInput e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static void requireRefused(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Simulator.load(file))
        .withMessageContaining("cannot load " + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere/network", ""})
  void aCheckpointThatCannotBeWrittenIsAnError(String name) {
    try (MixedNetwork network = new MixedNetwork(2, 0)) {
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> network.sim.save(folder.resolve(name)))
          .withMessageContaining("cannot save the network to");
      network.sim.simulate(WHOLE);
      assertThat(network.hash()).isEqualTo(MixedNetwork.run(1, WHOLE));
    }
  }
}
