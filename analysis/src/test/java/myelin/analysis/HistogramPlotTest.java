package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramPlotTest {
  private static final int WHITE = 0xFFFFFF;

  @TempDir private Path folder;

  private static double[] normal(double mean, double deviation) {
    Random random = new Random(1);
    double[] values = new double[10_000];
    Arrays.setAll(values, i -> mean + deviation * random.nextGaussian());
    return values;
  }

  private String svg(HistogramPlot plot) throws IOException {
    Path file = folder.resolve("plot.svg");
    plot.save(file);
    return Files.readString(file);
  }

  /// Three of four values lie in the second of four bins, one in the last: one column is a third as
  /// high as the other, and the other two bins are empty.
  @Test
  void columnsAreAsHighAsTheirBinsHaveValues() throws IOException {
    Path file = folder.resolve("plot.png");
    double[] values = {1, 1.5, 1.99, 3.5};
    Plots.histogram(values).binWidth(1).between(0, 4).save(file.toString());

    BufferedImage image = ImageIO.read(file.toFile());
    int[] inked = new int[4];
    int left = PlotsTest.timeAxis(image)[0];
    int width = (PlotsTest.timeAxis(image)[1] - left) / 4;
    int bottom = PlotsTest.timeAxis(image)[2] - 15;
    for (int bin = 0; bin < 4; bin++) {
      for (int y = 0; y < bottom; y++) {
        if ((image.getRGB(left + bin * width + width / 2, y) & WHITE) != WHITE) inked[bin]++;
      }
    }
    assertThat(inked[0]).isZero();
    assertThat(inked[1]).isBetween(3 * inked[3] - 30, 3 * inked[3] + 30).isGreaterThan(bottom / 2);
    assertThat(inked[2]).isZero();
  }

  @Test
  void severalAreNamedAndInColoursOfTheirOwn() throws IOException {
    String svg =
        svg(
            Plots.histograms()
                .series("before\nby chance", normal(35, 3))
                .series("after", normal(33, 2))
                .label("Weight", "pA")
                .title("Weights"));
    assertThat(svg)
        .contains(">before<", ">by chance<", ">after<", ">Weights<")
        .contains(">Weight (pA)<", ">Probability density (1/pA)<")
        .contains("rgb(0,114,178)", "rgb(213,94,0)");
  }

  @Test
  void aDensityHasAreaOne() throws IOException {
    // all values in one bin of 0.5: the density is 2, whatever their number
    String svg = svg(Plots.histogram(new double[] {0.1, 0.2, 0.3}).binWidth(0.5));
    assertThat(svg).contains(">Value<", ">Probability density<", ">2<").doesNotContain(">3<");
  }

  @Test
  void valuesThatAreAllOneHaveAColumn() throws IOException {
    assertThat(svg(Plots.histogram(new double[] {35, 35})))
        .contains(">34<", ">36<", "rgb(26,26,26)");
    assertThat(svg(Plots.histogram(new double[] {0}))).contains(">0<");
    assertThat(svg(Plots.histogram(new double[] {-70, -70}).binWidth(1))).contains(">\u221270<");
  }

  @Test
  void noValuesAreSaidToBeNone() throws IOException {
    assertThat(svg(Plots.histogram(new double[0]))).contains(">no values<");
    assertThat(svg(Plots.histograms().label("Weight", "pA"))).contains(">Weight (pA)<");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    HistogramPlot plot = Plots.histogram(new double[] {0, 1e6});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.series("", new double[] {1, Double.NaN}))
        .withMessage("values must be finite, but value 1 is NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> plot.binWidth(0));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.binWidth(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.between(2, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.size(10, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.binWidth(1).save(folder.resolve("plot.png")))
        .withMessageContaining("more than 100000 bins");
  }
}
