package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicrocircuitExampleTest {

  private static final int TABLE = 7;

  @TempDir private Path folder;

  private List<String> microcircuit(String... options) {
    List<String> args = new ArrayList<>(List.of("example", "microcircuit", "--out=" + folder));
    args.addAll(List.of(options));
    return myelin(0, args.toArray(String[]::new));
  }

  private static List<String> table(List<String> lines) {
    return lines.subList(TABLE + 1, TABLE + 10);
  }

  @Test
  void itPrintsAndSavesWhatItsModelDoes() throws IOException {
    List<String> lines = microcircuit("--scale=0.02", "--simtime=200");
    assertThat(lines).hasSize(TABLE + 13);
    // of 77169 neurons and 298880968 synapses, but for rounding, 1/50 and the square of it
    assertThat(lines.subList(0, 5))
        .containsExactly(
            "Number of neurons : 1544",
            "Number of synapses: 119548",
            "Creating populations ...",
            "Connecting populations ...",
            "Simulating ...");
    assertThat(lines.get(5)).matches("Building time     : \\d+\\.\\d\\d s");
    assertThat(lines.get(6)).matches("Simulation time   : \\d+\\.\\d\\d s");
    assertThat(lines.get(TABLE)).isEmpty();
    assertThat(table(lines).getFirst())
        .isEqualTo("Population  Neurons  Rate (spikes/s)  At full scale");
    assertThat(table(lines).get(1)).matches("L2/3E +414 +\\d\\.\\d\\d +0\\.90");
    assertThat(table(lines).getLast()).matches("L6I +59 +\\d+\\.\\d\\d +7\\.83");
    String raster = "microcircuit_raster.png";
    String boxes = "microcircuit_rates.png";
    assertThat(lines.subList(TABLE + 10, TABLE + 13))
        .containsExactly(
            "",
            "Raster plot       : " + folder.resolve(raster),
            "Box plot of rates : " + folder.resolve(boxes));
    assertThat(ImageIO.read(folder.resolve(raster).toFile()).getWidth()).isEqualTo(2000);
    assertThat(ImageIO.read(folder.resolve(boxes).toFile()).getWidth()).isEqualTo(2000);
  }

  @Test
  void ratesAreTheSameForAnyNumberOfThreadsAndOthersWithACurrentForNoise() {
    List<String> one = microcircuit("--scale=0.01", "--simtime=500", "--threads=1");
    List<String> three = microcircuit("--scale=0.01", "--simtime=500", "--threads=3");
    assertThat(table(one)).isEqualTo(table(three));
    List<String> current = microcircuit("--scale=0.01", "--simtime=500", "--drive=dc");
    assertThat(table(current)).hasSameSizeAs(table(one)).isNotEqualTo(table(one));
    assertThat(current.get(1)).isEqualTo(one.get(1));
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThat(myelin(2, "example", "microcircuit", "--scale=2"))
        .containsExactly("myelin: --scale = 2.0: it must be 0.01 to 1");
    assertThat(myelin(2, "example", "microcircuit", "--drive=ac"))
        .containsExactly("myelin: --drive = ac: it must be poisson or dc");
    assertThat(myelin(2, "example", "microcircuit", "--simtime=0"))
        .containsExactly("myelin: --simtime = 0.0: it must be greater than 0");
  }
}
