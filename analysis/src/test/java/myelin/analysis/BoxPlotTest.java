package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import myelin.analysis.data.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxPlotTest {
  private static final int WHITE = 0xFFFFFF;

  @TempDir private Path folder;

  private String svg(BoxPlot plot) throws IOException {
    Path file = folder.resolve("plot.svg");
    plot.save(file);
    return Files.readString(file);
  }

  /// Quartiles as by `numpy.percentile`.
  @Test
  void aBoxHasQuartilesMeanAndWhiskers() {
    Box box = Box.of(new double[] {20, 4, 1, 3, 2, 20});
    assertThat(box.lower()).isEqualTo(2.25);
    assertThat(box.median()).isEqualTo(3.5);
    assertThat(box.upper()).isEqualTo(16);
    assertThat(box.mean()).isEqualTo(50 / 6.0, within(1e-12));
    assertThat(box.lowest()).isEqualTo(1);
    assertThat(box.highest()).isEqualTo(20);
    assertThat(box.beyond()).isEmpty();
  }

  @Test
  void valuesFarFromTheBoxAreBeyondTheWhiskersEachOnce() {
    Box box = Box.of(new double[] {9, 1, 2, 2, 2, 3, 3, 3, 4, 9, -5});
    assertThat(new double[] {box.lower(), box.upper()}).containsExactly(2, 3.5);
    assertThat(new double[] {box.lowest(), box.highest()}).containsExactly(1, 4);
    assertThat(box.beyond()).containsExactly(-5, 9);
    assertThat(new double[] {box.least(), box.most()}).containsExactly(-5, 9);
  }

  @Test
  void oneValueIsABoxAndNoneIsEmpty() {
    Box one = Box.of(new double[] {7});
    assertThat(new double[] {one.lowest(), one.lower(), one.median(), one.upper(), one.highest()})
        .containsOnly(7);
    assertThat(one.isEmpty()).isFalse();
    assertThat(Box.of(new double[0]).isEmpty()).isTrue();
  }

  /// The first of two boxes lies in the upper half, from the first to the third quarter of the
  /// axis; nothing else is inked there, but the whiskers along its middle.
  @Test
  void boxesLieWhereTheirQuartilesAre() throws IOException {
    Path file = folder.resolve("plot.png");
    double[] values = {1, 1, 1, 2, 3, 3, 3};
    Plots.boxes()
        .series("above", values)
        .series("below", new double[] {0, 4})
        .between(0, 4)
        .save(file.toString());

    BufferedImage image = ImageIO.read(file.toFile());
    int[] axis = PlotsTest.timeAxis(image);
    int quarter = (axis[1] - axis[0]) / 4;
    int beside = axis[2] / 4 + 30; // rows: half a box away from its middle, where no whisker is
    for (int i = 0; i < 4; i++) {
      int x = axis[0] + i * quarter + quarter / 2;
      boolean inked = (image.getRGB(x, beside) & WHITE) != WHITE;
      assertThat(inked).as("quarter %d", i).isEqualTo(i == 1 || i == 2);
    }
  }

  @Test
  void boxesAreNamedAndKindsHaveColours() throws IOException {
    String svg =
        svg(
            Plots.boxes()
                .series("L2/3E", "excitatory", new double[] {0, 1, 2})
                .series("L2/3I", "inhibitory", new double[] {3, 4, 8})
                .series("L4E", "excitatory", new double[0])
                .label("Rate", "spikes/s")
                .title("Rates"));
    assertThat(svg)
        .contains(">L2/3E<", ">L2/3I<", ">L4E<", ">Rates<", ">Rate (spikes/s)<")
        .containsOnlyOnce(">excitatory<")
        .containsOnlyOnce(">inhibitory<")
        .containsOnlyOnce(">mean<")
        .contains("rgb(0,114,178)", "rgb(213,94,0)");
  }

  @Test
  void noValuesAreSaidToBeNone() throws IOException {
    assertThat(svg(Plots.boxes().label("Rate", ""))).contains(">no values<", ">Rate<");
    assertThat(svg(Plots.boxes().series("silent", new double[0])))
        .contains(">no values<", ">silent<")
        .doesNotContain(">mean<");
    assertThat(svg(Plots.boxes().series("one", new double[] {0}))).contains(">one<", ">0<");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    BoxPlot plot = Plots.boxes();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.series("", new double[] {1, Double.NaN}))
        .withMessage("values must be finite, but value 1 is NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> plot.between(2, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.size(10, 10));
  }
}
