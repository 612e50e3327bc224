package myelin.conformance.network;

import static myelin.Names.fixed_indegree;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import myelin.Events;
import myelin.Simulator;
import myelin.conformance.harness.PlasticNetwork;
import myelin.conformance.harness.RankThreads;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders of checkpoints: what is in them and beside them when a network is saved again, files
/// that do not belong together, and the files of recorders on other ranks than before.
class RankCheckpointsTest {

  private static final String BEFORE = "net.myelin-before";

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("net");
  }

  /// Cells that fire, recorded to files; the recorder is node 22.
  private static Simulator network(Ranks ranks, Path records) {
    Simulator sim = Simulator.builder().seed(5).threads(1).ranks(ranks).data_path(records).build();
    NodeCollection cells = sim.create(NodeModel.named("iaf_psc_exp").with("I_e", 400.0), 20);
    NodeCollection noise = sim.create(NodeModel.named("poisson_generator").with("rate", 8000.0));
    NodeCollection recorder =
        sim.create(NodeModel.named("spike_recorder").with("record_to", "ascii"));
    sim.connect(noise, cells, static_synapse.with("weight", 30.0));
    sim.connect(cells, cells, fixed_indegree(5), static_synapse.with("weight", 20.0));
    sim.connect(cells, recorder);
    return sim;
  }

  private void save(int ranks, double time) {
    on(
        ranks,
        r -> {
          try (Simulator sim = network(r, folder)) {
            sim.nodes(22).set("record_to", "memory");
            sim.simulate(time);
            sim.save(file());
          }
        });
  }

  private interface Work {
    void on(Ranks ranks);
  }

  private static void on(int ranks, Work work) {
    if (ranks == 1) {
      work.on(Ranks.ALONE);
      return;
    }
    RankThreads.run(
        ranks,
        r -> {
          work.on(r);
          return 0;
        });
  }

  private Simulator load() {
    return Simulator.load(file(), 1);
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> all = Files.list(of)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "2, 1", "2, 2", "3, 2", "2, 3"})
  void aNewOneTakesTheWholePlaceOfAnOlderOne(int before, int after) throws IOException {
    Path old = Files.writeString(folder.resolve("net.old"), "somebody's");
    save(before, 10);
    save(after, 20);
    assertThat(old).hasContent("somebody's");
    assertThat(names(folder)).containsExactly("net", "net.old");
    if (after > 1) assertThat(names(file())).hasSize(after);
    try (Simulator sim = load()) {
      assertThat(sim.time()).isEqualTo(20);
    }
  }

  @Test
  void anOldOneOfAnotherNameIsNotLoaded() {
    save(1, 10);
    assertThat(file().toFile().renameTo(folder.resolve("net.old").toFile())).isTrue();
    assertThatThrownBy(this::load)
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("there is no such file");
  }

  @Test
  void theOneBeforeIsLoadedAfterAnInterruptionAndSaid() throws IOException {
    save(2, 10);
    Files.move(file(), folder.resolve(BEFORE));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (Simulator sim = load()) {
      assertThat(sim.time()).isEqualTo(10);
    } finally {
      System.setErr(err);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("loading the one before", BEFORE);
    save(2, 20);
    assertThat(names(folder)).containsExactly("net");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void foldersWithOtherFilesStay(int ranks) throws IOException {
    save(2, 10);
    Files.writeString(file().resolve("notes.txt"), "somebody's");
    assertThatThrownBy(() -> save(ranks, 20))
        .hasMessageContaining("net holds something else than a checkpoint");
    assertThat(names(file())).containsExactly("notes.txt", "rank-0", "rank-1");
    assertThat(names(folder)).containsExactly("net");
    try (Simulator sim = load()) {
      assertThat(sim.time()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void foldersWithGapsAreReplaced(int ranks) throws IOException {
    save(3, 10);
    Files.delete(file().resolve("rank-1"));
    Path begun = Files.createDirectory(folder.resolve("net.part"));
    Files.writeString(begun.resolve("rank-4"), "left by a save that was killed");
    save(ranks, 20);
    assertThat(names(folder)).containsExactly("net");
    try (Simulator sim = load()) {
      assertThat(sim.time()).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 'rank-0: there is no such file'",
    "1, rank-1 is missing; 3 ranks have saved it",
    "2, rank-2 is missing; 3 ranks have saved it"
  })
  void missingFilesAreNamed(int rank, String message) throws IOException {
    save(3, 10);
    Files.delete(file().resolve("rank-" + rank));
    assertThatThrownBy(this::load).isInstanceOf(BadInput.class).hasMessageEndingWith(message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 20})
  void filesOfTwoSavesAreNotMixed(double later) throws IOException {
    save(2, 10);
    byte[] older = Files.readAllBytes(file().resolve("rank-1"));
    save(2, later);
    assertThatCode(() -> load().close()).doesNotThrowAnyException();
    Files.write(file().resolve("rank-1"), older);
    assertThatThrownBy(this::load)
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("rank-1: it is of another save than rank-0");
  }

  @Test
  void filesOfMoreRanksAreNotAdded() throws IOException {
    save(3, 10);
    byte[] third = Files.readAllBytes(file().resolve("rank-2"));
    save(2, 10);
    Files.write(file().resolve("rank-2"), third);
    assertThatThrownBy(this::load).hasMessageEndingWith("it is of another save than rank-0");
    Files.copy(file().resolve("rank-1"), file().resolve("rank-3"));
    Files.delete(file().resolve("rank-2"));
    assertThatThrownBy(this::load).hasMessageEndingWith("rank-3: 2 ranks have saved it");
    assertThatThrownBy(() -> Simulator.load(file().resolve("rank-1"), 1))
        .hasMessageEndingWith("it is of rank 1; load the folder of all ranks");
  }

  private static List<String> lines(Path of) throws IOException {
    List<String> all = new ArrayList<>();
    for (String name : names(of)) {
      if (!name.endsWith(".dat")) continue;
      try (Stream<String> lines = Files.lines(of.resolve(name))) {
        lines.skip(3).forEach(all::add);
      }
    }
    return all.stream().sorted().toList();
  }

  /// Programs on so many ranks one after the other, each of which is killed 30 ms after it has
  /// saved; the last is not.
  @ParameterizedTest
  @ValueSource(strings = {"2 1", "3 2", "2 1 2", "1 2 1", "3 1 2 3", "2 1 2 2 1", "2 3 2"})
  void recordsInFilesAreThereOnce(String ranks, @TempDir Path whole) throws IOException {
    try (Simulator sim = network(Ranks.ALONE, whole)) {
      sim.simulate(400);
    }
    boolean first = true;
    for (String number : ranks.split(" ", -1)) {
      boolean begins = first;
      on(
          Integer.parseInt(number),
          r -> {
            try (Simulator sim =
                begins
                    ? network(r, folder)
                    : Simulator.builder().threads(1).ranks(r).load(file())) {
              sim.simulate(50);
              sim.save(file());
              sim.simulate(30);
            }
          });
      first = false;
    }
    try (Simulator sim = load()) {
      sim.simulate(400 - sim.time());
    }
    assertThat(lines(whole)).hasSizeGreaterThan(100);
    assertThat(lines(folder)).isEqualTo(lines(whole));
  }

  @Test
  void recordedWeightsGoWithTheTargets() {
    on(
        2,
        r -> {
          try (PlasticNetwork network = new PlasticNetwork(b -> b.threads(1).ranks(r))) {
            network.sim.simulate(50);
            network.sim.save(file());
          }
        });
    on(
        3,
        r -> {
          try (Simulator sim = Simulator.builder().threads(1).ranks(r).load(file())) {
            for (int id = 1; id <= sim.size(); id++) {
              if (!sim.nodes(id).toString().contains("weight_recorder")) continue;
              Events events = sim.events(sim.nodes(id));
              assertThat(events.size()).isPositive();
              assertThat(Arrays.stream(events.values("targets")))
                  .allMatch(t -> r.has(t.intValue()));
            }
          }
        });
  }

  @Test
  void synapsesThatOnlyOneRankHasAreLoadedByAll() {
    on(
        2,
        r -> {
          try (Simulator sim = Simulator.builder().seed(3).threads(1).ranks(r).build()) {
            NodeCollection cells = sim.create(NodeModel.named("iaf_psc_exp"), 4);
            sim.connect(cells.first(1), cells.last(1), static_synapse.with("weight", 7.0));
            sim.simulate(1);
            sim.save(file());
          }
        });
    for (int ranks : new int[] {1, 2, 3, 4}) {
      on(
          ranks,
          r -> {
            try (Simulator sim = Simulator.builder().threads(2).ranks(r).load(file())) {
              sim.simulate(1);
              double[] weights = r.has(4) ? new double[] {7} : new double[0];
              assertThat(sim.connections().weight()).isEqualTo(weights);
            }
          });
    }
  }
}
