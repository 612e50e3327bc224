package myelin;

import static myelin.Names.file_extension;
import static myelin.Names.label;
import static myelin.Names.ms;
import static myelin.Names.record_to;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import myelin.engine.base.BadInput;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a network, a result and an error say of themselves.
class DescribedTest {

  @TempDir private Path folder;

  @Test
  void aNetworkTellsItsSizeAndTime() {
    try (Simulator sim = Simulator.builder().build()) {
      assertThat(sim)
          .hasToString("Simulator(0 nodes, 0.0 ms simulated in steps of 0.1 ms, 0 spikes)");
      sim.create(spike_recorder, 3);
      sim.simulate(ms(5));
      assertThat(sim)
          .hasToString("Simulator(3 nodes, 5.0 ms simulated in steps of 0.1 ms, 0 spikes)");
    }
  }

  @Test
  void aResultTellsWhatEachRecorderRecordedInItAndWhere() {
    try (Simulator sim = Simulator.builder().data_path(folder).build()) {
      var times = sim.create(spike_generator.with(spike_times, ms(1, 2, 7)));
      var kept = sim.create(spike_recorder);
      var written =
          sim.create(
              spike_recorder
                  .with(record_to, "ascii")
                  .with(label, "spikes")
                  .with(file_extension, "dat"));
      sim.create(spike_recorder.with(record_to, "screen"));
      sim.connect(times, kept.and(written));
      var first = sim.simulate(ms(5));
      var second = sim.simulate(ms(5));
      Path file = sim.filename(written).orElseThrow();
      assertThat(first.toString().lines())
          .containsExactly(
              "Result(0.0 ms to 5.0 ms)",
              "  spike_recorder 2: 2 events",
              "  spike_recorder 3: in " + file,
              "  spike_recorder 4: on the screen");
      assertThat(second.toString()).contains("(5.0 ms to 10.0 ms)").contains("2: 1 event");
      assertThat(sim.toString()).endsWith(", files: [" + file + "]");
    }
  }

  @Test
  void ofManyRecordersSomeAreTold() {
    try (Simulator sim = Simulator.builder().build()) {
      sim.create(spike_recorder, 13);
      assertThat(sim.simulate(ms(1)).toString().lines())
          .hasSize(12)
          .contains("  spike_recorder 10: 0 events")
          .endsWith("  and 3 more recorders");
    }
  }

  @Test
  void anErrorIsShortenedToTheLinesOfTheProgram() {
    var own = new StackTraceElement("net.Net", "main", "Net.java", 7);
    var ours = new StackTraceElement("myelin.Simulator", "simulate", "Simulator.java", 1);
    var cause = new IllegalStateException("why");
    cause.setStackTrace(new StackTraceElement[] {ours, own});
    var error = Assertions.catchThrowableOfType(BadInput.class, () -> simulate(-1));
    error.initCause(cause);
    List<StackTraceElement> whole = List.of(error.getStackTrace());
    OwnLines.shorten(error);
    assertThat(Arrays.asList(error.getStackTrace()))
        .isNotEmpty()
        .isSubsetOf(whole)
        .noneMatch(line -> line.getClassName().startsWith("myelin."));
    assertThat(cause.getStackTrace()).containsExactly(own);
  }

  private static void simulate(double time) {
    try (Simulator sim = Simulator.builder().build()) {
      sim.simulate(time);
    }
  }
}
