package myelin.conformance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A JVM of its own, started with other options than that of the tests.
public final class FreshMachine {

  private FreshMachine() {}

  /// Options by which a JVM interprets or compiles in other ways: with one compiler only, or for
  /// vectors of fewer bits.
  static Stream<String> compilers() {
    return Stream.of(
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation",
        "-XX:UseAVX=0",
        "-XX:UseAVX=2",
        "-XX:MaxVectorSize=16");
  }

  /// The last line that a program prints, whose exit status must be 0.
  ///
  /// @param options of the JVM; those that it does not know are ignored
  public static String run(Class<?> program, String argument, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program.getName(), argument));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (var stream = process.getInputStream()) {
      output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().reduce("", (a, b) -> b).strip();
  }
}
