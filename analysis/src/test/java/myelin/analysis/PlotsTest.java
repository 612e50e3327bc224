package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import myelin.analysis.draw.Style;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class PlotsTest {
  private static final int WHITE = 0xFFFFFF;

  @TempDir private Path folder;

  private final Spikes spikes = Spikes.of(new int[] {1, 1, 10, 10}, new double[] {25, 75, 50, 100});

  private static boolean dark(BufferedImage image, int x, int y) {
    return (image.getRGB(x, y) & 0xFF) < 0x80;
  }

  /// The longest dark line along a row: first and last column, and the row.
  static int[] timeAxis(BufferedImage image) {
    int[] axis = new int[3];
    for (int y = 0; y < image.getHeight(); y++) {
      int start = -1;
      for (int x = 0; x < image.getWidth(); x++) {
        if (!dark(image, x, y)) {
          start = -1;
        } else if (start < 0) {
          start = x;
        } else if (x - start > axis[1] - axis[0]) {
          axis = new int[] {start, x, y};
        }
      }
    }
    return axis;
  }

  /// The dark rows of a column above the time axis.
  private static List<Integer> darkRows(BufferedImage image, int x, int below) {
    List<Integer> rows = new ArrayList<>();
    for (int y = 0; y < below; y++) {
      if (dark(image, x, y)) {
        rows.add(y);
      }
    }
    return rows;
  }

  private static Spikes random(int neurons, int size) {
    Random random = new Random(1);
    int[] ids = random.ints(size, 1, neurons + 1).toArray();
    double[] times = random.doubles(size, 0, 1000).toArray();
    return Spikes.of(ids, times);
  }

  private static Document parsed(Path file) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<String> texts(Document document) {
    NodeList nodes = document.getElementsByTagNameNS("*", "text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent().strip());
    }
    return texts;
  }

  @Test
  void aPngHasTwoPixelsPerUnit() throws IOException {
    Path file = folder.resolve("plot.png");
    Plots.raster(spikes).withHistogram().size(500, 400).save(file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(1000);
    assertThat(image.getHeight()).isEqualTo(800);
  }

  @Test
  void marksAreWhereTheSpikesAreAndNowhereElse() throws IOException {
    Path file = folder.resolve("plot.png");
    Plots.raster(spikes).between(0, 100).save(file);

    BufferedImage image = ImageIO.read(file.toFile());
    int[] axis = timeAxis(image);
    int quarter = (axis[1] - axis[0]) / 4;
    List<Integer> first = darkRows(image, axis[0] + quarter, axis[2]);
    List<Integer> second = darkRows(image, axis[0] + 2 * quarter, axis[2]);
    List<Integer> third = darkRows(image, axis[0] + 3 * quarter, axis[2]);
    assertThat(first).isNotEmpty().isEqualTo(third);
    assertThat(second).hasSameSizeAs(first);
    // Ids 1 and 10 lie near the lower and the upper end.
    assertThat(first.getFirst()).isGreaterThan(axis[2] * 9 / 10);
    assertThat(second.getLast()).isLessThan(axis[2] / 10);
    assertThat(darkRows(image, axis[0] + quarter / 2, axis[2])).isEmpty();
    assertThat(darkRows(image, axis[0] + quarter * 3 / 2, axis[2])).isEmpty();
    assertThat(image.getRGB(0, 0) & WHITE).isEqualTo(WHITE);
  }

  @Test
  void manySpikesFillTheirPartOfTheFieldAndNoOther() throws IOException {
    Path file = folder.resolve("plot.png");
    Plots.raster(random(5000, 60_000)).between(0, 2000).save(file);

    BufferedImage image = ImageIO.read(file.toFile());
    int[] axis = timeAxis(image);
    int width = axis[1] - axis[0];
    int inked = 0;
    for (int x = axis[0] + 10; x < axis[0] + width / 2 - 10; x++) {
      inked += darkRows(image, x, axis[2]).size();
    }
    double share = (double) inked / ((width / 2 - 20) * axis[2]);
    assertThat(share).isBetween(0.1, 0.6);
    for (int x = axis[0] + width / 2 + 10; x < axis[1] - 10; x++) {
      assertThat(darkRows(image, x, axis[2])).isEmpty();
    }
  }

  @Test
  void theRateIsDrawnBelowTheRasterOnTheSameTimes() throws IOException {
    Path file = folder.resolve("plot.png");
    Spikes burst = Spikes.of(new int[] {1, 2, 3}, new double[] {51, 52, 53});
    Plots.raster(burst).withHistogram().neurons(10).binWidth(10).between(0, 100).save(file);

    BufferedImage image = ImageIO.read(file.toFile());
    int[] axis = timeAxis(image);
    int row = axis[2] - 30;
    for (int percent = 5; percent < 100; percent += 10) {
      int x = axis[0] + (axis[1] - axis[0]) * percent / 100;
      boolean filled = (image.getRGB(x, row) & WHITE) != WHITE;
      assertThat(filled).as("at %d ms", percent).isEqualTo(percent == 55);
    }
  }

  @Test
  void groupsHaveColoursAndNames() throws Exception {
    Path png = folder.resolve("plot.png");
    Path svg = folder.resolve("plot.svg");
    RasterPlot plot =
        Plots.raster(random(100, 30_000)).group("Excitatory", 1, 80).group("Inhibitory", 81, 100);
    plot.save(png);
    plot.save(svg);

    BufferedImage image = ImageIO.read(png.toFile());
    int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, 2000);
    assertThat(java.util.Arrays.stream(pixels).map(pixel -> pixel & WHITE).distinct().toArray())
        .contains(0x0072B2, 0xD55E00);
    assertThat(texts(parsed(svg))).contains("Excitatory", "Inhibitory");
  }

  @Test
  void anSvgIsWellFormedAndItsTextIsText() throws Exception {
    Path file = folder.resolve("plot.svg");
    Plots.raster(spikes).withHistogram().title("Spikes & <more>").save(file);

    Document document = parsed(file);
    assertThat(document.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 1000 700");
    assertThat(texts(document))
        .contains("Spikes & <more>", "Time (ms)", "Neuron id", "Rate (spikes/s)");
  }

  @Test
  void anSvgOfManySpikesStaysSmall() throws Exception {
    Path file = folder.resolve("plot.svg");
    Plots.raster(random(12_500, 350_000)).save(file);

    assertThat(parsed(file).getElementsByTagNameNS("*", "image").getLength()).isOne();
    assertThat(Files.size(file)).isLessThan(1_500_000);
    Plots.raster(random(5000, 20_000)).save(file);
    assertThat(Files.size(file)).isLessThan(600_000);
  }

  @Test
  void anEmptyRecordingSaysSo() throws Exception {
    Path file = folder.resolve("plot.svg");
    Plots.raster(Spikes.none()).withHistogram().save(file);
    assertThat(texts(parsed(file))).contains("no spikes", "Time (ms)");

    Plots.raster(spikes).withHistogram().between(1000, 2000).save(file);
    assertThat(texts(parsed(file))).contains("no spikes");
  }

  @Test
  void aSingleSpikeAtZeroIsShown() throws Exception {
    Path file = folder.resolve("plot.svg");
    Plots.raster(Spikes.of(new int[] {3}, new double[] {0})).withHistogram().save(file);

    assertThat(texts(parsed(file))).contains("3", "Rate (spikes/s)");
  }

  @Test
  void missingFoldersAreMade() {
    Path file = folder.resolve("some/where/plot.PNG");
    Plots.raster(spikes).save(file.toString());

    assertThat(file).isNotEmptyFile();
  }

  @Test
  void otherExtensionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.raster(spikes).save(folder.resolve("plot.eps")))
        .withMessageContaining("plot.eps")
        .withMessageContaining(".png, .svg or .pdf");
    assertThat(folder.resolve("plot.eps")).doesNotExist();
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Path blocker = Files.writeString(folder.resolve("file"), "");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Plots.raster(spikes).save(blocker.resolve("plot.png")))
        .withMessageContaining("plot.png");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    RasterPlot plot = Plots.raster(spikes);
    assertThatIllegalArgumentException().isThrownBy(() -> plot.binWidth(0));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.neurons(0));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.between(5, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.size(10, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.group("none", 2, 1));
  }

  @Test
  void aTraceIsDrawnWithGapsAndNames() throws Exception {
    double[] times = {0, 1, 2, 3, 4};
    Path file = folder.resolve("trace.svg");
    Plots.trace(times, new double[] {-70, -65, Double.NaN, -60, -70})
        .series("Neuron 2", times, new double[] {-60, -61, -62, -63, -64})
        .title("Potentials")
        .save(file);
    assertThat(texts(parsed(file)))
        .contains("Potentials", "Neuron 2", "Membrane potential (mV)", "\u221270");

    Path png = folder.resolve("trace.png");
    Plots.traces().label("Weight (pA)").save(png);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(2000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.trace(new double[] {1, 0}, new double[2]));
  }

  @Test
  void underADashedTraceAnEqualOneShowsThrough() throws Exception {
    double[] times = {0, 100};
    double[] values = {5, 5};
    Path file = folder.resolve("dashed.png");
    Plots.traces().series("", times, values).dashed("", times, values).save(file);
    int[] seen = colours(ImageIO.read(file.toFile()));
    assertThat(seen).contains(Style.colour(0).getRGB(), Style.colour(1).getRGB());

    Path hidden = folder.resolve("hidden.png");
    Plots.traces().series("", times, values).series("", times, values).save(hidden);
    assertThat(colours(ImageIO.read(hidden.toFile())))
        .contains(Style.colour(1).getRGB())
        .doesNotContain(Style.colour(0).getRGB());
  }

  private static int[] colours(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).distinct().toArray();
  }

  @Test
  void anElementForAPageIsTheDrawingOfTheFile() throws Exception {
    TracePlot plot =
        Plots.trace(new double[] {-1, 1}, new double[] {0, 1}).over("Between spikes (ms)");
    Path file = folder.resolve("plot.svg");
    plot.save(file);
    String element = plot.svg();
    assertThat(element).startsWith("<svg ");
    assertThat(Files.readString(file))
        .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element);
    assertThat(texts(parsed(file))).contains("Between spikes (ms)").doesNotContain("Time (ms)");
  }

  /// Times of which only the last digits differ are told apart.
  @Test
  void lateTimesHaveAllTheirDigits() {
    double[] times = {12_345_600, 12_345_678};
    TracePlot plot = Plots.trace(times, new double[] {0, 1}).over("Time", "ms").label("V", "mV");
    assertThat(Drawn.texts(plot))
        .contains("12345600", "12345620", "12345680", "Time (ms)", "V (mV)");
    assertThat(Drawn.texts(plot.between(10_000_000, 10_001_000)))
        .contains("10000000", "10000200", "10001000");
  }
}
