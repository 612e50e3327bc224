package myelin.examples;

import static myelin.examples.Command.assertSpikes;
import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples with delta synapses.
class DeltaExamplesTest {

  @TempDir private Path folder;

  /// NEST gives such rates, for one seed 60.22 and 60.30 spikes/s; the band is wide enough for any.
  @ParameterizedTest
  @ValueSource(strings = {"1234", "5"})
  void connectANetworkHasTheRatesOfItsModel(String seed) throws IOException {
    Path out = folder.resolve("new");
    List<String> lines = myelin(0, "example", "connect_a_network", "--seed", seed, "--out=" + out);
    assertThat(lines).hasSize(3);
    assertRate(lines.get(0), "excitatory rate: ", " spks/s", 60.25, within(0.6));
    assertRate(lines.get(1), "inhibitory rate: ", " spks/s", 60.37, within(0.6));
    Path plot = out.resolve("connect_a_network.png");
    assertThat(lines.get(2)).isEqualTo("raster plot: " + plot);
    BufferedImage image = ImageIO.read(plot.toFile());
    assertThat(image.getWidth()).isEqualTo(2 * image.getHeight());
  }

  private static void assertRate(
      String line, String before, String after, double expected, Offset<Double> offset) {
    assertThat(line).startsWith(before).endsWith(after);
    String rate = line.substring(before.length(), line.length() - after.length());
    assertThat(rate).matches("\\d+\\.\\d\\d");
    assertThat(Double.parseDouble(rate)).isEqualTo(expected, offset);
  }

  @Test
  void brunelDeltaPrintsAndSavesWhatItsModelDoes() throws IOException {
    Path out = folder.resolve("new");
    List<String> lines = brunel("--order=50", "--simtime=100", "--out=" + out);
    assertThat(lines).hasSize(16);
    assertThat(lines.subList(0, 11))
        .containsExactly(
            "Building network",
            "Connecting devices",
            "Connecting network",
            "Excitatory connections",
            "Inhibitory connections",
            "Simulating",
            "Brunel network simulation (Java)",
            "Number of neurons : 250",
            "Number of synapses: " + (250 * (20 + 5 + 1) + 100),
            "       Excitatory : " + 250 * (20 + 1),
            "       Inhibitory : " + 250 * 5);
    assertThat(lines.get(13)).matches("Building time     : \\d+\\.\\d\\d s");
    assertThat(lines.get(14)).matches("Simulation time   : \\d+\\.\\d\\d s");
    assertThat(lines.get(15)).isEqualTo("Raster plot       : " + out.resolve("brunel_delta.png"));
    assertSpikes(out.resolve("brunel-py-ex-252-0.dat"), 1, lines.get(11));
    assertSpikes(out.resolve("brunel-py-in-253-0.dat"), 201, lines.get(12));
    assertThat(ImageIO.read(out.resolve("brunel_delta.png").toFile()).getWidth())
        .isGreaterThan(500);
  }

  /// At full size, since a small network has other rates; the band is wide enough for any seed.
  @Test
  void brunelDeltaHasTheRatesOfItsModel() {
    List<String> lines = brunel("--out=" + folder);
    assertThat(lines).contains("Number of synapses: " + (12_500 * (1000 + 250 + 1) + 100));
    assertRate(lines.get(11), "Excitatory rate   : ", " Hz", 32, within(0.7));
    assertRate(lines.get(12), "Inhibitory rate   : ", " Hz", 32, within(0.7));
  }

  @Test
  void brunelDeltaGivesTheSameSpikesForAnyNumberOfThreads() {
    for (String threads : List.of("1", "3")) {
      Path out = folder.resolve(threads);
      brunel("--order=20", "--simtime=100", "--threads=" + threads, "--out=" + out);
    }
    String file = "brunel-py-ex-102-0.dat";
    assertThat(folder.resolve("1").resolve(file))
        .hasSameTextualContentAs(folder.resolve("3").resolve(file));
  }

  private static List<String> brunel(String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "example";
    args[1] = "brunel_delta";
    System.arraycopy(options, 0, args, 2, options.length);
    return myelin(0, args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"connect_a_network", "brunel_delta"})
  void impossibleOptionsAreRefused(String example) {
    assertThat(myelin(2, "example", example, "--order=9"))
        .containsExactly("myelin: --order = 9: it must be 10 to 25000");
    assertThat(myelin(2, "example", example, "--simtime=0"))
        .containsExactly("myelin: --simtime = 0.0: it must be greater than 0");
    assertThat(myelin(2, "example", example, "--threads=0"))
        .containsExactly("myelin: threads = 0: it must be between 1 and 4096");
  }
}
