package myelin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import myelin.analysis.Spikes;
import myelin.engine.base.BadInput;
import myelin.models.Models;
import myelin.nestml.text.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A program that is killed, or told to end, leaves files of complete lines.
@Timeout(60)
class KilledProgramTest {

  private static final String PROGRAM =
      """
      import static myelin.Names.*;
      import java.nio.file.Path;
      import myelin.Simulator;

      void main(String[] args) {
        var sim = Simulator.builder().threads(1).data_path(Path.of(args[0])).build();
        var source = sim.create(poisson_generator.with(rate, Hz(50)));
        var parrot = sim.create(parrot_neuron);
        var recorder = sim.create(spike_recorder.with(record_to, "ascii"));
        sim.connect(source, parrot);
        sim.connect(parrot, recorder);
        sim.simulate(ms(1e9));
      }
      """;

  @TempDir private Path folder;

  @Test
  void aProgramThatIsKilledLeavesCompleteLines() throws IOException, InterruptedException {
    Path file = run(true);
    List<String> lines = requireCompleteLines(file);
    assertThat(lines).hasSizeGreaterThan(100);
  }

  @Test
  void aProgramThatIsToldToEndLeavesCompleteLinesToo() throws IOException, InterruptedException {
    Path file = run(false);
    requireCompleteLines(file);
    assertThat(Spikes.read(file).size()).isGreaterThan(100);
  }

  /// A limit on the size of files is as good as a full disk.
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFullDiskEndsTheRunWithAnErrorAndLeavesCompleteLines()
      throws IOException, InterruptedException {
    String output = withFullDisk(PROGRAM, 1);
    assertThat(output).contains("writing records failed", "what was written before is complete");
    Path file = folder.resolve("spike_recorder-3-0.dat");
    requireCompleteLines(file);
    assertThat(Files.size(file)).isBetween(2000L, 16L * 1024);
  }

  /// Records are lost then, so the network does not go on, even when there is room again.
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void afterAFullDiskEachChangeIsRefusedAndRecordsCanBeRead()
      throws IOException, InterruptedException {
    String output = withFullDisk(PROGRAM.replace("sim.simulate(ms(1e9));", AFTERWARDS), 0);
    assertThat(output.lines().toList())
        .hasSize(6)
        .allMatch(line -> line.contains("writing records failed"))
        .filteredOn(line -> line.contains("network is broken"))
        .hasSize(5);
    Path file = folder.resolve("spike_recorder-3-0.dat");
    assertThat(requireCompleteLines(file).size() - 3).isEqualTo(Spikes.read(file).size());
  }

  private static final String AFTERWARDS =
      """
      Runnable[] calls = {
        () -> sim.simulate(ms(1e9)), () -> sim.simulate(ms(1)), () -> sim.create(parrot_neuron),
        () -> sim.connect(source, parrot), () -> parrot.set("V_m", 1), () -> sim.save(Path.of(args[0], "network"))
      };
      for (Runnable call : calls) {
        int before = sim.spikes(recorder).size();
        try {
          call.run();
          IO.println("nothing was refused");
        } catch (myelin.engine.base.BadInput e) {
          IO.println(e.getMessage());
        }
        int after = sim.spikes(recorder).size();
        if (call != calls[0] && after != before) IO.println("the file has changed");
      }
      if (sim.size() != 3 || sim.time() >= 1e9) IO.println("the network has changed");
      sim.close();
      """;

  private String withFullDisk(String program, int status) throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("Program.java"), program);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "ulimit -f 16; exec '%s' -XX:-UsePerfData -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' '%s' '%s'"
            .formatted(java, locations(), source, folder);
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(status);
    return output;
  }

  private Path run(boolean forcibly) throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("Program.java"), PROGRAM);
    Path file = folder.resolve("spike_recorder-3-0.dat");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                locations(),
                source.toString(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      Instant patience = Instant.now().plus(Duration.ofSeconds(40));
      while (process.isAlive() && !(Files.exists(file) && Files.size(file) > 3000)) {
        assertThat(Instant.now()).isBefore(patience);
        Thread.sleep(20);
      }
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("output"))).isTrue();
      if (!forcibly) process.destroy();
    } finally {
      if (forcibly) process.destroyForcibly();
      process.waitFor();
    }
    return file;
  }

  private static String locations() {
    return Stream.of(Simulator.class, BadInput.class, Models.class, Spikes.class, SourceText.class)
        .map(c -> c.getProtectionDomain().getCodeSource().getLocation())
        .map(url -> Path.of(java.net.URI.create(url.toString())).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> requireCompleteLines(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).endsWith("\n");
    List<String> lines = text.lines().toList();
    assertThat(lines.get(2)).isEqualTo("sender\ttime_ms");
    assertThat(lines.subList(3, lines.size())).allMatch(l -> l.matches("2\\t\\d+\\.\\d{3}"));
    return lines;
  }
}
