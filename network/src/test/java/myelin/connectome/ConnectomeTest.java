package myelin.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import myelin.Events;
import myelin.Names;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables under `connectome` of the resources are random; `spikes.csv` is what Brian 2.9 makes
/// of them with the equations of Shiu et al. (2024).
class ConnectomeTest {

  private static final Path EDGES = file("edges.csv");
  private static final Path CELLS = file("cells.csv");

  @TempDir private Path folder = Path.of("");

  private static Path file(String name) {
    return Path.of("src/test/resources/myelin/connectome", name);
  }

  private static void drive(Brain brain) {
    CsvTable drives = CsvTable.read(file("drives.csv"));
    long[] ids = drives.wholes("root_id");
    long[] steps = drives.wholes("step");
    for (long id : Arrays.stream(ids).distinct().toArray()) {
      brain.driveAt(
          id,
          IntStream.range(0, ids.length)
              .filter(k -> ids[k] == id)
              .mapToDouble(k -> steps[k] * 0.1)
              .toArray());
    }
  }

  private static List<String> spikes(Trial trial) {
    List<String> spikes = new ArrayList<>();
    for (int k = 0; k < trial.ids().length; k++) {
      spikes.add("%d in %d".formatted(trial.ids()[k], Math.round(trial.times()[k] / 0.1) - 1));
    }
    return spikes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theSpikesAreThoseOfBrian(int threads) {
    CsvTable expected = CsvTable.read(file("spikes.csv"));
    List<String> brian = new ArrayList<>();
    for (int k = 0; k < expected.rows(); k++) {
      brian.add("%d in %d".formatted(expected.wholes("root_id")[k], expected.wholes("step")[k]));
    }
    try (Simulator sim = Simulator.builder().threads(threads).build()) {
      Brain brain = Connectome.read(EDGES, CELLS).build(sim);
      drive(brain);
      assertThat(spikes(brain.trial(400, 1))).containsExactlyInAnyOrderElementsOf(brian);
      assertThat(spikes(brain.trial(400, 2))).containsExactlyInAnyOrderElementsOf(brian);
    }
  }

  /// The neuron, by its text or built in.
  private NodeModel neuron(Simulator sim, boolean text) {
    return text
        ? sim.install(file("iaf_shiu_2024.nestml")).getFirst()
        : FlyNeuron.install(sim.models());
  }

  /// The text is the neuron as equations.
  @Test
  void theNeuronIsThatOfItsText() {
    List<List<String>> results = new ArrayList<>();
    for (boolean text : new boolean[] {false, true}) {
      try (Simulator sim = Simulator.builder().threads(1).build()) {
        NodeModel model = neuron(sim, text);
        NodeCollection cells = sim.create(model.with("V_m", -50.0).with("V_reset", -54.0), 300);
        cells.set("t_ref", IntStream.range(0, 300).mapToDouble(i -> i % 5 * 0.7).toArray());
        cells.at(7, 8).set("refr_t", 1.3);
        NodeCollection noise = sim.create(Names.poisson_generator.with("rate", 3000.0));
        NodeCollection some = sim.create(Names.poisson_generator.with("rate", 300.0));
        NodeCollection spikes = sim.create(Names.spike_recorder);
        sim.connect(noise, cells, Names.static_synapse.receptor(1).with("weight", 1.9));
        sim.connect(noise, cells, Names.static_synapse.receptor(1).with("weight", -0.7));
        sim.connect(some, cells, Names.static_synapse.receptor(2).with("weight", 3.0));
        sim.connect(
            cells,
            cells,
            Names.fixed_indegree(10),
            Names.static_synapse.receptor(1).with("weight", 0.5));
        sim.connect(cells, spikes);
        Events events = sim.simulate(200).events(spikes);
        results.add(
            IntStream.range(0, events.size())
                .mapToObj(k -> events.senders()[k] + " at " + events.times()[k])
                .toList());
        for (String state : List.of("V_m", "g", "refr_t")) {
          results.add(Arrays.stream(cells.get(state)).mapToObj(x -> "%.9f".formatted(x)).toList());
        }
      }
    }
    assertThat(results.get(0)).hasSizeGreaterThan(1000);
    for (int k = 0; k < 4; k++) assertThat(results.get(k)).isEqualTo(results.get(4 + k));
  }

  /// Where little arrives, a block is advanced in another way, which must leave nothing out:
  /// neither what moves a frozen neuron once it goes on, nor one whose refractoriness has been set.
  @Test
  void rareJumpsMoveTheNeuronAsTheTextSays() {
    List<double[]> results = new ArrayList<>();
    for (boolean text : new boolean[] {false, true}) {
      try (Simulator sim = Simulator.builder().threads(1).build()) {
        NodeModel model = neuron(sim, text);
        NodeCollection cells = sim.create(model.with("V_m", -51.0), 300);
        for (int k = 0; k < 8; k++) {
          double[] times = {1 + 0.3 * k, 7.1 + 0.1 * k, 12.0, 20.5 + k};
          NodeCollection one = sim.create(Names.spike_generator.with("spike_times", times));
          sim.connect(one, cells.at(10 * k), Names.static_synapse.receptor(1).with("weight", 9.0));
          Synapse jump = Names.static_synapse.receptor(2).with("weight", k % 2 == 0 ? 1.5 : -2.0);
          sim.connect(one, cells.at(10 * k + 1, 20 * k + 2), jump);
        }
        NodeCollection spikes = sim.create(Names.spike_recorder);
        sim.connect(cells, spikes);
        sim.simulate(8.2); // a jump has arrived at some, and moves them in the next step
        cells.at(1, 11, 21).set("frozen", true);
        cells.at(31, 41).set("refr_t", 0.9);
        sim.simulate(3);
        cells.at(1, 11, 21).set("frozen", false);
        sim.simulate(20);
        for (String state : List.of("V_m", "g", "refr_t")) results.add(cells.get(state));
      }
    }
    for (int k = 0; k < 3; k++) {
      assertThat(results.get(k)).containsExactly(results.get(3 + k), within(1e-9));
    }
  }

  @Test
  void aTrialDependsOnItsSeedAndNotOnTrialsBefore() {
    Connectome connectome = Connectome.read(EDGES, CELLS);
    long[] driven = connectome.select("cell_type", "T1", "T3");
    assertThat(driven).hasSize(20);
    List<String> first;
    try (Simulator sim = Simulator.builder().build()) {
      Brain brain = connectome.build(sim);
      brain.drive(200, driven);
      first = spikes(brain.trial(100, 7));
      assertThat(spikes(brain.trial(100, 8))).isNotEqualTo(first);
      assertThat(spikes(brain.trial(100, 7))).isEqualTo(first);
      brain.silence(driven);
      assertThat(brain.trial(100, 7).ids()).isEmpty();
      brain.unsilence(driven);
      assertThat(spikes(brain.trial(100, 7))).isEqualTo(first);
      brain.drive(0, driven);
      assertThat(brain.trial(100, 7).ids()).isEmpty();
    }
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      Brain brain = connectome.build(sim);
      brain.drive(200, driven);
      assertThat(spikes(brain.trial(100, 7))).hasSameElementsAs(first);
    }
  }

