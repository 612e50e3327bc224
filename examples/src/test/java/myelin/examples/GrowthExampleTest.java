package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of structural plasticity.
class GrowthExampleTest {

  @TempDir private Path folder;

  @Test
  void aNetworkConnectsItself() throws IOException {
    String[] call = {
      "example", "growing_network", "--neurons=50", "--simtime=10000", "--out=" + folder
    };
    List<String> lines = myelin(0, call);
    assertThat(lines).hasSize(4);
    assertThat(number(lines.get(0), "Excitatory synapses: ")).isBetween(20, 400);
    assertThat(number(lines.get(1), "Inhibitory synapses: ")).isBetween(5, 200);
    assertThat(lines.get(2)).matches("Calcium            : 0\\.0[2-9]\\d\\d, the goal is 0\\.05");
    BufferedImage image = ImageIO.read(folder.resolve("growing_network.png").toFile());
    assertThat(image.getWidth()).isEqualTo(2 * image.getHeight());
    call[2] = "--threads=1";
    assertThat(myelin(0, call[0], call[1], call[2], "--neurons=50", call[3], call[4]))
        .isEqualTo(lines);
  }

  private static int number(String line, String before) {
    assertThat(line).startsWith(before);
    return Integer.parseInt(line.substring(before.length()));
  }

  @Test
  void sizesThatMakeNoSenseAreRefused() {
    assertThat(myelin(2, "example", "growing_network", "--neurons=3").toString())
        .contains("--neurons = 3");
    assertThat(myelin(2, "example", "growing_network", "--simtime=1").toString())
        .contains("--simtime = 1");
  }
}
