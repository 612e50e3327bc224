package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import myelin.analysis.draw.Range;
import myelin.analysis.draw.Shades;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixPlotTest {
  private static final double[][] TWO_BY_THREE = {{0, 1, 2}, {3, 4, Double.NaN}};

  @TempDir private Path folder;

  private BufferedImage saved(MatrixPlot plot) throws IOException {
    Path file = folder.resolve("plot.png");
    plot.save(file);
    return ImageIO.read(file.toFile());
  }

  /// The field of a picture without labels of axes: left, right, top and bottom of the frame.
  private static int[] field(BufferedImage image, int colour) {
    int[] field = {image.getWidth(), 0, image.getHeight(), 0};
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) == colour) {
          field[0] = Math.min(field[0], x);
          field[1] = Math.max(field[1], x);
          field[2] = Math.min(field[2], y);
          field[3] = Math.max(field[3], y);
        }
      }
    }
    return field;
  }

  /// Colours in the middles of cells, row by row from the top, of a matrix that has the lowest
  /// value in a corner at the left.
  @Test
  void cellsHaveTheColoursOfTheirNumbers() throws IOException {
    Shades shades = new Shades(new Range(0, 4), "", 15);
    BufferedImage image = saved(Plots.matrix(TWO_BY_THREE));
    int[] first = field(image.getSubimage(0, 0, 1000, 1400), shades.colour(0).getRGB());
    int width = first[1] - first[0];
    int height = first[3] - first[2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        int x = first[0] + width / 2 + j * width;
        int y = first[2] + height / 2 + i * height;
        Color expected = shades.colour(TWO_BY_THREE[i][j]);
        assertThat(new Color(image.getRGB(x, y))).as("%d, %d", i, j).isEqualTo(expected);
      }
    }
  }

  @Test
  void axesHaveNumbersNamesOrValues() {
    assertThat(Drawn.texts(Plots.matrix(TWO_BY_THREE)))
        .contains("Column", "Row", "0", "1", "2", "3", "4");
    MatrixPlot plot =
        Plots.matrix(TWO_BY_THREE)
            .rows("Target", List.of("E", "I"))
            .columns("Source", List.of("a", "b", "c"))
            .label("Weight", "pA");
    assertThat(Drawn.texts(plot)).contains("Target", "E", "I", "Source", "a", "b", "c");
    assertThat(Drawn.texts(plot)).contains("Weight (pA)");
    assertThat(Drawn.texts(plot.rows("g").columns("Input", "Hz", 100, 200)))
        .contains("g", "Input (Hz)", "100", "120", "200")
        .doesNotContain("Source", "E");
  }

  /// Rows go down, but upwards where they have values.
  @Test
  void theFirstRowIsAtTheTopUnlessRowsHaveValues() throws IOException {
    double[][] rows = {{0}, {1}};
    int dark = new Shades(new Range(0, 1), "", 15).colour(0).getRGB();
    int[] down = field(saved(Plots.matrix(rows)).getSubimage(0, 0, 1000, 1400), dark);
    int[] upwards =
        field(saved(Plots.matrix(rows).rows("w", "", 1, 2)).getSubimage(0, 0, 1000, 1400), dark);
    assertThat(down[3]).isLessThan(upwards[2] + 5);
  }

  @Test
  void cellsMayBeSquares() {
    double[][] wide = new double[2][8];
    wide[0][0] = 1;
    var cells = Drawn.elements(Plots.matrix(wide).square(), "rect");
    double[] x = Drawn.numbers(cells, "x");
    double[] y = Drawn.numbers(cells, "y");
    // the background, then row by row
    assertThat(x[2] - x[1]).isEqualTo(y[9] - y[1], within(1.5));
  }

  /// 40 000 cells in stripes of single columns, 0 and 1, as an image whose pixels have either.
  @Test
  void manyCellsAreAnImage() throws IOException {
    double[][] stripes = new double[200][200];
    for (double[] row : stripes) Arrays.setAll(row, j -> j % 2);
    MatrixPlot plot = Plots.matrix(stripes);
    assertThat(Drawn.elements(plot, "image")).hasSize(1);
    assertThat(Drawn.elements(Plots.matrix(TWO_BY_THREE), "image")).isEmpty();
    Shades shades = new Shades(new Range(0, 1), "", 15);
    BufferedImage image = saved(plot);
    int row = image.getHeight() / 2;
    int changes = 0;
    for (int x = 1; x < image.getWidth(); x++) {
      int rgb = image.getRGB(x, row);
      boolean light = rgb == shades.colour(1).getRGB();
      boolean before = image.getRGB(x - 1, row) == shades.colour(0).getRGB();
      if (light && before) changes++;
    }
    assertThat(changes).isEqualTo(100);
  }

  /// More columns than pixels, 0 and 1 in turn: their means are shown.
  @Test
  void pixelsHaveTheMeanOfTheirCells() throws IOException {
    double[][] fine = new double[8][20_000];
    for (double[] row : fine) Arrays.setAll(row, j -> j % 2);
    Shades shades = new Shades(new Range(0, 1), "", 15);
    BufferedImage image = saved(Plots.matrix(fine));
    int middle = image.getRGB(image.getWidth() / 3, image.getHeight() / 2) & 0xFF;
    int half = shades.colour(0.5).getBlue();
    assertThat(middle).isCloseTo(half, within(10));
  }

  @Test
  void colourRangesAreAsSet() {
    assertThat(Drawn.texts(Plots.matrix(TWO_BY_THREE).between(0, 100))).contains("100", "80");
    assertThat(Drawn.texts(Plots.matrix(new double[][] {{7}}))).contains("7");
    assertThat(Plots.matrix(new double[][] {{Double.NaN}}).svg()).contains("208,208,208");
  }

  @Test
  void matricesAreCopied() {
    double[][] values = {{1, 2}};
    MatrixPlot plot = Plots.matrix(values);
    String before = plot.svg();
    values[0][0] = 5;
    assertThat(plot.svg()).isEqualTo(before);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.matrix(new double[0][]))
        .withMessage("a matrix must have at least one row and one column");
    assertThatIllegalArgumentException().isThrownBy(() -> Plots.matrix(new double[2][0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.matrix(new double[][] {{1, 2}, {3}}))
        .withMessage("all rows must be as long as row 0, 2, but row 1 has 1 numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.matrix(new double[][] {{1, 1 / 0.0}}))
        .withMessage(
            "numbers of a matrix must not be infinite, but row 0, column 1 is Infinity; NaN is drawn in grey");
    MatrixPlot plot = Plots.matrix(TWO_BY_THREE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.rows("", List.of("a")))
        .withMessage("there must be a name for each of 2 rows, but there are 1");
    assertThatIllegalArgumentException().isThrownBy(() -> plot.columns("", "", 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.between(1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.matrix(new double[][] {{1}}).rows("", "", 0, 1))
        .withMessage("there must be at least two rows to be evenly spaced, not 1");
  }
}
