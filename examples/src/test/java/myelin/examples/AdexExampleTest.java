package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdexExampleTest {

  @TempDir private Path folder;

  /// The table with the numbers that NEST 3.10 has: spikes, time of the first, first and last
  /// interval, and coefficient of variation. The classes are those of Naud et al. (2008): a tonic
  /// neuron has a CV of nearly 0, adaptation makes intervals longer, acceleration shorter, bursts
  /// make the CV larger than 1, transient spiking ends.
  @Test
  void eachPatternIsWhatItsNameSays() throws IOException {
    List<String> lines = myelin(0, "example", "adex_firing_patterns", "--out=" + folder);
    Path plot = folder.resolve("adex_firing_patterns.png");
    assertThat(lines)
        .map(line -> line.strip().replaceAll(" {2,}", "  "))
        .containsExactly(
            "pattern  spikes  first (ms)  interval  last  CV",
            "tonic spiking  51  14.3  8.9  9.6  0.014",
            "adaptation  10  15.0  11.2  75.9  0.570",
            "initial burst  10  5.5  3.4  64.0  0.481",
            "regular bursting  9  16.2  2.9  5.3  1.174",
            "delayed accelerating  36  33.6  20.6  10.7  0.190",
            "delayed regular bursting  26  57.2  3.2  3.3  1.262",
            "transient spiking  1  30.3  -  -  -",
            "irregular spiking  28  15.7  3.4  19.8  0.573",
            "Plot of the potentials: " + plot);
    BufferedImage image = ImageIO.read(plot.toFile());
    int width = image.getWidth() / 2;
    int height = image.getHeight() / 4;
    for (int panel = 0; panel < 8; panel++) {
      BufferedImage part =
          image.getSubimage(panel % 2 * width, (panel / 2) * height, width, height);
      assertThat(dark(part)).as("dark pixels of panel %d", panel).isGreaterThan(2000);
    }
  }

  private static int dark(BufferedImage image) {
    int dark = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) if ((image.getRGB(x, y) & 0xFF) < 0x80) dark++;
    }
    return dark;
  }

  @Test
  void timesThatAreTooShortAreRefused() {
    assertThat(myelin(2, "example", "adex_firing_patterns", "--simtime=9"))
        .containsExactly("myelin: --simtime = 9.0: it must be at least 10");
  }
}
