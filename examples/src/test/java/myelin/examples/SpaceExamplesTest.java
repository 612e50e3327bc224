package myelin.examples;

import static myelin.examples.Command.myelin;
import static myelin.examples.Command.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of networks in space, besides `gaussian_sheet`.
class SpaceExamplesTest {

  @TempDir private Path folder;

  private BufferedImage picture(String name) throws IOException {
    return ImageIO.read(folder.resolve(name).toFile());
  }

  /// Within two and a half steps of a grid there are 20 neighbours. Along both axes there are some,
  /// so that the wave is as fast as spikes are, 300 um/ms, there. Between the directions (2, 1) and
  /// (1, 0) it goes along both in turn: the way is longer by 1 / cos (13.3 degrees) at most. Delays
  /// are whole steps, to half a hundredth.
  @Test
  void aWaveIsAsFastAsSpikesAre() throws IOException {
    List<String> said = myelin(0, "example", "nearest_neighbours", "--rows=21", "--out=" + folder);
    assertThat(said.get(0)).isEqualTo("Synapses per neuron: 20");
    assertThat(said.get(1)).isEqualTo("Neurons that fired : 441 of 441, once each");
    List<String> speeds = words(said.get(2).replaceAll(".*: ", ""));
    assertThat(Double.parseDouble(speeds.get(0))).isBetween(290.0, 296.0);
    assertThat(Double.parseDouble(speeds.get(2))).isBetween(299.0, 301.5);
    assertThat(picture("nearest_neighbours.png").getWidth()).isEqualTo(1400);
    ImageReader reader = ImageIO.getImageReadersBySuffix("gif").next();
    try (ImageInputStream in =
        ImageIO.createImageInputStream(folder.resolve("nearest_neighbours.gif").toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(16);
    } finally {
      reader.dispose();
    }
  }

  @Test
  void aCloudHasSynapsesAsLongAsTheorySays() throws IOException {
    List<String> said = myelin(0, "example", "gaussian_cloud", "--neurons=500", "--out=" + folder);
    assertThat(said.get(0)).isEqualTo("Synapses per neuron: 50.0");
    List<String> lengths = words(said.get(1).replaceAll(".*: ", ""));
    // The standard deviation of a length is below 100 um, that of the mean of 25 000 below 0.64 um.
    assertThat(Double.parseDouble(lengths.get(0)) - Double.parseDouble(lengths.get(4)))
        .isBetween(-2.6, 2.6);
    assertThat(picture("gaussian_cloud.png").getWidth()).isEqualTo(1800);
    assertThat(picture("gaussian_cloud_sources.png").getWidth()).isEqualTo(1600);
  }

  @Test
  void uprightFieldsSeeUprightBars() throws IOException {
    List<String> said =
        myelin(0, "example", "hill_tononi_Vp", "--rows=16", "--simtime=300", "--out=" + folder);
    assertThat(contrast(said.get(2))).isGreaterThan(0.6);
    assertThat(Math.abs(contrast(said.get(3)))).isLessThan(0.35);
    assertThat(picture("hill_tononi_Vp.png").getWidth()).isEqualTo(2000);
  }

  /// Of the rates under light and in the dark.
  private static double contrast(String line) {
    double light = Double.parseDouble(line.replaceAll(".*light +([0-9.]+).*", "$1"));
    double dark = Double.parseDouble(line.replaceAll(".*dark +([0-9.]+).*", "$1"));
    return (light - dark) / (light + dark);
  }

  @Test
  void sheetsThatAreTooSmallAreRefused() {
    assertThat(myelin(2, "example", "nearest_neighbours", "--rows=3").toString())
        .contains("it must be 11 to 1000");
    assertThat(myelin(2, "example", "gaussian_cloud", "--neurons=3").toString())
        .contains("it must be 500 to 20000");
    assertThat(myelin(2, "example", "hill_tononi_Vp", "--rows=3").toString())
        .contains("it must be 16 to 200");
  }
}
