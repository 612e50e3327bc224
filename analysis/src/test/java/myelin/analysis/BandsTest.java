package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BandsTest {
  private static final int WHITE = 0xFFFFFF;
  private static final int BLUE = 0x0072B2;
  private static final int ORANGE = 0xD55E00;

  @TempDir private Path folder;

  private final Spikes spikes =
      Spikes.of(new int[] {1, 2, 3, 100, 101, 102}, new double[] {1, 2, 3, 4, 5, 6});

  private static Bands bands() {
    Bands bands = new Bands();
    bands.add("L5E", "excitatory", 101, 102);
    bands.add("L6E", "excitatory", 1, 3);
    return bands;
  }

  /// Ids grow downwards in a band, and bands follow each other whatever their ids.
  @Test
  void bandsAreStackedFromTheTop() {
    Spikes rows = bands().inRows(spikes);
    assertThat(rows.senders()).containsExactly(2, 1, 0, 4, 3);
    assertThat(rows.times()).containsExactly(1, 2, 3, 5, 6);
    assertThat(bands().groups())
        .extracting(SpikeMarks.Group::firstId, SpikeMarks.Group::lastId)
        .containsExactly(tuple(3, 4), tuple(0, 2));
  }

  @Test
  void ofBandsThatOverlapTheFirstCounts() {
    Bands bands = bands();
    bands.add("all", "", 0, 1000);
    assertThat(bands.inRows(spikes).size()).isEqualTo(6);
    assertThat(bands.inRows(spikes.from(1, 102)).senders()).containsExactly(1003, 1004);
  }

  /// Of two bands of five neurons, the one added first is drawn above, in the first colour.
  @Test
  void bandsAreDrawnOneBelowTheOther() throws IOException {
    Path file = folder.resolve("plot.png");
    Spikes two = Spikes.of(new int[] {1, 11}, new double[] {25, 75});
    Plots.raster(two)
        .band("upper", "e", 10, 14)
        .band("lower", "i", 1, 5)
        .between(0, 100)
        .save(file);

    BufferedImage image = ImageIO.read(file.toFile());
    int[] axis = PlotsTest.timeAxis(image);
    int first = axis[0] + (axis[1] - axis[0]) / 4;
    int second = axis[0] + 3 * (axis[1] - axis[0]) / 4;
    assertThat(rowOf(image, ORANGE, first)).isGreaterThan(axis[2] / 2);
    assertThat(rowOf(image, BLUE, second)).isPositive().isLessThan(axis[2] / 2);
    assertThat(rowOf(image, BLUE, first)).isNegative();
  }

  /// The first row with a colour, near a column.
  private static int rowOf(BufferedImage image, int colour, int near) {
    for (int y = 150; y < image.getHeight(); y++) { // below the names of kinds
      for (int x = near - 3; x <= near + 3; x++) {
        if ((image.getRGB(x, y) & WHITE) == colour) {
          return y;
        }
      }
    }
    return -1;
  }

  @Test
  void bandsHaveNamesInPlaceOfIdsAndKindsAreNamedOnce() throws IOException {
    Path file = folder.resolve("plot.svg");
    RasterPlot plot =
        Plots.raster(spikes).band("L5E", "exc", 101, 102).band("L5I", "inh", 100, 100);
    plot.band("L6E", "exc", 1, 3).withHistogram().save(file);
    assertThat(Files.readString(file))
        .contains(">L5E<", ">L5I<", ">L6E<", ">Rate (spikes/s)<")
        .containsOnlyOnce(">exc<")
        .containsOnlyOnce(">inh<")
        .doesNotContain("Neuron id");
    Plots.raster(spikes).band("none", "", 50, 60).save(file);
    assertThat(Files.readString(file)).contains(">none<", ">no spikes<");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    RasterPlot banded = Plots.raster(spikes).band("a", "", 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> banded.band("b", "", 2, 1))
        .withMessage("band b ends before it begins: 2 to 1");
    assertThatIllegalStateException()
        .isThrownBy(() -> banded.group("g", 1, 2))
        .withMessage("a raster has groups or bands, but not both");
    RasterPlot grouped = Plots.raster(spikes).group("g", 1, 2);
    assertThatIllegalStateException().isThrownBy(() -> grouped.band("a", "", 1, 1));
  }
}
