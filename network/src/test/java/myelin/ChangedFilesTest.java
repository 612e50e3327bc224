package myelin;

import static myelin.Names.file_extension;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.label;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.precision;
import static myelin.Names.record_from;
import static myelin.Names.record_to;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.time_in_steps;
import static myelin.Names.weight;
import static myelin.Names.weight_recorder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of recorders' files when somebody else changes them, and when recorders are told to
/// write to others.
class ChangedFilesTest {

  private static final double[] TIMES = {1, 2, 3, 4, 5, 6, 7, 8};

  @TempDir private Path folder;

  /// What somebody else may do to a file between two simulations.
  enum Deed {
    DELETE,
    TRUNCATE,
    EMPTY,
    APPEND,
    REPLACE,
    OVERWRITE,
    MAKE_A_FOLDER;

    void to(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      switch (this) {
        case DELETE -> Files.delete(file);
        case TRUNCATE -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
        case EMPTY -> Files.write(file, new byte[0]);
        case APPEND -> Files.writeString(file, "mine\n", StandardOpenOption.APPEND);
        case REPLACE -> {
          Files.delete(file);
          Files.writeString(file, "mine\n");
        }
        case OVERWRITE -> {
          bytes[bytes.length - 2] ^= 1; // as long as before
          Files.write(file, bytes);
        }
        case MAKE_A_FOLDER -> {
          Files.delete(file);
          Files.createDirectory(file);
        }
      }
    }
  }

  private Simulator network(boolean overwrite, String to) {
    Simulator sim =
        Simulator.builder().threads(1).data_path(folder).overwrite_files(overwrite).build();
    var source = sim.create(spike_generator.with(spike_times, ms(TIMES)));
    sim.connect(source, sim.create(spike_recorder.with(record_to, to).with(label, "a")));
    return sim;
  }

  private static NodeCollection recorder(Simulator sim) {
    return sim.nodes(2);
  }

