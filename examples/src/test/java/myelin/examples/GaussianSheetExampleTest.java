package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GaussianSheetExampleTest {

  @TempDir private Path folder;

  /// A neuron has `0.5 n 2 pi s^2 (1 - exp (-r^2 / (2 s^2)))` synapses, with 1000 neurons, s = 0.12
  /// mm and r = 0.4 mm: 45.06. Of the mean length, 1.25 s, the circle takes a hundredth.
  @Test
  void synapsesAreAsManyAndAsLongAsTheorySays() {
    List<String> said = myelin(0, "example", "gaussian_sheet", "--neurons=1000", "--out=" + folder);
    assertThat(number(said.get(0))).isBetween(44.0, 46.0);
    assertThat(said.get(0)).endsWith("expected are 45.1");
    assertThat(number(said.get(1))).isBetween(147.0, 152.0);
    assertThat(said.get(2)).isEqualTo("Delays              : 0.5 to 1.8 ms");
    assertThat(Files.exists(folder.resolve("gaussian_sheet.png"))).isTrue();
  }

  private static double number(String line) {
    return Double.parseDouble(line.replaceAll(".*: ([0-9.]+).*", "$1"));
  }

  @Test
  void tooFewNeuronsAreRefused() {
    assertThat(myelin(2, "example", "gaussian_sheet", "--neurons=3").toString())
        .contains("it must be 100 to 100000");
  }
}