  @Test
  void randomTrainsHaveTheirRate() {
    int n = 0;
    for (long id = 0; id < 200; id++) n += RandomTrain.steps(3, id, 0.015, 10_000).length;
    assertThat(n / 200.0).isCloseTo(150, within(4 * Math.sqrt(150 / 200.0)));
    assertThat(RandomTrain.steps(3, 1, 1, 5)).containsExactly(1, 2, 3, 4);
    assertThat(RandomTrain.steps(3, 1, 0, 5)).isEmpty();
  }

  @Test
  void annotationsStayWithTheCells() throws IOException {
    Connectome connectome = Connectome.read(EDGES, CELLS);
    assertThat(connectome.edges()).isEqualTo(4000);
    assertThat(connectome.annotations()).containsExactly("cell_type", "side", "nt_type");
    List<String> lines = Files.readAllLines(CELLS);
    long[] gaba = connectome.select("nt_type", "GABA");
    assertThat(gaba).hasSize((int) lines.stream().filter(l -> l.endsWith(",GABA")).count());
    for (long id : gaba) {
      assertThat(lines).anyMatch(l -> l.startsWith(id + ",") && l.endsWith("GABA"));
    }
    requireRefused(() -> connectome.select("cell_typ", "T1"), "did you mean cell_type");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void signsComeFromEdgesOrCells() throws IOException {
    Path cells = write("c.csv", "id,nt\n5,gaba\n-6,ACH\n9223372036854775807,\n");
    Path edges = write("e.csv", "pre,post,count,delay\n5,-6,2,1.5\n-6,5,3,2\n");
    Connectome connectome = Connectome.read(edges, cells);
    assertThat(connectome.synapses()).containsExactly(-2, 3);
    assertThat(connectome.delays()).containsExactly(1.5, 2);
    Path signs = write("s.csv", "pre\tpost\tcount\tsign\n5\t-6\t2\t1\n-6\t5\t3\t-1\n");
    assertThat(Connectome.read(signs, cells).synapses()).containsExactly(2, -3);
    assertThat(Connectome.read(signs).cells().id(0)).isEqualTo(-6);
  }

  @Test
  void brokenTablesAreRefusedWithFileAndRow() throws IOException {
    Path cells = write("c.csv", "id,nt\n5,gaba\n6,ACH\n");
    refuse("pre,post\n5,6\n5,7\n", cells, "e.csv, row 2: post = 7 is none of the 2 cells of c.csv");
    refuse("pre,post\n5,x6\n", cells, "e.csv, column post, row 1: 'x6' is not a number");
    refuse("pre,post\n5,6\n5\n", cells, "e.csv, row 2: 1 fields");
    refuse("pre,post\n5,6\n5,\n", cells, "column post, row 2: the field is empty");
    refuse("pre,post\n5,6.5\n", cells, "row 1: '6.5' is not a whole number");
    refuse("pre,pst\n5,6\n", cells, "ids of targets; known names are [post]");
    refuse("pre,post,sign\n5,6,0\n", cells, "row 1: sign = 0.0; a sign is 1 or -1");
    refuse("pre,post,nt_type\n5,6,XYZ\n", cells, "row 1: 'XYZ' is no transmitter");
    refuse("pre,post,\"n\n5,6,7\n", cells, "a quotation mark is opened and not closed");
    refuse("", cells, "e.csv is empty");
    Path twice = write("c.csv", "id\n5\n5\n");
    refuse("pre,post\n5,5\n", twice, "cell 5 occurs twice");
  }

  private void refuse(String edges, Path cells, String words) throws IOException {
    Path file = write("e.csv", edges);
    requireRefused(() -> Connectome.read(file, cells), words);
  }

  private static void requireRefused(Runnable call, String words) {
    assertThatThrownBy(call::run).isInstanceOf(BadInput.class).hasMessageContaining(words);
  }

  /// Rows longer than the reader's buffer, quoted fields across its ends, lines that end as in
  /// Windows.
  @Test
  void longTablesAreReadAsShortOnes() throws IOException {
    StringBuilder text = new StringBuilder("a,\"b \"\"c\"\"\",d\r\n");
    int n = 60_000;
    for (int i = 0; i < n; i++) {
      text.append(i)
          .append(",\"x,")
          .append(i % 7)
          .append("\"\"\n\",")
          .append(i / 4.0)
          .append("\r\n");
    }
    text.append("7,").append("long".repeat(200_000)).append(",0.5");
    CsvTable table = CsvTable.read(write("t.csv", text.toString()));
    assertThat(table.names()).containsExactly("a", "b \"c\"", "d");
    assertThat(table.rows()).isEqualTo(n + 1);
    String[] texts = table.texts("b \"c\"");
    for (int i = 0; i < n; i++) {
      assertThat(table.wholes("a").length).isEqualTo(n + 1);
      assertThat(texts[i]).isEqualTo("x," + i % 7 + "\"\n");
      if (i > 100) i += 997;
    }
    assertThat(texts[n]).hasSize(800_000);
    assertThat(table.numbers("d")[n]).isEqualTo(0.5);
    assertThat(table.numbers("d")[13]).isEqualTo(13 / 4.0);
  }
}
