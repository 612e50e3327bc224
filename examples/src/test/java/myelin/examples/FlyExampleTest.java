package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlyExampleTest {

  private static final Path TABLES =
      Path.of("../network/src/test/resources/myelin/connectome").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void aSmallBrainIsMadeDrivenAndSilenced() throws IOException {
    List<String> lines =
        myelin(0, "example", "fly_brain", "--simtime=100", "--trials=2", "--out=" + folder);
    assertThat(lines.get(0)).isEqualTo("Cells             : 2000");
    assertThat(lines.get(1)).isEqualTo("Edges             : 100000");
    assertThat(lines.get(3)).matches("Trial 2 +: [1-9]\\d* spikes of [1-9]\\d* cells");
    List<String> spikes = Files.readAllLines(folder.resolve("fly_brain-1.csv"));
    assertThat(spikes.getFirst()).isEqualTo("id,t_ms");
    assertThat(lines.get(2)).contains(": " + (spikes.size() - 1) + " spikes");
    String some = spikes.get(1).substring(0, spikes.get(1).indexOf(','));
    myelin(
        0,
        "example",
        "fly_brain",
        "--simtime=100",
        "--trials=1",
        "--silence=" + some,
        "--out=" + folder);
    assertThat(Files.readAllLines(folder.resolve("fly_brain-1.csv")))
        .noneMatch(line -> line.startsWith(some));
  }

  @Test
  void tablesAreRead() {
    String first = "720575940600000000";
    List<String> lines =
        myelin(
            2,
            "example",
            "fly_brain",
            "--edges=" + TABLES.resolve("edges.csv"),
            "--cells=" + TABLES.resolve("cells.csv"),
            "--drive=" + first,
            "--out=" + folder);
    assertThat(lines.getLast()).contains("there is no cell " + first + " among the 120 cells");
  }
}
