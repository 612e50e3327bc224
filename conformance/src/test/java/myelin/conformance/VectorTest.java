package myelin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
    String module = "--add-modules=jdk.incubator.vector";
    return FreshMachine.run(VectorNetwork.class, "2", option, module, "-Dmyelin.vector=now");
  }
}
