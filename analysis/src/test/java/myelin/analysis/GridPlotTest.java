package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
