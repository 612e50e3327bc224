package myelin.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import myelin.conformance.harness.FreshMachine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Loops on vectors have the results of the plain loops, to the bit, whatever vectors there are;
/// and so have plain loops of which the compiler makes vectors. Options are those that leave a
/// processor vectors of at most 512, 256 and 128 bits; where its vectors are no longer than that,
/// or it is of another kind, they change nothing.
class VectorTest {

  @ParameterizedTest
  @ValueSource(strings = {"-XX:UseAVX=3", "-XX:UseAVX=2", "-XX:MaxVectorSize=16"})
  void vectorsAgreeWithThePlainLoops(String option) throws IOException, InterruptedException {
    assertThat(run(VectorNetwork.class, option, "now"))
        .isEqualTo(Long.toString(VectorNetwork.run(1)));
  }

  @ParameterizedTest
  @CsvSource({"-XX:UseAVX=2, now", "-XX:UseAVX=2, off", "-XX:MaxVectorSize=16, now"})
  void goldenNetworksDoTheSameWithVectorsOfAnyLength(String option, String loops)
      throws IOException, InterruptedException {
    assertThat(run(GoldenNetworks.class, option, loops)).isEqualTo(GoldenTest.recorded());
  }

  /// A synapse that the loop leaves takes longer than in the plain loop.
  @ParameterizedTest
  @ValueSource(strings = {"-XX:UseAVX=3", "-XX:UseAVX=2", "-XX:MaxVectorSize=16"})
  void loopsOnVectorsLeaveNothingThatTheyAreFor(String option)
      throws IOException, InterruptedException {
    assertThat(run(VectorLeft.class, option, "now")).isIn("0", "no loop");
  }

  /// What a JVM prints that uses loops on vectors from the first step on, or never, and in which
  /// the compiler makes vectors of plain loops early.
  private static String run(Class<?> program, String option, String loops)
      throws IOException, InterruptedException {
    return FreshMachine.run(
        program,
        "2",
        option,
        "-XX:CompileThresholdScaling=0.2",
        "--add-modules=jdk.incubator.vector",
        "-Dmyelin.vector=" + loops);
  }
}
