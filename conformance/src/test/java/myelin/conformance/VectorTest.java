package myelin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Loops on vectors have the results of the plain loops, to the bit, whatever vectors there are.
class VectorTest {

  @ParameterizedTest
  @ValueSource(strings = {"-XX:UseAVX=3", "-XX:UseAVX=2", "-XX:MaxVectorSize=16"})
  void vectorsAgreeWithThePlainLoops(String option) throws IOException, InterruptedException {
    assertThat(withVectors(option)).isEqualTo(Long.toString(VectorNetwork.run(1)));
  }

  /// What a JVM prints that uses vectors from the first step on, or else fails.
  private static String withVectors(String option) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            option,
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--add-modules",
            "jdk.incubator.vector",
            "-Dmyelin.vector=now",
            "-cp",
            System.getProperty("java.class.path"),
            VectorNetwork.class.getName(),
            "2");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (var stream = process.getInputStream()) {
      output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().reduce("", (a, b) -> b).strip();
  }
}
