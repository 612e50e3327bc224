package myelin.examples;

import static myelin.examples.Command.assertSpikes;
import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void theListHasEveryExampleWithTheTitleOfItsSource() throws IOException {
    List<String> list = myelin(0, "examples");
    List<String> expected = new ArrayList<>();
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.sorted().toList()) {
        String name = source.getFileName().toString().replace(".java", "");
        String title = Files.readAllLines(source).getFirst().replace("// ", "");
        expected.add(name + " " + title);
      }
    }
    assertThat(list)
        .filteredOn(line -> line.startsWith("  "))
        .map(line -> line.strip().replaceAll(" {2,}", " "))
        .isEqualTo(expected);
  }

  @Test
  void brunelHasAtMost150Lines() throws IOException {
    assertThat(Files.readAllLines(SOURCES.resolve("brunel_alpha_numpy.java")))
        .hasSizeLessThanOrEqualTo(150);
  }

  /// Values computed with 40 digits, rounded.
  @Test
  void brunelsLambertWIsExact() throws ReflectiveOperationException {
    Class<?> type = Class.forName("brunel_alpha_numpy");
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    var LambertWm1 = type.getDeclaredMethod("LambertWm1", double.class);
    LambertWm1.setAccessible(true);
    double[][] values = {
      {-0.36, -1.222770133978506},
      {-0.26, -2.078924192950332},
      {-0.25, -2.15329236411035},
      {-0.24, -2.2284003533887144},
      {-0.1, -3.577152063957297},
      {-0.01, -6.472775124394005},
      {-1e-6, -16.626508901372475}
    };
    for (double[] value : values) {
      double w = (Double) LambertWm1.invoke(constructor.newInstance(), value[0]);
      assertThat(w).isEqualTo(value[1], within(1e-15 * Math.abs(value[1])));
    }
  }

  @Test
  void brunelPrintsAndSavesWhatItsModelDoes(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("new");
    List<String> lines =
        myelin(0, "example", "brunel_alpha_numpy", "--order=50", "--simtime=100", "--out=" + out);
    // 250 neurons with 20 + 5 inputs from others and one from noise, 100 of them recorded
    assertThat(lines).hasSize(14);
    assertThat(lines.subList(0, 8))
        .containsExactly(
            "Building network",
            "Connecting devices",
            "Connecting network",
            "Simulating",
            "Brunel network simulation (Java)",
            "Number of neurons : 250",
            "Number of synapses: " + (250 * (20 + 5 + 1) + 100),
            "       Excitatory : " + 250 * (20 + 1));
    assertThat(lines.get(8)).isEqualTo("       Inhibitory : " + 250 * 5);
    assertThat(lines.get(9)).matches("Excitatory rate   : \\d+\\.\\d\\d Hz");
    assertThat(lines.get(10)).matches("Inhibitory rate   : \\d+\\.\\d\\d Hz");
    assertThat(lines.get(11)).matches("Building time     : \\d+\\.\\d\\d s");
    assertThat(lines.get(12)).matches("Simulation time   : \\d+\\.\\d\\d s");
    assertThat(lines.get(13))
        .isEqualTo("Raster plot       : " + out.resolve("brunel_alpha_numpy.png"));

    assertSpikes(out.resolve("brunel-py-ex-252-0.gdf"), 1, lines.get(9));
    assertSpikes(out.resolve("brunel-py-in-253-0.gdf"), 201, lines.get(10));
    BufferedImage image = ImageIO.read(out.resolve("brunel_alpha_numpy.png").toFile());
    assertThat(image.getWidth()).isGreaterThan(500);
  }

  @Test
  void brunelGivesTheSameSpikesForAnyNumberOfThreads(@TempDir Path folder) throws IOException {
    for (String threads : List.of("1", "3")) {
      myelin(
          0,
          "example",
          "brunel_alpha_numpy",
          "--order=20",
          "--simtime=100",
          "--threads=" + threads,
          "--out=" + folder.resolve(threads));
    }
    String file = "brunel-py-ex-102-0.gdf";
    assertThat(folder.resolve("1").resolve(file))
        .hasSameTextualContentAs(folder.resolve("3").resolve(file));
  }

  @Test
  void brunelRefusesImpossibleOptions(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused("--order=0", "--order = 0: it must be 10 to 25000");
    assertRefused("--simtime=-1", "--simtime = -1.0: it must be greater than 0");
    assertRefused("--threads=0", "threads = 0: it must be between 1 and 4096");
    assertRefused(
        "--out=" + file, "cannot make the folder " + file + ": a file of that name exists");
    assertRefused(
        "--sed=1",
        "there is no option --sed; did you mean --seed? Try 'myelin example brunel_alpha_numpy --help'");
  }

  private static void assertRefused(String option, String message) {
    assertThat(myelin(2, "example", "brunel_alpha_numpy", option))
        .containsExactly("myelin: " + message);
  }
}
