package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpropExampleTest {

  @TempDir private Path folder;

  /// After 40 iterations the network draws the curve with less than a quarter of the loss at first.
  /// Losses beside NEST's are tested by `test_eprop.py`.
  @Test
  void theNetworkLearns() throws IOException {
    List<String> lines =
        myelin(0, "example", "eprop_regression", "--iterations=40", "--out=" + folder);
    assertThat(lines).hasSize(3);
    double first = number(lines.get(0), "loss at first      : ");
    double last = number(lines.get(1), "loss of the last 5 : ");
    assertThat(first).isGreaterThan(1000);
    assertThat(last).isLessThan(first / 4).isPositive();
    assertThat(ImageIO.read(folder.resolve("eprop_regression.png").toFile()).getWidth())
        .isEqualTo(2000);
  }

  private static double number(String line, String before) {
    assertThat(line).startsWith(before);
    return Double.parseDouble(line.substring(before.length()));
  }

  @Test
  void aSingleIterationIsRefused() {
    assertThat(myelin(2, "example", "eprop_regression", "--iterations=1"))
        .containsExactly("myelin: --iterations = 1: it must be at least 2");
  }
}
