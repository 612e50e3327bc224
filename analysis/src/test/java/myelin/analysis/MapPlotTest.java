package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntPredicate;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import myelin.analysis.draw.Range;
import myelin.analysis.draw.Shades;
import myelin.analysis.draw.Style;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Maps of places, films of them, and spikes by coordinates.
class MapPlotTest {
  private static final int RGB = 0xFFFFFF;
  private static final double[][] THREE = {{0, 10, 5}, {0, 0, 10}};

  @TempDir private Path folder;

  private BufferedImage saved(Figure<?> plot) throws IOException {
    Path file = folder.resolve("plot.png");
    plot.save(file);
    return ImageIO.read(file.toFile());
  }

  /// Left, right, top and bottom of the pixels of a colour.
  private static int[] box(BufferedImage image, IntPredicate wanted) {
    int[] box = {Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1};
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (!wanted.test(image.getRGB(x, y) & RGB)) {
          continue;
        }
        box[0] = Math.min(box[0], x);
        box[1] = Math.max(box[1], x);
        box[2] = Math.min(box[2], y);
        box[3] = Math.max(box[3], y);
      }
    }
    return box;
  }

  private static IntPredicate colour(Color colour) {
    return rgb -> rgb == (colour.getRGB() & RGB);
  }

  @Test
  void bothAxesHaveOneScale() throws IOException {
    MapPlot plot = Plots.maps().series("", new double[][] {{0, 40}, {0, 10}});
    int[] box = box(saved(plot), colour(Style.colour(0)));
    double dot = 0;
    double width = box[1] - box[0] - dot;
    double height = box[3] - box[2] - dot;
    // Both dots are as wide as high, about 28 pixels.
    assertThat((width - 28) / (height - 28)).isEqualTo(4, within(0.2));
  }

  @Test
  void placesHaveTheColoursOfTheirValues() throws IOException {
    BufferedImage image = saved(Plots.map(THREE, new double[] {0, 1, Double.NaN}).between(0, 2));
    Shades shades = new Shades(new Range(0, 2), "", 15);
    int[] first = box(image, colour(shades.colour(0)));
    int half = image.getHeight() / 2;
    assertThat(pixels(image.getSubimage(0, 0, image.getWidth(), half), Shades.NONE))
        .isGreaterThan(300);
    assertThat(pixels(image.getSubimage(0, half, image.getWidth(), half), Shades.NONE))
        .isLessThan(50);
    assertThat(first[2]).isGreaterThan(image.getHeight() / 2);
    // The lightest colour stands for 2: the bar has it, no place.
    int[] most = box(image, colour(shades.colour(1.99)));
    assertThat(most[0]).isGreaterThan(image.getWidth() * 3 / 4);
  }

  private static int pixels(BufferedImage image, Color colour) {
    int n = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        n += colour(colour).test(image.getRGB(x, y) & RGB) ? 1 : 0;
      }
    }
    return n;
  }

  @Test
  void shadesGrowBrighterWithTheirValues() {
    Shades shades = new Shades(new Range(-1, 1), "", 15);
    double before = -1;
    for (double value = -1; value <= 1; value += 0.05) {
      Color c = shades.colour(value);
      double bright = 0.2126 * c.getRed() + 0.7152 * c.getGreen() + 0.0722 * c.getBlue();
      assertThat(bright).isGreaterThan(before);
      before = bright;
    }
    assertThat(shades.colour(-5)).isEqualTo(shades.colour(-1));
    assertThat(shades.colour(5)).isEqualTo(shades.colour(1));
  }

  @Test
  void aContourIsWhereTheFunctionHasTheLevel() throws IOException {
    MapPlot plot =
        Plots.maps()
            .background("", THREE)
            .contour("circle", (x, y) -> Math.hypot(x - 5, y - 5), 4)
            .within(new double[] {0, 0}, new double[] {10, 10});
    BufferedImage image = saved(plot);
    int[] frame = box(image, colour(Style.INK));
    // The sample in the legend is to the right of the field.
    int[] line =
        box(
            image.getSubimage(0, 0, frame[0] + fieldWidth(image), image.getHeight()),
            colour(Style.colour(0)));
    double side = fieldWidth(image);
    assertThat((line[1] - line[0]) / side).isEqualTo(0.8, within(0.02));
    assertThat((line[3] - line[2]) / side).isEqualTo(0.8, within(0.02));
  }

  /// The length of the longest dark row.
  private static int fieldWidth(BufferedImage image) {
    int[] axis = PlotsTest.timeAxis(image);
    return axis[1] - axis[0];
  }

  @Test
  void targetsAreDrawnOverAllOthers() throws IOException {
    Random random = new Random(3);
    double[][] all = {
      random.doubles(500).toArray(), random.doubles(500).toArray(), random.doubles(500).toArray()
    };
    double[][] targets = {{0.2, 0.8}, {0.5, 0.5}, {0.5, 0.5}};
    for (int d = 2; d <= 3; d++) {
      double[][] some = java.util.Arrays.copyOf(all, d);
      double[] node = java.util.Arrays.copyOf(new double[] {0.5, 0.5, 0.5}, d);
      BufferedImage image =
          saved(Plots.targets(node, java.util.Arrays.copyOf(targets, d), some).size(600, 500));
      int[] blue = box(image, colour(Style.colour(0)));
      assertThat(blue[1] - blue[0]).isGreaterThan(image.getWidth() / 4);
    }
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    MapPlot plot = Plots.maps();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.series("", new double[][] {{1}}))
        .withMessageContaining("two or three coordinates");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.series("", new double[][] {{1}, {1, 2}}))
        .withMessageContaining("as many coordinates");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.series("", new double[][] {{1}, {Double.NaN}}))
        .withMessageContaining("finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.map(THREE, new double[] {1, 2}))
        .withMessageContaining("a value for each place");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.map(THREE, new double[] {1, 2, Double.POSITIVE_INFINITY}))
        .withMessageContaining("infinite");
    plot.series("", THREE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.series("", new double[][] {{1}, {1}, {1}}))
        .withMessageContaining("all as many");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.within(new double[] {0, 0}, new double[] {1, 0}))
        .withMessageContaining("interval");
    plot.within(new double[3], new double[] {1, 1, 1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.save(folder.resolve("plot.png")))
        .withMessageContaining("2 coordinates");
  }

  @Test
  void aFilmShowsItsPicturesOneAfterTheOther() throws IOException {
    Film film = Plots.film(150);
    for (int k = 0; k < 3; k++) {
      film.add(Plots.map(THREE, new double[] {k, 0, 0}).between(0, 2).size(300, 250));
    }
    assertThat(film.size()).isEqualTo(3);
    Path file = folder.resolve("new").resolve("film.gif");
    film.save(file);
    film.save(file); // an older one is replaced
    ImageReader reader = ImageIO.getImageReadersBySuffix("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(3);
      assertThat(reader.getWidth(0)).isEqualTo(300);
      assertThat(reader.getHeight(2)).isEqualTo(250);
      IIOMetadataNode root =
          (IIOMetadataNode) reader.getImageMetadata(1).getAsTree("javax_imageio_gif_image_1.0");
      IIOMetadataNode control =
          (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
      assertThat(control.getAttribute("delayTime")).isEqualTo("15");
      IIOMetadataNode first =
          (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
      assertThat(first.getElementsByTagName("ApplicationExtension").getLength()).isEqualTo(1);
      assertThat(differing(reader.read(0), reader.read(2))).isPositive();
    } finally {
      reader.dispose();
    }
  }

  private static int differing(BufferedImage one, BufferedImage other) {
    int n = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        if (one.getRGB(x, y) != other.getRGB(x, y)) {
          n++;
        }
      }
    }
    return n;
  }

  @Test
  void aFilmIsAFolderOfPictures() throws IOException {
    Film film = Plots.film(20);
    film.add(Plots.maps().series("", THREE).size(300, 250));
    film.add(Plots.maps().series("", THREE).size(300, 250));
    film.save(folder.resolve("film"));
    assertThat(ImageIO.read(folder.resolve("film").resolve("0002.png").toFile()).getWidth())
        .isEqualTo(300);
  }

  @Test
  void filmsThatCannotBeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.film(5))
        .withMessageContaining("20 to 60000 ms");
    Film film = Plots.film(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> film.save(folder.resolve("film.gif")))
        .withMessageContaining("without pictures");
    film.add(Plots.maps());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> film.save(folder.resolve("film.avi")))
        .withMessageContaining("must end in .gif");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> film.add(Plots.maps().size(300, 300)))
        .withMessageContaining("one size, 1000 by 700");
  }

  /// Neuron 2 lies at the lower end, neuron 1 at the upper one; neuron 3 has no coordinate.
  @Test
  void spikesAreWhereTheirNeuronsLie() throws IOException {
    Spikes spikes = Spikes.of(new int[] {1, 2, 3}, new double[] {25, 50, 75});
    BufferedImage image =
        saved(
            Plots.raster(spikes)
                .between(0, 100)
                .along("x (um)", new int[] {1, 2}, new double[] {300, -200}));
    int[] axis = PlotsTest.timeAxis(image);
    int quarter = (axis[1] - axis[0]) / 4;
    int[] first = box(image.getSubimage(axis[0] + quarter - 4, 0, 9, axis[2]), MapPlotTest::dark);
    int[] second =
        box(image.getSubimage(axis[0] + 2 * quarter - 4, 0, 9, axis[2]), MapPlotTest::dark);
    int[] third =
        box(image.getSubimage(axis[0] + 3 * quarter - 4, 0, 9, axis[2]), MapPlotTest::dark);
    assertThat(first[3]).isLessThan(axis[2] / 8);
    assertThat(second[2]).isGreaterThan(axis[2] * 7 / 8);
    assertThat(third[1]).isNegative();
  }

  private static boolean dark(int rgb) {
    return (rgb & 0xFF) < 0x80;
  }

  @Test
  void coordinatesThatDoNotFitAreRefused() {
    RasterPlot raster = Plots.raster(Spikes.none());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> raster.along("x", new int[] {1}, new double[] {1, 2}))
        .withMessageContaining("a coordinate for each id");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> raster.along("x", new int[] {1}, new double[] {Double.NaN}))
        .withMessageContaining("finite");
    raster.along("x", new int[] {1}, new double[] {1});
    assertThatThrownBy(() -> raster.band("a", "", 1, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bands");
  }
}
