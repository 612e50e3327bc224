package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreciseExampleTest {

  @TempDir private Path folder;

  /// Precise spikes are the same at all resolutions, none with another's time. On the grid, of the
  /// 4.7 spikes that there are in each ms nearly none is alone, and more the finer the grid is.
  @Test
  void onlyTheGridMakesSpikesCoincide() throws IOException {
    List<String> lines = myelin(0, "example", "precise_spiking", "--out=" + folder);
    assertThat(lines).hasSize(7);
    double alone = -1;
    for (int row = 2; row < 6; row++) {
      List<String> words = Command.words(lines.get(row));
      assertThat(words.get(2)).as("precise rate").isEqualTo("23.33");
      assertThat(words.get(4)).as("precise spikes alone").isEqualTo("1.000");
      double next = Double.parseDouble(words.get(3));
      assertThat(next).as("alone on the grid, row %d", row).isGreaterThan(alone).isLessThan(0.7);
      alone = next;
    }
    assertThat(alone).isGreaterThan(0.4);
    assertThat(ImageIO.read(folder.resolve("precise_spiking.png").toFile()).getWidth())
        .isEqualTo(2000);
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThat(myelin(2, "example", "precise_spiking", "--neurons=19"))
        .containsExactly("myelin: --neurons = 19: it must be 20 to 5000");
    assertThat(myelin(2, "example", "precise_spiking", "--simtime=200"))
        .containsExactly("myelin: --simtime = 200.0: it must be more than 200.0");
  }
}
