package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AstrocyteExampleTest {

  @TempDir private Path folder;

  /// Until calcium has risen both networks are the same to the last spike. Then astrocytes make
  /// neurons fire more, also after what excited the astrocytes has ended.
  @Test
  void astrocytesExciteNeuronsLongerThanSynapsesDo() throws IOException {
    List<String> lines =
        myelin(0, "example", "astrocyte_network", "--neurons=20", "--out=" + folder);
    assertThat(lines).hasSize(4);
    double[] with = rates(lines.get(1), "with slow inward currents");
    double[] without = rates(lines.get(2), "without");
    assertThat(with[0]).isEqualTo(without[0]).isLessThan(1);
    assertThat(with[1]).isGreaterThan(3 * without[1]);
    assertThat(without[2]).isEqualTo(without[0], within(0.5));
    assertThat(with[2]).isGreaterThan(without[2] + 1);
    Path plot = folder.resolve("astrocyte_network.png");
    assertThat(lines.get(3)).isEqualTo("Plot of calcium, currents and rates: " + plot);
    assertThat(ImageIO.read(plot.toFile()).getHeight()).isEqualTo(2000);
  }

  private static double[] rates(String line, String of) {
    assertThat(line).startsWith(of + " ");
    List<String> words = Command.words(line.substring(of.length()));
    return words.stream().mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void tooFewNeuronsAreRefused() {
    assertThat(myelin(2, "example", "astrocyte_network", "--neurons=9"))
        .containsExactly("myelin: --neurons = 9: it must be 10 to 1000");
  }
}
