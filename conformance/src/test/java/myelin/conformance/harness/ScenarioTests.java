package myelin.conformance.harness;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// A test for each scenario of some resources, which replays it with 1, 2 and 3 threads.
public final class ScenarioTests {

  private ScenarioTests() {}

  /// The tests of all scenarios of these resources, by name.
  public static Stream<DynamicTest> of(String... resources) {
    return Arrays.stream(resources)
        .flatMap(r -> Scenario.all(r).stream())
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> replay(s)));
  }

  private static void replay(Scenario s) {
    for (int threads = 1; threads <= 3; threads++) s.replay(threads, Close::require);
  }
}
