package myelin;

import static myelin.Names.I_e;
import static myelin.Names.I_syn_ex;
import static myelin.Names.V_m;
import static myelin.Names.file_extension;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.interval;
import static myelin.Names.label;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.number;
import static myelin.Names.pA;
import static myelin.Names.precision;
import static myelin.Names.record_from;
import static myelin.Names.record_to;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.start;
import static myelin.Names.stop;
import static myelin.Names.time_in_steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import myelin.analysis.Samples;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {

  private static final String HEAD =
      "# Myelin version: " + Simulator.version() + "\n# RecordingBackendASCII version: 2\n";

  @TempDir private Path folder;

  private Builder builder() {
    return Simulator.builder().threads(2).data_path(folder);
  }

  private static NodeCollection spikes(Simulator sim, double... times) {
    return sim.create(spike_generator.with(spike_times, ms(times)));
  }

  @Test
  void spikesStayInMemoryAsColumnsInOrderOfTimeThenSender() {
    try (Simulator sim = builder().build()) {
      var late = spikes(sim, 2, 3.5);
      var early = spikes(sim, 1, 2);
      var recorder = sim.create(spike_recorder);
      sim.connect(late.and(early), recorder);
      var result = sim.simulate(ms(3));
      Events events = sim.events(recorder);
      assertThat(events.size()).isEqualTo(3);
      assertThat(events.senders()).containsExactly(2, 1, 2);
      assertThat(events.times()).containsExactly(1, 2, 2);
      assertThat(events.steps()).containsExactly(10, 20, 20);
      assertThat(events.offsets()).containsOnly(0);
      assertThat(recorder.get("n_events")).containsExactly(3);
      assertThat(result.events(recorder).size()).isEqualTo(3);
      result = sim.simulate(ms(3));
      assertThat(result.events(recorder).times()).containsExactly(3.5);
      assertThat(result.spikes(recorder).size()).isEqualTo(1);
      assertThat(result.rate(recorder)).as("1 spike of 2 nodes in 3 ms").isEqualTo(1 / 0.006);
      recorder.set("n_events", 0);
      assertThat(sim.events(recorder).size()).isZero();
    }
  }

  @Test
  void aRecorderHearsAfterItsStartAndUpToItsStop() {
    try (Simulator sim = builder().build()) {
      var source = spikes(sim, 1, 2, 3, 4, 5);
      var recorder = sim.create(spike_recorder.with(start, ms(2)).with(stop, ms(4)));
      sim.connect(source, recorder);
      sim.simulate(ms(6));
      assertThat(sim.events(recorder).times()).containsExactly(3, 4);
    }
  }

  @Test
  void aMultimeterSamplesItsQuantitiesByTimeThenNode() {
    try (Simulator sim = builder().build()) {
      var nodes = sim.create(iaf_psc_alpha.with(V_m, mV(-70, -60)), 2);
      var meter =
          sim.create(multimeter.with(record_from, "I_syn_ex", "V_m").with(interval, ms(0.5)));
      sim.connect(meter, nodes);
      sim.simulate(ms(1.2));
      Events events = sim.events(meter);
      assertThat(events.senders()).containsExactly(1, 2, 1, 2);
      assertThat(events.times()).containsExactly(0.5, 0.5, 1, 1);
      assertThat(events.quantities()).containsExactly("I_syn_ex", "V_m");
      assertThat(events.values("I_syn_ex")).containsOnly(0);
      assertThat(events.values(V_m)[0]).isEqualTo(-70);
      assertThatThrownBy(() -> events.values("V_n"))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll("'V_n' was not recorded", "V_m");
      assertThatThrownBy(() -> meter.set(record_from, "V_m"))
          .hasMessageContaining("record_from cannot be changed");
    }
  }

  /// NEST 3.10 agrees but for an offset of one step, where it begins an interval later; its
  /// documentation makes no exception.
  @ParameterizedTest
  @CsvSource({"0, 2", "0.1, 0.1", "0.2, 0.2", "0.5, 0.5", "2, 2", "2.1, 2.1", "6, 6"})
  void theFirstSampleIsAtTheOffset(double offset, double first) {
    try (Simulator sim = builder().build()) {
      var meter = sim.create(multimeter.with(record_from, "V_m").with(interval, ms(2)));
      var voltmeter = sim.create(NodeModel.named("voltmeter").with(interval, ms(2)));
      meter.and(voltmeter).set("offset", offset);
      sim.connect(meter.and(voltmeter), sim.create(iaf_psc_alpha));
      sim.simulate(ms(10));
      for (var each : List.of(meter, voltmeter)) {
        assertThat(Arrays.copyOf(sim.events(each).times(), 2)).containsExactly(first, first + 2);
      }
    }
  }

  @Test
  void spikesInTextFilesLookAsInNest() throws IOException {
    Path file;
    try (Simulator sim = builder().build()) {
      var source = spikes(sim, 1, 2.5, 1234.5);
      var recorder = sim.create(spike_recorder.with(record_to, "ascii"));
      sim.connect(source, recorder);
      sim.simulate(ms(2000));
      file = folder.resolve("spike_recorder-2-0.dat");
      assertThat(sim.filenames()).containsExactly(file);
      assertThat(sim.spikes(recorder).size()).as("read back from the file").isEqualTo(3);
      assertThatThrownBy(() -> sim.events(recorder))
          .hasMessageContainingAll("spike_recorder 2", file.toString());
    }
    assertThat(Files.readString(file))
        .isEqualTo(HEAD + "sender\ttime_ms\n1\t1.000\n1\t2.500\n1\t1234.500\n");
  }

  @Test
  void samplesInTextFilesLookAsInNest() throws IOException {
    try (Simulator sim = builder().build()) {
      var nodes = sim.create(iaf_psc_alpha, 8);
      var meter =
          sim.create(
              multimeter
                  .with(record_from, "V_m", "I_syn_in")
                  .with(interval, ms(0.1))
                  .with(record_to, "ascii"));
      sim.connect(meter, nodes.at(6));
      sim.simulate(ms(0.2));
    }
    assertThat(folder.resolve("multimeter-9-0.dat"))
        .hasContent(
            HEAD
                + "sender\ttime_ms\tV_m\tI_syn_in\n7\t0.100\t-70.000\t0.000\n7\t0.200\t-70.000\t0.000\n");
  }

  @Test
  void timesInStepsHaveAColumnForTheOffset() throws IOException {
    try (Simulator sim = builder().build()) {
      var source = sim.create(spike_generator.with("precise_times", true));
      source.set(spike_times, ms(1.0, 2.45));
      var recorder =
          sim.create(
              spike_recorder
                  .with(record_to, "ascii")
                  .with(time_in_steps, true)
                  .with(precision, number(2)));
      sim.connect(source, recorder);
      sim.simulate(ms(5));
      assertThat(sim.spikes(recorder).size()).isEqualTo(2);
    }
    assertThat(Files.readString(folder.resolve("spike_recorder-2-0.dat")))
        .isEqualTo(HEAD + "sender\ttime_step\ttime_offset\n1\t10\t0.00\n1\t25\t0.05\n");
  }

  @Test
  void gdfFilesHaveTwoColumnsAndNoHeader() throws IOException {
    try (Simulator sim = builder().build()) {
      var source = spikes(sim, 1, 2.5);
      var plain = sim.create(spike_recorder.with(record_to, "gdf"));
      var steps = sim.create(spike_recorder.with(record_to, "gdf").with(time_in_steps, true));
      sim.connect(source, plain.and(steps));
      sim.simulate(ms(5));
    }
    assertThat(Files.readString(folder.resolve("spike_recorder-2-0.gdf")))
        .isEqualTo("1\t1.000\n1\t2.500\n");
    assertThat(Files.readString(folder.resolve("spike_recorder-3-0.gdf")))
        .isEqualTo("1\t10\n1\t25\n");
  }

  @Test
  void filesAreNamedByPrefixLabelPaddedIdAndExtension() throws IOException {
    try (Simulator sim = builder().data_prefix("run7_").build()) {
      sim.create(spike_recorder.with(record_to, "ascii"));
      sim.create(
          spike_recorder
              .with(record_to, "ascii")
              .with(label, "excitatory")
              .with(file_extension, "txt"));
      sim.create(iaf_psc_alpha, 100);
      sim.create(spike_recorder.with(record_to, "gdf"));
      sim.simulate(ms(1));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "run7_spike_recorder-001-0.dat",
              "run7_excitatory-002-0.txt",
              "run7_spike_recorder-103-0.gdf");
    }
  }

  @Test
  void aSecondSimulationAppends() throws IOException {
    try (Simulator sim = builder().build()) {
      var source = spikes(sim, 1, 2, 3);
      var recorder = sim.create(spike_recorder.with(record_to, "gdf"));
      sim.connect(source, recorder);
      sim.simulate(ms(1.5));
      Path file = folder.resolve("spike_recorder-2-0.gdf");
      assertThat(Files.readString(file)).as("complete after each call").isEqualTo("1\t1.000\n");
      var result = sim.simulate(ms(5));
      assertThat(Files.readString(file)).isEqualTo("1\t1.000\n1\t2.000\n1\t3.000\n");
      assertThat(result.spikes(recorder).size()).isEqualTo(2);
    }
  }

  @Test
  void anExistingFileIsNotTouchedAndNoOtherFileIsLeft() throws IOException {
    Path file = folder.resolve("spike_recorder-3-0.dat");
    Files.writeString(file, "precious");
    try (Simulator sim = builder().build()) {
      var source = spikes(sim, 1);
      var recorders = sim.create(spike_recorder.with(record_to, "ascii"), 2);
      sim.connect(source, recorders);
      assertThatThrownBy(() -> sim.simulate(ms(5)))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll(file.toString(), "exists", "overwrite_files");
      assertThat(sim.time()).isZero();
      assertThat(file).hasContent("precious");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(file);
      }
      recorders.at(1).set(label, "other");
      sim.simulate(ms(5));
      assertThat(sim.filenames()).hasSize(2);
    }
    assertThat(file).hasContent("precious");
    assertThat(folder.resolve("other-3-0.dat")).content().endsWith("1\t1.000\n");
  }

  @Test
  void anExistingFileIsReplacedIfThatIsAllowed() throws IOException {
    Path file = folder.resolve("spike_recorder-2-0.gdf");
    Files.writeString(file, "old\n".repeat(1000));
    try (Simulator sim = builder().overwrite_files(true).build()) {
      sim.connect(spikes(sim, 1), sim.create(spike_recorder.with(record_to, "gdf")));
      sim.simulate(ms(5));
    }
    assertThat(Files.readString(file)).isEqualTo("1\t1.000\n");
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefused() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "a file, no folder");
    for (Path bad : List.of(folder.resolve("nowhere"), plain)) {
      try (Simulator sim = builder().data_path(bad).build()) {
        sim.create(spike_recorder.with(record_to, "ascii"));
        assertThatThrownBy(() -> sim.simulate(ms(1)))
            .isInstanceOf(BadInput.class)
            .hasMessageContainingAll(bad.toString(), "spike_recorder-1-0.dat", "data_path")
            .extracting(e -> ((BadInput) e).kind())
            .isEqualTo(BadInput.Kind.FILE);
        assertThat(sim.time()).isZero();
      }
    }
  }

  @Test
  void badSettingsOfRecordersAreRefused() {
    for (double digits : new double[] {-1, 18, 2.5}) {
      assertThatThrownBy(() -> spike_recorder.with(precision, number(digits)))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll("spike_recorder", "precision", Names.number(digits).toString());
    }
    assertThatThrownBy(() -> spike_recorder.with(record_to, "asci"))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("record_to", "'asci'", "did you mean ascii?");
  }

  /// Events in memory and the file of the same multimeter hold the same, one node as well as all.
  @Test
  void theSamplesOfOneNodeAreTakenFromMemoryAndFromFiles() {
    List<Samples> read = new ArrayList<>();
    for (String backend : List.of("memory", "ascii")) {
      try (Simulator sim = builder().build()) {
        var neurons = sim.create(iaf_psc_alpha.with(I_e, pA(400)), 3);
        var meter =
            sim.create(
                multimeter
                    .with(record_from, V_m, I_syn_ex)
                    .with(interval, ms(0.5))
                    .with(record_to, backend)
                    .with(precision, 15));
        sim.connect(meter, neurons);
        sim.simulate(ms(20));
        if (backend.equals("ascii")) {
          read.add(Samples.read(sim.filename(meter).orElseThrow()));
          continue;
        }
        Events all = sim.events(meter);
        Events one = all.from(2);
        assertThat(one.senders()).containsOnly(2).hasSize(all.size() / 3);
        assertThat(one.times()).isEqualTo(all.samples().from(2).times()).isSorted();
        assertThat(one.values(V_m)).isEqualTo(all.samples().from(2).values("V_m"));
        assertThat(one.samples()).isEqualTo(all.samples().from(2));
        assertThat(all.from(4, 5).size()).isZero();
        read.add(all.samples());
      }
    }
    Samples memory = read.getFirst();
    Samples file = read.getLast();
    assertThat(file.quantities()).isEqualTo(memory.quantities()).containsExactly("V_m", "I_syn_ex");
    assertThat(file.senders()).isEqualTo(memory.senders());
    assertThat(file.times()).containsExactly(memory.times(), within(1e-12));
    assertThat(file.values("V_m")).containsExactly(memory.values("V_m"), within(1e-12));
  }
}
