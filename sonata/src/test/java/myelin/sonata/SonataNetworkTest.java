package myelin.sonata;

import static myelin.Names.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small network whose files h5py wrote and whose spikes NEST computed
/// (`python/tests/sonata_files.py`).
class SonataNetworkTest {

  @TempDir private Path folder;
  private Path files;

  @BeforeEach
  void copy() throws IOException {
    Path stored = Path.of("src/test/resources/myelin/sonata/small");
    files = folder.resolve("small");
    try (Stream<Path> all = Files.walk(stored)) {
      for (Path file : all.toList()) Files.copy(file, files.resolve(stored.relativize(file)));
    }
  }

  private JsonNode nest() {
    return JsonMapper.builder().build().readTree(files.resolve("nest.json").toFile());
  }

  private SonataNetwork network() {
    return SonataNetwork.read(files.resolve("circuit.json"), files.resolve("simulation.json"));
  }

  private static Simulator simulator(int threads) {
    return Simulator.builder().resolution(ms(0.1)).threads(threads).build();
  }

  private void change(String file, String old, String fresh) throws IOException {
    String text = Files.readString(files.resolve(file));
    assertThat(text).contains(old);
    Files.writeString(files.resolve(file), text.replace(old, fresh));
  }

  private record Spike(double time, int sender) {}

  private static List<Spike> spikes(int[] senders, double[] times) {
    return IntStream.range(0, senders.length)
        .mapToObj(e -> new Spike(Math.rint(times[e] * 1e6) / 1e6, senders[e]))
        .sorted(Comparator.comparingDouble(Spike::time).thenComparingInt(Spike::sender))
        .toList();
  }

  private List<Spike> expected() {
    JsonNode nest = nest();
    int[] senders = nest.get("senders").valueStream().mapToInt(JsonNode::asInt).toArray();
    double[] times = nest.get("times").valueStream().mapToDouble(JsonNode::asDouble).toArray();
    assertThat(senders).hasSizeGreaterThan(1000);
    return spikes(senders, times);
  }

  @ParameterizedTest
  @CsvSource({"1, 1048576", "2, 1048576", "2, 13", "1, 2147483647"})
  void spikesAreThoseOfNest(int threads, int slab) {
    SonataNetwork network = network();
    try (Simulator sim = simulator(threads)) {
      var nodes = network.create(sim);
      network.connect(slab);
      NodeCollection recorder = sim.create("spike_recorder", 1);
      sim.connect(nodes.get("cells"), recorder);
      sim.simulate(network.duration());
      var found = sim.spikes(recorder);
      assertThat(spikes(found.senders(), found.times())).isEqualTo(expected());
      double[] potentials = nodes.get("cells").get("V_m");
      JsonNode expected = nest().get("V_m");
      for (int i = 0; i < potentials.length; i++) {
        assertThat(potentials[i]).isCloseTo(expected.get(i).asDouble(), within(1e-9));
      }
    }
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }

  @Test
  void knowsWhatItHas() {
    SonataNetwork network = network();
    assertThat(network.resolution()).isEqualTo(0.1);
    assertThat(network.duration()).isEqualTo(300);
    assertThat(network.edges()).isEqualTo(nest().get("connections").asInt() - 60);
    assertThat(network.nodes()).isEmpty();
    assertThat(network.config()).contains(files.resolve("network").resolve("inner.h5").toString());
    try (Simulator sim = simulator(1)) {
      assertThat(network.create(sim)).containsOnlyKeys("cells", "drives");
      assertThat(network.stretches())
          .containsExactly(
              new Stretch("iaf_psc_alpha", 30),
              new Stretch("iaf_psc_exp", 15),
              new Stretch("iaf_psc_alpha", 5),
              new Stretch("iaf_psc_exp", 10),
              new Stretch("spike_train_injector", 20));
    }
  }

