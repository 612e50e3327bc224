package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridPlotTest {

  @TempDir private Path folder;

  private static TracePlot trace(String title) {
    return Plots.trace(new double[] {0, 100}, new double[] {-70, -50}).title(title);
  }

  /// Three plots in two columns: ink in three quarters, none in the fourth.
  @Test
  void plotsFillRowsFromTheLeft() throws IOException {
    Path file = folder.resolve("grid.png");
    Plots.grid(2).add(trace("a")).add(trace("b")).add(trace("c")).size(800, 600).save(file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(1600);
    for (int quarter = 0; quarter < 4; quarter++) {
      int x = quarter % 2 * 800;
      int y = quarter / 2 * 600;
      boolean inked = inked(image.getSubimage(x, y, 800, 600));
      assertThat(inked).as("quarter %d", quarter).isEqualTo(quarter < 3);
    }
  }

  private static boolean inked(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xFF) < 0x80) return true;
      }
    }
    return false;
  }

  @Test
  void titlesOfAllAreShown() throws IOException {
    Path file = folder.resolve("grid.svg");
    Plots.grid(1).add(trace("upper")).add(trace("lower")).title("both").save(file);
    assertThat(Files.readString(file)).contains(">upper<", ">lower<", ">both<");
  }

  @Test
  void anEmptyGridIsAnEmptyFigure() throws IOException {
    Path file = folder.resolve("empty.png");
    Plots.grid(3).save(file);
    assertThat(inked(ImageIO.read(file.toFile()))).isFalse();
  }

  @Test
  void gridsOfGridsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.grid(2).add(Plots.grid(1)))
        .withMessage("a grid cannot be a cell of a grid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.grid(0))
        .withMessage("there must be at least one column, not 0");
  }

  private static final double[] HUNDRED = {0, 100};
  private static final double[] TWO_HUNDRED = {100, 200};

  /// Axes of plots above each other begin and end at the same places, though their labels differ in
  /// width, and the lowest alone has numbers.
  @Test
  void plotsAboveEachOtherShareTheirAxis() {
    Spikes spikes = Spikes.of(new int[] {1000, 2000}, new double[] {10, 90});
    GridPlot grid =
        Plots.grid(1)
            .add(Plots.raster(spikes).withHistogram().group("a group", 1, 5000))
            .add(Plots.trace(HUNDRED, new double[] {-1, 1}))
            .add(Plots.lines(TWO_HUNDRED, HUNDRED).over("Time", "ms"))
            .size(800, 1000)
            .sharedX();
    List<double[]> axes = Drawn.levelAxes(grid);
    assertThat(axes).hasSize(3);
    for (double[] axis : axes) {
      assertThat(axis).containsExactly(axes.getFirst(), within(1.5));
    }
    assertThat(Drawn.texts(grid)).containsOnlyOnce("Time (ms)", "150", "200");
    List<double[]> own = Drawn.levelAxes(grid("apart"));
    assertThat(own.getFirst()[0]).isNotCloseTo(own.getLast()[0], within(3.0));
  }

  private static GridPlot grid(String title) {
    return Plots.grid(1)
        .add(Plots.trace(HUNDRED, new double[] {-1000, 1000}))
        .add(Plots.trace(HUNDRED, new double[] {0, 1}))
        .title(title)
        .size(800, 800);
  }

  /// Of columns, each has its own.
  @Test
  void columnsShareNothing() {
    GridPlot grid = Plots.grid(2).sharedX();
    for (double[] x : new double[][] {HUNDRED, {0, 7}, HUNDRED, {0, 7}}) {
      grid.add(Plots.lines(x, HUNDRED));
    }
    assertThat(Drawn.texts(grid)).containsOnlyOnce("6");
    assertThat(Drawn.levelAxes(grid)).hasSize(4);
    assertThat(Drawn.levelAxes(Plots.grid(2).add(Plots.lines(HUNDRED, HUNDRED)).sharedX()))
        .hasSize(1);
    assertThat(Drawn.levelAxes(Plots.grid(2).sharedX())).isEmpty();
  }

  @Test
  void axesThatCannotBeSharedAreRefused() {
    GridPlot grid = Plots.grid(1).add(trace("a")).add(Plots.bars("a").series("", 1)).sharedX();
    assertThatIllegalArgumentException()
        .isThrownBy(grid::svg)
        .withMessage(
            "plot 1 of the grid (the first is plot 0) has no horizontal axis to share; maps, bars"
                + " and matrices belong in a grid without a shared one");
    GridPlot logarithmic =
        Plots.grid(1)
            .add(Plots.lines(TWO_HUNDRED, HUNDRED).logarithmicX())
            .add(Plots.lines(TWO_HUNDRED, HUNDRED))
            .sharedX();
    assertThatIllegalArgumentException()
        .isThrownBy(logarithmic::svg)
        .withMessage(
            "plots above each other cannot share an axis that is logarithmic in one of them, plot 0,"
                + " but not in another, plot 1 (the first is plot 0); make it logarithmic in all or"
                + " in none");
    GridPlot differing =
        Plots.grid(1)
            .add(Plots.raster(Spikes.of(new int[] {1}, new double[] {10})))
            .add(Plots.histogram(HUNDRED).label("Current", "pA"))
            .sharedX();
    assertThatIllegalArgumentException()
        .isThrownBy(differing::svg)
        .withMessage(
            "plots above each other cannot share an axis that is \"Time (ms)\" in plot 0 and"
                + " \"Current (pA)\" in plot 1 (the first is plot 0); label it alike, or leave out"
                + " sharedX");
  }

  /// Twelve plots above each other in 400 units: 33 for each.
  @Test
  void cellsWithoutRoomForDataAreRefused() {
    GridPlot grid = Plots.grid(1).sharedX().size(600, 400);
    for (int i = 0; i < 12; i++) grid.add(Plots.lines(HUNDRED, HUNDRED));
    assertThatIllegalArgumentException()
        .isThrownBy(grid::svg)
        .withMessageMatching(
            "plot 0 of the grid \\(the first is plot 0\\) has 572 by 2\\d units, which leave no room"
                + " beside its numbers, names and labels; set a larger size, or shorter names");
    assertThat(Drawn.levelAxes(grid.size(600, 1200))).hasSize(12);
    GridPlot titles = Plots.grid(1).title("t").size(300, 200);
    for (int i = 0; i < 40; i++) titles.add(trace("title"));
    assertThatIllegalArgumentException().isThrownBy(() -> titles.picture(1));
  }
}
