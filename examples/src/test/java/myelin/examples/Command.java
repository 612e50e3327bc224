package myelin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import myelin.cli.Main;

/// Runs the command, and looks at what it wrote.
final class Command {

  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final char TAB = '\t';

  private Command() {}

  /// The lines that a command prints, after a look at its exit status.
  static List<String> myelin(int status, String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(stream);
      System.setErr(stream);
      assertThat(Main.run(args)).isEqualTo(status);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /// The words of a line.
  static List<String> words(String line) {
    return WORD.matcher(line).results().map(MatchResult::group).toList();
  }

  /// The file has spikes of 50 neurons in 100 ms with the rate that was printed, after a header
  /// that ends with the columns' names, if it has one.
  static void assertSpikes(Path file, int firstId, String rate) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> spikes = lines.subList(lines.indexOf("sender\ttime_ms") + 1, lines.size());
    assertThat(rate).contains(": %d.%02d Hz".formatted(spikes.size() / 5, spikes.size() % 5 * 20));
    assertThat(spikes)
        .isNotEmpty()
        .allSatisfy(line -> {
          assertThat(line).matches("\\d+\\t\\d+\\.\\d{3}");
          assertThat(Integer.parseInt(line.substring(0, line.indexOf(TAB))))
              .isBetween(firstId, firstId + 49);
          assertThat(Double.parseDouble(line.substring(line.indexOf(TAB) + 1)))
              .isBetween(0.1, 100.0);
        });
  }
}