  @Test
  void writesWhatTheConfigurationAsksFor() {
    SonataNetwork network = network();
    try (Simulator sim = simulator(2)) {
      network.create(sim);
      network.connect();
      assertThat(network.write()).isEmpty();
      network.simulate();
    }
    try (HdfFile file = new HdfFile(files.resolve("output/spikes.h5"))) {
      double[] times = (double[]) file.getDatasetByPath("/spikes/cells/timestamps").getData();
      Object ids = file.getDatasetByPath("/spikes/cells/node_ids").getData();
      int[] senders = Arrays.stream((BigInteger[]) ids).mapToInt(i -> i.intValue() + 1).toArray();
      assertThat(spikes(senders, times)).isEqualTo(expected());
      assertThat(times).isSorted();
      assertThat(file.getByPath("/spikes/cells").getAttribute("sorting").getData())
          .isEqualTo("by_time");
    }
    try (HdfFile file = new HdfFile(files.resolve("output/potentials.h5"))) {
      float[][] data = (float[][]) file.getDatasetByPath("/report/cells/data").getData();
      assertThat(data).hasDimensions(600, 6);
      double[] time = (double[]) file.getDatasetByPath("/report/cells/mapping/time").getData();
      assertThat(time).containsExactly(new double[] {0.5, 300.5, 0.5}, within(1e-9));
      assertThat(data[599][0]).isCloseTo((float) nest().get("V_m").get(0).asDouble(), offset());
      assertThat(data[599][5]).isCloseTo((float) nest().get("V_m").get(55).asDouble(), offset());
    }
  }

  private static Offset<Float> offset() {
    return Offset.offset(1e-5f);
  }

  @Test
  void callsHaveAnOrder() {
    SonataNetwork network = network();
    assertThatThrownBy(network::connect).hasMessageContaining("create its nodes first");
    assertThatThrownBy(network::record).hasMessageContaining("create its nodes first");
    assertThatThrownBy(network::simulate).hasMessageContaining("create its nodes first");
    try (Simulator coarse = Simulator.builder().resolution(ms(0.2)).threads(1).build();
        Simulator sim = simulator(1)) {
      assertThatThrownBy(() -> network.create(coarse))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("the simulator's resolution is 0.2 ms");
      assertThat(coarse.size()).isZero();
      network.create(sim);
      assertThatThrownBy(() -> network.create(sim)).hasMessageContaining("there already");
      assertThatThrownBy(() -> network.connect(0)).hasMessageContaining("at least one");
      assertThatThrownBy(network::simulate)
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("connect its 1,290 edges first");
      assertThat(sim.time()).isZero();
      network.connect();
      assertThatThrownBy(network::connect).hasMessageContaining("connected already");
      network.record();
      assertThatThrownBy(network::record).hasMessageContaining("recorded already");
    }
  }

  private void writeCellsWithTwoReceptors() throws IOException {
    Files.writeString(
        files.resolve("network/cell_types.csv"),
        """
        node_type_id model_type model_template dynamics_params
        20 point_neuron iaf_psc_alpha_multisynapse two.json
        7 point_neuron iaf_psc_alpha_multisynapse two.json
        8 point_neuron iaf_psc_alpha_multisynapse two.json
        """);
    Files.writeString(files.resolve("models/two.json"), "{\"tau_syn\": [2.0, 3.0]}");
  }

  @Test
  void aReceptorThatTargetsLackIsRefusedBeforeAnythingIsConnected() throws IOException {
    writeCellsWithTwoReceptors();
    Files.writeString(
        files.resolve("network/inner_types.csv"),
        """
        edge_type_id delay syn_weight receptor_type model_template dynamics_params
        1 1.5 30.0 1 static_synapse none.json
        2 1.5 30.0 3 static_synapse none.json
        3 NULL 25.0 1 tsodyks2_synapse depressing.json
        """);
    Files.writeString(
        files.resolve("network/outer_types.csv"),
        """
        edge_type_id receptor_type model_template dynamics_params
        1 1 static_synapse strong.json
        2 2 static_synapse none.json
        """);
    SonataNetwork network = network();
    try (Simulator sim = simulator(1)) {
      NodeCollection cells = network.create(sim).get("cells");
      assertThatThrownBy(() -> network.connect(100))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll("inner.h5", "/edges/", "Receptor type 3");
      assertThat(sim.connections().size()).isZero();
      cells.set("tau_syn", new double[] {2, 3, 4});
      network.connect(100);
      assertThat(sim.connections().size()).isEqualTo(network.edges());
    }
  }

