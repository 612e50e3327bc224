package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifPopulationExampleTest {

  private static final Pattern ROW =
      Pattern.compile("(\\w+) +(\\w+) +([\\d.]+) \\+- ([\\d.]+) +([\\d.]+) \\+- ([\\d.]+)");

  @TempDir private Path folder;

  /// Means and deviations of 300 bins of 5 ms, within a few standard errors.
  @Test
  void aPopulationFiresAsItsNeuronsDo() throws IOException {
    List<String> lines = myelin(0, "example", "gif_pop_psc_exp", "--out=" + folder);
    assertThat(lines).hasSize(6);
    double[] steps = {0, 0};
    for (int row = 0; row < 4; row++) {
      Matcher m = ROW.matcher(lines.get(1 + row));
      assertThat(m.matches()).as(lines.get(1 + row)).isTrue();
      double mean = Double.parseDouble(m.group(3));
      double sd = Double.parseDouble(m.group(4));
      assertThat(Double.parseDouble(m.group(5))).isCloseTo(mean, within(0.03 * mean));
      assertThat(Double.parseDouble(m.group(6))).isCloseTo(sd, within(0.12 * sd));
      steps[row % 2] += mean;
    }
    assertThat(steps[1]).as("the current excites").isGreaterThan(3 * steps[0]);
    assertThat(ImageIO.read(folder.resolve("gif_pop_psc_exp.png").toFile()).getWidth())
        .isEqualTo(2000);
  }

  @Test
  void timesThatAreTooShortAreRefused() {
    assertThat(myelin(2, "example", "gif_pop_psc_exp", "--simtime=1000"))
        .containsExactly("myelin: --simtime = 1000.0: it must be at least 1100.0");
  }
}
