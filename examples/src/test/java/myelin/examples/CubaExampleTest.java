package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CubaExampleTest {

  private static final String RULE = "=".repeat(60);

  @TempDir private Path folder;

  private static List<String> cuba(String... options) {
    List<String> args = new ArrayList<>(List.of("example", "cuba_stdp"));
    args.addAll(List.of(options));
    return myelin(0, args.toArray(String[]::new));
  }

  private static double number(String line, String before, String after) {
    assertThat(line).startsWith(before).endsWith(after);
    return Double.parseDouble(line.substring(before.length(), line.length() - after.length()));
  }

  @Test
  void itPrintsAndSavesWhatItsModelDoes() throws IOException {
    Path out = folder.resolve("new");
    List<String> lines = cuba("--scale=0.04", "--simtime=200", "--out=" + out);
    assertThat(lines).hasSize(27);
    // 360 and 90 neurons with 36 + 9 inputs from others and one from noise, 180 of them recorded
    assertThat(lines.subList(0, 16))
        .containsExactly(
            "Creating excitatory population ...",
            "Creating inhibitory population ...",
            "Creating stimulus generators ...",
            "Creating spike recorders ...",
            "Configuring neuron parameters ...",
            "Connecting stimulus generators ...",
            "Connecting excitatory -> excitatory population ...",
            "Connecting excitatory -> inhibitory population ...",
            "Connecting inhibitory -> excitatory population ...",
            "Connecting inhibitory -> inhibitory population ...",
            "Connecting spike recorders ...",
            "Simulating ...",
            "",
            RULE,
            "Brunel Network Simulation",
            RULE);
    assertThat(lines.get(16)).matches("Building time     : \\d+\\.\\d\\d s");
    assertThat(lines.get(17)).matches("Simulation time   : \\d+\\.\\d\\d s");
    assertThat(lines.get(18)).isEqualTo("Number of Neurons : 450");
    assertThat(lines.get(19)).isEqualTo("Number of Synapses: " + (450 * (36 + 9 + 1) + 180));
    assertRate(lines.get(20), "Excitatory rate   : ", out.resolve("cuba_stdp-453-0.dat"));
    assertRate(lines.get(21), "Inhibitory rate   : ", out.resolve("cuba_stdp-454-0.dat"));
    assertThat(lines.subList(22, 24)).containsExactly(RULE, "");
    assertThat(lines.get(24))
        .matches("E->E weights      : mean 3\\d\\.\\d{3} pA, sd \\d\\.\\d{3} pA");
    assertPlot(lines.get(25), "Weight histogram  : ", out.resolve("cuba_stdp_weights.png"));
    assertPlot(lines.get(26), "Raster plot       : ", out.resolve("cuba_stdp.png"));
  }

  /// The file has spikes of 90 neurons in 200 ms with the rate that was printed.
  private static void assertRate(String line, String before, Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int spikes = lines.size() - lines.indexOf("sender\ttime_ms") - 1;
    assertThat(spikes).isPositive();
    assertThat(number(line, before, " spikes/s")).isEqualTo(spikes / (90 * 0.2), within(0.005001));
  }

  private static void assertPlot(String line, String before, Path file) throws IOException {
    assertThat(line).isEqualTo(before + file);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(2000);
  }

  @Test
  void spikesAndWeightsAreTheSameForAnyNumberOfThreads() {
    List<String> weights = new ArrayList<>();
    for (String threads : List.of("1", "3")) {
      Path out = folder.resolve(threads);
      List<String> lines =
          cuba("--scale=0.02", "--simtime=300", "--threads=" + threads, "--out=" + out);
      weights.add(lines.get(24));
    }
    assertThat(weights.getFirst()).isEqualTo(weights.getLast()).contains("mean 3");
    String file = "cuba_stdp-228-0.dat";
    assertThat(folder.resolve("1").resolve(file))
        .hasSameTextualContentAs(folder.resolve("3").resolve(file));
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThat(myelin(2, "example", "cuba_stdp", "--scale=0"))
        .containsExactly("myelin: --scale = 0.0: it must be 0.01 to 4");
    assertThat(myelin(2, "example", "cuba_stdp", "--simtime=0"))
        .containsExactly("myelin: --simtime = 0.0: it must be greater than 0");
  }
}