  @Test
  void receptorsOfTypesThatDifferInNothingElseStayApart() throws IOException {
    writeCellsWithTwoReceptors();
    Files.writeString(
        files.resolve("network/inner_types.csv"),
        """
        edge_type_id delay syn_weight receptor_type model_template dynamics_params
        1 1.5 30.0 1 static_synapse none.json
        2 1.5 30.0 2 static_synapse none.json
        3 NULL 25.0 1 tsodyks2_synapse depressing.json
        """);
    Files.writeString(
        files.resolve("network/outer_types.csv"),
        """
        edge_type_id receptor_type model_template dynamics_params
        1 1 static_synapse strong.json
        2 2 static_synapse none.json
        """);
    SonataNetwork network = network();
    try (Simulator sim = simulator(1)) {
      NodeCollection cells = network.create(sim).get("cells");
      network.connect();
      Connections made = sim.connections(cells, cells);
      int[] sources = made.source();
      String[] models = made.synapses();
      int[] receptors = made.receptor();
      int[] seen = new int[3];
      for (int e = 0; e < sources.length; e++) {
        if (!models[e].equals("static_synapse")) continue;
        // edges of nodes 31 to 45 and from 51 on are of type 2, those of others of type 1
        boolean first = sources[e] <= 30 || (sources[e] > 45 && sources[e] <= 50);
        assertThat(receptors[e]).as("of node %d", sources[e]).isEqualTo(first ? 1 : 2);
        seen[receptors[e]]++;
      }
      assertThat(seen[1]).isPositive();
      assertThat(seen[2]).isPositive();
    }
  }

  @Test
  void spikesOfPreciseNeuronsAreSortedByTheirTimes() throws IOException {
    change("network/cell_types.csv", "nest:iaf_psc_alpha", "iaf_psc_alpha_ps");
    SonataNetwork network = network();
    try (Simulator sim = simulator(2)) {
      network.create(sim);
      network.connect();
      network.simulate();
    }
    try (HdfFile file = new HdfFile(files.resolve("output/spikes.h5"))) {
      double[] times = (double[]) file.getDatasetByPath("/spikes/cells/timestamps").getData();
      assertThat(times).hasSizeGreaterThan(500).isSorted();
      long between =
          Arrays.stream(times).filter(ms -> Math.abs(10 * ms - Math.rint(10 * ms)) > 1e-3).count();
      assertThat(between).isGreaterThan(100);
    }
  }

  @Test
  void groupsThatNothingIsInAreRefused() {
    writeCells("0");
    try (Simulator sim = simulator(1)) {
      NodeCollection cells = network().create(sim).get("cells");
      assertThat(cells.get("V_m")).containsOnly(-60);
    }
    writeCells("1");
    assertThatThrownBy(this::network)
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("cells.h5: /nodes/cells/1 is a group that nothing is in")
        .hasMessageContaining("node_group_id");
  }

  /// Writes nodes without `node_group_id`, whose values are in a group.
  private void writeCells(String group) {
    try (WritableHdfFile file = HdfFile.write(files.resolve("network/cells.h5"))) {
      WritableGroup cells = file.putGroup("nodes").putGroup("cells");
      long[] types = new long[60];
      Arrays.fill(types, 20);
      cells.putDataset("node_type_id", types);
      double[] potentials = new double[60];
      Arrays.fill(potentials, -60);
      cells.putGroup(group).putGroup("dynamics_params").putDataset("V_m", potentials);
    }
  }

  @Test
  void edgesThatAreSwitchedOffAreNotThere() throws IOException {
    change(
        "circuit.json",
        "\"edges_file\": \"$NETWORK_DIR/inner.h5\"",
        "\"enabled\": false, \"edges_file\": \"\"");
    assertThat(network().edges()).isLessThan(nest().get("connections").asInt() - 600);
  }

  @Test
  void aFileThatCannotBeWrittenIsRefused() throws IOException {
    SonataNetwork network = network();
    Files.writeString(files.resolve("output"), "a file, where a folder would be");
    try (Simulator sim = simulator(1)) {
      network.create(sim);
      network.connect();
      assertThatThrownBy(network::simulate)
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("spikes.h5 cannot be written");
    }
  }

  /// Files that are cut short or altered anywhere are refused, or read as what they then say; no
  /// other error comes out of them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "network/cells.h5",
        "network/inner.h5",
        "drive.h5",
        "circuit.json",
        "network/inner_types.csv"
      })
  void anyDamageIsRefused(String name) throws IOException {
    Path file = files.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(5);
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    for (int trial = 0; trial < 150; trial++) {
      byte[] damaged = whole.clone();
      if (trial % 3 == 0) damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
      for (int k = 0; k < 1 + trial % 7 && damaged.length > 0; k++) {
        // most of the structure is at the beginning
        int at = random.nextInt(trial % 2 == 0 ? damaged.length : Math.min(2500, damaged.length));
        damaged[at] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try {
        network();
      } catch (BadInput e) {
        refused++;
        if (!String.valueOf(e.getMessage()).contains(files.toString())) wrong.add(e.getMessage());
      } catch (RuntimeException | Error e) {
        wrong.add(trial + ": " + e + " at " + Arrays.toString(e.getStackTrace()).substring(0, 400));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(refused).isGreaterThan(50);
  }
}