  private String rows(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name)).stream()
        .filter(line -> line.startsWith("1\t"))
        .map(line -> line.substring(2))
        .collect(Collectors.joining(" "));
  }

  private static String content(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.readString(file) : "none";
  }

  @ParameterizedTest
  @EnumSource(Deed.class)
  void aFileThatSomebodyElseHasChangedIsNotWrittenTo(Deed deed) throws IOException {
    for (boolean overwrite : new boolean[] {false, true}) {
      try (Simulator sim = network(overwrite, "ascii")) {
        sim.simulate(2);
        Path file = sim.filename(recorder(sim)).orElseThrow();
        deed.to(file);
        String left = content(file);
        for (int twice = 0; twice < 2; twice++) {
          assertThatThrownBy(() -> sim.simulate(2))
              .isInstanceOf(BadInput.class)
              .hasMessageContainingAll(file.toString(), "Nothing more was written", "label");
          assertThat(sim.time()).isEqualTo(2);
          assertThat(content(file)).isEqualTo(left);
        }
        assertThatThrownBy(() -> sim.spikes(recorder(sim))).hasMessageContaining(file.toString());
        recorder(sim).set(label, "b");
        sim.simulate(2);
        assertThat(rows("b-2-0.dat")).isEqualTo("3.000 4.000");
        assertThat(content(file)).isEqualTo(left);
        Files.deleteIfExists(file);
        Files.delete(folder.resolve("b-2-0.dat"));
      }
    }
  }

  @Test
  void aFileThatHoldsTheSameIsGoneOnWith() throws IOException {
    try (Simulator sim = network(false, "ascii")) {
      sim.simulate(2);
      Path file = sim.filename(recorder(sim)).orElseThrow();
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
      sim.simulate(2);
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      Files.write(file, bytes); // restored from a copy
      sim.simulate(2);
    }
    assertThat(rows("a-2-0.dat")).isEqualTo("1.000 2.000 3.000 4.000 5.000 6.000");
  }

  @Test
  @Timeout(60)
  void whatSomebodyElseDoesDuringARunIsToldAtItsEnd() throws Exception {
    try (Simulator sim = network(false, "ascii");
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      sim.simulate(2);
      Path file = sim.filename(recorder(sim)).orElseThrow();
      Future<Result> run = other.submit(() -> sim.simulate(1e9));
      while (sim.time() <= 3) Thread.sleep(5);
      Files.writeString(file, "mine\n", StandardOpenOption.APPEND);
      sim.stop();
      assertThatThrownBy(run::get)
          .hasCauseInstanceOf(BadInput.class)
          .hasMessageContaining(file.toString());
      assertThat(Files.readString(file)).contains("mine\n");
      recorder(sim).set(label, "b");
      sim.simulate(2);
    }
  }

  @Test
  void filesOfMetersAndWeightRecordersAreLookedAfterToo() throws IOException {
    for (int which : new int[] {3, 4}) {
      try (Simulator sim = Simulator.builder().data_path(folder).overwrite_files(true).build()) {
        var cells = sim.create(iaf_psc_alpha, 2);
        var meter = sim.create(multimeter.with(record_from, "V_m").with(record_to, "ascii"));
        var weights = sim.create(weight_recorder.with(record_to, "ascii"));
        sim.connect(cells, cells, static_synapse.with(weight, Names.pA(1)).recordedBy(weights));
        sim.connect(meter, cells);
        sim.simulate(2);
        Path file = sim.filename(sim.nodes(which)).orElseThrow();
        Files.writeString(file, "mine\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> sim.simulate(2)).hasMessageContaining(file.toString());
        assertThat(sim.time()).isEqualTo(2);
      }
    }
  }

  @Test
  void eachLabelHasItsFile() throws IOException {
    try (Simulator sim = network(false, "ascii")) {
      Result first = sim.simulate(2);
      recorder(sim).set(label, "b");
      assertThat(sim.filename(recorder(sim))).contains(folder.resolve("b-2-0.dat"));
      Result second = sim.simulate(2);
      recorder(sim).set(label, "a");
      Result third = sim.simulate(2);
      assertThat(rows("a-2-0.dat")).isEqualTo("1.000 2.000 5.000 6.000");
      assertThat(rows("b-2-0.dat")).isEqualTo("3.000 4.000");
      assertThat(first.spikes(recorder(sim)).times()).containsExactly(1, 2);
      assertThat(second.spikes(recorder(sim)).times()).containsExactly(3, 4);
      assertThat(third.spikes(recorder(sim)).times()).containsExactly(5, 6);
      assertThat(sim.spikes(recorder(sim)).times()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(sim.filenames())
          .containsExactly(folder.resolve("a-2-0.dat"), folder.resolve("b-2-0.dat"));
    }
  }

  @Test
  void eachPlaceHasItsFile() throws IOException {
    try (Simulator sim = network(false, "ascii")) {
      sim.simulate(2);
      sim.recordTo(folder, "night_", false);
      sim.simulate(2);
      Path other = Files.createDirectory(folder.resolve("other"));
      sim.recordTo(other, "", false);
      sim.simulate(2);
      assertThat(rows("a-2-0.dat")).isEqualTo("1.000 2.000");
      assertThat(rows("night_a-2-0.dat")).isEqualTo("3.000 4.000");
      assertThat(rows("other/a-2-0.dat")).isEqualTo("5.000 6.000");
      sim.recordTo(folder.resolve("other").resolve(".."), "", true);
      sim.simulate(2);
      assertThat(rows("a-2-0.dat")).as("the first again").isEqualTo("1.000 2.000 7.000 8.000");
    }
  }

  @Test
  void recordsStayWhereTheyWereWhenTheyGoElsewhere() throws IOException {
    try (Simulator sim = network(false, "memory")) {
      Result first = sim.simulate(2);
      recorder(sim).set(record_to, "ascii");
      Result second = sim.simulate(2);
      recorder(sim).set(record_to, "gdf");
      sim.simulate(2);
      assertThatThrownBy(() -> sim.events(recorder(sim))).hasMessageContaining("a-2-0.gdf");
      recorder(sim).set(record_to, "memory");
      assertThat(sim.filename(recorder(sim))).isEmpty();
      Result last = sim.simulate(2);
      assertThat(sim.events(recorder(sim)).times()).containsExactly(1, 2, 7, 8);
      assertThat(first.events(recorder(sim)).times()).containsExactly(1, 2);
      assertThatThrownBy(() -> second.events(recorder(sim))).hasMessageContaining("a-2-0.dat");
      assertThat(last.events(recorder(sim)).times()).containsExactly(7, 8);
      assertThat(rows("a-2-0.dat")).isEqualTo("3.000 4.000");
      assertThat(rows("a-2-0.gdf")).isEqualTo("5.000 6.000");
      assertThat(sim.spikes(recorder(sim)).times()).containsExactly(TIMES);
      assertThat(recorder(sim).get("n_events")).containsExactly(8);
    }
  }

  @Test
  void anotherFormatNeedsAnotherFile() throws IOException {
    try (Simulator sim = network(false, "ascii")) {
      sim.simulate(2);
      recorder(sim).set(precision, Names.number(1));
      assertThatThrownBy(() -> sim.simulate(2))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll("a-2-0.dat", "precision", "label");
      assertThat(sim.time()).isEqualTo(2);
      recorder(sim).set(file_extension, "txt");
      sim.simulate(2);
      recorder(sim).set(file_extension, "steps").set(time_in_steps, true);
      sim.simulate(2);
      recorder(sim).set(time_in_steps, false);
      sim.recordTo(folder, "", true);
      sim.simulate(2);
      assertThat(rows("a-2-0.dat")).isEqualTo("1.000 2.000");
      assertThat(rows("a-2-0.txt")).isEqualTo("3.0 4.0");
      assertThat(rows("a-2-0.steps")).as("replaced").isEqualTo("7.0 8.0");
    }
  }

  @Test
  void aRefusedSimulationMakesNoFileAndNoFolder() throws IOException {
    Files.writeString(folder.resolve("b-4-0.dat"), "mine");
    try (Simulator sim = network(false, "ascii")) {
      sim.create(spike_recorder.with(record_to, "ascii").with(label, "sub/" + "x".repeat(300)));
      sim.create(spike_recorder.with(record_to, "ascii").with(label, "b"));
      assertThatThrownBy(() -> sim.simulate(2)).hasMessageContaining("b-4-0.dat exists");
      sim.nodes(4).set(label, "c");
      assertThatThrownBy(() -> sim.simulate(2)).hasMessageContaining("cannot write");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(folder.resolve("b-4-0.dat"));
      }
      sim.nodes(3).set(label, "sub/x");
      sim.simulate(2);
      assertThat(folder.resolve("sub/x-3-0.dat")).isRegularFile();
      assertThat(rows("a-2-0.dat")).isEqualTo("1.000 2.000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub/x", "../escape", "/etc/absolute", "x/../../..//y", "..", "sub/"})
  void noLabelLeadsOutOfTheFolder(String text) throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    try (Simulator sim = network(false, "ascii")) {
      sim.recordTo(inner, "", false);
      recorder(sim).set(label, text);
      Path planned = sim.filename(recorder(sim)).orElseThrow();
      sim.simulate(2);
      assertThat(planned).isRegularFile();
      assertThat(planned.toRealPath()).startsWith(inner.toRealPath());
      assertThat(sim.filenames()).containsExactly(planned);
      assertThat(sim.spikes(recorder(sim)).size()).isEqualTo(2);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(inner);
      }
    }
  }

  @Test
  void prefixesAndExtensionsNameNoFolder() {
    assertThatThrownBy(() -> Simulator.builder().data_prefix("../p_"))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("data_prefix = '../p_'", "data_path");
    try (Simulator sim = network(false, "ascii")) {
      assertThatThrownBy(() -> sim.recordTo(folder, "a/b", false)).isInstanceOf(BadInput.class);
      assertThat(sim.filename(recorder(sim))).contains(folder.resolve("a-2-0.dat"));
      recorder(sim).set(file_extension, "x/../../../y");
      assertThatThrownBy(() -> sim.simulate(1)).hasMessageContaining("file_extension");
      assertThat(sim.time()).isZero();
    }
  }

  @Test
  void twoRecordersDoNotShareAFile() {
    try (Simulator sim = network(true, "ascii")) {
      recorder(sim).set(file_extension, "b-3-0.dat");
      sim.create(spike_recorder.with(record_to, "ascii").with(label, "a-2-0.b"));
      assertThatThrownBy(() -> sim.simulate(1))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll("recorders 2 and 3", "a-2-0.b-3-0.dat");
    }
  }

  @Test
  void aCheckpointKnowsAllFilesAndWhatWasInMemory() throws IOException {
    Path saved = folder.resolve("network");
    try (Simulator sim = network(false, "memory")) {
      sim.simulate(1);
      recorder(sim).set(record_to, "ascii");
      sim.simulate(1);
      recorder(sim).set(label, "b");
      sim.simulate(1);
      sim.save(saved);
      sim.simulate(1); // is written again
    }
    try (Simulator sim = Simulator.load(saved, 1)) {
      sim.simulate(1);
      recorder(sim).set(label, "a");
      sim.simulate(1);
      recorder(sim).set(record_to, "memory");
      sim.simulate(2);
      assertThat(rows("a-2-0.dat")).isEqualTo("2.000 5.000");
      assertThat(rows("b-2-0.dat")).isEqualTo("3.000 4.000");
      assertThat(sim.events(recorder(sim)).times()).containsExactly(1, 6, 7);
      assertThat(sim.spikes(recorder(sim)).times()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
  }

  @Test
  void aFileThatWasChangedSinceACheckpointIsNotCut() throws IOException {
    Path saved = folder.resolve("network");
    Path file = folder.resolve("a-2-0.dat");
    try (Simulator sim = network(false, "ascii")) {
      sim.simulate(2);
      sim.save(saved);
      sim.simulate(2);
    }
    byte[] bytes = Files.readAllBytes(file);
    byte[] other =
        Files.readString(file).replace("1\t2.000", "1\t2.007").getBytes(StandardCharsets.UTF_8);
    Files.write(file, other);
    assertThatThrownBy(() -> Simulator.load(saved, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasBinaryContent(other);
    Files.write(file, bytes);
    try (Simulator sim = Simulator.load(saved, 1)) {
      sim.simulate(4);
      assertThat(sim.spikes(recorder(sim)).times()).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }
}
