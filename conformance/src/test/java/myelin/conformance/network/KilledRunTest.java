package myelin.conformance.network;

import static myelin.Names.fixed_indegree;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A program that is killed at random moments, again and again, leaves complete lines and a whole
/// checkpoint; a run that goes on from there ends with the same records as an undisturbed one.
@Timeout(300)
class KilledRunTest {

  private static final int KILLS = 6;

  /// Time to simulate (ms).
  static final double DURATION = 4000;

  /// A program's only argument is the folder that it works in.
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      Path file = folder.resolve("network");
      Simulator sim = Files.exists(file) ? Simulator.load(file, 2) : network(folder);
      try (sim) {
        sim.checkpoint(file, ms(20), true);
        sim.simulate(DURATION - sim.time());
      }
    }
  }

  /// A plastic network that records spikes to files of a folder.
  static Simulator network(Path folder) {
    Simulator sim =
        Simulator.builder().seed(5).threads(1).data_path(folder).overwrite_files(true).build();
    var neurons = sim.create(NodeModel.named("iaf_psc_exp").with("V_m", normal(-62, 4)), 400);
    var noise = sim.create(NodeModel.named("poisson_generator").with("rate", 8000.0));
    var recorder = sim.create(NodeModel.named("spike_recorder").with("record_to", "ascii"));
    var synapse = static_synapse.with("weight", 80).with("delay", 1.0);
    sim.connect(noise, neurons, synapse);
    sim.connect(
        neurons,
        neurons,
        fixed_indegree(20),
        Synapse.model("stdp_synapse").with("weight", 30).with("delay", 1.7));
    sim.connect(neurons, recorder);
    return sim;
  }

  private static Path records(Path folder) {
    return folder.resolve("spike_recorder-402-0.dat");
  }

  @Test
  void whatIsLeftGoesOnToTheSameEnd(@TempDir Path whole, @TempDir Path killed)
      throws IOException, InterruptedException {
    try (Simulator sim = network(whole)) {
      sim.simulate(DURATION);
    }
    Random random = new Random();
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start(killed);
      boolean forcibly = kill % 3 < 2;
      Thread.sleep(700 + random.nextInt(1500));
      if (forcibly) process.destroyForcibly();
      else process.destroy();
      int status = process.waitFor();
      if (status != 0) assertThat(status).isEqualTo(forcibly ? 137 : 143);
      requireCompleteLines(records(killed));
    }
    assertThat(start(killed).waitFor()).isZero();
    assertThat(records(killed)).hasSameTextualContentAs(records(whole));
    assertThat(Files.size(records(whole))).isGreaterThan(10_000);
  }

  /// Refuses a file of spikes with a line that is cut off.
  static void requireCompleteLines(Path file) throws IOException {
    if (!Files.exists(file)) return;
    String text = Files.readString(file);
    assertThat(text).endsWith("\n");
    assertThat(text.lines().skip(3)).allMatch(line -> line.matches("\\d+\t\\d+\\.\\d{3}"));
  }

  private static Process start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Program.class.getName(), folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.remove("MYELIN_CHECKPOINT");
    return builder.start();
  }
}
